import Files
import Foundation
import Testing

/// Commands that are killed, or run out of space, while they write the roster and its counters.
@Suite struct InterruptionTests {
    private static let count = 400

    /// A project of many members without anything to revoke yet.
    private func project() throws -> Sandbox {
        let sandbox = try Sandbox.started()
        let rows = (0..<Self.count).map { "m\($0),Member Number \($0),basic,active" }.sorted()
        try sandbox.write(
            "site/members.csv", "id,name,tier,status\n" + rows.joined(separator: "\n") + "\n")
        return sandbox
    }

    /// Members revoked, and the counter that each revocation raises by one.
    private func state(_ sandbox: Sandbox) throws -> (revoked: Int, counter: Int) {
        let roster = try sandbox.text("site/members.csv").split(separator: "\n")
        #expect(roster.count == Self.count + 1)
        #expect(
            roster.dropFirst().allSatisfy { $0.hasSuffix(",basic,active") || $0.hasSuffix(",basic,revoked") })
        let revoked = roster.count { $0.hasSuffix(",revoked") }
        guard try sandbox.has("site/epochs.yml") else { return (revoked, 0) }
        let counters = try sandbox.text("site/epochs.yml")
        let match = try #require(counters.wholeMatch(of: /tier:basic: (\d+)\n/))
        return (revoked, Int(match.1) ?? -1)
    }

    @Test func `killed at any moment, a command has changed both files or neither`() throws {
        let sandbox = try project()
        let folder = sandbox.folder + "/site"
        var random = SystemRandomNumberGenerator()
        var (before, whole, recovered) = (0, 0, 0)
        for round in 0..<200 {
            let process = Process()
            process.executableURL = try program()
            process.arguments = ["members", "revoke", "m\(round)", "--quiet"]
            process.currentDirectoryURL = URL(filePath: folder)
            process.environment = [:]
            process.standardError = FileHandle.nullDevice
            try process.run()
            if round % 4 == 0 {
                usleep(.random(in: 0..<60_000, using: &random))
            } else {
                // Most kills are to hit the short time in which it writes.
                while process.isRunning, try !FileJournal.isPending(in: folder) { usleep(20) }
                usleep(.random(in: 0..<800, using: &random))
            }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if try !FileJournal.recover(in: folder).isEmpty { recovered += 1 }
            let (revoked, counter) = try state(sandbox)
            #expect(revoked == counter, "round \(round)")
            #expect(revoked == before || revoked == before + 1)
            if revoked > before { whole += 1 }
            before = revoked
        }
        // Both ends must have been seen, and something in between that was completed.
        #expect(whole > 0 && whole < 200 && recovered > 0, "\(whole) of 200, \(recovered) recovered")
        let list = try sandbox.run("members", "list", "--status", "revoked", "--csv", in: "site")
        #expect(list.output.split(separator: "\n").count == before + 1)
        #expect(try sandbox.has("site/.sealpress/journal") == false)
    }

    @Test(arguments: ["revoke", "reissue", "remove"])
    func `a file that cannot be written whole is an error, and everything stays as it was`(
        command: String
    ) throws {
        let sandbox = try project()
        let roster = try sandbox.text("site/members.csv")
        let tool = try program().path
        // At most two kilobytes a file, as on a disk that is full.
        let run = try sandbox.run(
            URL(filePath: "/bin/sh"), ["-c", "ulimit -f 4; exec '\(tool)' members \(command) m7"], in: "site")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("error: cannot write ") && run.errors.hasSuffix(": File too large\n"))
        #expect(try sandbox.text("site/members.csv") == roster)
        #expect(try sandbox.has("site/epochs.yml") == false)
        let left = try FileSystem.list(sandbox.folder + "/site").map(\.path)
        #expect(!left.contains { $0.contains(FileWriter.temporaryPrefix) || $0.contains("journal") })
    }
}
