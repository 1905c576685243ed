import Files
import Foundation
import Publishing
import Testing

private let git = "/usr/bin/git"

/// `git:BRANCH`, with the real git.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: git), "git is not installed"))
struct BranchTests {
    /// A repository with a commit on `main`, and something half done in its work tree and index.
    private func repository() throws -> TestProject {
        let project = try TestProject()
        try project.git("init", "-q", "-b", "main")
        try project.write("project/.gitignore", "/site/\n/.sealpress/\n")
        try project.write("project/notes.txt", "first")
        try project.git("add", "notes.txt", ".gitignore", "sealpress.yml")
        try project.git("commit", "-q", "-m", "Begin")
        try project.write("project/notes.txt", "staged")
        try project.git("add", "notes.txt")
        try project.write("project/notes.txt", "and changed again")
        return project
    }

    private let place = Destination.branch("pages")

    @Test func `each publication is one commit, and the work tree is as it was`() throws {
        let project = try repository()
        try project.build(.all[0])
        let status = try project.git("status", "--porcelain")
        for (commits, number) in [0, 1, 2].enumerated() {
            try project.build(.all[number])
            try project.publish(to: place)
            #expect(try project.git("rev-list", "--count", "pages") == "\(commits + 1)")
            #expect(try project.files(of: "pages") == TestProject.files(project.site))
            #expect(try project.publish(to: place) == (0, 0))
        }
        #expect(try project.git("rev-list", "--count", "pages") == "3")
        #expect(try project.git("log", "-1", "--format=%s", "pages") == "Publish the build of 2026-11-20")
        try project.build(.all[0])
        #expect(try project.git("status", "--porcelain") == status)
        #expect(try project.text("project/notes.txt") == "and changed again")
        #expect(try project.git("rev-parse", "--abbrev-ref", "HEAD") == "main")
        #expect(try project.git("fsck", "--strict", "--no-dangling") == "")
    }

    @Test func `files that no manifest lists stay in the branch`() throws {
        let project = try repository()
        try project.git(
            "worktree", "add", "-q", "--orphan", "-b", "pages", project.home + "/tree", optional: true)
        if try !project.has("tree") {
            // Git before 2.42 has no such option.
            try project.git("worktree", "add", "-q", "--detach", project.home + "/tree")
            try project.git("checkout", "-q", "--orphan", "pages", in: "tree")
            try project.git("rm", "-rqf", ".", in: "tree")
        }
        try project.write("tree/CNAME", "example.org")
        try project.git("add", "CNAME", in: "tree")
        try project.git("commit", "-q", "-m", "Domain", in: "tree")
        try project.build(.all[0])
        #expect(project.refusal(to: place).contains("branch 'pages' is checked out in 'HOME/tree'"))
        try project.git("worktree", "remove", "--force", project.home + "/tree")
        for number in [0, 1] {
            try project.build(.all[number])
            try project.publish(to: place)
            var expected = try TestProject.files(project.site)
            expected["CNAME"] = Array("example.org".utf8)
            #expect(try project.files(of: "pages") == expected)
        }
        #expect(try project.git("log", "--format=%s", "pages").hasSuffix("Domain"))
    }

    @Test func `bytes go in as they are, whatever git is set to convert`() throws {
        let project = try repository()
        try project.git("config", "core.autocrlf", "true")
        try project.write("project/.gitattributes", "* text=auto eol=crlf\n")
        var version = TestProject.Version.all[0]
        version.files["static/dos.txt"] = "a\r\nb\r\n"
        version.files["static/unix.txt"] = "a\nb\n"
        try project.build(version)
        try project.publish(to: place)
        #expect(try project.files(of: "pages") == TestProject.files(project.site))
    }

