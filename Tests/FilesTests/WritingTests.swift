import Files
import Foundation
import TestSupport
import Testing

@Suite struct WritingTests {
    @Test func `a write replaces the whole file and leaves nothing else`() throws {
        let folder = try ScratchFolder()
        try FileSystem.write(Array("long old text".utf8), to: folder("f"))
        try FileSystem.write(Array("new".utf8), to: folder("f"), durable: true)
        #expect(folder.text("f") == "new")
        #expect(folder.names == ["f"])
    }

    @Test func `a secret file is readable by its owner only, from its creation on`() throws {
        let folder = try ScratchFolder()
        try FileSystem.write([1], to: folder("key"), mode: 0o600)
        #expect(try FileSystem.status(folder("key"))?.mode == 0o600)
        // What is being written is as private as what it becomes.
        let writer = try FileWriter(replacing: folder("key2"), mode: 0o600)
        try writer.append([1, 2])
        let temporary = try #require(folder.names.first { $0.hasPrefix(FileWriter.temporaryPrefix) })
        #expect(try FileSystem.status(folder(temporary))?.mode == 0o600)
        try writer.commit()
        #expect(folder.names == ["key", "key2"])
    }

    @Test func `of many that create one file at once a single one succeeds, and its bytes stay`() async throws
    {
        let folder = try ScratchFolder()
        for round in 0..<20 {
            let path = folder("key-\(round)")
            let winners = try await withThrowingTaskGroup(of: UInt8?.self) { group in
                for writer in UInt8(0)..<8 {
                    group.addTask {
                        try FileSystem.create([writer], at: path, mode: 0o600, durable: true) ? writer : nil
                    }
                }
                return try await group.reduce(into: [UInt8]()) { if let writer = $1 { $0.append(writer) } }
            }
            #expect(winners.count == 1)
            #expect(try FileSystem.read(path) == winners)
            #expect(try FileSystem.status(path)?.mode == 0o600)
        }
        #expect(folder.names.count == 20)
    }

    @Test func `what stands in the place of a new file is left as it is`() throws {
        let folder = try ScratchFolder()
        try folder.put("old", at: "f")
        symlink("nowhere", folder("dangling"))
        #expect(try !FileSystem.create([1], at: folder("f")))
        #expect(try !FileSystem.create([1], at: folder("dangling")))
        #expect(folder.text("f") == "old")
        #expect(folder.names == ["dangling", "f"])
    }

    @Test func `without a mode the permissions of the file stay`() throws {
        let folder = try ScratchFolder()
        try folder.put("roster", at: "f")
        for mode in [0o600, 0o640, 0o666] as [UInt16] {
            chmod(folder("f"), mode_t(mode))
            try FileSystem.write([1], to: folder("f"))
            #expect(try FileSystem.status(folder("f"))?.mode == mode)
        }
    }

