import Foundation
import Testing

/// `sealpress insights` on a project without logs.
@Suite struct InsightsTests {
    private func project() throws -> Sandbox {
        let sandbox = try Sandbox.started()
        try sandbox.write(
            "site/members.csv",
            """
            id,name,email,tier,courses,from,until,status,generation,source,note
            ann,,,premium,,2026-01-10,,active,1,,
            bo,,,premium,,2026-02-15,2026-03-14,active,1,,

            """)
        return sandbox
    }

    @Test func `what can be run is, and what cannot says what to record`() throws {
        let sandbox = try project()
        let run = try sandbox.run("insights", "--date", "2026-04-30", "--json", in: "site")
        #expect(run.status == 0, "\(run.all)")
        let models = try #require(json(run.output)["models"] as? [[String: Any]])
        #expect(models.count == 18)
        let retention = try #require(models.first { $0["subject"] as? String == "retention" })
        #expect(retention["ran"] as? Bool == true)
        let sentiment = try #require(models.first { $0["subject"] as? String == "sentiment" })
        #expect(sentiment["why"] as? String == "there is no comments.csv")
        let file = try json(try sandbox.text("site/insights/retention.json"))
        #expect(file["date"] as? String == "2026-04-30" && file["version"] as? Int == 1)
        #expect(try sandbox.mode("site/insights/churn.json").map { $0 & 0o777 } == 0o600)
    }

    @Test func `a second run changes no byte, and quiet says nothing`() throws {
        let sandbox = try project()
        #expect(try sandbox.run("insights", "--date", "2026-04-30", "--quiet", in: "site").all == "")
        let first = try sandbox.text("site/insights/retention.json")
        #expect(
            try sandbox.run("insights", "--date", "2026-04-30", "--quiet", "--threads", "3", in: "site").all
                == "")
        #expect(try sandbox.text("site/insights/retention.json") == first)
    }

    @Test func `a fault of a table of the author's is shown, and nothing is written`() throws {
        let sandbox = try project()
        try sandbox.write("site/arms.csv", "arm,segment,price,offered\nlow,,5,many\n")
        let run = try sandbox.run("insights", "--date", "2026-04-30", in: "site")
        #expect(run.status == 1)
        #expect(
            run.errors.hasPrefix("arms.csv:2:8: error: 'many' is not a whole number from 0 on\n"),
            "\(run.errors)")
        #expect(try !sandbox.has("site/insights"))
        #expect(try sandbox.run("insights", "--date", "soon", in: "site").status == 2)
    }
}
