import Content

/// How the site's pages belong together: courses with their lessons, navigation, tags.
struct SiteStructure: Sendable, Codable {
    /// Of all languages.
    var courses: [CourseOutline] = []
    /// What each of the site's editions has.
    var editions: [EditionOutline] = []
}

/// The parts of the site in one language.
struct EditionOutline: Sendable, Codable {
    var navigation: [NavigationEntry] = []
    /// Those that some page uses, in the order of `sealpress.yml`.
    var taxonomies: [Taxonomy] = []

    /// Those of the author's own that have pages.
    var sections: [Section] = []
    var sectionOrder = SectionOrder()

    /// What every page's layout may link to.
    var tagsRoute: Route? { taxonomies.first { $0.id == Taxonomy.tags.id }?.route }
}

/// A course: its own page, and its lessons in order.
struct CourseOutline: Sendable, Codable {
    /// The name of its folder; its translations have the same.
    var id: String
    /// An index into the site's editions.
    var edition = 0
    var route: Route
    var title: String
    var description: String?
    /// What its lessons need unless they say otherwise.
    var tier: String?
    var price: String?
    var currency: String?
    var period: String?
    var checkout: String?
    /// Whether a package has it.
    var isPackaged = false
    /// The name of a passphrase that opens it.
    var passphrase: Located<String>?
    var chapters: [ChapterOutline] = []

    /// Whether it has a price, or a place to buy it, of its own.
    var isOnSale: Bool { price != nil || checkout != nil }
    /// Whether it can be bought without a tier, on its own or in a package.
    var isSoldSingly: Bool { isOnSale || isPackaged }
    /// Whether someone can hold it without a tier.
    var isHeldSingly: Bool { isSoldSingly || passphrase != nil }
    var lessonCount: Int { chapters.reduce(0) { $0 + $1.lessons.count } }
    var firstLesson: Route? { chapters.lazy.flatMap(\.lessons).first?.route }
    var isLocked: Bool { chapters.contains { $0.lessons.contains(where: \.isLocked) } }
}

/// Lessons under one heading; the lessons that stand in no chapter come first, under an empty title.
struct ChapterOutline: Sendable, Codable {
    var title: String
    /// Nil where the chapter has no page of its own.
    var route: Route?
    var lessons: [LessonEntry] = []
}

/// A lesson as its course lists it.
struct LessonEntry: Sendable, Codable {
    var title: String
    var route: Route
    /// 0-based, over the whole course.
    var number: Int
    var isLocked: Bool
    /// The lesson that it translates.
    var original: Route?
}

/// An entry of the site's navigation.
struct NavigationEntry: Sendable, Codable {
    enum Name: Sendable, Codable {
        /// A string of the theme, in the language of the page.
        case string(String)
        case text(String)

        func title(_ strings: Strings) -> String {
            switch self {
            case .string(let key): strings[key]
            case .text(let text): text
            }
        }
    }

    var name: Name
    var route: Route

    func title(_ strings: Strings) -> String {
        name.title(strings)
    }
}
