import Foundation

/// Replaces several files as one step: after a kill or a loss of power all of them are old or all are new.
///
/// The new files are first kept whole in a private folder beside their targets, then a mark says that they are to be
/// put in place. A process killed before the mark has changed nothing; one killed after it is completed by
/// `recover`, which whoever opens the folder calls first.
///
///     try FileJournal.commit(
///         [.init("members.csv", roster), .init("epochs.yml", counters)], in: project)
///
/// Only one process at a time may do either: hold a `FileLock`.
public enum FileJournal {
    /// One file as it is to be.
    public struct Replacement: Sendable, Hashable {
        /// Below the folder.
        public var path: String
        /// The whole new content; nil removes the file.
        public var bytes: [UInt8]?
        /// Permission bits; nil keeps those of the old file, a new one gets 0o644 less the umask.
        public var mode: UInt16?

        public init(_ path: String, _ bytes: [UInt8]?, mode: UInt16? = nil) {
            self.path = path
            self.bytes = bytes
            self.mode = mode
        }
    }

    /// Where the new files wait, below the folder; it is gone when nothing is under way.
    public static let path = ".sealpress/journal"

    /// Replaces the files, durably. What a killed process left behind is to be recovered before.
    ///
    /// - Throws: `FileError`. Before the mark nothing has changed, as on a full disk; after it the journal stays, and the
    ///   next `recover` completes the work.
    public static func commit(_ replacements: [Replacement], in folder: String) throws(FileError) {
        let records = try replacements.enumerated().map { index, replacement throws(FileError) in
            try JournalRecord(replacement, name: "new-\(index)", in: folder)
        }
        let journal = joined(folder, path)
        guard try FileSystem.status(joined(journal, JournalRecord.mark)) == nil else {
            throw FileError("write", journal, reason: "an interrupted change waits there to be completed")
        }
        do throws(FileError) {
            try drop(journal)
            try makePrivateFolder(journal)
            for (record, replacement) in zip(records, replacements) {
                guard let bytes = replacement.bytes else { continue }
                let found = try FileSystem.status(joined(folder, record.path))?.mode
                try FileSystem.write(
                    bytes, to: joined(journal, record.name), mode: replacement.mode ?? found, durable: true)
            }
            let mark = JSONValue.array(records.map(\.json)).bytes(.indented)
            try FileSystem.write(mark, to: joined(journal, JournalRecord.mark), mode: 0o600, durable: true)
        } catch {
            // What was kept so far only takes space.
            try? drop(journal)
            throw error
        }
        try complete(records, in: folder)
    }

    /// Whether a killed process left something to complete or to drop.
    public static func isPending(in folder: String) throws(FileError) -> Bool {
        try FileSystem.status(joined(folder, path), followingSymlink: false) != nil
    }

    /// Completes the change in which an earlier process was killed, or drops what it had only begun to keep.
    ///
    /// - Returns: the paths of the files of that change; none when there was nothing to complete.
    /// - Throws: `FileError`, also when one of the files was edited since: no edit is ever overwritten.
    @discardableResult
    public static func recover(in folder: String) throws(FileError) -> [String] {
        let journal = joined(folder, path)
        guard try isPending(in: folder) else { return [] }
        let mark = joined(journal, JournalRecord.mark)
        guard try FileSystem.status(mark) != nil else {
            try drop(journal)
            return []
        }
        let records = try JournalRecord.read(mark)
        for record in records { try record.refuseEdited(in: folder) }
        try complete(records, in: folder)
        return records.map(\.path)
    }

    /// Puts the kept files in place by renaming, which takes no space; doing so twice does no harm.
    private static func complete(_ records: [JournalRecord], in folder: String) throws(FileError) {
        let journal = joined(folder, path)
        for record in records {
            let target = joined(folder, record.path)
            if record.isKept {
                try FileSystem.moveFile(joined(journal, record.name), to: target)
            } else {
                try FileSystem.removeAll(target)
            }
            try FileSystem.synchronize(folder: parentFolder(target))
        }
        try drop(journal)
    }

