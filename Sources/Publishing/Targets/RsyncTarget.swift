import Diagnostics
import Files
import Sealing
import Site

/// A folder that rsync reaches: over ssh, at an rsync daemon, or on this machine.
struct RsyncTarget: PublicationTarget {
    let name: String
    /// With a slash at its end: what is in the folder, not the folder.
    private let place: String
    private let rsync: Program
    private let scratch: ScratchFolder

    init(_ place: String, settings: PublicationSettings) throws {
        name = "'\(place)'"
        self.place = place.hasSuffix("/") ? place : place + "/"
        rsync = try Program("rsync", environment: settings.environment)
        scratch = try ScratchFolder(in: settings.temporaryFolder)
    }

    var outcome: String? { nil }

    // MARK: Looking

    /// Lists only what is below the same top names as the paths, so that what else is there need not be readable.
    func kinds(of paths: [String], below folders: [String]) throws -> [String: FileKind] {
        let tops = Set((paths + folders).map { String($0.prefix { $0 != "/" }) })
        let rules = try list("rules", tops.sorted(by: byUTF8).map { "+ /" + Self.pattern($0) } + ["- /*"])
        let result = try rsync.require(
            ["--list-only", "-rl", "-8", "--from0", "--include-from=\(rules)", "--", place, scratch.path],
            scratch: scratch, hint: "the folder must be there, and readable; an empty one will do")
        var kinds: [String: FileKind] = [:]
        for line in result.text.split(separator: "\n") {
            guard let (kind, path) = RsyncOutput.listed(line), path != "." else { continue }
            kinds[path] = kind
        }
        return kinds
    }

    /// A name as a pattern of rsync's: what would be special there stands for any character.
    private static func pattern(_ name: String) -> String {
        String(name.map { "*?[\\".contains($0) ? "?" : $0 })
    }

    func read(_ paths: [String]) throws -> [String: [UInt8]] {
        guard !paths.isEmpty else { return [:] }
        let copies = scratch.path + "/read"
        try FileSystem.removeAll(copies)
        try FileSystem.makeFolder(copies)
        _ = try rsync.require(
            [
                "--from0", "--files-from=\(try list("wanted", paths))",
                "--max-size=\(SignedManifest.largest)",
                "--", place, copies + "/",
            ], scratch: scratch)
        var files: [String: [UInt8]] = [:]
        for path in paths where try FileSystem.status(copies + "/" + path, followingSymlink: false) != nil {
            files[path] = try FileSystem.read(copies + "/" + path, limit: SignedManifest.largest)
        }
        return files
    }

    /// By checksum: a fresh checkout's files are all new, and what a host changed shows.
    func differing(_ paths: [String], of site: LocalSite) throws -> Set<String> {
        let result = try rsync.require(
            [
                "-n", "--checksum", "--force", "-8", "--out-format=%i %n", "--from0",
                "--files-from=\(try list("paths", paths))", "--", site.folder + "/", place,
            ], scratch: scratch)
        return Set(result.text.split(separator: "\n").compactMap(RsyncOutput.changed))
    }

    // MARK: Changing

    mutating func begin(
        _ records: [(path: String, bytes: [UInt8])], sending paths: [String], of site: LocalSite,
        _ progress: (Int) throws -> Void
    ) throws {
        try progress(0)
        let near = scratch.path + "/records/"
        try FileSystem.makeFolder(near + PublicationRecords.temporaryFolder)
        for record in records { try FileSystem.write(record.bytes, to: near + record.path) }
        try send(records.map(\.path) + [PublicationRecords.temporaryFolder], from: near, to: place)
        // The slow part, before any file is put in its place; what a killed publication sent is not sent again.
        // `--force`, since such a one may have left a folder where a file is to be.
        try send(
            paths, from: site.folder + "/", to: place + PublicationRecords.temporaryFolder, ["--force"])
    }

    /// Times are not kept: a file that changes has a new one, whatever its size, and so a new ETag.
    private func send(_ paths: [String], from folder: String, to place: String, _ options: [String] = [])
        throws
    {
        guard !paths.isEmpty else { return }
        _ = try rsync.require(
            ["--chmod=D755,F644", "--checksum", "--from0", "--files-from=\(try list("paths", paths))"]
                + options
                + ["--", folder, place], scratch: scratch)
    }

