import Content
import Diagnostics

/// Reads a text with the tiers that all tests use.
func read(_ text: String, path: String = "a.md", tiers: [String] = ["basic", "premium", "vip"])
    -> DocumentReading
{
    Document.parse(path: path, bytes: Array(text.utf8), tiers: tiers)
}

/// What someone reads in the terminal of everything that is wrong with a text.
func faults(_ text: String) -> String {
    read(text).diagnostics.map { $0.rendered() }.joined(separator: "\n")
}

/// The usual answers: other sites are external, `.md` files and routes are pages, the rest are files.
func resolve(_ query: LinkQuery) -> LinkResolution {
    if query.hasScheme { return query.kind == .link ? .external : .unchanged }
    if query.path.hasPrefix("missing") {
        return .broken(message: "there is no '\(query.path)'", hint: "check the name")
    }
    if query.path.hasSuffix(".md") {
        let route = "/" + query.path.dropLast(3) + "/"
        return .page(url: "/site" + route, route: route)
    }
    return query.kind == .link && !query.path.contains(".") ? .unchanged : .asset(key: query.path)
}

/// A rendered body as text, for comparing.
struct Page {
    var body: RenderedBody
    /// The open HTML with `[[id]]` in the place of sealed sections.
    var open = ""
    /// The HTML of sealed sections by id.
    var sealed: [String: String] = [:]
    var faults: String { body.diagnostics.map { $0.rendered() }.joined(separator: "\n") }

    init(_ body: RenderedBody) {
        self.body = body
        for fragment in body.open.fragments {
            switch fragment {
            case .html(let html): open += Self.text(html)
            case .section(let index): open += "[[\(body.sections[index].id)]]\n"
            }
        }
        for section in body.sections { sealed[section.id] = Self.text(section.html) }
    }

    private static func text(_ html: RenderedHTML) -> String {
        let bytes = html.resolvingAssets { (name: $0.attribute, url: "/files/" + $0.key + $0.suffix) }
        return String(validating: bytes, as: UTF8.self) ?? "not UTF-8"
    }
}

/// Reads and renders a text; a fault of reading renders as nothing.
func page(_ text: String, tier: String? = nil, options: RenderOptions = RenderOptions()) -> Page {
    let reading = read(text)
    guard let document = reading.document else {
        return Page(RenderedBody(diagnostics: reading.diagnostics))
    }
    return Page(MarkdownRenderer(options: options).render(document.parts(pageTier: tier), resolve: resolve))
}