    /// What waits here is for the owner's eyes, whatever the files' own permissions are.
    private static func makePrivateFolder(_ journal: String) throws(FileError) {
        try FileSystem.makeFolder(parentFolder(journal))
        guard mkdir(journal, 0o700) == 0 else { throw FileError("create", journal, code: errno) }
    }

    /// Forgets a journal, its mark first: without it the rest means nothing.
    private static func drop(_ journal: String) throws(FileError) {
        guard try FileSystem.status(journal, followingSymlink: false) != nil else { return }
        try FileSystem.removeAll(joined(journal, JournalRecord.mark))
        try FileSystem.synchronize(folder: journal)
        try FileSystem.removeAll(journal)
    }
}

/// What the journal's mark says of one file.
private struct JournalRecord {
    var path: String
    /// The new file's name in the journal, until it is put in place.
    var name: String
    /// False when the file is to be removed.
    var isKept: Bool
    /// The old file; nil when there was none.
    var before: Stamp?

    struct Stamp: Equatable {
        var size: Int
        /// Nanoseconds since 1970.
        var modified: Int

        init?(_ path: String) throws(FileError) {
            guard let status = try FileSystem.status(path) else { return nil }
            size = status.size
            modified = status.modified
        }

        init(json: JSONObject) throws(JSONError) {
            size = try json.integer("size")
            modified = try json.integer("modified")
        }
    }

    static let mark = "commit"

    init(_ replacement: FileJournal.Replacement, name: String, in folder: String) throws(FileError) {
        guard let path = try? RelativePath(replacement.path) else {
            throw FileError("write", replacement.path, reason: "it is not below '\(folder)'")
        }
        self.path = path.text
        self.name = name
        isKept = replacement.bytes != nil
        let target = joined(folder, path.text)
        before = try Stamp(target)
        try Self.requireReplaceable(target)
    }

    /// Once the mark is set nothing may stand in the way.
    private static func requireReplaceable(_ path: String) throws(FileError) {
        let target = try FileWriter.target(of: path).path
        if try FileSystem.status(target)?.kind == .folder { throw FileError("write", target, code: EISDIR) }
        guard access(parentFolder(target), W_OK | X_OK) == 0 else {
            throw FileError("write", target, code: errno)
        }
    }

    /// No edit made since the kill is overwritten.
    func refuseEdited(in folder: String) throws(FileError) {
        let target = joined(folder, path)
        let waits = try FileSystem.status(joined(joined(folder, FileJournal.path), name)) != nil
        // A file that waits no more was put in place; a file to be removed may be gone already.
        guard waits || !isKept, let now = try Stamp(target), now != before else { return }
        throw FileError(
            "complete an interrupted change of", target,
            reason:
                "it was edited since; to keep it as it is, delete the folder '\(joined(folder, FileJournal.path))'"
        )
    }
}

extension JournalRecord {
    var json: JSONValue {
        var fields = JSONObject()
        fields.append("path", .string(path))
        fields.append("name", .string(name))
        fields.append("kept", .bool(isKept))
        if let before {
            fields.append("before", ["size": .integer(before.size), "modified": .integer(before.modified)])
        }
        return .object(fields)
    }

    init(json: JSONObject) throws(JSONError) {
        path = try json.string("path")
        name = try json.string("name")
        isKept = try json.bool("kept")
        before = json["before"] == nil ? nil : try Stamp(json: json.object("before"))
    }

    /// What a mark says. It was written in one step, so that anything else in its place is not ours.
    static func read(_ mark: String) throws(FileError) -> [JournalRecord] {
        let foreign = FileError("read", mark, reason: "it is no journal of sealpress")
        guard case .array(let values)? = try? JSONValue(parsing: try FileSystem.read(mark)) else {
            throw foreign
        }
        return try values.map { value throws(FileError) in
            guard case .object(let object) = value, let record = try? JournalRecord(json: object),
                (try? RelativePath(record.path)) != nil, (try? RelativePath(record.name)) != nil
            else { throw foreign }
            return record
        }
    }
}
