import Content
import Diagnostics
import Files

/// Keeps private files from being published as they are: by their names, and under another name by what is in them.
///
/// Hard links and copies are one to it: both have the bytes of the original.
struct PrivateFileGuard: Sendable {
    private let root: String
    /// Private files beside the content, and the author's Markdown, by their size.
    private let files: [Int: [String]]
    private let sources: [Int: [SourceText]]
    private let pages: [SourcePage]
    private let roster: RosterTrace?

    init(_ inputs: BuildInputs, tree: SourceTree, plan: Plan) throws {
        root = inputs.root
        var files: [Int: [String]] = [:]
        for path in Set(Self.paths.map { inputs.root + "/" + $0 } + [inputs.keyFile].compactMap(\.self))
            .sorted()
        {
            guard let status = try FileSystem.status(path), status.kind == .file, status.size > 0 else {
                continue
            }
            files[status.size, default: []].append(path)
        }
        self.files = files
        sources = Dictionary(grouping: tree.pages, by: \.bytes.count)
        pages = plan.pages
        // What is wrong with the roster is told where it is read.
        roster = (try? inputs.privateFiles.read(Workplace.rosterPath)).flatMap { $0 }.flatMap(
            RosterTrace.init)
    }

    private static let paths =
        PrivateFiles.names + InsightsFile.privateNames + [
            Workplace.keyPath, Workplace.previousKeyPath, Workplace.countersPath, Ledger.path,
            ".sealpress/sent.log", "costs.csv", "comments.csv", "comments.ndjson",
        ]

    /// Why a text file must not be published.
    ///
    /// - Parameters:
    ///   - shown: the file as the author knows it.
    ///   - path: where it would be published.
    func diagnostics(_ bytes: [UInt8], shown: String, path: String) -> [Diagnostic] {
        let fault =
            Self.fault(path: path) ?? original(size: bytes.count) { bytes }.map {
                Self.fault(original: $0, path)
            }
            ?? (roster?.isIn(bytes) == true ? "a roster would be published as \(path)" : nil)
        return Self.diagnostics(fault, shown)
    }

    /// Why a file of any size must not be published.
    func diagnostics(ofFile file: String, shown: String, path: String) throws -> [Diagnostic] {
        let size = try FileSystem.status(file)?.size ?? 0
        let original = try original(size: size) { try FileSystem.read(file) }
        return Self.diagnostics(
            Self.fault(path: path) ?? original.map { Self.fault(original: $0, path) }, shown)
    }

    private static func diagnostics(_ fault: String?, _ shown: String) -> [Diagnostic] {
        fault.map { [.error($0, at: SourceLocation(file: shown, line: 1))] } ?? []
    }

    private static func fault(original: String, _ path: String) -> String {
        "what stands in '\(original)' would be published as \(path)"
    }

    /// The private file that has these bytes.
    private func original(size: Int, _ bytes: () throws -> [UInt8]) rethrows -> String? {
        guard files[size] != nil || sources[size] != nil else { return nil }
        let bytes = try bytes()
        if let file = files[size]?.first(where: { (try? FileSystem.read($0)) == bytes }) {
            return file.hasPrefix(root + "/") ? String(file.dropFirst(root.utf8.count + 1)) : file
        }
        return sources[size]?.first { $0.bytes == bytes && !isOpen($0.path) }?.path
    }

    /// Whether all of a source is on a page that is out.
    private func isOpen(_ source: String) -> Bool {
        guard let page = pages.first(where: { $0.path == source }) else { return false }
        return page.document.parts(pageTier: page.tier).parts.allSatisfy { $0.access == .open }
    }

    // MARK: By name

    /// Going by its name.
    private static func fault(path: String) -> String? {
        let parts = path.split(separator: "/").map { $0.lowercased() }
        let name = parts.last.map(originalName) ?? ""
        if [Workplace.rosterPath, Workplace.paymentsPath].contains(name) {
            return "the roster would be published as \(path)"
        }
        if name.hasSuffix(".key") || name.hasSuffix(".key.previous")
            || [Workplace.countersPath, Workplace.passphrasesPath].contains(name)
        {
            return "a key file would be published as \(path)"
        }
        if InsightsFile.privateNames.contains(where: { path == $0 || path.hasSuffix("/" + $0) }) {
            return "what insights found about members would be published as \(path)"
        }
        if name == SiteConfiguration.path || name.hasSuffix(".md") {
            return "a source file would be published as \(path)"
        }
        if let folder = parts.dropLast().first(where: { [Workplace.privateFolder, ".git"].contains($0) }) {
            return "a file of the private folder '\(folder)' would be published as \(path)"
        }
        return nil
    }

    /// The name of the file that an editor or its owner made this copy of: `a.md` of `.a.md.swp`, `a.md~`, `a.md.bak`.
    private static func originalName(_ name: String) -> String {
        var name = name
        while let suffix = ["~", "#", ".swp", ".swo", ".bak", ".old", ".orig", ".save"].first(
            where: name.hasSuffix)
        {
            name = String(name.dropLast(suffix.count))
        }
        return String(name.drop { $0 == "." || $0 == "#" })
    }
}

/// What tells a roster: its header, and a member of it.
private struct RosterTrace: Sendable {
    private let header: [UInt8]
    private let ids: Set<[UInt8]>

    /// - Returns: nil where no other file could be told from it.
    init?(_ bytes: [UInt8]) {
        let lines = Self.lines(bytes)
        guard let header = lines.first, header.contains(UInt8(ascii: ",")), lines.count > 1 else {
            return nil
        }
        self.header = Array(header)
        ids = Set(lines.dropFirst().map(Self.firstCell))
    }

    func isIn(_ text: [UInt8]) -> Bool {
        let start = text.starts(with: Self.mark) ? Self.mark.count : 0
        guard text.dropFirst(start).starts(with: header) else { return false }
        let lines = Self.lines(text)
        return lines.first.map(Array.init) == header
            && lines.dropFirst().contains { ids.contains(Self.firstCell($0)) }
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.dropFirst(bytes.starts(with: mark) ? mark.count : 0)
            .split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    }

    private static func firstCell(_ line: ArraySlice<UInt8>) -> [UInt8] {
        Array(line.prefix { $0 != UInt8(ascii: ",") })
    }
}
