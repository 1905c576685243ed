import Content

/// The places inside a page that links can lead to.
struct PageAnchors: Sendable {
    /// Headings as plain text, with their ids.
    private(set) var headings: [(text: String, id: String)] = []
    private var ids: Set<String> = []
    private var loose: [String: String] = [:]

    init(_ text: TracedText) {
        // The title that opens the body is no part of it, and has no anchor.
        let reading = Document.parse(path: "page.md", bytes: text.bytes, tiers: [])
        guard let document = reading.document else { return }
        let body = MarkdownRenderer().render(document.parts(pageTier: nil)) { _ in .unchanged }
        headings = body.open.headings.map { ($0.text, $0.id) }
        ids = Set(body.open.ids + headings.map(\.id))
        for id in body.open.ids + headings.map(\.id) where loose[Self.key(id)] == nil {
            loose[Self.key(id)] = id
        }
    }

    /// The id that a fragment of another tool meant; nil when there is none like it.
    func id(for fragment: String) -> String? {
        if ids.contains(fragment) { return fragment }
        let key = Self.key(fragment)
        return key.isEmpty ? nil : loose[key]
    }

    func title(of id: String) -> String? { headings.first { $0.id == id }?.text }

    /// Tools make ids by rules of their own, but of the same letters.
    private static func key(_ id: String) -> String {
        String(slugify(id).unicodeScalars.filter { $0 != "-" && $0 != "_" }.map(Character.init))
    }
}
