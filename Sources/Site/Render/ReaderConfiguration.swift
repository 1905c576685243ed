import Files
import Membership

/// `_sealpress/reader/config.js`: what the reader needs to know of the site; beside it `courses.js`, which the member's
/// own page loads, and the words, `words-LANGUAGE.js` and `NAME-words-LANGUAGE.js`, so that a page loads only words of
/// its own language that it may show. Each is an ES module with a default export. The first two change with what the
/// author writes and keep their names, so that neither the reader nor any page changes with them.
enum ReaderConfiguration {
    static let path = "_sealpress/reader/config.js"

    static let coursesPath = "_sealpress/reader/courses.js"

    /// Those that only one part of the reader says: the unlock form, the member's own page, the controls at the end
    /// of a text.
    private static let partWords: KeyValuePairs<String, Set<String>> = [
        "unlock-words": [
            "checksum", "empty", "insecure", "keep", "length", "noCrypto", "notStored", "otherCode",
            "replace", "replaceQuestion", "signedInAs", "start", "symbol", "unknownWords", "words",
        ],
        "home-words": [
            "allDone", "beginLesson", "continueLesson", "lessonsDone", "nextForYou", "notRefreshed",
            "offerPromotion", "offerRenewal", "offerUntil", "offerUpgrade", "reason.continuesCourse",
            "reason.popular", "reason.readTogether", "reason.similar", "signedInAs", "standing",
            "yourCourses", "yourPoints",
        ],
        "study-words": [
            "done", "like", "liked", "markDone", "markedDone", "rate", "rated", "stars",
            "unmarkedDone", "yourView",
        ],
    ]

    /// - Parameters:
    ///   - courses: all courses of the site.
    ///   - strings: the strings of every language that pages of the site are in, the site's own first.
    static func files(
        _ configuration: SiteConfiguration, courses: [CourseOutline], strings: [Strings]
    ) -> [(name: String, text: String)] {
        // A course and its translations are one.
        var ids: Set<String> = []
        let sold = courses.filter { $0.isHeldSingly && ids.insert($0.id).inserted }
        return [
            (path, module(value(configuration, courses: sold, strings: strings))),
            (coursesPath, module(.array(courses.map { outline($0, configuration) }))),
        ]
    }

    /// The modules with words; their paths are still without fingerprints.
    ///
    /// - Parameter strings: as in `files`.
    static func words(
        _ configuration: SiteConfiguration, strings: [Strings]
    ) -> [(name: String, text: String)] {
        let ofParts = partWords.reduce(into: Set<String>()) { $0.formUnion($1.value) }
        let isSearch = { (key: String) in key.hasPrefix("search") }
        return strings.flatMap { strings in
            [file("words", strings) { !ofParts.contains($0) && !isSearch($0) }]
                + partWords.map { part in file(part.key, strings, where: part.value.contains) }
                + (configuration.search ? [file("search-words", strings, where: isSearch)] : [])
        }
    }

    private static func file(
        _ name: String, _ strings: Strings, where isUsed: (String) -> Bool
    ) -> (name: String, text: String) {
        let texts = JSONObject(sorted: strings.reader.filter { isUsed($0.key) }.mapValues { .string($0) })
        return ("_sealpress/reader/\(name)-\(strings.language).js", module(.object(texts)))
    }

    /// A course with its lessons in order; `tier` is what they need unless they say otherwise.
    ///
    /// `language` is there where it is not the site's, `original` where a lesson translates another.
    private static func outline(_ course: CourseOutline, _ configuration: SiteConfiguration) -> JSONValue {
        let lessons = course.chapters.flatMap(\.lessons).map { lesson in
            JSONValue.fields(
                ("route", .string(lesson.route.path)), ("title", .string(lesson.title)),
                ("original", .optional(lesson.original?.path)))
        }
        let language = course.edition > 0 ? configuration.editions[course.edition].language : nil
        return JSONValue.fields(
            ("id", .string(course.id)), ("title", .string(course.title)),
            ("route", .string(course.route.path)), ("tier", .orNull(course.tier)),
            ("lessons", .array(lessons)), ("language", .optional(language)))
    }

    private static func module(_ value: JSONValue) -> String {
        "export default \(value.text(.insideHTML));\n"
    }

    private static func value(
        _ configuration: SiteConfiguration, courses: [CourseOutline], strings: [Strings]
    ) -> JSONValue {
        let site = configuration.site
        let words = strings.first
        let tiers = configuration.tiers.tiers.map { tier -> JSONValue in
            [
                "id": .string(tier.id), "name": .string(tier.name),
                "price": .orNull(
                    tier.price.flatMap {
                        words?.price("\($0)", currency: tier.currency, period: tier.period?.rawValue)
                    }),
                "checkout": .orNull(tier.checkout),
            ]
        }
        let sold = courses.map { course -> JSONValue in
            [
                "id": .string(course.id), "title": .string(course.title),
                "url": .string(site.url(course.route)),
                "price": .orNull(
                    course.price.flatMap {
                        words?.price($0, currency: course.currency, period: course.period ?? "once")
                    }),
                "checkout": .orNull(course.checkout),
            ]
        }
        return JSONValue.fields(
            ("base", .string(site.basePath)), ("title", .string(site.title)), ("tiers", .array(tiers)),
            ("courses", .array(sold)), ("beacon", .bool(configuration.beacon)),
            ("watermark", configuration.watermark ? JSONValue?.some(true) : nil),
            ("languages", .array(strings.map { .string($0.language) })))
    }
}

extension JSONValue {
    fileprivate static func orNull(_ text: String?) -> JSONValue {
        text.map { .string($0) } ?? .null
    }
}
