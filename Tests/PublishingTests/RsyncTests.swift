import Files
import Foundation
import Publishing
import Testing

private let rsync = "/usr/bin/rsync"

/// `rsync:…`, with the real rsync: a folder on this machine, and a daemon.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: rsync), "rsync is not installed"))
struct RsyncTests {
    @Test func `three versions after one another, beside files of others`() throws {
        let project = try TestProject()
        let place = Destination.rsync(project.target)
        try project.write("target/CNAME", "example.org")
        try project.write("target/articles/goes/own.txt", "mine")
        for number in [0, 1, 2, 0] {
            try project.build(.all[number])
            #expect(try project.publish(to: place).sent > 3)
            var expected = try TestProject.files(project.site)
            expected["CNAME"] = Array("example.org".utf8)
            expected["articles/goes/own.txt"] = Array("mine".utf8)
            #expect(try TestProject.files(project.target) == expected)
            #expect(try project.emptyFolders() == [])
            #expect(try project.publication(to: place).plan.isEmpty)
        }
    }

    @Test func `only what changed is sent, and what is damaged is repaired`() throws {
        let project = try TestProject()
        let place = Destination.rsync(project.target + "/")
        try project.build(.all[0])
        try project.publish(to: place)
        let before = try FileSystem.status(project.target + "/index.html")
        try project.write("target/404.html", "vandal")
        try project.remove("target/feed.xml")
        #expect(try project.publish(to: place) == (2, 0))
        #expect(try TestProject.files(project.target) == TestProject.files(project.site))
        #expect(try FileSystem.status(project.target + "/index.html") == before)
    }

    @Test func `names with blanks, letters of all scripts and special characters`() throws {
        let project = try TestProject()
        let names = ["a b", "你好", "ü", "[x]*?", "a -> b", "back\\slash", "'quote\"", " space first", "#hash"]
        let version = TestProject.Version(
            files: Dictionary(uniqueKeysWithValues: names.map { ("static/files/\($0)/\($0).txt", $0) })
                .merging(["index.md": "Home.\n"]) { $1 }, members: [])
        try project.build(version)
        let place = Destination.rsync(project.target)
        try project.publish(to: place)
        #expect(try TestProject.files(project.target) == TestProject.files(project.site))
        #expect(try project.publication(to: place).plan.isEmpty)
        try project.build(TestProject.Version(files: ["index.md": "Home.\n"], members: []))
        try project.publish(to: place)
        #expect(try TestProject.files(project.target) == TestProject.files(project.site))
        #expect(try project.emptyFolders() == [])
    }

    @Test func `at no step does a page name what is not there, and a killed publication is completed`() throws
    {
        let project = try TestProject()
        let place = Destination.rsync(project.target)
        var limit = 0
        while true {
            try project.build(.all[0])
            try project.publish(to: place)
            try project.build(.all[1])
            var moments = 0
            var isDone = true
            do {
                try project.publish(to: place) { _ in
                    #expect(try dangling(in: TestProject.files(project.target)) == [])
                    moments += 1
                    if moments > limit { throw Killed() }
                }
            } catch is Killed {
                isDone = false
            }
            try project.build(.all[limit % 2 + 1])
            try project.publish(to: place)
            #expect(try TestProject.files(project.target) == TestProject.files(project.site), "at \(limit)")
            #expect(try project.emptyFolders() == [])
            if isDone { break }
            limit += 1
        }
        #expect(limit > 8)
    }

    @Test func `the guards are those of a folder`() throws {
        let project = try TestProject()
        let place = Destination.rsync(project.target)
        try project.build(.all[0], on: "2026-12-02")
        try project.publish(to: place)
        try project.build(.all[0], on: "2026-11-20")
        #expect(project.refusal(to: place).contains("is newer: built on 2026-12-02"))
        project.keys = try TestProject.keys(9)
        try project.build(.all[0])
        #expect(project.refusal(to: place).contains("is signed by another key"))
        project.keys = try TestProject.keys(7)
        try project.build(.all[0], on: "2026-12-02")
        try project.remove("target/articles")
        try FileManager.default.createSymbolicLink(
            atPath: project.target + "/articles", withDestinationPath: project.home)
        #expect(project.refusal(to: place).contains("'articles' in 'HOME/target' is a symbolic link"))
    }

    @Test func `a place that is not there is an error, and no empty place`() throws {
        let project = try TestProject()
        try project.build(.all[0])
        let words = project.refusal(to: .rsync(project.home + "/nowhere"))
        #expect(words.contains("change_dir") && words.contains("the folder must be there"))
        #expect(try !project.has("nowhere"))
    }

    @Test func `a file that cannot be read at the target is an error, and no missing one`() throws {
        let project = try TestProject()
        try project.build(.all[0])
        let place = Destination.rsync(project.target)
        try project.publish(to: place)
        // A manifest larger than any is left out by rsync without a word.
        let handle = try #require(FileHandle(forWritingAtPath: project.target + "/_sealpress/manifest.json"))
        try handle.truncate(atOffset: 1 << 28 + 1)
        try handle.close()
        #expect(
            project.refusal(to: place).contains(
                "'_sealpress/manifest.json' is in 'HOME/target', but cannot be read"))
    }

    @Test func `a daemon`() throws {
        let project = try TestProject()
        let daemon = try RsyncDaemon(project.target, in: project.home)
        defer { daemon.stop() }
        let place = Destination.rsync("rsync://127.0.0.1:\(daemon.port)/site")
        for number in 0..<3 {
            try project.build(.all[number])
            try project.publish(to: place)
            #expect(try TestProject.files(project.target) == TestProject.files(project.site))
            #expect(try project.publication(to: place).plan.isEmpty)
        }
    }
}

/// An rsync daemon on this machine that serves one folder as the module `site`.
private struct RsyncDaemon {
    let port: Int
    private let process = Process()

    init(_ folder: String, in home: String) throws {
        let configuration = home + "/rsyncd.conf"
        try FileSystem.write(
            Array(
                """
                use chroot = no
                uid = \(getuid())
                gid = \(getgid())
                [site]
                path = \(folder)
                read only = no

                """.utf8), to: configuration)
        process.executableURL = URL(filePath: rsync)
        for _ in 0..<20 {
            let port = Int.random(in: 20_000..<60_000)
            process.arguments = [
                "--daemon", "--no-detach", "--address=127.0.0.1", "--port=\(port)",
                "--config=\(configuration)",
                "--log-file=/dev/null",
            ]
            try process.run()
            for _ in 0..<100 {
                if Self.answers(port) {
                    self.port = port
                    return
                }
                guard process.isRunning else { break }
                usleep(50_000)
            }
            process.terminate()
        }
        throw FileError("start", rsync, reason: "no port is free")
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    private static func answers(_ port: Int) -> Bool {
        let probe = Process()
        probe.executableURL = URL(filePath: rsync)
        probe.arguments = ["--list-only", "rsync://127.0.0.1:\(port)/"]
        probe.standardOutput = FileHandle.nullDevice
        probe.standardError = FileHandle.nullDevice
        do {
            try probe.run()
        } catch {
            return false
        }
        probe.waitUntilExit()
        return probe.terminationStatus == 0
    }
}
