import Content
import Diagnostics

extension FrontMatter {
    /// What a page has in common with its translations: `translationKey:`, or the path without a language.
    ///
    /// - Parameter path: below `content/`, without a language in it.
    func tie(_ path: String) -> String {
        // No path has a line's end in it.
        if let translationKey { return "\n" + translationKey.value }
        return path.hasSuffix("/index.md") ? path.dropLast("/index.md".utf8.count) + ".md" : path
    }
}

/// The pages in the site's own language, for what their translations leave out.
///
/// A translation that does not name a tier must not publish what the page itself seals, so it has that page's.
struct Originals {
    private var documents: [String: (document: Document, path: String)] = [:]

    /// - Parameter pages: with their paths below `content/`, without a language in them.
    init(_ pages: [(document: Document, path: String)]) {
        for page in pages {
            documents[FrontMatter().tie(page.path)] = page
            documents[page.document.frontMatter.tie(page.path)] = page
        }
    }

    /// Who may read a page's body: as the page says, its chapter, its course.
    private func tier(of page: (document: Document, path: String)) -> Located<String>? {
        if let own = page.document.frontMatter.tier { return own }
        guard let course = SourceKind(path: page.path).course else { return nil }
        let folders = page.path.split(separator: "/").dropLast()
        let above =
            (folders.count > 2 ? [folders.prefix(3).joined(separator: "/")] : []) + ["courses/" + course]
        return above.lazy.compactMap { documents[$0 + ".md"]?.document.frontMatter.tier }.first
    }

    /// The translation with what it leaves out, and what it must not say otherwise.
    func completing(_ document: Document, path: String) -> (document: Document, diagnostics: [Diagnostic]) {
        guard let original = documents[document.frontMatter.tie(path)] else { return (document, []) }
        let tier = tier(of: original)
        let needed = tier?.value ?? publicTier
        var diagnostics: [Diagnostic] = []
        var matter = document.frontMatter
        if let own = matter.tier, own.value != needed {
            diagnostics.append(
                document.source.error(
                    "this is for '\(own.value)', the page that it translates for '\(needed)'",
                    at: own.location,
                    hint: "delete the line: a translation has the tier of \(original.document.source.path)"))
        }
        let first = SourceLocation(file: original.document.source.path, line: 1)
        matter.tier = Located(needed, at: tier?.location ?? first)
        let from = original.document.frontMatter
        matter.date = matter.date ?? from.date
        matter.price = matter.price ?? from.price
        matter.currency = matter.currency ?? from.currency
        matter.period = matter.period ?? from.period
        matter.checkout = matter.checkout ?? from.checkout
        matter.passphrase = matter.passphrase ?? from.passphrase
        // A fault of its own is told once, where it stands.
        matter.drip = matter.drip ?? from.drip.flatMap { Drip.Rule($0.value) == nil ? nil : $0 }
        matter.layout = matter.layout ?? from.layout
        return (document.with(matter), diagnostics)
    }
}
