import Files
import Foundation
import TestSupport
import Testing

@Suite struct StagingTests {
    private func stage(_ files: [String: String], in staging: StagingFolder) throws {
        for (path, text) in files { try staging.write(Array(text.utf8), to: RelativePath(path)) }
    }

    @Test func `nothing reaches the target before the commit, everything after it`() throws {
        let folder = try ScratchFolder()
        try folder.put("old", at: "site/index.html")
        try folder.put("the author's", at: "site/CNAME")
        let staging = try StagingFolder(at: folder("work/staging"), for: folder("site"))
        try stage(["index.html": "new", "a/b/index.html": "deep", "a/index.html": "a"], in: staging)
        #expect(folder.text("site/index.html") == "old")
        try staging.commit()
        #expect(folder.text("site/index.html") == "new")
        #expect(folder.text("site/a/b/index.html") == "deep")
        #expect(folder.text("site/a/index.html") == "a")
        #expect(folder.text("site/CNAME") == "the author's")
        #expect(!folder.names.contains("work/staging"))
    }

    @Test func `a target that is missing is made, with the folders above it`() throws {
        let folder = try ScratchFolder()
        let staging = try StagingFolder(at: folder("staging"), for: folder("out/site"))
        try stage(["x/y.html": "y"], in: staging)
        try staging.commit()
        #expect(folder.names == ["out", "out/site", "out/site/x", "out/site/x/y.html"])
    }

    @Test func `files land in folders that are there already`() throws {
        let folder = try ScratchFolder()
        try folder.put("kept", at: "site/a/b/old.html")
        try FileManager.default.createDirectory(
            atPath: folder("site/empty"), withIntermediateDirectories: true)
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        try stage(["a/b/new.html": "n", "a/c/d.html": "d", "empty/e.html": "e"], in: staging)
        try staging.commit()
        let files = ["site/a/b/new.html", "site/a/b/old.html", "site/a/c/d.html", "site/empty/e.html"]
        #expect(folder.names.filter { $0.hasSuffix(".html") } == files)
    }

    @Test func `only what differs is staged`() throws {
        let folder = try ScratchFolder()
        try folder.put("same", at: "site/same.html")
        try folder.put("old", at: "site/old.html")
        let before = try FileSystem.status(folder("site/same.html"))
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        #expect(try staging.writeIfChanged(Array("same".utf8), to: RelativePath("same.html")) == .unchanged)
        #expect(try staging.writeIfChanged(Array("new".utf8), to: RelativePath("old.html")) == .changed)
        #expect(try staging.writeIfChanged(Array("made".utf8), to: RelativePath("made.html")) == .created)
        try staging.commit()
        #expect(try FileSystem.status(folder("site/same.html")) == before)
        #expect(folder.text("site/old.html") == "new")
        #expect(folder.text("site/made.html") == "made")
    }

