import Content
import Diagnostics
import Highlighting

/// A page's Markdown as HTML, open and sealed apart; the addresses of its assets are still to come.
///
/// An object that never changes, for copies of a body's many fields cost more than all that reads them.
final class RenderedPage: Sendable {
    let page: SourcePage
    let body: RenderedBody
    /// Of its open paragraphs, see `PublicTextRecord`.
    let fingerprints: [UInt64]

    init(page: SourcePage, body: RenderedBody, fingerprints: [UInt64]) {
        self.page = page
        self.body = body
        self.fingerprints = fingerprints
    }
}

enum MarkdownStage {
    /// Renders every page, in parallel.
    ///
    /// - Parameters:
    ///   - faulty: files of which only the front matter was read; no anchor is looked for in them.
    ///   - takesNotes: whether to take down what only a check asks for.
    static func render(
        _ plan: Plan, tree: SourceTree, faulty: Set<String> = [], configuration: SiteConfiguration,
        strings: [String: Strings], directives: DirectiveWriter?, takesNotes: Bool = false, threads: Int
    ) -> (pages: [RenderedPage], diagnostics: [Diagnostic]) {
        let targets = LinkTargets(plan, statics: tree.statics, editions: configuration.editions)
        let site = configuration.site
        let renderers = strings.mapValues {
            MarkdownRenderer(
                options: RenderOptions(
                    labels: $0.renderLabels, reservedIDs: reservedIDs, takesNotes: takesNotes),
                colouring: { Highlighter.scan($0, language: $1, $2) })
        }
        let pages = plan.pages.parallelMap(threads: threads) { page in
            let resolver = LinkResolver(
                site: site, targets: targets, folder: page.folder, route: page.route, edition: page.edition)
            let words = strings.nearest(to: [page.language, site.language])
            let renderer = renderers[words.language] ?? MarkdownRenderer()
            let body = renderer.render(
                page.document.parts(pageTier: page.tier), directives: directives?.expansion(for: page),
                resolve: resolver.resolve)
            return RenderedPage(
                page: page, body: body, fingerprints: PublicTextRecord.fingerprints(of: page.openText))
        }
        return (pages, pages.flatMap(\.body.diagnostics) + AnchorCheck.diagnostics(pages, faulty: faulty))
    }

    /// Ids that the default layouts use.
    private static let reservedIDs: Set<String> = ["main", "unlock-code", "unlock-hint", "unlock-problem"]
}

extension Strings {
    /// The words that rendering adds to a page's text.
    var renderLabels: RenderLabels {
        RenderLabels(
            note: self["note"], tip: self["tip"], warning: self["warning"], table: self["table"],
            footnotes: self["footnotes"], backToReference: self["backToReference"],
            taskDone: self["taskDone"], taskOpen: self["taskOpen"])
    }
}

/// Links to places inside pages lead to ids that exist.
enum AnchorCheck {
    static func diagnostics(_ pages: [RenderedPage], faulty: Set<String>) -> [Diagnostic] {
        let wanted = pages.contains { page in
            !page.body.open.anchors.isEmpty || page.body.sections.contains { !$0.anchors.isEmpty }
        }
        guard wanted else { return [] }
        var ids: [String: Set<String>] = [:]
        for page in pages where !faulty.contains(page.page.path) {
            ids[page.page.route.path] = page.body.sections.reduce(into: Set(page.body.open.ids)) {
                $0.formUnion($1.ids)
            }
        }
        var diagnostics: [Diagnostic] = []
        for page in pages {
            let source = page.page.document.source
            for anchor in page.body.open.anchors + page.body.sections.flatMap(\.anchors) {
                let route = anchor.route ?? page.page.route.path
                // Pages of the build's own have no ids that authors know of, and of those with errors none is known.
                guard let known = ids[route], !known.contains(anchor.fragment), anchor.fragment != "main",
                    !anchor.fragment.isEmpty
                else { continue }
                let near = didYouMean(anchor.fragment, among: known.sorted()).map { "did you mean '#\($0)'?" }
                diagnostics.append(
                    source.error(
                        "there is no place '#\(anchor.fragment)' in \(route)", at: anchor.location,
                        hint: near ?? "a heading's id is its text in lower case, words joined by '-'"))
            }
        }
        return diagnostics.about(.anchor)
    }
}
