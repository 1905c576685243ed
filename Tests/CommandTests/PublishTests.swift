import Files
import Foundation
import Testing

/// `publish`, as the author runs it.
@Suite struct PublishTests {
    private func built() throws -> Sandbox {
        let sandbox = try Sandbox.started()
        #expect(try sandbox.run("build", "--quiet", "--date", "2026-11-20", in: "site").status == 0)
        return sandbox
    }

    @Test func `a dry run lists, a publication reports, the next has nothing to do`() throws {
        let sandbox = try built()
        let dry = try sandbox.run("publish", "--to", "dir:../www", "--dry-run", in: "site")
        #expect(dry.status == 0 && dry.errors == "")
        #expect(dry.output.contains("\nsend index.html\n"))
        #expect(dry.output.contains("\nWould send "))
        #expect(try !sandbox.has("www"))

        let run = try sandbox.run("publish", "--to", "dir:../www", in: "site")
        #expect(run.status == 0 && run.errors == "")
        #expect(
            run.output.wholeMatch(
                of:
                    /Sent \d+ files \(\d+ kB\): \d+ sealed, 1 bundles, \d+ assets, \d+ pages, 2 manifest; removed 0, 0 unchanged.\n/
            ) != nil)
        let key = try sandbox.run("keys", "show-public", in: "site").output
        try sandbox.write("key.pub", key)
        #expect(try sandbox.run("verify", "www", "--public-key", "key.pub").status == 0)

