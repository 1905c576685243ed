import Files
import Foundation
import Testing

/// The root key: where it comes from, and that it goes nowhere else.
@Suite struct KeyTests {
    private func printed(_ sandbox: Sandbox, _ path: String = "site/sealpress.key") throws -> String {
        try sandbox.text(path).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test func `a key is never overwritten`() throws {
        let sandbox = try Sandbox.started()
        let key = try sandbox.text("site/sealpress.key")
        let run = try sandbox.run("keys", "init", in: "site")
        #expect(run.status == 1)
        #expect(
            run.errors == """
                error: there is a root key in './sealpress.key' already
                      another key would shut every member out; it is never overwritten

                """)
        #expect(try sandbox.run("keys", "restore", in: "site", input: key).status == 1)
        #expect(try sandbox.text("site/sealpress.key") == key)
    }

    @Test func `a folder is not told to be made private`() throws {
        let sandbox = try Sandbox.started()
        let run = try sandbox.run("build", "--key-file", ".", in: "site")
        #expect(run.status == 1)
        #expect(run.errors == "error: '.' is a folder, not the root key's file\n")
    }

    @Test func `a dangling link in the key's place is not written through`() throws {
        let sandbox = try Sandbox()
        try sandbox.run("new", "site")
        try FileManager.default.createSymbolicLink(
            atPath: sandbox.folder + "/site/sealpress.key", withDestinationPath: sandbox.folder + "/elsewhere"
        )
        #expect(try sandbox.run("keys", "init", in: "site").status == 1)
        #expect(try !sandbox.has("elsewhere"))
    }

    @Test func `the option comes before the variable, the variable before the file`() throws {
        let sandbox = try Sandbox.started()
        for name in ["two", "three"] {
            #expect(try sandbox.run("keys", "init", "--key-file", name + ".key", "--quiet").all.isEmpty)
            #expect(try sandbox.mode(name + ".key") == 0o600)
        }
        func publicKey(_ arguments: [String], _ environment: [String: String] = [:]) throws -> String {
            try sandbox.run(
                program(), ["keys", "show-public"] + arguments, in: "site", environment: environment
            ).output
        }
        let two = ["SEALPRESS_KEY": try printed(sandbox, "two.key")]
        let file = try publicKey([])
        let variable = try publicKey([], two)
        let option = try publicKey(["--key-file", "../three.key"], two)
        #expect(Set([file, variable, option]).count == 3)
        #expect(option == (try publicKey(["--key-file", "../three.key"])))
        sandbox.remove("site/sealpress.key")
        #expect(try publicKey([], two) == variable)
        #expect(
            try sandbox.run("keys", "show-public", in: "site").errors.contains(
                "error: there is no root key\n"))
    }

    @Test(arguments: [0o640, 0o604, 0o660] as [UInt16])
    func `a key that others can read is refused`(mode: UInt16) throws {
        let sandbox = try Sandbox.started()
        #expect(chmod(sandbox.folder + "/site/sealpress.key", mode_t(mode)) == 0)
        let run = try sandbox.run("build", in: "site")
        #expect(run.status == 1)
        #expect(
            run.errors == """
                error: others can read the root key in './sealpress.key'
                      chmod 600 './sealpress.key'

                """)
        #expect(try !sandbox.has("site/site"))
    }

    @Test func `a backup restores the same key`() throws {
        let sandbox = try Sandbox.started()
        let before = try sandbox.run("keys", "show-public", in: "site").output
        let backup = try sandbox.run("keys", "backup", in: "site")
        #expect(backup.status == 0 && backup.errors.isEmpty)
        sandbox.remove("site/sealpress.key")
        // As people type it: other case, lines in place of dashes.
        let typed = backup.output.lowercased().replacing("-", with: "\n").replacing("0", with: "o")
        let restore = try sandbox.run("keys", "restore", in: "site", input: typed)
        #expect(restore.status == 0 && restore.output.isEmpty)
        #expect(try sandbox.mode("site/sealpress.key") == 0o600)
        #expect(try sandbox.run("keys", "show-public", in: "site").output == before)
    }

    @Test func `a mistyped backup is refused and nothing written`() throws {
        let sandbox = try Sandbox.started()
        let backup = try sandbox.run("keys", "backup", in: "site").output
        sandbox.remove("site/sealpress.key")
        let first = try #require(backup.first)
        for typed in [
            String(first == "A" ? "B" : "A") + backup.dropFirst(), String(backup.dropLast(3)), backup + "A",
            "", "U" + backup.dropFirst(),
        ] {
            let run = try sandbox.run("keys", "restore", in: "site", input: typed)
            #expect(run.status == 1)
            #expect(run.errors.hasPrefix("error: this is no backup of a root key: "))
            #expect(!run.errors.contains(backup.prefix(9)))
            #expect(try !sandbox.has("site/sealpress.key"))
        }
    }

    @Test func `no failing command prints a secret`() throws {
        let sandbox = try Sandbox.started()
        try sandbox.run("build", in: "site")
        let key = try printed(sandbox)
        let code = try sandbox.run("members", "code", "anna", in: "site").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let mistyped = String(key.dropLast()) + (key.last == "0" ? "1" : "0")
        let wrongCode = String(code.dropLast()) + (code.last == "0" ? "1" : "0")
        try sandbox.write("site/bad.key", mistyped, mode: 0o600)
        try sandbox.write("broken/sealpress.yml", "site: [\n")
        let runs = [
            try sandbox.run("build", in: "broken", environment: ["SEALPRESS_KEY": key]),
            try sandbox.run("build", in: "site", environment: ["SEALPRESS_KEY": mistyped]),
            try sandbox.run("build", "--key-file", "bad.key", in: "site"),
            try sandbox.run("keys", "show-public", "--key-file", "bad.key", in: "site"),
            try sandbox.run("keys", "restore", "--key-file", "new.key", in: "site", input: mistyped),
            try sandbox.run("open", "site", "--code", wrongCode, in: "site"),
            try sandbox.run("open", "nowhere", "--code", code, in: "site"),
            try sandbox.run("open", "site", "--code", code, "--page", "/nowhere/", in: "site"),
            try sandbox.run("members", "code", "nobody", in: "site"),
            try sandbox.run("build", "--output", "content/site", in: "site"),
        ]
        for run in runs {
            #expect(run.status == 1, "\(run.errors)")
            for secret in [key, mistyped, code, wrongCode] {
                // No group of a secret either, beyond what chance would put there.
                #expect(!run.all.uppercased().contains(secret.prefix(9)), "\(run.errors)")
                #expect(!run.all.uppercased().contains(secret.suffix(9)), "\(run.errors)")
            }
        }
    }
}
