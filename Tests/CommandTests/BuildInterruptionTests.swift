import Files
import Foundation
import Testing

/// Builds that are killed while they put a new site in the place of an old one.
@Suite struct BuildInterruptionTests {
    private static let staging = "site/site/.sealpress-staging"

    /// Two states of one project, of which the second has another page, another text, and another member's tier.
    private func set(_ state: Int, in sandbox: Sandbox) throws {
        try sandbox.write(
            "site/content/articles/hello.md",
            "Open \(state).\n\n::: premium\nSealed number \(state).\n:::\n")
        if state == 0 {
            sandbox.remove("site/content/articles/more.md")
        } else {
            try sandbox.write("site/content/articles/more.md", "One more.\n")
        }
        let tier = state == 0 ? "premium" : "basic"
        try sandbox.write("site/members.csv", "id,tier,until\nanna,\(tier),\nben,premium,2099-12-31\n")
    }

    private let arguments = ["build", "--quiet", "--date", "2026-11-20"]

    /// All files of the site but those that wait to be put in place.
    private func files(_ sandbox: Sandbox) throws -> [String: [UInt8]] {
        let folder = sandbox.folder + "/site/site"
        var files: [String: [UInt8]] = [:]
        for entry in try FileSystem.list(folder)
        where entry.kind == .file && !entry.path.hasPrefix(".sealpress-staging/") {
            files[entry.path] = try FileSystem.read(folder + "/" + entry.path)
        }
        return files
    }

    @Test func `killed at any moment, a build leaves a whole site, or one that the next completes`() throws {
        let sandbox = try Sandbox.started()
        var whole: [[String: [UInt8]]] = []
        for state in 0...1 {
            try set(state, in: sandbox)
            let run = try sandbox.run(try program(), arguments, in: "site")
            #expect(run.all == "" && run.status == 0)
            whole.append(try files(sandbox))
        }
        var random = SystemRandomNumberGenerator()
        var (old, new, between) = (0, 0, 0)
        for round in 0..<200 {
            let state = round % 2
            try set(state, in: sandbox)
            try kill(in: sandbox, anywhere: round % 4 == 0, &random)
            let found = try files(sandbox)
            // Whatever a reader gets is a file of the old site or of the new one, never a part or something else.
            for (path, bytes) in found {
                #expect(whole.contains { $0[path] == bytes }, "round \(round): \(path)")
            }
            if try sandbox.has(Self.staging + "/.sealpress-commit") {
                between += 1
                continue
            }
            // The manifest comes last: what it names is there, and as it says.
            let manifest = found["_sealpress/manifest.json"]
            let index = try #require(whole.firstIndex { $0["_sealpress/manifest.json"] == manifest })
            for (path, bytes) in whole[index] {
                #expect(found[path] == bytes, "round \(round): \(path)")
            }
            if index == state { new += 1 } else { old += 1 }
        }
        #expect(old > 0 && new > 0 && between > 0, "\(old) old, \(new) new, \(between) between")
        try set(1, in: sandbox)
        let last = try sandbox.run(try program(), arguments, in: "site")
        #expect(last.all == "" && last.status == 0)
        #expect(try files(sandbox) == whole[1])
        #expect(try !sandbox.has(Self.staging))
    }

    private func kill(
        in sandbox: Sandbox, anywhere: Bool, _ random: inout SystemRandomNumberGenerator
    ) throws {
        let process = Process()
        process.executableURL = try program()
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: sandbox.folder + "/site")
        process.environment = [:]
        process.standardError = FileHandle.nullDevice
        try process.run()
        if anywhere {
            usleep(.random(in: 0..<100_000, using: &random))
        } else {
            // Most kills are to hit the short time in which it puts files in place.
            while process.isRunning, try !sandbox.has(Self.staging + "/.sealpress-commit") { usleep(20) }
            usleep(.random(in: 0..<3000, using: &random))
        }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
