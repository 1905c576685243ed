import Content
import Diagnostics

/// The pages of a Jekyll site, for tags that name them.
struct JekyllPosts {
    private var byName: [String: String] = [:]
    private let paths: Set<String>
    let base: String
    /// What `{{ site.title }}` and its like stand for.
    var variables: [String: String] = [:]

    init(_ pages: [ImportedPage], base: String) {
        self.base = base
        paths = Set(pages.map(\.path))
        for page in pages where page.path.contains("_posts/") || page.path.contains("_drafts/") {
            byName[Paths.stem(page.path)] = page.path
        }
    }

    func post(_ name: String) -> String? { byName[Paths.name(name)] }
    func page(_ path: String) -> String? { paths.contains(path) ? path : nil }
}

/// Tags and output of Liquid in a page: those that have a counterpart are written as such, the others are listed; tags are
/// taken out, and what stands between them stays.
enum Liquid {
    private struct Tag {
        var isOutput: Bool
        var words: String
        var range: Range<Int>
        var name: String { String(words.prefix { !$0.isWhitespace }) }
        var rest: String { words.dropFirst(name.count).trimmed }
    }

    static func run(
        _ text: inout TracedText, _ page: ImportedPage, _ posts: JekyllPosts,
        _ diagnostics: inout [Diagnostic]
    ) {
        let tags = find(text)
        guard !tags.isEmpty else { return }
        var edits: [TracedText.Edit] = []
        var position = 0
        while position < tags.count {
            let tag = tags[position]
            position += 1
            if tag.isOutput {
                edits.append(.init(tag.range, in: text, with: output(tag, page, posts, text, &diagnostics)))
                continue
            }
            if ["highlight", "raw", "comment"].contains(tag.name),
                let end = tags[position...].firstIndex(where: { $0.name == "end" + tag.name && !$0.isOutput })
            {
                edits += block(tag, tags[end], text, between: tags[position..<end])
                position = end + 1
                continue
            }
            let written = replacement(tag, posts, text, &diagnostics)
            edits.append(
                .init(written.isEmpty ? text.wholeLine(tag.range) : tag.range, in: text, with: written))
        }
        text.apply(edits)
    }

    private static func block(
        _ tag: Tag, _ end: Tag, _ text: TracedText, between tags: ArraySlice<Tag>
    ) -> [TracedText.Edit] {
        let inner = tag.range.upperBound..<end.range.lowerBound
        let whole = tag.range.lowerBound..<end.range.upperBound
        switch tag.name {
        case "highlight":
            let words = tag.rest.split(whereSeparator: \.isWhitespace).map(String.init)
            var info = words.first ?? ""
            if words.dropFirst().contains(where: { $0.hasPrefix("linenos") }) { info += " numbers" }
            // What keeps Liquid from reading the code is no part of it.
            var code = ""
            var start = inner.lowerBound
            for raw in tags where !raw.isOutput && ["raw", "endraw"].contains(raw.name) {
                code += text.text(start..<raw.range.lowerBound)
                start = raw.range.upperBound
            }
            code += text.text(start..<inner.upperBound)
            return [.init(whole, in: text, with: CodeFence.block(code, language: info))]
        case "comment": return [.init(text.wholeLine(whole), with: nil)]
        default: return [.init(tag.range, with: nil), .init(end.range, with: nil)]
        }
    }

    private static func replacement(
        _ tag: Tag, _ posts: JekyllPosts, _ text: TracedText, _ diagnostics: inout [Diagnostic]
    ) -> String {
        switch tag.name {
        case "post_url":
            if let path = posts.post(tag.rest) { return "/" + Paths.encoded(path) }
            diagnostics.append(text.warning("there is no post '\(tag.rest)'", at: tag.range))
            return "/" + Paths.encoded(tag.rest)
        case "link":
            let path = String(tag.rest.drop { $0 == "/" })
            return "/" + Paths.encoded(path)
        case "youtube": return "<https://www.youtube.com/watch?v=\(tag.rest)>"
        case "endhighlight", "endraw", "endcomment": return ""
        default:
            if !tag.name.hasPrefix("end") && !["else", "elsif", "when"].contains(tag.name) {
                diagnostics.append(
                    text.warning(
                        "the tag '{% \(tag.name) %}' has no counterpart: it is left out, what is in it stays",
                        at: tag.range, hint: "Sealpress has no logic in pages: put it into a layout"))
            }
            return ""
        }
    }

    private static func output(
        _ tag: Tag, _ page: ImportedPage, _ posts: JekyllPosts, _ text: TracedText,
        _ diagnostics: inout [Diagnostic]
    ) -> String {
        let parts = tag.words.split(separator: "|").map(\.trimmed)
        guard let value = parts.first else { return "" }
        let filters = parts.dropFirst().map { String($0.prefix { $0.isLetter || $0 == "_" }) }
        let isAddress = filters.allSatisfy {
            ["relative_url", "absolute_url", "escape", "prepend", "uri_escape"].contains($0)
        }
        if value.count > 1, let quote = value.first, quote == "'" || quote == "\"", value.last == quote,
            isAddress
        {
            let inner = value.dropFirst().dropLast()
            return inner.hasPrefix("/") ? String(inner) : filters.isEmpty ? String(inner) : "/" + inner
        }
        if filters.isEmpty || isAddress {
            switch value {
            case "site.baseurl", "site.url", "site.github.url": return ""
            case "page.title": return page.matter.title ?? ""
            case "page.url": return page.addresses.first ?? ""
            case _ where posts.variables[value] != nil: return posts.variables[value] ?? ""
            default: break
            }
        }
        diagnostics.append(
            text.warning("the output '{{ \(value) }}' is not known: it is left out", at: tag.range))
        return ""
    }

    /// `{% … %}` and `{{ … }}`, in code too, as Liquid reads them; what stands in `raw` is none.
    private static func find(_ text: TracedText) -> [Tag] {
        var tags: [Tag] = []
        var position = 0
        let bytes = text.bytes
        var isRaw = false
        while let open = bytes[Swift.min(position, bytes.count)...].firstIndex(of: UInt8(ascii: "{")) {
            position = open + 1
            let isOutput = bytes.has("{{", at: open)
            guard isOutput || bytes.has("{%", at: open) else { continue }
            let end = Swift.min(bytes.count, open + 4096)
            guard
                let close = isOutput
                    ? bytes.find("}}", from: open + 2, to: end) : bytes.find("%}", from: open + 2, to: end)
            else { continue }
            var inner = text.text(open + 2..<close)[...]
            if inner.hasPrefix("-") { inner = inner.dropFirst() }
            if inner.hasSuffix("-") { inner = inner.dropLast() }
            let tag = Tag(isOutput: isOutput, words: inner.trimmed, range: open..<close + 2)
            if isRaw, isOutput || tag.name != "endraw" { continue }
            isRaw = !isOutput && tag.name == "raw"
            position = close + 2
            tags.append(tag)
        }
        return tags
    }
}
