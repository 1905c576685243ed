import Content
import Diagnostics

/// Who has claimed which output file.
struct Claims {
    /// Whose file it is.
    struct Owner {
        /// The author's file; nil is the build itself.
        var file: String?
        /// Where in it the address stands; nil where the file itself has it.
        var location: SourceLocation?
        var excerpt: String?

        var name: String {
            guard let file else { return "the build itself" }
            return location.map { "\(file):\($0.line)" } ?? file
        }
        var place: SourceLocation? { location ?? file.map { SourceLocation(file: $0, line: 1) } }
    }

    private var owners: [String: Owner] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    /// Files that stand where others need a folder: `about` beside `about/index.html`.
    var filesAsFolders: [Diagnostic] {
        // For each file in the way, the first of those below it.
        var inTheWay: [String: String] = [:]
        // Folders above which nothing is in the way; most hold many files.
        var free: Set<Substring> = []
        for path in owners.keys {
            var folders: [Substring] = []
            var folder = path[...]
            var isFree = true
            while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
                folder = folder[..<slash]
                if free.contains(folder) { break }
                folders.append(folder)
                let file = String(folder)
                guard owners[file] != nil else { continue }
                inTheWay[file] = min(path, inTheWay[file] ?? path)
                isFree = false
            }
            if isFree { free.formUnion(folders) }
        }
        return inTheWay.compactMap { file, path in
            guard
                let owner = [owners[file], owners[path]].lazy.compactMap(\.self).first(where: {
                    $0.place != nil
                })
            else { return nil }
            return .error(
                "'\(file)' would be both a file and the folder of \(path)", at: owner.place,
                excerpt: owner.excerpt, hint: "rename one of them")
        }
    }

    func has(_ path: String) -> Bool {
        owners[path] != nil
    }

    /// - Parameters:
    ///   - source: the author's file; nil for what the build makes by itself.
    ///   - what: the address, to name in errors.
    mutating func claim(_ path: String, for source: String?, what: String) {
        claim(path, for: Owner(file: source), what: what)
    }

    mutating func claim(
        _ path: String, for owner: Owner, what: String,
        hint: String = "rename one of them, or give a page another 'slug:'"
    ) {
        guard let first = owners[path] else {
            owners[path] = owner
            return
        }
        let (shown, other) = owner.file == nil ? (first, owner) : (owner, first)
        guard let place = shown.place else { return }
        diagnostics.append(
            .error(
                "\(what) has two sources: \(other.name) and \(shown.name)", at: place, excerpt: shown.excerpt,
                hint: hint))
    }
}
