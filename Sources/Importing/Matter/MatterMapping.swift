import Content
import Diagnostics

/// Turns front matter of other tools into ours; what has no place of its own is kept under `params:` and listed.
struct MatterMapping {
    private let source: SourceText
    private(set) var diagnostics: [Diagnostic] = []
    /// Where the page stands in an order, from `weight` and its like.
    private(set) var weight: Int?
    /// Keys that the caller reads itself.
    var handled: Set<String> = []
    /// Whether a text is a list of words, as in Jekyll.
    var splitsWords = false

    init(_ source: SourceText) {
        self.source = source
    }

    /// Keys that say how the other tool makes the page, and nothing of the page itself.
    private static let tools: Set<String> = [
        "layout", "type", "outputs", "markup", "comments", "share", "mathjax", "math", "mermaid", "showtoc",
        "tocopen", "readtime", "reading_time", "showreadingtime", "sitemap", "robotsnoindex", "noindex",
        "cascade", "iscjklanguage", "headless", "_build", "build", "published", "excerpt_separator",
        "sidebar",
        "has_children", "nav_exclude", "search_exclude", "classes", "author_profile", "related", "hidetoc",
    ]

    mutating func map(_ node: YAMLNode?, into page: inout ImportedPage) {
        guard case .mapping(let entries)? = node?.content else { return }
        for entry in entries where !entry.value.isNull && !handled.contains(entry.key.value) {
            map(entry, into: &page)
        }
    }

    private mutating func map(_ entry: YAMLEntry, into page: inout ImportedPage) {
        let value = entry.value
        switch entry.key.value.lowercased() {
        case "title": page.matter.title = text(entry)
        case "description", "subtitle", "lead":
            page.matter.description = page.matter.description ?? text(entry)
        case "summary", "excerpt": page.matter.summary = text(entry)
        case "date": page.matter.date = date(entry)
        case "updated", "lastmod", "last_modified_at", "modified": page.matter.updated = date(entry)
        case "tags", "tag", "keywords": page.matter.tags += list(entry)
        case "categories", "category": page.matter.categories += list(entry)
        case "series": page.matter.series = list(entry).first
        case "author", "authors": page.matter.authors += authors(entry)
        case "draft": page.matter.draft = value.bool ?? false
        case "slug": page.matter.slug = text(entry)
        case "image", "featured_image", "featuredimage", "thumbnail", "cover", "images", "header":
            page.matter.image = page.matter.image ?? image(entry)
        case "lang", "language", "locale": page.matter.language = language(entry)
        case "aliases", "redirect_from": page.addresses += addresses(entry, page)
        case "toc": if value.bool == false { page.matter.hasTableOfContents = false }
        case "menu", "menus": page.matter.menus += menus(entry)
        case "weight", "order", "nav_order", "sidebar_position": weight = weight ?? weight(entry)
        case "params":
            guard case .mapping(let inner) = value.content else { break }
            for entry in inner { keep(entry, in: &page) }
        case let key where Self.tools.contains(key):
            warn("'\(entry.key.value)' says how another tool makes the page: it is left out", entry)
        default:
            if keep(entry, in: &page) {
                warn(
                    "'\(entry.key.value)' has no place of its own: it is kept as params.\(entry.key.value)",
                    entry)
            }
        }
    }

    // MARK: Values

    private mutating func text(_ entry: YAMLEntry) -> String? {
        guard let text = entry.value.text?.trimmed else {
            warn("'\(entry.key.value)' is \(entry.value.kind), not text: it is left out", entry)
            return nil
        }
        return text.isEmpty ? nil : text
    }

    private mutating func date(_ entry: YAMLEntry) -> String? {
        guard let text = entry.value.text else { return nil }
        guard let date = CalendarDate(text) else {
            warn("there is no date '\(text)': it is left out", entry)
            return nil
        }
        return date.description
    }

    mutating func list(_ entry: YAMLEntry) -> [String] {
        switch entry.value.content {
        case .scalar(let text, _):
            let isWords =
                splitsWords && ["categories", "tags"].contains(entry.key.value) && !text.contains(",")
            let parts = text.split { isWords ? $0.isWhitespace : $0 == "," }.map(\.trimmed)
            return parts.filter { !$0.isEmpty }
        case .sequence(let nodes): return nodes.compactMap { $0.text?.trimmed }.filter { !$0.isEmpty }
        case .mapping:
            warn("'\(entry.key.value)' is a mapping, not a list: it is left out", entry)
            return []
        }
    }

