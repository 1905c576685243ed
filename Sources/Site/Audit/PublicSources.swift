/// Everything that the author, or the default theme, wrote for everyone.
enum PublicSources {
    /// Texts in which a run of premium words is no leak: it was public already.
    static func texts(plan: Plan, configuration: SiteConfiguration, strings: [String: Strings]) -> [[UInt8]] {
        let site = configuration.site
        var texts = [[site.title, site.description ?? "", site.author ?? ""].joined(separator: "\n")]
        texts += configuration.tiers.tiers.map(\.name)
        texts += strings.values.flatMap { Array($0.page.values) + Array($0.reader.values) }
        for page in plan.pages {
            let matter = page.frontMatter
            texts += [matter.title, matter.description, matter.summary].compactMap { $0?.value }
        }
        return texts.map { Array($0.utf8) } + plan.pages.map(\.openText)
    }
}
