import Content
import Diagnostics

/// The order that `sealpress.yml` gives to the pages of its sections.
struct SectionOrder: Sendable {
    /// By the section's id: its pages that are named, in order. The others come after them.
    private(set) var routes: [String: [Route]] = [:]

    /// Leads each page that is named to the ones before and after it.
    ///
    /// - Parameters:
    ///   - heldBack: pages that are not out; naming them is no fault.
    ///   - source: of the configuration; nil for a language that need not have every page.
    static func place(
        _ pages: inout [SourcePage], sections: [Section], heldBack: [Document], source: SourceText?
    ) -> (order: SectionOrder, diagnostics: [Diagnostic]) {
        var order = SectionOrder()
        var diagnostics: [Diagnostic] = []
        let ordered = sections.filter { !$0.pages.isEmpty }
        if ordered.isEmpty { return (order, []) }
        var numbers: [String: Int] = [:]
        for index in pages.indices where pages[index].kind == .page && pages[index].section != nil {
            numbers[name("content/" + pages[index].key)] = index
        }
        let held = Set(heldBack.map { name($0.source.path) })
        for section in ordered {
            var found: [Int] = []
            for written in section.pages {
                let path = section.id + "/" + written.value
                if let index = numbers[path] {
                    if !found.contains(index) {
                        found.append(index)
                    } else if let source {
                        diagnostics.append(
                            source.error(
                                "'\(written.value)' is there twice", at: written.location, hint: "delete one")
                        )
                    }
                } else if let source, !held.contains(path) {
                    let known = numbers.keys.filter { $0.hasPrefix(section.id + "/") }
                        .map { String($0.dropFirst(section.id.utf8.count + 1)) }.sorted()
                    diagnostics.append(
                        source.error(
                            "there is no page '\(written.value)' in the section '\(section.id)'",
                            at: written.location,
                            hint: suggestion(for: written.value, among: known, from: "there are")))
                }
            }
            for (before, after) in zip(found, found.dropFirst()) {
                pages[before].next = PageLink(title: pages[after].title, route: pages[after].route)
                pages[after].previous = PageLink(title: pages[before].title, route: pages[before].route)
            }
            order.routes[section.id] = found.map { pages[$0].route }
        }
        return (order, diagnostics)
    }

    /// `guide/start` of `content/guide/start.md` or `content/guide/start/index.md`.
    private static func name(_ path: String) -> String {
        let file = path.dropFirst("content/".count).dropLast(".md".count)
        return String(file.hasSuffix("/index") ? file.dropLast("/index".count) : file)
    }
}

extension SectionOrder: Codable {
    private struct Entry: Codable {
        var section: String
        var routes: [Route]
    }

    init(from decoder: any Decoder) throws {
        let entries = try [Entry](from: decoder)
        routes = Dictionary(entries.map { ($0.section, $0.routes) }) { first, _ in first }
    }

    func encode(to encoder: any Encoder) throws {
        try routes.sorted { $0.key < $1.key }.map { Entry(section: $0.key, routes: $0.value) }
            .encode(to: encoder)
    }
}
