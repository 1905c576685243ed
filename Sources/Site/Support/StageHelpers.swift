import Membership

extension ThemeAssets {
    /// The addresses of the default theme's own files, by short names.
    var shortNames: [String: String] {
        [
            "style": "style.css", "reader_css": "reader.css", "icon": "icon.svg",
            "reader": "reader/reader.js", "copy": "reader/copy.js", "search": "reader/search/search.js",
            "searchKey": "reader/search/shortcut.js",
        ].compactMapValues { addresses[$0] }
    }
}

extension [String: Strings] {
    /// The words of the first of these languages that the theme has, or English.
    func nearest(to languages: [String]) -> Strings {
        let wanted = languages.flatMap { [$0, $0.primaryLanguage] } + ["en"]
        return wanted.lazy.compactMap { self[$0] }.first ?? Strings(language: "en", page: [:], reader: [:])
    }

    /// The strings of every language that pages of the site are in, the site's own first.
    func inUse(by pages: [SourcePage], of configuration: SiteConfiguration) -> [Strings] {
        let site = configuration.site
        let main = nearest(to: [site.language])
        let languages = Set(pages.map(\.language)).union(configuration.editions.map(\.language))
        let others = Set(languages.map { nearest(to: [$0, site.language]).language })
        return [main] + others.subtracting([main.language]).sorted().compactMap { self[$0] }
    }

    /// The names of the strings that layouts may print.
    func names(for site: SiteInfo) -> [String] {
        nearest(to: [site.language]).page.keys.sorted()
    }
}

extension Assembly {
    /// What the site sells, courses that come out later too: their keys are in the buyers' hands by then.
    func catalogue(_ configuration: SiteConfiguration, drips: [Route: Int]) -> Catalogue {
        // A course and its translations are one.
        let courses = Dictionary(grouping: structure.courses.indices, by: { structure.courses[$0].id })
            .filter { $0.value.contains { structure.courses[$0].isHeldSingly } }
            .sorted { $0.value[0] < $1.value[0] }
            .map { id, numbers in
                Course(
                    id,
                    dripDays: pages.filter { $0.place.map { numbers.contains($0.course) } ?? false }
                        .compactMap { drips[$0.route] })
            }
        let out = Set(courses.map(\.id))
        return Catalogue(
            tiers: configuration.tiers,
            courses: courses + coursesToCome.filter { !out.contains($0) }.map { Course($0) },
            packages: configuration.packages)
    }
}

extension SiteStructure {
    /// Which grants may open a sealed section of a page: its tier's, and the course's when that is held singly.
    ///
    /// - Parameter tier: the section's.
    func access(_ page: SourcePage, tier: String, drips: [Route: Int]) -> SectionAccess {
        var sold: [CourseDrip] = []
        if let place = page.place, courses.indices.contains(place.course), courses[place.course].isHeldSingly
        {
            sold = [CourseDrip(courses[place.course].id, days: drips[page.route] ?? 0)]
        }
        return SectionAccess(tier: tier, courses: sold, published: page.published?.date)
    }
}
