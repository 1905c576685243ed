import Diagnostics
import Files

/// The files that an import will write.
public struct ImportPlan: Sendable {
    public var kind: ImportKind
    /// In the order of the source.
    public var files: [PlannedFile]
    /// What could not be mapped, each with its place in the source.
    public var diagnostics: [Diagnostic]
    /// What was done with many things at once, in a sentence each.
    public var notes: [String]
    /// What the source says of itself.
    public var settings: SourceSettings
    /// Ids of the tiers and taxonomies that the pages name.
    public var tiers: [String] = []
    public var taxonomies: [String] = []
    public var pageCount: Int { files.count { $0.isPage } }
}

/// One file to be written.
public struct PlannedFile: Sendable {
    public enum Content: Sendable {
        case text([UInt8])
        /// The bytes of a file of the source.
        case copy(of: String)
    }

    /// Below the project's folder: `content/articles/hello.md`.
    public var path: String
    public var content: Content
    /// What it was made of, below the source.
    public var origin: String
    public var isPage: Bool
}

/// What became of a plan.
public struct ImportOutcome: Sendable, Hashable {
    public var written: [String] = []
    public var unchanged: [String] = []
    /// Files that were there with other content, and were left alone.
    public var kept: [String] = []
}

extension ImportPlan {
    /// Writes the files, each by a rename; what is there with other content stays unless `force` says otherwise.
    ///
    /// - Parameters:
    ///   - isDry: whether to say only what would be written.
    /// - Throws: `DiagnosticError` when a folder on the way is a symbolic link, before anything is written.
    public func write(
        below root: String, force: Bool, isDry: Bool = false, progress: (Int) -> Void = { _ in }
    ) throws -> ImportOutcome {
        var outcome = ImportOutcome()
        for file in files {
            if let link = try FileSystem.firstSymlink(in: try RelativePath(file.path), below: root) {
                throw DiagnosticError(
                    .error(
                        "'\(link)' is a symbolic link",
                        hint: "content holds files only: put a folder in its place"))
            }
        }
        for (number, file) in files.enumerated() {
            progress(number + 1)
            let path = root + "/" + file.path
            let bytes: [UInt8] =
                switch file.content {
                case .text(let text): text
                case .copy(let source): try FileSystem.read(source)
                }
            switch try FileSystem.compare(bytes, with: path) {
            case .unchanged:
                outcome.unchanged.append(file.path)
                continue
            case .changed where !force:
                outcome.kept.append(file.path)
                continue
            case .changed, .created: break
            }
            outcome.written.append(file.path)
            if isDry { continue }
            try FileSystem.makeFolder(root + "/" + Paths.folder(file.path))
            try FileSystem.write(bytes, to: path)
        }
        return outcome
    }
}
