import Content
import Diagnostics

/// Sends the links of a page to the new places; those that lead nowhere are taken out and listed.
struct LinkPass {
    let site: ImportedSite
    let map: LinkMap
    let anchors: [PageAnchors]
    /// Files that the pages seen so far use, by their path in the source.
    private(set) var usedFiles: Set<String> = []
    /// Other sites that pictures come from.
    private(set) var pictureHosts: Set<String> = []
    private(set) var diagnostics: [Diagnostic] = []

    init(_ site: ImportedSite, _ map: LinkMap, anchors: [PageAnchors]) {
        self.site = site
        self.map = map
        self.anchors = anchors
    }

    mutating func run(_ page: Int, _ text: inout TracedText) {
        let view = MarkdownView(text.bytes)
        var edits: [TracedText.Edit] = []
        for link in LinkScanner(view).links where !link.destination.isEmpty {
            edits += edit(link, text, page)
        }
        text.apply(edits)
    }

    /// The picture of the front matter, with its new address; nil when it is not there.
    mutating func image(_ address: String, of page: Int, at text: TracedText) -> String? {
        switch map.target(of: address, on: page) {
        case .elsewhere, .oldSite:
            if case .oldSite(let whole) = map.target(of: address, on: page) { return whole }
            return address.contains("://") ? address : nil
        case .file(let path):
            let name = name(ofFile: path, from: page, encoded: false)
            // An image is named from beside its page, or from the top.
            return name.hasPrefix("../") ? "/" + (site.files[path] ?? path) : name
        default:
            diagnostics.append(
                site.pages[page].source.warning(
                    "the page's image '\(address)' is not in the source: it is left out",
                    at: SourceLocation(file: site.pages[page].path, line: 1)))
            return nil
        }
    }

    private mutating func edit(
        _ link: FoundLink, _ text: TracedText, _ page: Int
    ) -> [TracedText.Edit] {
        let written = text.text(link.destination)
        // Names of source sets lead to no page of the site.
        if case .attribute(_, "srcset") = link.form { return editSourceSet(link, written, text, page) }
        let destination = Self.unescaped(written)
        switch map.target(of: destination, on: page) {
        case .elsewhere:
            if case .image = link.form { note(host: destination) }
            return []
        case .oldSite(let address):
            diagnostics.append(
                text.warning(
                    "'\(destination)' is not in the source: it leads to the old site", at: link.destination))
            return [.init(link.enclosed, in: text, with: Paths.encodedURL(address))]
        case .file(let path):
            let suffix = LinkQuery(destination: destination, kind: .link, isSealed: false).suffix
            return replace(link, text, name(ofFile: path, from: page) + suffix)
        case .page(let other, _) where site.pages[other].matter.draft && !site.pages[page].matter.draft:
            diagnostics.append(
                text.warning(
                    "'\(destination)' leads to a draft: its text is kept, without the link",
                    at: link.destination))
            return remove(link, text)
        case .page(let other, let fragment):
            let query = LinkQuery(destination: destination, kind: .link, isSealed: false).suffix
                .prefix { $0 != "#" }
            let id = fragment.flatMap { self.id($0, on: other, link, text) }
            if other == page, let id { return replace(link, text, "#" + id) }
            let name = Paths.relative(
                site.pages[other].target, from: Paths.folder(site.pages[page].target))
            return replace(link, text, Paths.encoded(name) + query + (id.map { "#" + $0 } ?? ""))
        case .fragment(let fragment):
            guard !fragment.isEmpty, fragment != "top" else { return [] }
            guard let id = id(fragment, on: page, link, text) else { return remove(link, text) }
            return replace(link, text, "#" + id)
        case .missing:
            let isPicture = if case .image = link.form { true } else { false }
            diagnostics.append(
                text.warning(
                    isPicture
                        ? "there is no picture '\(destination)' in the source: its text is kept"
                        : "'\(destination)' leads to nothing in the source: its text is kept, without the link",
                    at: link.destination))
            return remove(link, text)
        }
    }

    private mutating func note(host address: String) {
        guard let start = ["https://", "http://", "//"].first(where: address.lowercased().hasPrefix) else {
            return
        }
        let host = address.dropFirst(start.count).prefix { !"/?#".contains($0) }
        if !host.isEmpty { pictureHosts.insert("https://" + host) }
    }

    private mutating func editSourceSet(
        _ link: FoundLink, _ written: String, _ text: TracedText, _ page: Int
    ) -> [TracedText.Edit] {
        let names = written.split(separator: ",").compactMap {
            $0.split(whereSeparator: \.isWhitespace).first
        }
        guard names.contains(where: { map.target(of: String($0), on: page) != .elsewhere }) else { return [] }
        diagnostics.append(
            text.warning(
                "'srcset' cannot name files of the site: it is left out, 'src' stays", at: link.whole))
        return [.init(link.whole, with: nil)]
    }

    private mutating func id(
        _ fragment: String, on page: Int, _ link: FoundLink, _ text: TracedText
    ) -> String? {
        if let id = anchors[page].id(for: fragment) { return id }
        diagnostics.append(
            text.warning(
                "there is no heading '#\(fragment)' on '\(site.pages[page].path)'", at: link.destination,
                hint: "the link leads to the page, or is text where it was on the same page"))
        return nil
    }

    private mutating func name(ofFile path: String, from page: Int, encoded: Bool = true) -> String {
        if let address = site.statics[path] {
            let name = "/" + address
            return encoded ? Paths.encoded(name) : name
        }
        usedFiles.insert(path)
        let name = Paths.relative(site.files[path] ?? path, from: Paths.folder(site.pages[page].target))
        return encoded ? Paths.encoded(name) : name
    }

    private func replace(_ link: FoundLink, _ text: TracedText, _ destination: String) -> [TracedText.Edit] {
        guard text.text(link.destination) != destination || link.enclosed != link.destination else {
            return []
        }
        return [.init(link.enclosed, in: text, with: destination)]
    }

    /// Keeps what the link stands around.
    private func remove(_ link: FoundLink, _ text: TracedText) -> [TracedText.Edit] {
        switch link.form {
        case .link, .image:
            return [
                .init(link.whole.lowerBound..<link.text.lowerBound, with: nil),
                .init(link.text.upperBound..<link.whole.upperBound, with: nil),
            ]
        case .definition: return [.init(link.enclosed, in: text, with: "#")]
        case .attribute(_, let name):
            let end = link.whole.lowerBound + name.utf8.count
            return [.init(link.whole.lowerBound..<end, in: text, with: "data-missing-" + name)]
        }
    }

    /// Without the backslashes before punctuation and with the entity that addresses have.
    private static func unescaped(_ text: String) -> String {
        guard text.contains(where: { $0 == "\\" || $0 == "&" }) else { return text }
        var result = ""
        var isEscaped = false
        for character in text.replacing("&amp;", with: "&") {
            if character == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            if isEscaped, !(character.isASCII && (character.isPunctuation || character.isSymbol)) {
                result.append("\\")
            }
            isEscaped = false
            result.append(character)
        }
        return isEscaped ? result + "\\" : result
    }
}
