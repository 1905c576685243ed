import Content
import Diagnostics
import Membership

/// What front matter says of a page and that no other stage looks at before it is printed.
enum FrontMatterCheck {
    /// On a site in several languages the place of a file says its language.
    static func language(
        _ document: Document, at place: ContentPlace, editions: [Edition]
    ) -> [Diagnostic] {
        guard let language = document.frontMatter.language,
            let other = editions.firstIndex(where: { $0.isCalled(language.value) }), other != place.edition
        else { return [] }
        return [
            document.source.error(
                "'\(language.value)' is a language of this site, and this file is among those in '\(editions[place.edition].language)'",
                at: language.location,
                hint: "delete the line and call the file \(editions.name(of: place.path, in: other))")
        ]
    }

    static func diagnostics(_ document: Document, _ kind: SourceKind) -> [Diagnostic] {
        let matter = document.frontMatter
        let source = document.source
        var diagnostics: [Diagnostic] = []
        if let language = matter.language, !SiteConfiguration.isLanguage(language.value) {
            diagnostics.append(
                source.error(
                    "'\(language.value)' is not a language tag", at: language.location,
                    hint: "write en, zh, zh-Hans …"))
        }
        if let checkout = matter.checkout, !checkout.value.isLinkTarget {
            diagnostics.append(
                source.error(
                    "'\(checkout.value)' is not a web address", at: checkout.location,
                    hint: "write it whole: \"https://…\""))
        }
        if let price = matter.price, price.value.digits < 0 {
            diagnostics.append(
                source.error(
                    "the price is below zero", at: price.location,
                    hint: "write the price as a number such as 5 or 4.99"))
        }
        if let period = matter.period, BillingPeriod(rawValue: period.value) == nil {
            diagnostics.append(
                source.error(
                    "'period' cannot be '\(period.value)'", at: period.location,
                    hint: suggestion(
                        for: period.value, among: BillingPeriod.allCases.map(\.rawValue), from: "it is one of"
                    )))
        }
        if let passphrase = matter.passphrase, !kind.isCourse {
            diagnostics.append(
                source.error(
                    "only a course has a 'passphrase'", at: passphrase.location,
                    hint: "write it into a course's index.md, or give it to a tier in sealpress.yml"
                ))
        }
        if let part = matter.part, matter.terms["series"] == nil {
            diagnostics.append(
                source.error(
                    "a 'part' needs a 'series'", at: part.location,
                    hint: "name the series, or delete the line"))
        }
        return diagnostics.about(.frontMatter)
    }
}
