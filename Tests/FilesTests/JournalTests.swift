import Files
import Foundation
import TestSupport
import Testing

/// Several files replaced as one step.
@Suite struct JournalTests {
    private static func replacement(_ path: String, _ text: String?, mode: UInt16? = nil)
        -> FileJournal.Replacement
    {
        FileJournal.Replacement(path, text.map { Array($0.utf8) }, mode: mode)
    }

    /// A folder as a process leaves it that is killed once its change is marked.
    private func interrupted(
        _ folder: ScratchFolder
    ) throws {
        try folder.put("old a", at: "a")
        try folder.put("old b", at: "b")
        let stamps = try ["a", "b"].map { name in
            let status = try #require(try FileSystem.status(folder(name)))
            return "{\"path\":\"\(name)\",\"name\":\"new-\(name)\",\"kept\":true,"
                + "\"before\":{\"size\":\(status.size),\"modified\":\(status.modified)}}"
        }
        try folder.put("new a", at: FileJournal.path + "/new-a")
        try folder.put("new b", at: FileJournal.path + "/new-b")
        try folder.put("[\(stamps.joined(separator: ","))]", at: FileJournal.path + "/commit")
    }

    @Test func `files are made, replaced and removed together, and nothing else stays`() throws {
        let folder = try ScratchFolder()
        try folder.put("old", at: "a")
        try folder.put("gone", at: "b")
        chmod(folder("a"), 0o640)
        try FileJournal.commit(
            [
                Self.replacement("a", "new"), Self.replacement("b", nil),
                Self.replacement("c", "made", mode: 0o600),
            ],
            in: folder.path)
        #expect(folder.names == [".sealpress", "a", "c"])
        #expect(folder.text("a") == "new")
        #expect(folder.text("c") == "made")
        #expect(try FileSystem.status(folder("a"))?.mode == 0o640)
        #expect(try FileSystem.status(folder("c"))?.mode == 0o600)
        #expect(try FileJournal.isPending(in: folder.path) == false)
        #expect(try FileJournal.recover(in: folder.path) == [])
    }

    @Test func `a change that was marked is completed`() throws {
        let folder = try ScratchFolder()
        try interrupted(folder)
        #expect(try FileJournal.isPending(in: folder.path))
        #expect(try FileJournal.recover(in: folder.path) == ["a", "b"])
        #expect(folder.text("a") == "new a")
        #expect(folder.text("b") == "new b")
        #expect(folder.names == [".sealpress", "a", "b"])
    }

    @Test func `a change of which one file is in place already is completed`() throws {
        let folder = try ScratchFolder()
        try interrupted(folder)
        #expect(rename(folder(FileJournal.path + "/new-a"), folder("a")) == 0)
        #expect(try FileJournal.recover(in: folder.path) == ["a", "b"])
        #expect(folder.text("a") == "new a")
        #expect(folder.text("b") == "new b")
    }

    @Test func `a change that was not marked is dropped`() throws {
        let folder = try ScratchFolder()
        try interrupted(folder)
        #expect(unlink(folder(FileJournal.path + "/commit")) == 0)
        #expect(try FileJournal.recover(in: folder.path) == [])
        #expect(folder.text("a") == "old a")
        #expect(folder.text("b") == "old b")
        #expect(folder.names == [".sealpress", "a", "b"])
    }

    @Test func `an edit made after the kill is never overwritten`() throws {
        let folder = try ScratchFolder()
        try interrupted(folder)
        try folder.put("edited by hand", at: "b")
        #expect(
            message { try FileJournal.recover(in: folder.path) } == """
                cannot complete an interrupted change of '\(folder("b"))': it was edited since; to keep it as it is, \
                delete the folder '\(folder(FileJournal.path))'
                """)
        #expect(folder.text("a") == "old a")
        #expect(folder.text("b") == "edited by hand")
        #expect(
            message { try FileJournal.commit([Self.replacement("a", "x")], in: folder.path) }
                .hasSuffix("an interrupted change waits there to be completed"))
    }

    @Test(arguments: [
        "", "{}", "[1]", "[{\"path\":\"../x\",\"name\":\"n\",\"kept\":true}]", "[{\"path\":\"x\"}]",
    ])
    func `a mark that is not ours is refused`(mark: String) throws {
        let folder = try ScratchFolder()
        try folder.put(mark, at: FileJournal.path + "/commit")
        #expect(
            message { try FileJournal.recover(in: folder.path) }
                == "cannot read '\(folder(FileJournal.path))/commit': it is no journal of sealpress")
    }

    @Test func `a mark that was damaged is refused or read, and no file is ever lost`() throws {
        var random = SeededGenerator(seed: 11)
        var refused = 0
        for round in 0..<200 {
            let folder = try ScratchFolder()
            try interrupted(folder)
            var bytes = Array(try #require(folder.text(FileJournal.path + "/commit")).utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(.random(in: 0...255, using: &random), at: place)
                default: bytes.removeSubrange(place...)
                }
            }
            try FileSystem.write(bytes, to: folder(FileJournal.path + "/commit"))
            let said = message { try FileJournal.recover(in: folder.path) }
            for name in ["a", "b"] {
                let text = try #require(folder.text(name), "round \(round): \(name) is gone")
                #expect(text == "old \(name)" || (said.isEmpty && text.hasPrefix("new ")), "round \(round)")
            }
            if !said.isEmpty { refused += 1 }
        }
        #expect(refused > 100)
    }

    @Test(arguments: ["/etc/x", "../x", "a/../../x", ""])
    func `no file outside the folder is touched`(path: String) throws {
        let folder = try ScratchFolder()
        #expect(
            message { try FileJournal.commit([Self.replacement(path, "x")], in: folder.path) }
                == "cannot write '\(path)': it is not below '\(folder.path)'")
        #expect(folder.names == [])
    }

    @Test(arguments: [("missing/b", "No such file or directory"), ("folder", "Is a directory")])
    func `a change that cannot be put in place whole changes nothing`(path: String, reason: String) throws {
        let folder = try ScratchFolder()
        try folder.put("old", at: "a")
        try folder.put("", at: "folder/file")
        #expect(
            message {
                try FileJournal.commit(
                    [Self.replacement("a", "new"), Self.replacement(path, "new")], in: folder.path)
            } == "cannot write '\(folder(path))': \(reason)")
        #expect(folder.text("a") == "old")
        #expect(try FileJournal.isPending(in: folder.path) == false)
    }

    @Test func `a linked file is replaced where it is`() throws {
        let folder = try ScratchFolder()
        try folder.put("old", at: "elsewhere/a")
        symlink("elsewhere/a", folder("a"))
        try FileJournal.commit([Self.replacement("a", "new")], in: folder.path)
        #expect(folder.text("elsewhere/a") == "new")
        #expect(try FileSystem.status(folder("a"), followingSymlink: false)?.kind == .symlink)
    }
}
