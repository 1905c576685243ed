import Content
import Diagnostics

/// What `defaults:` of `_config.yml` says of pages that do not say it themselves.
struct JekyllDefaults {
    private struct Scope {
        var path: String
        /// `posts`, `drafts`, `pages` or a collection; nil for all.
        var type: String?
        var values: [YAMLEntry]
    }

    private var scopes: [Scope] = []

    /// Keys that say something of a page, not of how Jekyll makes it.
    private static let known: Set<String> = [
        "author", "authors", "categories", "category", "date", "description", "draft", "excerpt", "image",
        "keywords", "lang", "permalink", "published", "series", "subtitle", "tag", "tags", "title", "toc",
    ]

    init(_ node: YAMLNode?, _ diagnostics: inout [Diagnostic]) {
        guard case .sequence(let nodes)? = node?.content else { return }
        for node in nodes {
            guard case .mapping(let values)? = node["values"]?.content else { continue }
            let path = node["scope"]?["path"]?.text ?? ""
            scopes.append(
                Scope(
                    path: path.split(separator: "/").joined(separator: "/"),
                    type: node["scope"]?["type"]?.text,
                    values: values.filter { Self.known.contains($0.key.value) }))
            for entry in values where !Self.known.contains(entry.key.value) && entry.key.value != "layout" {
                diagnostics.append(
                    .warning(
                        "'\(entry.key.value)' as a default of pages is not imported", at: entry.key.location))
            }
        }
        // Of two that say the same, the one for the longer path holds, and then the later one.
        scopes = scopes.enumerated().sorted {
            ($0.element.path.count, $0.offset) > ($1.element.path.count, $1.offset)
        }.map(\.element)
    }

    /// The front matter with the defaults of its place.
    func filled(_ node: YAMLNode?, path: String, form: JekyllPlace.Form) -> YAMLNode? {
        var entries: [YAMLEntry] = []
        if let node {
            guard case .mapping(let own) = node.content else { return node }
            entries = own
        }
        let types =
            switch form {
            case .post: path.contains("_drafts/") ? ["drafts", "posts"] : ["posts"]
            case .collection(let name): [name]
            case .page: ["pages"]
            }
        for scope in scopes where scope.type.map(types.contains) ?? true {
            guard Self.covers(scope.path, path) else { continue }
            for value in scope.values where !entries.contains(where: { $0.key.value == value.key.value }) {
                entries.append(value)
            }
        }
        guard !entries.isEmpty else { return node }
        return YAMLNode(.mapping(entries), at: node?.location ?? SourceLocation(file: path, line: 1))
    }

    /// A folder, or a pattern such as `docs/*/images`; collections may be named without their `_`.
    private static func covers(_ scope: String, _ path: String) -> Bool {
        let names = scope.split(separator: "/")
        let parts = path.split(separator: "/")
        guard names.count <= parts.count else { return false }
        return zip(names, parts).allSatisfy { name, part in
            if let star = name.firstIndex(of: "*") {
                return part.hasPrefix(name[..<star]) && part.hasSuffix(name[name.index(after: star)...])
            }
            return name == part || "_" + name == part
        }
    }
}