    @Test func `a pushed branch is built on the remote's, from a shallow clone without a name too`() throws {
        let project = try repository()
        try project.git("init", "-q", "--bare", project.home + "/remote.git")
        try project.git("remote", "add", "origin", "file://" + project.home + "/remote.git")
        try project.git("push", "-q", "origin", "main")
        var settings = project.settings
        settings.remote = "origin"
        for number in [0, 1] {
            try project.build(.all[number])
            try project.publish(to: place, settings: settings)
            #expect(try project.files(of: "pages") == TestProject.files(project.site))
        }
        #expect(
            try project.git("rev-parse", "pages")
                == project.git("ls-remote", "origin", "refs/heads/pages").prefix(40))

        // Another machine, which has neither the branch nor its history.
        try project.git(
            "clone", "-q", "--depth", "1", "--branch", "main", "file://" + project.home + "/remote.git",
            project.home + "/clone")
        settings.repository = project.home + "/clone"
        try project.build(.all[2])
        #expect(try project.publish(to: place, settings: settings).removed > 3)
        #expect(try project.git("rev-list", "--count", "pages", in: "remote.git") == "3")
        #expect(try project.git("rev-parse", "--is-shallow-repository", in: "clone") == "true")

        // Here, the branch is a commit behind: the remote's counts.
        settings.repository = project.root
        #expect(try project.publish(to: place, settings: settings) == (0, 0))
        try project.build(.all[0])
        try project.publish(to: place, settings: settings)
        #expect(try project.git("rev-list", "--count", "pages") == "4")
    }

    @Test func `a commit that was pushed meanwhile is not overwritten`() throws {
        let project = try repository()
        try project.git("init", "-q", "--bare", project.home + "/remote.git")
        var settings = project.settings
        settings.remote = project.home + "/remote.git"
        try project.build(.all[0])
        try project.publish(to: place, settings: settings)
        try project.build(.all[1])
        var late = try project.publication(to: place, settings: settings)
        try project.build(.all[2])
        try project.publish(to: place, settings: settings)
        let head = try project.git("rev-parse", "pages", in: "remote.git")
        #expect(throws: (any Error).self) { try late.run() }
        #expect(try project.git("rev-parse", "pages", in: "remote.git") == head)
    }

    @Test func `the guards are those of a folder`() throws {
        let project = try repository()
        try project.build(.all[0], on: "2026-12-02")
        try project.publish(to: place)
        try project.build(.all[0], on: "2026-11-20")
        #expect(
            project.refusal(to: place) == """
                error: the site in branch 'pages' is newer: built on 2026-12-02, and this one on 2026-11-20
                      build again and publish that; to go back to this one, publish with --replace
                """)
        #expect(project.refusal(to: .branch("main")).contains("branch 'main' is checked out"))
        try project.git("branch", "copy", "main")
        #expect(project.refusal(to: .branch("copy")).contains("this is a project, not a place to publish to"))
        #expect(project.refusal(to: .branch("a..b")) == "error: 'a..b' is no name for a branch")
        var settings = project.settings
        settings.repository = project.home
        #expect(project.refusal(to: place, settings: settings).contains("git:BRANCH publishes to a branch"))
    }
}

extension TestProject {
    /// Runs git in the project, or in another folder beside it.
    ///
    /// - Returns: what it prints, without the last newline.
    @discardableResult
    fileprivate func git(
        _ arguments: String..., in folder: String = "project", optional: Bool = false
    ) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/git")
        process.arguments = ["-C", home + "/" + folder] + arguments
        process.environment = [
            "PATH": "/usr/bin:/bin", "HOME": home, "GIT_AUTHOR_NAME": "Ada",
            "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = optional ? FileHandle.nullDevice : FileHandle.standardError
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(optional || process.terminationStatus == 0, "git \(arguments)")
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// Every file in a branch, by path.
    fileprivate func files(of branch: String) throws -> [String: [UInt8]] {
        try remove("export")
        try FileSystem.makeFolder(home + "/export")
        try git("-c", "core.autocrlf=false", "archive", "-o", home + "/export.tar", branch)
        let tar = Process()
        tar.executableURL = URL(filePath: "/usr/bin/tar")
        tar.arguments = ["-xf", home + "/export.tar", "-C", home + "/export"]
        try tar.run()
        tar.waitUntilExit()
        return try Self.files(home + "/export")
    }
}
