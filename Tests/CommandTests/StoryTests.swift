import Foundation
import Testing

/// From an empty folder to a member who reads a lesson.
@Suite struct StoryTests {
    @Test func `new, keys init, build, code, open, verify`() throws {
        let sandbox = try Sandbox()
        let new = try sandbox.run("new", "my site")
        #expect(new.status == 0 && new.output.contains("sealpress keys init"))
        #expect(try sandbox.mode("my site/members.csv") == 0o600)

        let keys = try sandbox.run("keys", "init", in: "my site")
        #expect(keys.status == 0 && keys.output.isEmpty && keys.errors.contains("backup"))
        #expect(try sandbox.mode("my site/sealpress.key") == 0o600)

        let build = try sandbox.run("build", in: "my site")
        #expect(build.status == 0)
        #expect(build.output.contains("2 sealed sections, 1 bundle"))
        #expect(build.errors == "")
        #expect(!build.all.contains("\u{1B}"))

        let code = try sandbox.run("members", "code", "anna", in: "my site")
        #expect(code.status == 0)
        #expect(code.output.wholeMatch(of: /([0-9A-Z]{4}-){6}[0-9A-Z]{4}\n/) != nil)
        let secret = code.output.trimmingCharacters(in: .whitespacesAndNewlines)

        let list = try sandbox.run("open", "site", "--code", secret, in: "my site")
        #expect(
            list.output == """
                anna: premium, active
                1/1  /articles/hello/
                1/1  /courses/first-course/start/the-good-part/

                """)

        let text = try sandbox.run(
            "open", "site", "--code", secret, "--page", "/articles/hello/", "--text", in: "my site")
        #expect(text.output.contains("Only premium members read this one."))
        #expect(!text.output.contains("<p>"))
        let html = try sandbox.run(
            "open", "site", "--code", secret.lowercased().replacing("-", with: " "), "--page",
            "articles/hello", "--html", in: "my site")
        #expect(
            html.output.contains("<p>Only premium members read this one.")
                && html.output.lowercased().hasPrefix("<!doctype html>"))

        let key = try sandbox.run("keys", "show-public", in: "my site")
        #expect(key.output.hasPrefix("untrusted comment:"))
        try sandbox.write("my site/site.pub", key.output)
        let verify = try sandbox.run("verify", "site", "--public-key", "site.pub", in: "my site")
        #expect(verify.status == 0 && verify.output.contains("files are as signed: sealpress/1 epoch:"))
        let line = try #require(key.output.split(separator: "\n").last.map(String.init))
        #expect(try sandbox.run("verify", "site", "--public-key", line, in: "my site").status == 0)
    }

    @Test func `a member is added, listed, and reads what the tier opens`() throws {
        let sandbox = try Sandbox.started()
        let add = try sandbox.run(
            "members", "add", "ben", "--tier", "basic", "--until", "2099-12-31", "--from", "2020-01-01",
            "--name", "Ben, B.", in: "site")
        #expect(add.status == 0 && add.errors.contains("Added ben"))
        #expect(
            try sandbox.text("site/members.csv").contains(
                "\nben,\"Ben, B.\",,basic,,2020-01-01,2099-12-31,active,1,,\n"))
        #expect(try sandbox.mode("site/members.csv") == 0o600)
        let list = try sandbox.run("members", "list", in: "site").output
        #expect(
            list.contains("ID ") && list.contains("\nben   basic    –        2020-01-01  2099-12-31  active"))
        let data = Data(try sandbox.run("members", "list", "--json", in: "site").output.utf8)
        let rows = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        #expect(rows.map { $0["id"] as? String } == ["anna", "ben"])
        #expect(rows.last?["standing"] as? String == "active")
        #expect(
            try sandbox.run("members", "list", "--date", "2100-01-01", in: "site").output.contains("lapsed"))

        try sandbox.run("build", in: "site")
        let code = try sandbox.run("members", "code", "ben", "--quiet", in: "site").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let open = try sandbox.run("open", "site", "--code", code, in: "site")
        #expect(
            open.output.contains("ben: basic, active until 2099-12-31\n0/1  /articles/hello/\n1/1  /courses/")
        )
        let shut = try sandbox.run("open", "site", "--code", code, "--page", "/articles/hello/", in: "site")
        #expect(shut.status == 1)
        #expect(
            shut.errors.contains("error: a section for 'premium' stays shut: no key held opens this file"))
    }

    @Test func `faults in the arguments of members are told`() throws {
        let sandbox = try Sandbox.started()
        for (arguments, message) in [
            (["anna", "--tier", "basic"], "error: there is a member 'anna' already"),
            (["ben", "--tier", "gold"], "unknown tier 'gold'"),
            (["Ben", "--tier", "basic"], "bad member id 'Ben'"),
            (["ben", "--course", "nope"], "unknown course 'nope'"),
        ] {
            let run = try sandbox.run(try program(), ["members", "add"] + arguments, in: "site")
            #expect(run.status == 1)
            #expect(run.errors.contains(message), "\(run.errors)")
        }
        for arguments in [["ben"], ["ben", "--tier", "basic", "--until", "soon"]] {
            #expect(try sandbox.run(try program(), ["members", "add"] + arguments, in: "site").status == 2)
        }
        #expect(!(try sandbox.text("site/members.csv").contains("ben")))
        let code = try sandbox.run("members", "code", "ana", in: "site")
        #expect(
            code.status == 1 && code.errors == "error: there is no member 'ana'\n      did you mean 'anna'?\n"
        )
    }

    @Test func `a code as JSON and as a picture`() throws {
        let sandbox = try Sandbox.started()
        let run = try sandbox.run("members", "code", "anna", "--json", "--svg", "anna.svg", in: "site")
        let fields = try json(run.output)
        let code = try #require(fields["code"] as? String)
        #expect(fields["member"] as? String == "anna")
        #expect(fields["link"] as? String == "http://localhost:8000/unlock/#" + code)
        #expect(try sandbox.text("site/anna.svg").hasPrefix("<svg "))
        #expect(try sandbox.mode("site/anna.svg") == 0o600)
    }

    @Test func `new leaves a folder with things in it alone`() throws {
        let sandbox = try Sandbox()
        try sandbox.write("full/mine.txt", "mine")
        let run = try sandbox.run("new", "full")
        #expect(run.status == 1)
        #expect(
            run.errors
                == "error: 'full' is there already\n      name a folder that does not exist or is empty\n")
        try sandbox.run("new", "fresh")
        #expect(try sandbox.run("new", "fresh").status == 1)
    }
}
