import Membership

extension ThemeFiles {
    /// The addresses of the theme's own files, as layouts name them.
    func addresses(_ site: SiteInfo) -> [String: String] {
        [
            "style": site.url(ofFile: "_sealpress/theme/style.css"),
            "reader_css": site.url(ofFile: "_sealpress/theme/reader.css"),
            "reader": site.url(ofFile: "_sealpress/reader/reader.js"),
            "icon": site.url(ofFile: "_sealpress/theme/icon.svg"),
        ]
    }
}

extension [String: Strings] {
    /// The names of the strings that layouts may print: those of the site's language, or of English.
    func names(for site: SiteInfo) -> [String] {
        let strings = self[site.language] ?? self[site.language.primaryLanguage] ?? self["en"]
        return (strings?.page.keys.sorted() ?? [])
    }
}

extension Plan {
    /// What the site sells.
    func catalogue(tiers: TierList, drips: [Route: Int]) -> Catalogue {
        let courses = structure.courses.enumerated().filter(\.element.isSoldSingly).map { index, course in
            Course(
                course.id,
                dripDays: pages.filter { $0.place?.course == index }.compactMap { drips[$0.route] })
        }
        return Catalogue(tiers: tiers, courses: courses)
    }
}