    private func authors(_ entry: YAMLEntry) -> [String] {
        switch entry.value.content {
        case .scalar(let text, _): [text.trimmed].filter { !$0.isEmpty }
        case .sequence(let nodes): nodes.compactMap { $0.text ?? $0["name"]?.text }
        case .mapping: [entry.value["name"]?.text].compactMap(\.self)
        }
    }

    private mutating func image(_ entry: YAMLEntry) -> String? {
        let value = entry.value
        switch value.content {
        case .scalar: return value.text
        case .sequence(let nodes): return nodes.first?.text
        case .mapping:
            for key in ["image", "src", "url", "path", "teaser", "overlay_image"] {
                if let text = value[key]?.text { return text }
            }
            warn("'\(entry.key.value)' names no picture: it is left out", entry)
            return nil
        }
    }

    private mutating func language(_ entry: YAMLEntry) -> String? {
        guard let text = entry.value.text?.replacing("_", with: "-") else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isTag =
            (2...3).contains(parts.first?.count ?? 0)
            && parts.allSatisfy {
                (1...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
        guard isTag else {
            warn("'\(text)' is no language tag: it is left out", entry)
            return nil
        }
        return text
    }

    private mutating func addresses(_ entry: YAMLEntry, _ page: ImportedPage) -> [String] {
        list(entry).compactMap { address in
            if address.contains("://") {
                warn("the old address '\(address)' is on another site: it is left out", entry)
                return nil
            }
            guard !address.hasPrefix("/") else { return address }
            // Hugo takes these as beside the page.
            let own = page.addresses.first?.split(separator: "/").joined(separator: "/") ?? ""
            let base = Paths.folder(own)
            return Paths.resolve(address, from: base).map { "/" + $0 }
        }
    }

    private mutating func menus(_ entry: YAMLEntry) -> [PageMatter.Menu] {
        let found: [PageMatter.Menu] =
            switch entry.value.content {
            case .scalar(let text, _): [PageMatter.Menu(name: text)]
            case .sequence(let nodes): nodes.compactMap { $0.text.map { PageMatter.Menu(name: $0) } }
            case .mapping(let entries):
                entries.map { menu in
                    PageMatter.Menu(
                        name: menu.key.value, title: menu.value["name"]?.text ?? menu.value["title"]?.text,
                        weight: menu.value["weight"]?.int)
                }
            }
        return found.filter { menu in
            // Others need an entry in sealpress.yml.
            guard ["main", "footer"].contains(menu.name) else {
                warn("the menu '\(menu.name)' is not 'main' or 'footer': it is left out", entry)
                return false
            }
            return true
        }
    }

    private mutating func weight(_ entry: YAMLEntry) -> Int? {
        guard let text = entry.value.text, let number = Double(text), number.magnitude < 1e9 else {
            return nil
        }
        // Fractions, as docusaurus has them, keep their order.
        return Int((number * 1000).rounded())
    }

    /// - Returns: whether it could be kept.
    @discardableResult
    private mutating func keep(_ entry: YAMLEntry, in page: inout ImportedPage) -> Bool {
        func isName(_ text: String) -> Bool {
            !text.isEmpty && text.utf8.allSatisfy { $0.isWord || $0 == UInt8(ascii: "-") }
        }
        func isKeepable(_ node: YAMLNode) -> Bool {
            switch node.content {
            case .scalar: true
            case .sequence(let nodes): nodes.allSatisfy(isKeepable)
            case .mapping(let entries): entries.allSatisfy { isName($0.key.value) && isKeepable($0.value) }
            }
        }
        guard isName(entry.key.value), isKeepable(entry.value) else {
            warn("'\(entry.key.value)' cannot be a name in layouts: it is left out", entry)
            return false
        }
        page.matter.params.append(entry)
        return true
    }

    mutating func warn(_ message: String, _ entry: YAMLEntry) {
        diagnostics.append(source.warning(message, at: entry.key.location))
    }
}