        let again = try sandbox.run("publish", "--to", "dir:../www", in: "site")
        #expect(again.output.wholeMatch(of: /dir:..\/www is up to date: \d+ files.\n/) != nil)
        #expect(try sandbox.run("publish", "--to", "dir:../www", "--quiet", in: "site").all == "")
    }

    @Test func `a machine reads JSON, of a refusal too`() throws {
        let sandbox = try built()
        let dry = try json(
            try sandbox.run("publish", "--to", "dir:../www", "--dry-run", "--json", in: "site").output)
        #expect(dry["ok"] as? Bool == true && dry["dryRun"] as? Bool == true)
        let run = try json(try sandbox.run("publish", "--to", "dir:../www", "--json", in: "site").output)
        let steps = try #require(run["steps"] as? [[String: Any]])
        #expect(steps.map { $0["step"] as? String } == ["sealed", "bundles", "assets", "pages", "manifest"])
        #expect(steps.compactMap { ($0["files"] as? [String])?.count }.reduce(0, +) == run["sent"] as? Int)
        #expect(run["removed"] as? Int == 0 && run["to"] as? String == "dir:../www")

        try sandbox.write("site/site/index.html", "changed")
        let refused = try sandbox.run("publish", "--to", "dir:../www", "--json", in: "site")
        #expect(refused.status == 1)
        let diagnostics = try #require(try json(refused.output)["diagnostics"] as? [[String: Any]])
        #expect(
            Set(diagnostics.compactMap { $0["message"] as? String }) == [
                "changed since the build: index.html", "'./site' is not as it was built",
            ])
    }

    @Test func `no root key is needed where the public key is given`() throws {
        let sandbox = try built()
        try sandbox.write("key.pub", try sandbox.run("keys", "show-public", in: "site").output)
        #expect(
            try sandbox.run(
                "publish", "--to", "dir:www", "--site", "site/site", "--public-key", "key.pub", "--quiet"
            ).status == 0)
        #expect(try sandbox.has("www/index.html") && !sandbox.has(".sealpress"))
        let other = try Sandbox.started()
        try sandbox.write("other.pub", try other.run("keys", "show-public", in: "site").output)
        #expect(
            try sandbox.run(
                "publish", "--to", "dir:www", "--site", "site/site", "--public-key", "other.pub"
            ).errors.contains("the signature was made by key"))
    }

    @Test func `wrong arguments`() throws {
        let sandbox = try built()
        #expect(try sandbox.run("publish", in: "site").status == 2)
        #expect(try sandbox.run("publish", "--to", "dir:../www", "--push", "origin", in: "site").status == 2)
        #expect(
            try sandbox.run("publish", "--to", "ftp:host", in: "site").errors == """
                error: 'ftp:host' is no place to publish to
                      write rsync:you@example.org:/srv/www/site, dir:/srv/www/site, or git:gh-pages

                """)
        #expect(
            try sandbox.run("publish", "--to", "rsync:host:/x", in: "site", environment: ["PATH": "/nowhere"])
                .errors == """
                    error: rsync is not installed
                          on Debian: apt-get install rsync

                    """)
    }

    @Test func `publications killed at random moments leave a site that opens, and are completed`() throws {
        let sandbox = try Sandbox.started()
        try sandbox.write("site/members.csv", "id,tier\nanna,premium\n", mode: 0o600)
        // Two versions of a site, which share, change, add and remove pages and sections.
        for (name, numbers) in [("a", 0..<30), ("b", 15..<45)] {
            for number in 0..<45 { sandbox.remove("site/content/articles/n\(number).md") }
            for number in numbers {
                try sandbox.write(
                    "site/content/articles/n\(number).md",
                    "Open \(name).\n\n::: premium\nSecret \(name) of \(number).\n:::\n")
            }
            #expect(
                try sandbox.run("build", "--quiet", "--output", name, "--date", "2026-11-20", in: "site")
                    .status == 0)
        }
        let code = try sandbox.run("members", "code", "anna", "--quiet", in: "site").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let sites = try ["a", "b"].map { try files(sandbox, "site/\($0)") }
        let publish = { ["publish", "--to", "dir:../www", "--site", $0, "--quiet"] }
        #expect(try sandbox.run(program(), publish("b"), in: "site").status == 0)
        let start = ContinuousClock.now
        #expect(try sandbox.run(program(), publish("a"), in: "site").status == 0)
        let whole = Int((ContinuousClock.now - start) / .microseconds(1))

        var interrupted = 0
        for round in 1...120 {
            let wasKilled = try kill(
                sandbox, publish(round % 2 == 0 ? "a" : "b"), after: Int.random(in: 0...whole))
            if wasKilled, try sandbox.has("www/_sealpress/publishing") { interrupted += 1 }
            let open = try sandbox.run("open", "www", "--code", code)
            #expect(open.status == 0, "\(open.errors)")
            let counts = open.output.matches(of: #/(\d+)/(\d+) +/articles/#)
            #expect(counts.count > 15 && counts.allSatisfy { $0.output.1 == $0.output.2 }, "\(open.output)")
            if round % 10 == 0 {
                let last = round / 10 % 2
                #expect(try sandbox.run(program(), publish(["a", "b"][last]), in: "site").status == 0)
                #expect(try files(sandbox, "www") == sites[last])
            }
        }
        // Some kills come before the first change or after the last; most should not.
        #expect(interrupted > 15)
    }

    /// Every file in a folder, by path.
    private func files(_ sandbox: Sandbox, _ folder: String) throws -> [String: [UInt8]] {
        let root = sandbox.folder + "/" + folder
        var files: [String: [UInt8]] = [:]
        for entry in try FileSystem.list(root) where entry.kind != .folder {
            files[entry.path] = try FileSystem.read(root + "/" + entry.path)
        }
        return files
    }

    /// Runs the program and kills it, unless it has ended by itself.
    private func kill(_ sandbox: Sandbox, _ arguments: [String], after microseconds: Int) throws -> Bool {
        let process = Process()
        process.executableURL = try program()
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: sandbox.folder + "/site")
        process.environment = ["PATH": "/usr/bin:/bin"]
        process.standardError = FileHandle.nullDevice
        let records = sandbox.folder + "/www/_sealpress/publishing"
        let hasRecords = { FileManager.default.fileExists(atPath: records) }
        let wasInterrupted = hasRecords()
        try process.run()
        if !wasInterrupted, Bool.random() {
            // However busy the machine is, many kills come while files move.
            while process.isRunning, !hasRecords() { usleep(200) }
            usleep(UInt32.random(in: 0...20_000))
        } else {
            usleep(UInt32(microseconds))
        }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
    }
}
