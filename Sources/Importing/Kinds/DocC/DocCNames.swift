import Content
import Diagnostics

/// Finds articles by the names that links of DocC have for them.
struct DocCNames {
    private var paths: [String: String] = [:]

    init(_ pages: [String: ImportedPage]) {
        for path in pages.keys.sorted().reversed() { paths[Paths.stem(path).lowercased()] = path }
    }

    /// - Parameter destination: `doc:Name`, `doc:Name#Heading`, `doc:/documentation/Module/Name`.
    func path(_ destination: String) -> String? {
        let name = destination.drop { $0 != ":" }.dropFirst().prefix { $0 != "#" }
        let query = LinkQuery(destination: String(name), kind: .link, isSealed: false)
        return paths[Paths.name(query.path).lowercased().replacing(" ", with: "-")]
            ?? paths[Paths.name(query.path).lowercased()]
    }
}

/// Pictures by their name alone: DocC finds `name.png`, `name@2x.png` and `name~dark@2x.png` in any folder.
struct DocCPictures {
    private var paths: [String: String] = [:]
    private static let endings = ["png", "jpg", "jpeg", "gif", "svg", "webp", "mp4", "mov"]

    init(_ folder: SourceFolder) {
        for path in folder.paths {
            let ending = Paths.name(path).split(separator: ".").last.map { $0.lowercased() } ?? ""
            guard Self.endings.contains(ending) else { continue }
            let stem = Paths.stem(path)
            // The light one and, of several sizes, the largest.
            let base = stem.split(whereSeparator: { $0 == "@" || $0 == "~" }).first.map(String.init) ?? stem
            guard !stem.contains("~dark") else { continue }
            for key in [Paths.name(path), base, base + "." + ending].map({ $0.lowercased() }) {
                if let known = paths[key], known >= path { continue }
                paths[key] = path
            }
        }
    }

    func path(of name: String) -> String? { paths[Paths.name(name).lowercased()] }
}

/// Links of DocC and its pictures, as Markdown has them.
struct DocCLinks {
    private let names: DocCNames
    private let pages: [String: ImportedPage]
    private let anchors: [String: PageAnchors]

    init(_ names: DocCNames, _ pages: [String: ImportedPage], _ anchors: [String: PageAnchors]) {
        self.names = names
        self.pages = pages
        self.anchors = anchors
    }

    func run(_ text: inout TracedText, on path: String, _ diagnostics: inout [Diagnostic]) {
        let view = MarkdownView(text.bytes)
        var edits: [TracedText.Edit] = []
        var position = 0
        while let open = view.bytes.find("<doc:", from: position) {
            position = open + 5
            guard view.isProse(open), let close = view.bytes[position...].firstIndex(of: UInt8(ascii: ">")),
                !view.bytes[open..<close].contains(UInt8(ascii: "\n"))
            else { continue }
            let destination = text.text(open + 1..<close)
            position = close + 1
            edits.append(
                .init(
                    open..<close + 1, in: text,
                    with: link(destination, text, open..<close, path, &diagnostics)))
        }
        for link in LinkScanner(view).links {
            let destination = text.text(link.destination)
            guard destination.hasPrefix("doc:") else { continue }
            if let found = names.path(destination) {
                edits.append(
                    .init(
                        link.enclosed, in: text, with: "/" + Paths.encoded(found) + Self.fragment(destination)
                    ))
            } else {
                diagnostics.append(
                    text.warning(
                        "'\(destination)' is no article of the source: its text is kept", at: link.destination
                    ))
                edits.append(.init(link.whole.lowerBound..<link.text.lowerBound, with: nil))
                edits.append(.init(link.text.upperBound..<link.whole.upperBound, with: nil))
            }
        }
        text.apply(edits)
    }

    private static func fragment(_ destination: String) -> String {
        destination.firstIndex(of: "#").map { String(destination[$0...]) } ?? ""
    }

    /// A link with the title that DocC would give it.
    private func link(
        _ destination: String, _ text: TracedText, _ range: Range<Int>, _ path: String,
        _ diagnostics: inout [Diagnostic]
    ) -> String {
        let fragment = Self.fragment(destination)
        let isOwn = destination.hasPrefix("doc:#")
        guard let found = isOwn ? path : names.path(destination) else {
            diagnostics.append(
                text.warning("'\(destination)' is no article of the source: its name is kept", at: range))
            return Self.escaped(Paths.name(String(destination.dropFirst(4).prefix { $0 != "#" })))
        }
        var title = pages[found].flatMap { $0.heading } ?? Paths.stem(found)
        if fragment.count > 1, let anchors = anchors[found] {
            let query = LinkQuery(destination: fragment, kind: .link, isSealed: false)
            title = query.fragment.flatMap { anchors.id(for: $0) }.flatMap { anchors.title(of: $0) } ?? title
        }
        return "[\(Self.escaped(title))](\(isOwn ? "" : "/" + Paths.encoded(found))\(fragment))"
    }

    private static func escaped(_ title: String) -> String {
        var result = ""
        for character in title {
            if "\\[]*_`<>".contains(character) { result += "\\" }
            result.append(character)
        }
        return result
    }
}
