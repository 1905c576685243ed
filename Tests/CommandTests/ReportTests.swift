import Foundation
import Testing

/// `sealpress report` on a project without logs.
@Suite struct ReportTests {
    private func project() throws -> Sandbox {
        let sandbox = try Sandbox.started()
        var roster = "id,name,email,tier,courses,from,until,status,generation,source,note\n"
        for number in 1...40 {
            let until = number % 3 == 0 ? "2026-03-\(number % 20 + 10)" : ""
            roster +=
                "m\(number),Ann Example,ann@example.org,premium,,2026-01-\(number % 20 + 10),\(until),active,1,,\n"
        }
        try sandbox.write("site/members.csv", roster)
        #expect(try sandbox.run("insights", "--date", "2026-04-30", "--quiet", in: "site").status == 0)
        return sandbox
    }

    @Test func `a page with its data is written for the author alone, the same each time`() throws {
        let sandbox = try project()
        let run = try sandbox.run("report", in: "site")
        #expect(run.status == 0, "\(run.all)")
        #expect(run.output.hasPrefix("Report of 2026-04-30: "))
        let page = try sandbox.text("site/insights/report/index.html")
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">") && page.contains("<svg"))
        #expect(!page.contains("Ann Example") && !page.contains("ann@example.org"))
        #expect(try sandbox.text("site/insights/report/data/retention_curve.csv").hasPrefix("age,numerator,"))
        #expect(try sandbox.mode("site/insights/report/index.html").map { $0 & 0o777 } == 0o600)
        #expect(try sandbox.run("report", "--quiet", in: "site").all == "")
        #expect(try sandbox.text("site/insights/report/index.html") == page)
        let chinese = try sandbox.run(
            "report", "--language", "zh", "--output", "here/bericht.html", "--json", in: "site")
        #expect(chinese.status == 0, "\(chinese.all)")
        let said = try json(chinese.output)
        #expect(said["page"] as? String == "here/bericht.html" && said["identified"] as? Bool == false)
        #expect(try sandbox.text("site/here/bericht.html").contains("href=\"bericht-data/models.csv\""))
        #expect(try sandbox.has("site/here/bericht-data/models.csv"))
    }

    @Test func `data of an earlier report does not stay, and files of the author's do`() throws {
        let sandbox = try project()
        try sandbox.write("site/insights/report/data/members_at_risk.csv", "member\nann\n")
        try sandbox.write("site/insights/report/data/mine.csv", "x\n")
        #expect(try sandbox.run("report", "--quiet", in: "site").all == "")
        #expect(try !sandbox.has("site/insights/report/data/members_at_risk.csv"))
        #expect(try sandbox.has("site/insights/report/data/mine.csv"))
    }

    @Test func `the terminal has the essentials, and nothing is written`() throws {
        let sandbox = try project()
        let run = try sandbox.run("report", "--terminal", in: "site")
        #expect(run.status == 0 && run.output.contains("What to do now"), "\(run.all)")
        #expect(try !sandbox.has("site/insights/report"))
    }

    @Test func `names never go where they would be published`() throws {
        let sandbox = try project()
        let run = try sandbox.run("report", "--identified", "--output", "site/report", in: "site")
        #expect(run.status == 1)
        #expect(
            run.errors.contains("a report with names would be published from 'site/report/index.html'"),
            "\(run.errors)")
        #expect(try !sandbox.has("site/site/report"))
        #expect(symlink("content", sandbox.folder + "/site/elsewhere") == 0)
        let linked = try sandbox.run("report", "--identified", "--output", "elsewhere/new.html", in: "site")
        #expect(linked.status == 1, "a page that is not there yet, by way of a link")
        #expect(linked.errors.contains("a report with names would be published"), "\(linked.errors)")
        #expect(try sandbox.run("report", "--identified", "--quiet", in: "site").all == "")
        #expect(try sandbox.text("site/insights/report/index.html").contains("This page names members."))
    }

    @Test func `a broken file of the insights folder is an error of the input with its place`() throws {
        let sandbox = try project()
        let file = "site/insights/retention.json"
        try sandbox.write(
            file, try sandbox.text(file).replacingOccurrences(of: "\"size\" :", with: "\"sise\" :"))
        let run = try sandbox.run("report", in: "site")
        #expect(run.status == 1)
        #expect(
            run.errors
                == "error: ./insights/retention.json: result.cohorts[0]: the field 'size' is missing; run sealpress insights\n",
            "\(run.errors)")
        sandbox.remove(file)
        #expect(
            try sandbox.run("report", in: "site").errors
                == "error: ./insights/retention.json: is not there; run sealpress insights\n")
        #expect(try sandbox.run("report", "--language", "fr", in: "site").status == 2)
        #expect(try sandbox.run("report", "--terminal", "--json", in: "site").status == 2)
    }
}
