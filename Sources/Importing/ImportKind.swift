import Files

/// What a source was written for.
public enum ImportKind: String, Sendable, Hashable, CaseIterable {
    case hugo, jekyll, mdbook, docc, docsify, ghost, markdown

    /// The name as people write it.
    public var name: String {
        switch self {
        case .hugo: "Hugo"
        case .jekyll: "Jekyll"
        case .mdbook: "mdBook"
        case .docc: "DocC"
        case .docsify: "docsify"
        case .ghost: "Ghost"
        case .markdown: "Markdown"
        }
    }

    /// Whether its pages are a book's, and so become a course.
    var isBook: Bool {
        switch self {
        case .mdbook, .docc, .docsify: true
        case .hugo, .jekyll, .ghost, .markdown: false
        }
    }

    /// What the files of a folder say that it is; plain Markdown where none says anything.
    static func detect(_ folder: SourceFolder) -> ImportKind {
        let names = Set(folder.paths)
        if names.contains("book.toml") || names.contains("src/SUMMARY.md") || names.contains("SUMMARY.md") {
            return .mdbook
        }
        let hugo = ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.toml"]
        if hugo.contains(where: names.contains) { return .hugo }
        if names.contains("_config.yml") || names.contains("_config.yaml") { return .jekyll }
        let hasContent = folder.paths.contains { $0.hasPrefix("content/") }
        let config = [
            "config.toml", "config.yaml", "config.yml", "config.json", "config/_default/config.toml",
        ]
        if hasContent, config.contains(where: names.contains) { return .hugo }
        if folder.paths.contains(where: { $0.hasPrefix("_posts/") }) { return .jekyll }
        if names.contains("_sidebar.md") || names.contains("docs/_sidebar.md") || names.contains("sidebar.md")
        {
            return .docsify
        }
        if folder.root.hasSuffix(".docc") || folder.paths.contains(where: { $0.contains(".docc/") })
            || folder.paths.contains(where: { $0.hasSuffix(".tutorial") })
        {
            return .docc
        }
        if folder.paths.contains(where: {
            $0.hasSuffix(".json") && !$0.contains("/") && isGhost(folder.file($0))
        }) {
            return .ghost
        }
        return isDocC(folder) ? .docc : .markdown
    }

    /// Whether a file is an export of Ghost, by its first bytes.
    static func isGhost(_ file: String) -> Bool {
        guard let start = try? FileSystem.read(file, from: 0, count: 4096) else { return false }
        return start.find("\"db\"", from: 0) != nil
            || (start.find("\"meta\"", from: 0) != nil && start.find("\"data\"", from: 0) != nil)
    }

    /// A folder of DocC articles outside its bundle: links of its own form are in its pages.
    private static func isDocC(_ folder: SourceFolder) -> Bool {
        folder.paths.lazy.filter { $0.hasSuffix(".md") }.prefix(50).contains { path in
            guard let start = try? FileSystem.read(folder.file(path), from: 0, count: 16_384) else {
                return false
            }
            return start.find("<doc:", from: 0) != nil || start.find("@TechnologyRoot", from: 0) != nil
        }
    }
}
