import Content
import Diagnostics
import Files

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

    /// Lists and reads the author's files.
    static func read(root: String, threads: Int) -> (tree: SourceTree?, diagnostics: [Diagnostic]) {
        let folder = root + "/" + Self.folder
        let entries: [FolderEntry]
        do throws(FileError) {
            guard try FileSystem.status(folder)?.kind == .folder else {
                return (
                    nil,
                    [
                        .error(
                            "there is no folder '\(Self.folder)' in \(root)",
                            hint: "sealpress new DIR makes a site to start from")
                    ]
                )
            }
            entries = try FileSystem.list(folder, enteringHidden: true)
        } catch {
            return (nil, [error.diagnostic])
        }
        var diagnostics: [Diagnostic] = []
        var markdown: [String] = []
        var tree = SourceTree(pages: [], assets: [], statics: [])
        for entry in entries where entry.kind != .folder {
            let isStatic = entry.path.hasPrefix(Self.staticFolder)
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
                tree.statics.append(String(entry.path.dropFirst(Self.staticFolder.count)))
            } else if entry.path.hasSuffix(".md") {
                markdown.append(entry.path)
            } else {
                tree.assets.append(entry.path)
            }
        }
        let read = markdown.parallelMap(threads: threads) { path -> Result<SourceText, DiagnosticError> in
            do {
                return .success(
                    try SourceText(path: "content/" + path, bytes: try FileSystem.read(folder + "/" + path)))
            } catch let error as DiagnosticError {
                return .failure(error)
            } catch let error as FileError {
                return .failure(DiagnosticError(error.diagnostic))
            } catch {
                return .failure(DiagnosticError(.error("cannot read 'content/\(path)': \(error)")))
            }
        }
        for result in read {
            switch result {
            case .success(let text): tree.pages.append(text)
            case .failure(let error): diagnostics += error.diagnostics
            }
        }
        return (tree, diagnostics)
    }
}
