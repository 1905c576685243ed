import Content
import Diagnostics
import Files
import Sealing

/// What stands in `content/`, as found on disk.
struct SourceTree: Sendable {
    /// Markdown files, read; paths relative to the project's root.
    var pages: [SourceText]
    /// All other files below `content/`, not read: an asset may be larger than memory. Paths below `content/`.
    var assets: [String]
    /// Files below `content/static/`, published as they are. Paths below that folder.
    var statics: [String]

    static let folder = "content"
    static let staticFolder = "static/"

    /// The Markdown files as they were when they were read, in the order of `pages`.
    var seen: [SeenFile] = []

    /// Lists and reads the author's files.
    ///
    /// - Parameter known: their names, where they have been listed without a fault.
    static func read(
        root: String, known: ContentListing? = nil, threads: Int
    ) -> (tree: SourceTree?, diagnostics: [Diagnostic]) {
        var (listing, diagnostics) = known.map { ($0, []) } ?? ContentListing.read(root: root)
        guard let listing else { return (nil, diagnostics) }
        var tree = SourceTree(pages: [], assets: listing.assets, statics: listing.statics)
        let read = listing.pages.parallelMap(threads: threads) { path in
            Result { () throws(DiagnosticError) in try Self.read(path, root: root) }
        }
        for result in read {
            switch result {
            case .success(let page):
                tree.pages.append(page.source)
                tree.seen.append(page.seen)
            case .failure(let error): diagnostics += error.diagnostics
            }
        }
        return (tree, diagnostics)
    }

    /// Reads one Markdown file.
    ///
    /// - Parameter path: below `content/`.
    static func read(
        _ path: String, root: String
    ) throws(DiagnosticError) -> (source: SourceText, seen: SeenFile) {
        let now = FileSignature.now
        let file: (bytes: [UInt8], status: FileStatus)
        do throws(FileError) {
            file = try FileSystem.readWithStatus(root + "/" + folder + "/" + path)
        } catch {
            throw DiagnosticError(error.diagnostic)
        }
        let seen = SeenFile(
            path: path, signature: .settled(file.status, at: now), content: Fingerprint(of: file.bytes))
        return (try SourceText(path: folder + "/" + path, bytes: file.bytes), seen)
    }
}

/// A file of the author's as a build saw it.
struct SeenFile: Sendable {
    /// Below `content/`.
    var path: String
    /// Nil where it had changed a moment before.
    var signature: FileSignature?
    /// Nil for files that are not read whole.
    var content: Fingerprint?

    /// What is not Markdown is read to tell whether it changed only where nothing else tells, and it is no larger.
    static let largestRead = 1 << 22
}

/// The names of what stands in `content/`.
struct ContentListing: Sendable {
    /// Markdown files. Paths below `content/`.
    var pages: [String] = []
    /// All other files. Paths below `content/`.
    var assets: [String] = []
    /// Files below `content/static/`, published as they are. Paths below that folder.
    var statics: [String] = []

    static func read(root: String) -> (listing: ContentListing?, diagnostics: [Diagnostic]) {
        let folder = root + "/" + SourceTree.folder
        let entries: [FolderEntry]
        do throws(FileError) {
            guard try FileSystem.status(folder)?.kind == .folder else {
                return (
                    nil,
                    [
                        .error(
                            "there is no folder '\(SourceTree.folder)' in \(root)",
                            hint: "sealpress new DIR makes a site to start from")
                    ]
                )
            }
            entries = try FileSystem.list(folder, enteringHidden: true)
        } catch {
            return (nil, [error.diagnostic])
        }
        var diagnostics: [Diagnostic] = []
        var listing = ContentListing()
        for entry in entries where entry.kind != .folder {
            let isStatic = entry.path.hasPrefix(SourceTree.staticFolder)
            if entry.isHidden, !isStatic {
                continue
            } else if entry.kind != .file {
                diagnostics.append(
                    .error(
                        "this is \(entry.kind == .symlink ? "a symbolic link" : "not a regular file")",
                        at: SourceLocation(file: "content/" + entry.path, line: 1),
                        hint: "content holds files only: a link could publish what lies outside it"))
            } else if isStatic {
                // Hidden files are wanted here: `.well-known/`, `.htaccess`.
                listing.statics.append(String(entry.path.dropFirst(SourceTree.staticFolder.count)))
            } else if entry.path.hasSuffix(".md") {
                listing.pages.append(entry.path)
            } else {
                listing.assets.append(entry.path)
            }
        }
        return (listing, diagnostics)
    }

    /// Files that pages refer to or that are published as they are, as they are now.
    ///
    /// - Throws: a `FileError`.
    func others(root: String, threads: Int) throws -> [SeenFile] {
        let now = FileSignature.now
        let folder = root + "/" + SourceTree.folder + "/"
        let paths = assets + statics.map { SourceTree.staticFolder + $0 }
        return try paths.parallelMap(threads: threads) { path in
            Result {
                guard let status = try FileSystem.status(folder + path, followingSymlink: false) else {
                    return SeenFile(path: path)
                }
                var seen = SeenFile(path: path, signature: .settled(status, at: now))
                if seen.signature == nil, status.size <= SeenFile.largestRead {
                    seen.content = Fingerprint(of: try FileSystem.read(folder + path))
                }
                return seen
            }
        }.map { try $0.get() }
    }
}
