import Foundation
import Testing

/// What the program says when something is wrong, word for word.
@Suite struct SentenceTests {
    @Test func `faults of the input`() throws {
        let sandbox = try Sandbox.started()
        try sandbox.run("build", "--quiet", in: "site")
        let code = try sandbox.run("members", "code", "anna", in: "site").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        try sandbox.write("bad.key", "0000-1111\n", mode: 0o600)
        func says(_ arguments: [String], _ environment: [String: String] = [:]) throws -> String {
            let run = try sandbox.run(program(), arguments, in: "site", environment: environment)
            #expect(run.status == 1)
            return run.errors
        }
        #expect(
            try says(["members", "add", "anna", "--tier", "basic"]) == """
                error: there is a member 'anna' already
                      an id is never used twice, also not by those who left

                """)
        #expect(
            try says(["members", "code", "zoe"]) == """
                error: there is no member 'zoe'
                      sealpress members list shows all

                """)
        #expect(
            try says(["open", "site", "--code", "0000"])
                == "error: this is no unlock code: a code has 28 letters and digits, this one has 4\n")
        #expect(
            try says(["open", "site", "--code", code, "--page", "/nowhere/"])
                == "error: there is no page at 'site/nowhere/index.html'\n")
        #expect(
            try says(["open", "site", "--code", code, "--page", "../x.html"])
                == "error: '../x.html' is not a path inside the folder: it has a '..'\n")
        #expect(try says(["open", "nowhere", "--code", code]) == "error: there is no folder 'nowhere'\n")
        #expect(
            try says(["build", "--key-file", "../bad.key"])
                == "error: '../bad.key' holds no root key: a code has 56 letters and digits, this one has 8\n"
        )
        #expect(
            try says(["build"], ["SEALPRESS_KEY": "u"])
                == "error: SEALPRESS_KEY holds no root key: 'u' at position 1 is not a letter or digit that a code contains\n"
        )
        sandbox.remove("site/sealpress.key")
        #expect(
            try says(["build"]) == """
                error: there is no root key
                      sealpress keys init makes one; keep a backup of it, and never publish it

                """)
    }

    @Test func `a folder that is no project says where one is`() throws {
        let sandbox = try Sandbox.started()
        func says(_ arguments: String..., in folder: String) throws -> String {
            let run = try sandbox.run(program(), arguments, in: folder)
            #expect(run.status == 1)
            return run.errors
        }
        #expect(
            try says("build", in: "site/content/articles") == """
                error: there is no sealpress.yml in '.'
                      it is in '../..': run the command there, or with --root ../..

                """)
        #expect(
            try says("build", "--root", "nowhere", in: "site") == """
                error: there is no folder 'nowhere'
                      --root names the folder of sealpress.yml

                """)
        try sandbox.write("other/sealpress.yaml", "site: {}\n")
        #expect(
            try says("serve", in: "other") == """
                error: there is no sealpress.yml in '.'
                      rename sealpress.yaml to sealpress.yml

                """)
    }

    @Test func `a code of another site`() throws {
        let sandbox = try Sandbox.started()
        let other = try Sandbox.started()
        try sandbox.run("build", "--quiet", in: "site")
        let code = try other.run("members", "code", "anna", in: "site").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let run = try sandbox.run("open", "site", "--code", code, in: "site")
        #expect(run.status == 1)
        #expect(
            run.errors == """
                error: this site does not know the code
                      it may have been replaced by a newer one, or belong to another site

                """)
    }

    @Test(arguments: [
        (["build", "--threads", "0"], "--threads takes 1 to 1024"),
        (["members", "add", "ben"], "a member has a --tier, a --course, or both"),
        (
            ["members", "add", "ben", "--tier", "basic", "--until", "soon"],
            "--until takes a date such as 2026-12-31"
        ),
        (
            ["open", "s", "--code", "x", "--page", "y", "--text", "--html"],
            "--text and --html exclude each other"
        ),
        (["open", "s", "--code", "x", "--html"], "--text and --html need a --page"),
        (["build", "--date", "soon"], "'soon' is no date; write 2026-11-01 or 2026-11-01T08:30:00Z"),
    ])
    func `faults of the arguments`(arguments: [String], sentence: String) throws {
        let sandbox = try Sandbox.started()
        let run = try sandbox.run(program(), arguments, in: "site")
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("Error: \(sentence)\n"), "\(run.errors)")
    }

    @Test func `a clock that is no number`() throws {
        let sandbox = try Sandbox.started()
        let run = try sandbox.run("build", in: "site", environment: ["SOURCE_DATE_EPOCH": "noon"])
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("Error: SOURCE_DATE_EPOCH is 'noon', not a number of seconds\n"))
    }
}