    @Test func `what is to come last waits for everything else, also after a kill`() throws {
        let folder = try ScratchFolder()
        try folder.put("old", at: "site/a/manifest")
        try folder.put("in the way", at: "site/z")
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        let manifest = try RelativePath("a/manifest")
        #expect(try staging.writeLastIfChanged(Array("old".utf8), to: manifest) == .unchanged)
        #expect(try staging.writeLastIfChanged(Array("new".utf8), to: manifest) == .changed)
        try stage(["a/page": "new", "z/page": "new"], in: staging)
        #expect(message { try staging.commit() }.contains("a file stands where a folder is needed"))
        #expect(folder.text("site/a/manifest") == "old")
        try FileManager.default.removeItem(atPath: folder("site/z"))
        #expect(try StagingFolder.resume(at: folder("staging"), for: folder("site")))
        for file in ["a/page", "z/page", "a/manifest"] { #expect(folder.text("site/" + file) == "new") }
        #expect(!folder.names.contains("staging"))
    }

    @Test func `discarded files leave no trace`() throws {
        let folder = try ScratchFolder()
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        try stage(["a/b": "c"], in: staging)
        try staging.discard()
        #expect(folder.names == [])
    }

    @Test func `what a killed build left is cleared, what is not ours is kept`() throws {
        let folder = try ScratchFolder()
        let killed = try StagingFolder(at: folder("staging"), for: folder("site"))
        try stage(["leftover": "x"], in: killed)
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        try stage(["fresh": "y"], in: staging)
        try staging.commit()
        #expect(folder.names == ["site", "site/fresh"])

        // A folder that only looks like one of ours.
        try folder.put("precious", at: "mine/tree/file")
        try folder.put("precious", at: "mine/file")
        #expect(
            message { _ = try StagingFolder(at: folder("mine"), for: folder("site")) }
                == "cannot write '\(folder("mine"))': it holds files that are not a staged build")
        #expect(folder.text("mine/file") == "precious")
        try FileManager.default.removeItem(atPath: folder("mine/file"))
        #expect(
            message { _ = try StagingFolder(at: folder("mine"), for: folder("site")) }.contains(
                "not a staged"))
        #expect(folder.text("mine/tree/file") == "precious")
        #expect(
            message { _ = try StagingFolder(at: folder("mine/tree/file"), for: folder("site")) }
                .hasSuffix("it is not a folder"))
    }

    @Test func `two sources of one file are an error that names it`() throws {
        let folder = try ScratchFolder()
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        try stage(["a/index.html": "1"], in: staging)
        #expect(
            message { try stage(["a/index.html": "2"], in: staging) }
                == "cannot write 'a/index.html': it is written twice in one build")
    }

    @Test func `a commit never writes through a symlink inside the target`() throws {
        let folder = try ScratchFolder()
        try folder.put("precious", at: "home/file")
        try FileManager.default.createDirectory(atPath: folder("site"), withIntermediateDirectories: true)
        symlink("../home", folder("site/a"))
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        try stage(["a/file": "evil"], in: staging)
        #expect(
            message { try staging.commit() } == "cannot write '\(folder("site/a"))': it is a symbolic link")
        #expect(folder.text("home/file") == "precious")
    }

    @Test func `a link in place of a file is replaced, not followed`() throws {
        let folder = try ScratchFolder()
        try folder.put("precious", at: "home/file")
        try FileManager.default.createDirectory(atPath: folder("site"), withIntermediateDirectories: true)
        symlink("../home/file", folder("site/f"))
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        try stage(["f": "page"], in: staging)
        try staging.commit()
        #expect(folder.text("home/file") == "precious")
        #expect(folder.text("site/f") == "page")
        #expect(try FileSystem.status(folder("site/f"), followingSymlink: false)?.kind == .file)
    }

    @Test func `a target that is a link to a folder is written where it leads`() throws {
        let folder = try ScratchFolder()
        try FileManager.default.createDirectory(atPath: folder("real"), withIntermediateDirectories: true)
        symlink("real", folder("site"))
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        try stage(["a/f": "page"], in: staging)
        try staging.commit()
        #expect(folder.text("real/a/f") == "page")
    }

    @Test func `a commit that was stopped is completed by the next`() throws {
        let folder = try ScratchFolder()
        try folder.put("in the way", at: "site/b")
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        try stage(["a/one": "1", "b/two": "2", "c/three": "3"], in: staging)
        #expect(
            message { try staging.commit() }
                == "cannot write '\(folder("site/b"))': a file stands where a folder is needed")
        try FileManager.default.removeItem(atPath: folder("site/b"))
        #expect(try StagingFolder.resume(at: folder("staging"), for: folder("site")))
        #expect(["a/one", "b/two", "c/three"].map { folder.text("site/" + $0) } == ["1", "2", "3"])
        #expect(try !StagingFolder.resume(at: folder("staging"), for: folder("site")))
    }

    @Test func `a kill while the staging folder is being removed does no harm`() throws {
        let folder = try ScratchFolder()
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        try stage(["a/one": "1"], in: staging)
        try staging.commit()
        // All files are in place; only the marks are left.
        _ = try StagingFolder(at: folder("staging"), for: folder("site"))
        try folder.put("", at: "staging/.sealpress-commit")
        try FileManager.default.removeItem(atPath: folder("staging/tree"))
        #expect(try StagingFolder.resume(at: folder("staging"), for: folder("site")))
        #expect(folder.names == ["site", "site/a", "site/a/one"])
    }

    @Test func `files staged without a commit are never completed`() throws {
        let folder = try ScratchFolder()
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        try stage(["a": "half a build"], in: staging)
        #expect(try !StagingFolder.resume(at: folder("staging"), for: folder("site")))
        #expect(folder.text("site/a") == nil)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/shm"), "needs a second disk"))
    func `a target on another disk gets copies`() throws {
        let folder = try ScratchFolder()
        let other = "/dev/shm/files-tests-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: other + "/b", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: other) }
        let staging = try StagingFolder(at: folder("staging"), for: other)
        let large = [UInt8](repeating: 9, count: 3_000_000)
        try staging.write(large, to: RelativePath("a/x/large"))
        try stage(["b/small": "s"], in: staging)
        try staging.commit()
        #expect(try FileSystem.read(other + "/a/x/large") == large)
        #expect(try FileSystem.read(other + "/b/small") == Array("s".utf8))
        #expect(folder.names == [])
    }

    @Test func `large files are staged in pieces`() throws {
        let folder = try ScratchFolder()
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        do {
            let writer = try staging.writer(to: RelativePath("media/film.bin"))
            for piece in 0..<10 { try writer.append([UInt8](repeating: UInt8(piece), count: 1000)) }
        }
        try staging.commit()
        #expect(try FileSystem.read(folder("site/media/film.bin")).count == 10_000)
    }

    @Test func `many threads stage files in shared folders`() async throws {
        let folder = try ScratchFolder()
        let staging = try StagingFolder(at: folder("staging"), for: folder("site"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    for number in 0..<100 {
                        let path = try RelativePath("d\(number % 7)/e\(number % 3)/\(worker)-\(number).html")
                        try staging.write(Array("\(worker) \(number)".utf8), to: path)
                    }
                }
            }
            try await group.waitForAll()
        }
        try staging.commit()
        let files = try FileSystem.list(folder("site")).filter { $0.kind == .file }
        #expect(files.count == 400)
        #expect(folder.text("site/d1/e2/3-8.html") == "3 8")
    }
}
