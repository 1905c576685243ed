import Foundation
import Testing

/// Exit statuses, help, and what goes to which stream.
@Suite struct ExitTests {
    @Test(arguments: [
        [], ["new"], ["build"], ["keys"], ["keys", "init"], ["keys", "show-public"], ["keys", "backup"],
        ["keys", "restore"], ["members"], ["members", "add"], ["members", "list"], ["members", "code"],
        ["members", "renew"], ["members", "change"], ["members", "revoke"], ["members", "reissue"],
        ["members", "remove"], ["members", "show"], ["members", "export"],
        ["open"], ["verify"],
    ])
    func `every command explains itself`(command: [String]) throws {
        let run = try Sandbox().run(program(), command + ["--help"])
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(run.output.contains("OVERVIEW: ") && run.output.contains("USAGE: sealpress"))
    }

    @Test(arguments: [
        ["frobnicate"], ["build", "--nonsense"], ["build", "extra"], ["build", "--date", "someday"],
        ["build", "--threads", "0"],
        ["new"], ["open", "site"], ["open", "site", "--code", "x", "--text"], ["verify", "site"],
        ["members", "add"],
        ["open", "site", "--code", "x", "--page", "y", "--text", "--html"],
    ])
    func `wrong arguments are status 2, said on standard error`(arguments: [String]) throws {
        let sandbox = try Sandbox.started()
        let run = try sandbox.run(program(), arguments, in: "site")
        #expect(run.status == 2)
        #expect(run.output == "")
        #expect(run.errors.contains("Error: ") && run.errors.contains("Usage: sealpress"))
    }

    @Test func `the version is one line`() throws {
        let run = try Sandbox().run("--version")
        #expect(run.status == 0)
        #expect(run.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `shells get their completion`(shell: String) throws {
        let run = try Sandbox().run("--generate-completion-script", shell)
        #expect(run.status == 0)
        #expect(run.output.contains("show-public") && run.output.contains("drafts"))
    }

    @Test func `faults of the input are status 1 with every diagnostic`() throws {
        let sandbox = try Sandbox.started()
        try sandbox.write("site/content/articles/bad.md", "[x](nowhere.md)\n\n::: premuim\n:::\n")
        try sandbox.write("site/content/articles/worse.md", "---\ntitel: x\n---\n")
        let run = try sandbox.run("build", in: "site")
        #expect(run.status == 1)
        #expect(run.output == "")
        #expect(
            run.errors == """
                content/articles/bad.md:3:5: error: unknown tier 'premuim'
                    3 | ::: premuim
                      |     ^^^^^^^ did you mean 'premium'? sealpress.yml has: public, basic, premium
                content/articles/worse.md:2:1: error: unknown key 'titel'
                    2 | titel: x
                      | ^^^^^ did you mean 'title'? fields of your own go under 'params:'

                """)
        #expect(try !sandbox.has("site/site"))
    }

    @Test func `what is not there is the input's fault`() throws {
        let sandbox = try Sandbox.started()
        for arguments in [
            ["build", "--root", "nowhere"], ["members", "list", "--root", "nowhere"],
            ["build", "--key-file", "nowhere.key"],
            ["open", "nowhere", "--code", "0000-0000-0000-0000-0000-0000-0000"],
            ["verify", "nowhere", "--public-key", "nokey"],
            ["open", "site", "--code", "short"],
        ] {
            let run = try sandbox.run(program(), arguments, in: "site")
            #expect(run.status == 1, "\(arguments): \(run.errors)")
            #expect(run.errors.hasPrefix("error: "), "\(arguments): \(run.errors)")
        }
    }

    @Test func `a page outside the site is not opened`() throws {
        let sandbox = try Sandbox.started()
        try sandbox.run("build", in: "site")
        let code = try sandbox.run("members", "code", "anna", in: "site").output.trimmingCharacters(
            in: .whitespacesAndNewlines)
        for page in ["../sealpress.html", "/../../x/", "/nowhere/"] {
            let run = try sandbox.run("open", "site", "--code", code, "--page", page, "--html", in: "site")
            #expect(run.status == 1, "\(run.errors)")
            #expect(run.output == "")
        }
    }

    @Test func `quiet is silent, and JSON is JSON`() throws {
        let sandbox = try Sandbox.started()
        // A stray file makes a warning.
        try sandbox.write("site/content/stray.bin", "x")
        let quiet = try sandbox.run("build", "--quiet", in: "site")
        #expect(quiet.status == 0)
        #expect(quiet.all == "")
        let report = try json(try sandbox.run("build", "--json", in: "site").output)
        #expect(report["ok"] as? Bool == true)
        #expect(report["written"] as? Int == 0 && report["sealedSections"] as? Int == 2)
        let warnings = try #require(report["diagnostics"] as? [[String: Any]])
        #expect(warnings.first?["file"] as? String == "content/stray.bin")
        #expect((report["milliseconds"] as? [String: Any])?["read"] is Int)
        try sandbox.write("site/content/bad.md", "::: gold\n:::\n")
        let failed = try sandbox.run("build", "--json", in: "site")
        #expect(failed.status == 1)
        let fault = try json(failed.output)
        #expect(fault["ok"] as? Bool == false)
        #expect(((fault["diagnostics"] as? [[String: Any]])?.first?["line"]) as? Int == 1)
        #expect(try sandbox.run("build", "--quiet", in: "site").errors.contains("unknown tier 'gold'"))
    }

    @Test func `the date comes from the option, else from SOURCE_DATE_EPOCH`() throws {
        let sandbox = try Sandbox.started()
        func date(_ arguments: [String], _ environment: [String: String]) throws -> String {
            sandbox.remove("site/.sealpress")
            #expect(
                try sandbox.run(
                    program(), ["build", "--quiet"] + arguments, in: "site", environment: environment
                ).status == 0)
            let signature = try sandbox.text("site/site/_sealpress/manifest.json.minisig")
            return signature.firstMatch(of: /epoch:(\S+) date:(\S+)/).map { "\($0.1) \($0.2)" } ?? signature
        }
        let variable = ["SOURCE_DATE_EPOCH": "1900000000"]
        #expect(try date([], variable) == "2030-03 2030-03-17")
        #expect(try date(["--date", "2031-05-06"], variable) == "2031-05 2031-05-06")
        #expect(try date(["--date", "2031-05-06T23:30:00-02:00"], variable) == "2031-05 2031-05-07")
        for wrong in ["soon", "-1", "99999999999999"] {
            #expect(
                try sandbox.run("build", in: "site", environment: ["SOURCE_DATE_EPOCH": wrong]).status == 2)
        }
    }

    @Test func `a build that is not on a terminal shows no progress`() throws {
        let sandbox = try Sandbox.started()
        let run = try sandbox.run("build", in: "site", environment: ["TERM": "xterm-256color"])
        #expect(run.errors == "")
        #expect(!run.output.contains("\u{1B}") && !run.output.contains("\r"))
        #expect(run.output.contains("Files: ") && run.output.contains("Time: read "))
    }
}
