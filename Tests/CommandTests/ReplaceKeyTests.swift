import Files
import Foundation
import Testing

@Suite struct `keys replace` {
    private func code(_ sandbox: Sandbox) throws -> String {
        try sandbox.run("members", "code", "anna", in: "site").output.trimmingCharacters(
            in: .whitespacesAndNewlines)
    }

    private func opens(_ sandbox: Sandbox, _ code: String) throws -> Bool {
        try sandbox.run("open", "site/site", "--code", code).status == 0
    }

    @Test("From the old key to the new one: both codes work, then only the new one")
    func story() throws {
        let sandbox = try Sandbox.started()
        let dates = ["--date", "2026-11-20"]
        _ = try sandbox.run(program(), ["build"] + dates, in: "site")
        let old = try code(sandbox)
        let oldKey = try sandbox.text("site/sealpress.key")
        let oldPublic = try sandbox.run("keys", "show-public", in: "site").output
        try sandbox.write("old.pub", oldPublic)

        let dry = try sandbox.run(program(), ["keys", "replace", "--dry-run"] + dates, in: "site")
        #expect(
            dry.errors
                == "Would replace the root key in ./sealpress.key. The old codes work until 2026-12-20.\n")
        #expect(try sandbox.text("site/sealpress.key") == oldKey)

        let run = try sandbox.run(program(), ["keys", "replace"] + dates, in: "site")
        #expect(run.status == 0)
        let newKey = try sandbox.text("site/sealpress.key")
        #expect(newKey != oldKey)
        #expect(try sandbox.text("site/sealpress.key.previous") == oldKey)
        #expect(try sandbox.mode("site/sealpress.key") == 0o600)
        #expect(try sandbox.mode("site/sealpress.key.previous") == 0o600)
        for key in [oldKey, newKey] {
            #expect(!run.all.contains(key.trimmingCharacters(in: .whitespacesAndNewlines)))
        }

        #expect(try sandbox.run(program(), ["build"] + dates, in: "site").status == 0)
        let new = try code(sandbox)
        #expect(new != old)
        #expect(try opens(sandbox, old) && opens(sandbox, new))
        let verified = try sandbox.run("verify", "site/site", "--public-key", "old.pub")
        #expect(verified.status == 0)
        #expect(
            verified.errors.hasPrefix(
                "The site's key was replaced, signed by the one you have. It is now:\nRW"))

        let again = try sandbox.run(program(), ["keys", "replace"] + dates, in: "site")
        #expect(again.status == 1)
        #expect(
            again.errors.hasPrefix(
                "error: the codes from before the last replacement still work until 2026-12-20"))
        #expect(try sandbox.text("site/sealpress.key") == newKey)

        #expect(try sandbox.run(program(), ["keys", "replace", "--finish"] + dates, in: "site").status == 0)
        #expect(try !sandbox.has("site/sealpress.key.previous"))
        #expect(try sandbox.run(program(), ["build"] + dates, in: "site").status == 0)
        #expect(try !opens(sandbox, old) && opens(sandbox, new))
    }

    @Test("After a leak the old key is not kept")
    func leaked() throws {
        let sandbox = try Sandbox.started()
        try sandbox.run("build", in: "site")
        try sandbox.run("members", "seal", in: "site")
        let old = try code(sandbox)
        #expect(try sandbox.run("keys", "replace", "--leaked", in: "site").status == 0)
        #expect(try !sandbox.has("site/sealpress.key.previous"))
        #expect(try sandbox.run("build", in: "site").status == 0)
        #expect(try !opens(sandbox, old) && opens(sandbox, code(sandbox)))
    }

    @Test("A key from the environment cannot be replaced there")
    func environment() throws {
        let sandbox = try Sandbox.started()
        let key = try sandbox.text("site/sealpress.key")
        let run = try sandbox.run("keys", "replace", in: "site", environment: ["SEALPRESS_KEY": key])
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("error: the root key comes from SEALPRESS_KEY"))
        #expect(!run.all.contains(key.prefix(20)))
        #expect(try sandbox.run("keys", "replace", "--days", "0", in: "site").status == 2)
    }

    @Test("In CI both keys come from the environment")
    func previousVariable() throws {
        let sandbox = try Sandbox.started()
        try sandbox.run("build", in: "site")
        let old = try code(sandbox)
        try sandbox.run("keys", "replace", in: "site")
        let keys = [
            "SEALPRESS_KEY": try sandbox.text("site/sealpress.key"),
            "SEALPRESS_PREVIOUS_KEY": try sandbox.text("site/sealpress.key.previous"),
        ]
        sandbox.remove("site/sealpress.key")
        sandbox.remove("site/sealpress.key.previous")
        #expect(try sandbox.run("build", in: "site", environment: keys).status == 0)
        #expect(try opens(sandbox, old))
        let wrong = keys.merging(["SEALPRESS_PREVIOUS_KEY": "EJ0W"]) { $1 }
        #expect(
            try sandbox.run("build", in: "site", environment: wrong).errors
                == "error: SEALPRESS_PREVIOUS_KEY holds no root key: a code has 56 letters and digits, this one has 4\n"
        )
    }

    @Test("A replacement that is killed at any moment leaves a project that builds, and codes that open it")
    func killed() throws {
        for delay in 0..<12 {
            let sandbox = try Sandbox.started()
            try sandbox.run("build", in: "site")
            try sandbox.run("members", "seal", in: "site")
            sandbox.remove("site/members.csv")
            let old = try code(sandbox)
            let process = Process()
            process.executableURL = try program()
            process.arguments = ["keys", "replace", "--quiet"]
            process.currentDirectoryURL = URL(filePath: sandbox.folder + "/site")
            try process.run()
            usleep(UInt32(delay) * 2_000)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let build = try sandbox.run("build", in: "site")
            #expect(build.status == 0, "\(build.errors)")
            #expect(try opens(sandbox, old) && opens(sandbox, code(sandbox)))
        }
    }
}
