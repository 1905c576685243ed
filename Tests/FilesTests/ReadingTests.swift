import Files
import Foundation
import TestSupport
import Testing

@Suite struct ReadingTests {
    @Test func `a file is read whole, empty or large`() throws {
        let folder = try ScratchFolder()
        for size in [0, 1, 65_535, 65_536, 3_000_000] {
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try Data(bytes).write(to: URL(fileURLWithPath: folder("f")))
            #expect(try FileSystem.read(folder("f")) == bytes)
        }
    }

    @Test func `a range is cut where the file ends`() throws {
        let folder = try ScratchFolder()
        try folder.put("0123456789", at: "f")
        #expect(try FileSystem.read(folder("f"), from: 3, count: 4) == Array("3456".utf8))
        #expect(try FileSystem.read(folder("f"), from: 8, count: 100) == Array("89".utf8))
        #expect(try FileSystem.read(folder("f"), from: 100, count: 1) == [])
        #expect(try FileSystem.read(folder("f"), from: 0, count: 0) == [])
        #expect(
            message { _ = try FileSystem.read(folder("f"), from: -1, count: 1) }.contains("Invalid argument"))
    }

    @Test func `a reader gives a file in pieces`() throws {
        let folder = try ScratchFolder()
        try folder.put("abcdefg", at: "f")
        let reader = try FileReader(folder("f"))
        #expect(reader.size == 7)
        var pieces: [String] = []
        while true {
            let piece = try reader.next(3)
            if piece.isEmpty { break }
            pieces.append(String(decoding: piece, as: UTF8.self))
        }
        #expect(pieces == ["abc", "def", "g"])
        #expect(try reader.read(at: 1, count: 2) == Array("bc".utf8))
    }

    @Test func `errors name the path and what the system said`() throws {
        let folder = try ScratchFolder()
        #expect(
            message { _ = try FileSystem.read(folder("none")) }
                == "cannot read '\(folder("none"))': No such file or directory")
        #expect(
            message { _ = try FileSystem.read(folder.path) } == "cannot read '\(folder.path)': Is a directory"
        )
        #expect(message { _ = try FileSystem.read("") } == "cannot read '': the path is empty")
        // C would open "f" here.
        try folder.put("secret", at: "f")
        #expect(message { _ = try FileSystem.read(folder("f\0.md")) }.hasSuffix("the path has a NUL"))
        #expect(
            message { _ = try FileSystem.read(folder("f"), limit: 3) }
                == "cannot read '\(folder("f"))': it is larger than 3 bytes")
    }

    @Test func `what has no size is read to its end, up to the limit`() throws {
        #expect(try FileSystem.read("/dev/null") == [])
        #expect(
            message { _ = try FileSystem.read("/dev/zero", limit: 100_000) }.contains("larger than 100000"))
    }

    @Test func `text is UTF-8, and its byte order mark is dropped`() throws {
        let folder = try ScratchFolder()
        try folder.put("\u{FEFF}标题", at: "f")
        #expect(try FileSystem.readText(folder("f")) == "标题")
        try Data([0x61, 0xFF]).write(to: URL(fileURLWithPath: folder("bad")))
        #expect(message { _ = try FileSystem.readText(folder("bad")) }.hasSuffix("it is not UTF-8 text"))
    }

    @Test func `status tells kind, size, permissions and time`() throws {
        let folder = try ScratchFolder()
        try folder.put("abc", at: "f")
        chmod(folder("f"), 0o640)
        symlink("f", folder("link"))
        let file = try #require(try FileSystem.status(folder("f")))
        #expect(file.kind == .file)
        #expect(file.size == 3)
        #expect(file.mode == 0o640)
        #expect(abs(Double(file.modified) / 1e9 - Date().timeIntervalSince1970) < 60)
        #expect(try FileSystem.status(folder("link"))?.inode == file.inode)
        #expect(try FileSystem.status(folder("link"), followingSymlink: false)?.kind == .symlink)
        #expect(try FileSystem.status(folder.path)?.kind == .folder)
        #expect(try FileSystem.status("/dev/null")?.kind == .other)
        #expect(try FileSystem.status(folder("none")) == nil)
        #expect(try FileSystem.status(folder("f/below")) == nil)
    }
}

@Suite struct ListingTests {
    @Test func `a tree is listed by the bytes of its paths, links and hidden files marked`() throws {
        let folder = try ScratchFolder()
        for name in ["b.md", "a/z.md", "a.md", "a/é.md", ".git/config", "a/.hidden", "Z.md", "标/题.md"] {
            try folder.put("", at: name)
        }
        symlink("a", folder("loop"))
        symlink("..", folder("a/up"))
        let entries = try FileSystem.list(folder.path)
        #expect(
            entries.map(\.path) == [
                ".git", ".git/config", "Z.md", "a", "a.md", "a/.hidden", "a/up", "a/z.md", "a/é.md", "b.md",
                "loop", "标", "标/题.md",
            ])
        #expect(entries.filter { $0.kind == .symlink }.map(\.path) == ["a/up", "loop"])
        #expect(entries.filter { $0.kind == .folder }.map(\.path) == [".git", "a", "标"])
        #expect(entries.filter(\.isHidden).map(\.path) == [".git", ".git/config", "a/.hidden"])
        #expect(entries.map(\.name).prefix(2) == [".git", "config"])
        let visible = try FileSystem.list(folder.path, enteringHidden: false)
        #expect(!visible.contains { $0.path == ".git/config" })
        #expect(visible.contains { $0.path == ".git" })
    }

    @Test func `listing nothing or a file says so`() throws {
        let folder = try ScratchFolder()
        #expect(try FileSystem.list(folder.path) == [])
        #expect(
            message { _ = try FileSystem.list(folder("none")) }
                == "cannot list '\(folder("none"))': No such file or directory")
        try folder.put("", at: "f")
        #expect(message { _ = try FileSystem.list(folder("f")) }.hasSuffix("Not a directory"))
    }

    @Test func `a name that is not UTF-8 is an error, not a different name`() throws {
        let folder = try ScratchFolder()
        let name = Array(folder.path.utf8) + [UInt8(ascii: "/"), 0xFF, 0]
        let number = name.withUnsafeBytes { bytes in
            guard let path = bytes.assumingMemoryBound(to: CChar.self).baseAddress else { return Int32(-1) }
            return open(path, O_CREAT | O_WRONLY, 0o644)
        }
        try #require(number >= 0)
        close(number)
        #expect(
            message { _ = try FileSystem.list(folder.path) }
                == "cannot list '\(folder.path)': a name in it is not UTF-8")
    }

    @Test func `sorting by bytes differs from sorting by Unicode`() {
        // U+212B ANGSTROM SIGN equals U+00C5 for `String`, not for a path.
        #expect(byUTF8("\u{C5}", "\u{212B}"))
        #expect(!sameUTF8("\u{C5}", "\u{212B}"))
        #expect(byUTF8("a.md", "a/b"))
        #expect(byUTF8("", "a"))
        #expect(!byUTF8("a", "a"))
    }
}
