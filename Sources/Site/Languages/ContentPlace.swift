import Content
import Diagnostics

/// What a file of `content/` is when its language is taken out of its path.
struct ContentPlace: Sendable {
    /// An index into the site's editions.
    var edition: Int
    /// Below `content/`, as the site's own language would have it.
    var path: String
    /// Whether the path names a language.
    var isNamed: Bool
}

extension [Edition] {
    /// `zh/articles/a.md` and `articles/a.zh.md` are `articles/a.md` in Chinese, on a site that is in Chinese too.
    ///
    /// - Parameter isLink: then a name may ask for another language than that of the folder it is in.
    func place(_ path: String, isLink: Bool = false) -> ContentPlace {
        var place = ContentPlace(edition: 0, path: path, isNamed: false)
        guard count > 1 else { return place }
        let first = path.prefix { $0 != "/" }
        if let edition = firstIndex(where: { $0.isCalled(first) }) {
            place = ContentPlace(
                edition: edition, path: String(path.dropFirst(first.count + 1)), isNamed: true)
        }
        guard let (stem, suffix) = Self.suffix(of: place.path),
            let edition = firstIndex(where: { $0.isCalled(suffix) }),
            isLink || !place.isNamed || place.edition == edition
        else { return place }
        return ContentPlace(edition: edition, path: stem + ".md", isNamed: true)
    }

    /// `articles/a` and `zh` of `articles/a.zh.md`.
    static func suffix(of path: String) -> (stem: String, suffix: Substring)? {
        guard path.hasSuffix(".md") else { return nil }
        let stem = path.dropLast(3)
        guard let dot = stem.lastIndex(of: "."), dot > stem.startIndex,
            stem[stem.index(before: dot)] != "/"
        else { return nil }
        let suffix = stem[stem.index(after: dot)...]
        return suffix.contains("/") ? nil : (String(stem[..<dot]), suffix)
    }

    /// Where a page of an edition would be looked for: `content/courses/x/index.zh.md`.
    func name(of path: String, in edition: Int) -> String {
        guard edition > 0, indices.contains(edition) else { return "content/" + path }
        return "content/" + path.dropLast(3) + "." + self[edition].language + ".md"
    }
}

/// Files that look like translations and are none.
enum LanguageSuffixes {
    /// What file names of programs end in, as in `node.js.md`.
    private static let extensions: Set<String> = [
        "ai", "cs", "go", "hs", "io", "js", "kt", "md", "ml", "mm", "pl", "ps", "py", "rb", "rs", "sh", "tf",
        "ts", "vb",
    ]

    /// - Parameter files: all Markdown files, with their paths below `content/` without a language in them.
    static func warnings(_ files: [(file: String, path: String)], editions: [Edition]) -> [Diagnostic] {
        let found = files.compactMap { file, path in
            [Edition].suffix(of: path).map { (file: file, stem: $0.stem, suffix: String($0.suffix)) }
        }.filter { isTag($0.suffix) }
        guard !found.isEmpty else { return [] }
        let all = Set(files.map(\.path))
        let known = editions.map(\.language)
        return found.compactMap { file, stem, suffix in
            if editions.count > 1, known.contains(suffix) {
                return .warning(
                    "this file is named for '\(suffix)' in the folder of another language",
                    at: SourceLocation(file: file, line: 1),
                    hint: "a file's language is said once: by its folder or by its name")
            }
            // Only beside the page that it would be a translation of.
            guard all.contains(stem + ".md") || all.contains(stem + "/index.md") else { return nil }
            let near = didYouMean(suffix, among: known.sorted()).map { "did you mean '\($0)'? " } ?? ""
            return .warning(
                "'\(suffix)' is no language of this site, so this is a page of its own",
                at: SourceLocation(file: file, line: 1),
                hint: near + "for a translation add it to sealpress.yml: languages: [{id: \(suffix)}]")
        }
    }

    private static func isTag(_ suffix: String) -> Bool {
        let first = suffix.prefix { $0 != "-" }
        return first.utf8.count == 2 && SiteConfiguration.isLanguage(suffix)
            && first.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            && !extensions.contains(String(first))
    }
}
