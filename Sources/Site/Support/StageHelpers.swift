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
    /// The words of the first of these languages that the theme has, or English.
    func nearest(to languages: [String]) -> Strings {
        let wanted = languages.flatMap { [$0, $0.primaryLanguage] } + ["en"]
        return wanted.lazy.compactMap { self[$0] }.first ?? Strings(language: "en", page: [:], reader: [:])
    }

    /// The names of the strings that layouts may print.
    func names(for site: SiteInfo) -> [String] {
        nearest(to: [site.language]).page.keys.sorted()
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