    @Test func `a linked file is changed where it is, and the link stays`() throws {
        let folder = try ScratchFolder()
        try folder.put("old", at: "private/members.csv")
        symlink("private/members.csv", folder("members.csv"))
        try FileSystem.write(Array("new".utf8), to: folder("members.csv"))
        #expect(folder.text("private/members.csv") == "new")
        #expect(try FileSystem.status(folder("members.csv"), followingSymlink: false)?.kind == .symlink)
        symlink("nowhere", folder("dangling"))
        #expect(
            message { try FileSystem.write([], to: folder("dangling")) }
                == "cannot write '\(folder("dangling"))': No such file or directory")
    }

    @Test func `a failed write leaves the old file and no temporary one`() throws {
        let folder = try ScratchFolder()
        try folder.put("kept", at: "target/inner")
        #expect(
            message { try FileSystem.write([1], to: folder("target")) }
                == "cannot write '\(folder("target"))': Is a directory")
        #expect(folder.names == ["target", "target/inner"])
        let long = String(repeating: "x", count: 300)
        #expect(message { try FileSystem.write([1], to: folder(long)) }.hasSuffix("File name too long"))
        #expect(
            message { try FileSystem.write([1], to: folder("none/f")) }.hasSuffix("No such file or directory")
        )
        #expect(folder.names == ["target", "target/inner"])
    }

    @Test func `a writer that is dropped leaves the old file and no temporary one`() throws {
        let folder = try ScratchFolder()
        try folder.put("kept", at: "f")
        do {
            let writer = try FileWriter(replacing: folder("f"))
            try writer.append(Array("half".utf8))
            #expect(folder.names.count == 2)
        }
        #expect(folder.names == ["f"])
        #expect(folder.text("f") == "kept")
    }

    @Test(.enabled(if: geteuid() != 0, "root may write anywhere"))
    func `a read-only folder refuses a write and keeps its file`() throws {
        let folder = try ScratchFolder()
        try folder.put("kept", at: "d/f")
        chmod(folder("d"), 0o555)
        defer { chmod(folder("d"), 0o755) }
        #expect(message { try FileSystem.write([1], to: folder("d/f")) }.hasSuffix("Permission denied"))
        #expect(folder.text("d/f") == "kept")
    }

    @Test func `a file that has the bytes already is not touched`() throws {
        let folder = try ScratchFolder()
        let bytes = [UInt8](repeating: 7, count: 300_000)
        #expect(try FileSystem.writeIfChanged(bytes, to: folder("f")) == .created)
        let before = try #require(try FileSystem.status(folder("f")))
        #expect(try FileSystem.writeIfChanged(bytes, to: folder("f")) == .unchanged)
        #expect(try FileSystem.status(folder("f")) == before)
        for index in [0, 131_071, 131_072, 299_999] {
            var other = bytes
            other[index] = 8
            #expect(try FileSystem.compare(other, with: folder("f")) == .changed, "at \(index)")
        }
        #expect(try FileSystem.compare(bytes.dropLast(), with: folder("f")) == .changed)
        #expect(try FileSystem.writeIfChanged([], to: folder("f")) == .changed)
        #expect(try FileSystem.writeIfChanged([], to: folder("f")) == .unchanged)
    }

    @Test func `readers see the old bytes or the new, never a part`() async throws {
        let folder = try ScratchFolder()
        let path = folder("f")
        let versions = (0..<2).map { [UInt8](repeating: UInt8($0), count: 200_000 + $0) }
        try FileSystem.write(versions[0], to: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for version in versions {
                group.addTask { for _ in 0..<50 { try FileSystem.write(version, to: path) } }
            }
            group.addTask {
                for _ in 0..<200 {
                    let seen = try FileSystem.read(path)
                    #expect(versions.contains(seen))
                }
            }
            try await group.waitForAll()
        }
        #expect(folder.names == ["f"])
    }

    @Test func `folders are made with those above them`() throws {
        let folder = try ScratchFolder()
        try FileSystem.makeFolder(folder("a/b/c"))
        try FileSystem.makeFolder(folder("a/b/c"))
        #expect(folder.names == ["a", "a/b", "a/b/c"])
        try folder.put("", at: "file")
        #expect(message { try FileSystem.makeFolder(folder("file")) }.hasSuffix("File exists"))
        #expect(message { try FileSystem.makeFolder(folder("file/x")) }.hasSuffix("Not a directory"))
    }
}

@Suite struct FileLockTests {
    @Test func `one holder at a time, and the second learns who and since when`() throws {
        let folder = try ScratchFolder()
        let lock = try FileLock(folder("lock"), since: "2026-11-20 10:00", process: 4711)
        #expect(
            message { _ = try FileLock(folder("lock"), since: "later") }
                == "process 4711 has been working here since 2026-11-20 10:00 (lock file '\(folder("lock"))')"
        )
        lock.release()
        lock.release()
        let second = try FileLock(folder("lock"), since: "2026-11-20 10:05", process: 12)
        #expect(folder.text("lock") == "12\n2026-11-20 10:05\n")
        second.release()
    }

    @Test func `a lock file that says nothing still names another process`() throws {
        let folder = try ScratchFolder()
        let lock = try FileLock(folder("lock"), since: "x")
        defer { lock.release() }
        truncate(folder("lock"), 0)
        #expect(
            message { _ = try FileLock(folder("lock"), since: "y") }
                == "another process has been working here (lock file '\(folder("lock"))')")
    }

    @Test func `a lock that goes out of scope is free`() throws {
        let folder = try ScratchFolder()
        do { _ = try FileLock(folder("lock"), since: "x") }
        let lock = try FileLock(folder("lock"), since: "y")
        lock.release()
    }

    @Test func `a process that is killed leaves the lock free`() throws {
        let folder = try ScratchFolder()
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/bin/bash")
        holder.arguments = ["-c", "exec 9>'\(folder("lock"))'; flock 9; echo held; exec sleep 60"]
        let output = Pipe()
        holder.standardOutput = output
        try holder.run()
        #expect(try output.fileHandleForReading.read(upToCount: 4) == Data("held".utf8))
        #expect(message { _ = try FileLock(folder("lock"), since: "x") }.hasPrefix("another process"))
        kill(holder.processIdentifier, SIGKILL)
        holder.waitUntilExit()
        let lock = try FileLock(folder("lock"), since: "y")
        lock.release()
    }

    @Test func `a lock in a folder that is missing says so`() throws {
        let folder = try ScratchFolder()
        #expect(
            message { _ = try FileLock(folder("none/lock"), since: "x") }
                == "cannot lock '\(folder("none/lock"))': No such file or directory")
    }
}
