import Content
import Diagnostics
import Files

/// The files of what is imported, by their path below its folder.
struct SourceFolder: Sendable {
    let root: String
    /// Regular files, sorted by path; hidden ones are left out.
    let paths: [String]
    private let known: Set<String>
    private(set) var diagnostics: [Diagnostic] = []

    /// Pages and settings larger than this are no text that someone wrote.
    static let largestText = 1 << 26

    init(_ root: String) throws(FileError) {
        self.root = root
        var paths: [String] = []
        var known: Set<String> = []
        for entry in try FileSystem.list(root, enteringHidden: false) where !entry.isHidden {
            switch entry.kind {
            case .file:
                // Names that read alike are one to people, and on most computers: é in one code point and in two.
                guard known.insert(entry.path).inserted else {
                    diagnostics.append(
                        .warning(
                            "another file has this name, written in other code points: this one is left out",
                            at: SourceLocation(file: entry.path, line: 1), hint: "rename one of them"))
                    continue
                }
                paths.append(entry.path)
            case .symlink:
                diagnostics.append(
                    .warning(
                        "this is a symbolic link: it is not followed",
                        at: SourceLocation(file: entry.path, line: 1)))
            case .folder, .other: break
            }
        }
        self.paths = paths
        self.known = known
    }

    func contains(_ path: String) -> Bool { known.contains(path) }

    func file(_ path: String) -> String { root + "/" + path }

    /// Paths that end like this, in whatever case.
    func paths(endingIn ends: String...) -> [String] {
        paths.filter { path in ends.contains { path.lowercased().hasSuffix($0) } }
    }

    /// The text of a file; a fault is noted.
    func text(_ path: String, _ diagnostics: inout [Diagnostic]) -> SourceText? {
        do {
            return try SourceText(path: path, bytes: try FileSystem.read(file(path), limit: Self.largestText))
        } catch let error as DiagnosticError {
            diagnostics += error.diagnostics.map {
                .warning($0.message + ": it is left out", at: $0.location, excerpt: $0.excerpt, hint: $0.hint)
            }
        } catch {
            diagnostics.append(
                .warning("\(error): it is left out", at: SourceLocation(file: path, line: 1)))
        }
        return nil
    }

    /// The tree of a YAML, TOML or JSON file; a fault is noted.
    func data(_ path: String, _ diagnostics: inout [Diagnostic]) -> YAMLNode? {
        guard contains(path), let source = text(path, &diagnostics) else { return nil }
        do throws(DiagnosticError) {
            return path.hasSuffix(".toml") ? try TOML.parse(source) : try YAML.parse(source)
        } catch {
            diagnostics += error.diagnostics.map {
                .warning(
                    "these settings cannot be read: " + $0.message, at: $0.location, excerpt: $0.excerpt,
                    hint: $0.hint)
            }
            return nil
        }
    }
}
