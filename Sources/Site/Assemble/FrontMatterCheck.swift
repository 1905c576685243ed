import Content
import Diagnostics
import Membership

/// What front matter says of a page and that no other stage looks at before it is printed.
enum FrontMatterCheck {
    static func diagnostics(_ document: Document) -> [Diagnostic] {
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
        if let passphrase = matter.passphrase, !isCourse(document) {
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

    private static func isCourse(_ document: Document) -> Bool {
        let path = document.source.path.dropFirst(SourceTree.folder.utf8.count + 1)
        if case .course = SourceKind(path: String(path)) { return true }
        return false
    }
}