    /// The server copies from what was sent before.
    mutating func put(_ paths: [String], of site: LocalSite, _ progress: (Int) throws -> Void) throws {
        try progress(0)
        let near = PublicationRecords.temporaryFolder.dropLast()
        try send(
            paths, from: site.folder + "/", to: place, ["--copy-dest=\(near)", "--temp-dir=\(near)"])
    }

    mutating func remove(_ paths: [String], _ progress: (Int) throws -> Void) throws {
        guard !paths.isEmpty else { return }
        try progress(0)
        // In order: what names something goes before what it names.
        for step in PublicationStep.removalOrder {
            let part = paths.filter { PublicationStep(of: $0) == step }
            if !part.isEmpty { try delete(part) }
        }
        // Folders go where they are empty: rsync keeps the others.
        let folders = Set(paths.flatMap(foldersAbove))
        let byDepth = Dictionary(grouping: folders) { $0.split(separator: "/").count }
        for depth in byDepth.keys.sorted(by: >) { try delete((byDepth[depth] ?? []).sorted(by: byUTF8)) }
    }

    /// Removes what is missing in an empty tree that has the folders above it.
    private func delete(_ paths: [String]) throws {
        let empty = scratch.path + "/empty"
        try FileSystem.removeAll(empty)
        try FileSystem.makeFolder(empty)
        for folder in Set(paths.compactMap { foldersAbove($0).last }) {
            try FileSystem.makeFolder(empty + "/" + folder)
        }
        _ = try rsync.require(
            [
                "--delete-missing-args", "--from0", "--files-from=\(try list("gone", paths))", "--",
                empty + "/", place,
            ],
            scratch: scratch)
    }

    mutating func end() throws {
        let empty = scratch.path + "/empty"
        try FileSystem.removeAll(empty)
        try FileSystem.makeFolder(empty + "/_sealpress")
        // All but the folder of records is shut out, and so safe from deletion.
        _ = try rsync.require(
            [
                "-r", "--delete", "--include=/_sealpress/",
                "--include=/\(PublicationRecords.folder)***", "--exclude=*", "--", empty + "/", place,
            ], scratch: scratch)
    }

    /// A file of names, each ended by a NUL.
    private func list(_ name: String, _ lines: [String]) throws -> String {
        let path = scratch.path + "/list-" + name
        try FileSystem.write(lines.flatMap { Array($0.utf8) + [0] }, to: path)
        return path
    }
}

/// What rsync prints for programs to read.
enum RsyncOutput {
    /// A line of `--list-only`: permissions, size, date, time, name, and where a symlink leads.
    static func listed(_ line: Substring) -> (kind: FileKind, path: String)? {
        var rest = line
        let kind: FileKind
        switch rest.first {
        case "-": kind = .file
        case "d": kind = .folder
        case "l": kind = .symlink
        default: kind = .other
        }
        for _ in 0..<4 {
            rest = rest.drop { $0 == " " }.drop { $0 != " " }
        }
        // One space: a name may begin with another.
        guard rest.first == " ", rest.utf8.count > 1 else { return nil }
        rest = rest.dropFirst()
        if kind == .symlink, let arrow = rest.firstRange(of: " -> ") { rest = rest[..<arrow.lowerBound] }
        return (kind, unescaped(rest))
    }

    /// A line of `--out-format='%i %n'`: the path where a file's content is sent.
    static func changed(_ line: Substring) -> String? {
        // `>f+++++++++` is new, `>fc........` has other content, `.f` has other attributes only.
        guard let end = line.firstIndex(of: " "), line.hasPrefix("<f") || line.hasPrefix(">f") else {
            return nil
        }
        let mark = line.dropFirst(2).first
        guard mark == "+" || mark == "c" else { return nil }
        return unescaped(line[line.index(after: end)...])
    }

    /// Without rsync's `\#ooo` for control characters.
    static func unescaped(_ text: Substring) -> String {
        guard text.contains("\\#") else { return String(text) }
        let bytes = Array(text.utf8)
        var plain: [UInt8] = []
        var position = 0
        while position < bytes.count {
            let digits = bytes[position...].dropFirst(2).prefix(3)
            if bytes[position...].starts(with: "\\#".utf8), digits.count == 3,
                let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            {
                plain.append(code)
                position += 5
            } else {
                plain.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
