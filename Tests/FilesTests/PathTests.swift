import Files
import Foundation
import TestSupport
import Testing

@Suite struct RelativePathTests {
    @Test func `a path that could lead out of its root is refused with its reason`() {
        let reasons = [
            "": "it is empty", "/etc/passwd": "it is absolute", "a/../b": "it has a '..'",
            "..": "it has a '..'",
            "./a": "it has a '.'", "a//b": "it has an empty component", "a/": "it has an empty component",
            "a\0b": "it has a NUL",
        ]
        for (path, reason) in reasons {
            #expect(
                message { _ = try RelativePath(path) }
                    == "'\(path)' is not a path inside the folder: \(reason)")
        }
    }

    @Test func `an ordinary path keeps its text and its parts`() throws {
        let path = try RelativePath("a/..b/标题.html")
        #expect(path.components == ["a", "..b", "标题.html"])
        #expect(path.folder == "a/..b")
        #expect(path.below("site") == "site/a/..b/标题.html")
        #expect(path.below("site/") == "site/a/..b/标题.html")
        #expect(try RelativePath("f").folder == "")
    }

    @Test func `two spellings of one letter are two paths`() throws {
        let (composed, decomposed) = (try RelativePath("\u{E9}"), try RelativePath("e\u{301}"))
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed)
    }
}

@Suite struct RemovalTests {
    @Test func `a file goes, and the folders it leaves empty, but not the root`() throws {
        let folder = try ScratchFolder()
        try folder.put("", at: "site/a/b/index.html")
        try folder.put("", at: "site/a/keep.html")
        #expect(try FileSystem.removeFile(RelativePath("a/b/index.html"), below: folder("site")))
        #expect(folder.names == ["site", "site/a", "site/a/keep.html"])
        #expect(try FileSystem.removeFile(RelativePath("a/keep.html"), below: folder("site")))
        #expect(folder.names == ["site"])
        try folder.put("", at: "site/x/y")
        try FileSystem.removeFile(RelativePath("x/y"), below: folder("site"), pruningEmptyFolders: false)
        #expect(folder.names == ["site", "site/x"])
    }

    @Test func `what is not there is no error`() throws {
        let folder = try ScratchFolder()
        try folder.put("", at: "f")
        for path in ["none", "none/none", "f/none"] {
            #expect(try !FileSystem.removeFile(RelativePath(path), below: folder.path))
        }
        #expect(try !FileSystem.removeFile(RelativePath("x"), below: folder("none")))
        #expect(folder.names == ["f"])
    }

    @Test func `no symlink is followed or removed`() throws {
        let folder = try ScratchFolder()
        try folder.put("precious", at: "home/file")
        try folder.put("", at: "site/a/real")
        symlink("../../home", folder("site/a/out"))
        symlink("../home/file", folder("site/link"))
        #expect(
            message { try FileSystem.removeFile(RelativePath("a/out/file"), below: folder("site")) }
                == "cannot remove '\(folder("site/a/out/file"))': its folder 'out' is a symbolic link")
        #expect(
            message { try FileSystem.removeFile(RelativePath("link"), below: folder("site")) }
                == "cannot remove '\(folder("site/link"))': it is a symbolic link")
        #expect(folder.text("home/file") == "precious")
        #expect(try FileSystem.firstSymlink(in: RelativePath("a/out/file"), below: folder("site")) == "a/out")
        #expect(try FileSystem.firstSymlink(in: RelativePath("a/real"), below: folder("site")) == nil)
        #expect(try FileSystem.firstSymlink(in: RelativePath("a/none/x"), below: folder("site")) == nil)
    }

    @Test func `folders and devices are not files to remove`() throws {
        let folder = try ScratchFolder()
        try folder.put("", at: "d/f")
        mkfifo(folder("pipe"), 0o644)
        #expect(
            message { try FileSystem.removeFile(RelativePath("d"), below: folder.path) }.hasSuffix(
                "it is a folder"))
        #expect(
            message { try FileSystem.removeFile(RelativePath("pipe"), below: folder.path) }
                .hasSuffix("it is not a regular file"))
        #expect(folder.names == ["d", "d/f", "pipe"])
    }
}
