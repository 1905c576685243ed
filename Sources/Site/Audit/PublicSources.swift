import Assets
import Content

/// Everything that the author, or the default theme, wrote for everyone: a run of premium words that stands in it
/// is no leak, for it was public already.
///
/// Nothing here ever was beside sealed text: open Markdown is cut out of its file before it is rendered anew.
struct PublicSources: Sendable {
    let plan: Plan
    let configuration: SiteConfiguration
    let strings: [String: Strings]
    let signatures: [String: DirectiveSignature]
    let directives: DirectiveWriter?

    /// One text, made when it is asked for: all but a few runs are found in what costs little.
    struct Text {
        var form: Audit.Form
        var bytes: () -> [UInt8]
    }

    /// What costs least comes first.
    var texts: [Text] {
        let words = (plainTexts + addresses + skeletons).map { text in
            Text(form: .markup) { Array(text.utf8) }
        }
        let sources = plan.pages.flatMap { page in
            // As markup `Array<Int>` is one word, as text `**` are none: code reads as text, prose as markup.
            [Text(form: .markup) { page.openText }, Text(form: .plain) { page.openText }]
        }
        // Links, tables and footnotes read otherwise once they are rendered.
        let rendered = plan.pages.map { page in Text(form: .markup) { html(of: page) } }
        return words + theme + sources + rendered
    }

    /// What layouts, and addresses with a place in a page, put side by side.
    var phrases: [String] {
        let menus = plan.menus.flatMap(\.values).joined().flatMap { entry in
            strings.values.map { entry.name.title($0) }
        }
        let pages = plan.pages.flatMap { page in
            let open = rendering(of: page)
            return [page.title, page.route.path, open?.summary ?? ""] + page.terms.map(\.name)
                + (open?.headings.flatMap { [$0.text, $0.id] } ?? [])
        }
        return pages + menus + plainTexts.flatMap { $0.split(separator: "\n").map(String.init) }
    }

    /// Where everything is: a link or a public picture in sealed text has an address that public pages have, too. A path
    /// of the site alone is part of the whole address; sealed text does not have the names of sealed files.
    private var addresses: [String] {
        let site = configuration.site
        let files = Array(plan.statics) + plan.assetPaths.values
        return plan.pages.map { site.absoluteURL($0.route) }
            + plan.generated.map { site.absoluteURL($0.route) }
            + files.map { site.baseURL + $0[...].percentEncodedPath }
    }

    /// What this program writes around everything, whoever the author is.
    private var skeletons: [String] {
        let site = configuration.site
        return [
            configuration.contentSecurityPolicy, Sitemap.robots(site: site),
            AtomFeed.text([], site: site, feedURL: site.baseURL, title: nil, home: site.baseURL),
            JSONFeed.text([], site: site, feedURL: site.baseURL, title: nil, home: site.baseURL),
        ] + Sitemap.files([], site: site, editions: configuration.editions).map(\.text)
    }

    /// The default theme, which a lesson about stylesheets may well resemble.
    private var theme: [Text] {
        ThemeFiles.embedded().flatMap { file in
            file.name.hasSuffix(".mustache")
                ? [Text(form: .markup) { file.bytes }]
                : [Text(form: .plain) { file.bytes }, Text(form: .plain) { published(file) }]
        }
    }

    private func published(_ file: ThemeFiles.File) -> [UInt8] {
        let bytes = file.publishedBytes
        return file.name.hasSuffix(".css") ? (try? CSSMinifier.minify(bytes)) ?? bytes : bytes
    }

    private var plainTexts: [String] {
        var texts = configuration.editions.map { edition in
            let site = edition.site
            return [site.title, site.description ?? "", site.author ?? ""].joined(separator: "\n")
        }
        // As the theme lists them, in the page for members and in a table inside a text.
        for edition in configuration.editions {
            texts += strings.values.map { strings in
                edition.tiers.tiers.map { tier in
                    let join = tier.checkout == nil ? "" : strings["join"] + " " + tier.name
                    return "\(tier.name) \(strings.price(of: tier) ?? "") \(join)"
                }.joined(separator: " ")
            }
        }
        texts += configuration.tiers.tiers.compactMap(\.checkout)
        texts += strings.values.flatMap { Array($0.page.values) + Array($0.reader.values) }
        for page in plan.pages {
            let matter = page.frontMatter
            texts += [matter.title, matter.description, matter.summary].compactMap { $0?.value }
        }
        return texts
    }

    /// The open Markdown of a page as HTML.
    private func html(of page: SourcePage) -> [UInt8] {
        rendering(of: page)?.fragments.flatMap { fragment in
            guard case .html(let html) = fragment else { return [UInt8]() }
            return html.resolvingAssets { ($0.attribute, $0.key) }
        } ?? []
    }

    /// The open Markdown of a page, as if nothing had been cut out of it.
    private func rendering(of page: SourcePage) -> OpenBody? {
        let labels = strings.nearest(to: [page.language, configuration.site.language]).renderLabels
        let reading = Document.parse(
            path: page.path, bytes: page.openMarkdown, tiers: [], directives: signatures)
        guard let body = reading.document?.parts(pageTier: nil) else { return nil }
        return MarkdownRenderer(options: RenderOptions(labels: labels)).render(
            body, directives: directives?.expansion(for: page)
        ) { _ in .unchanged }.open
    }
}

extension SourcePageFields {
    /// The open parts with their call-outs, as a body of their own.
    fileprivate var openMarkdown: [UInt8] {
        var text: [UInt8] = [0x0A]
        for part in document.parts(pageTier: tier).parts where part.access == .open {
            for piece in part.pieces {
                switch piece {
                case .text(let run): text += document.source.bytes[run.range]
                case .openCallout(let callout):
                    text += "::: \(callout.kind.rawValue) \(callout.title ?? "")".utf8
                case .closeCallout, .closeDirective: text += ":::".utf8
                case .directive(let directive):
                    // A block without text in it ends where it begins.
                    let line = document.source.line(directive.location.line) ?? ""
                    text += line.utf8
                    if !directive.hasBody, !directive.isOneLine { text += "\n:::".utf8 }
                }
                text.append(0x0A)
            }
        }
        return text
    }
}
