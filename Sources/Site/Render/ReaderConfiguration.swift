import Files
import Membership

/// `_sealpress/reader/config.js`: what the reader needs to know of the site; beside it `words-LANGUAGE.js` and, for
/// the unlock form, `unlock-words-LANGUAGE.js`, so that a page loads only words of its own language that it may show.
/// Each is an ES module with a default export.
enum ReaderConfiguration {
    static let path = "_sealpress/reader/config.js"

    /// Those that only the unlock form says.
    private static let unlockWords: Set = [
        "checksum", "empty", "insecure", "keep", "length", "noCrypto", "notStored", "otherCode", "replace",
        "replaceQuestion", "signedInAs", "start", "symbol", "unknownWords", "words",
    ]

    /// - Parameter strings: the strings of every language that pages of the site are in, the site's own first.
    static func files(
        _ configuration: SiteConfiguration, courses: [CourseOutline], strings: [Strings]
    ) -> [(name: String, text: String)] {
        let words = ["words", "unlock-words"].flatMap { name in
            strings.map { strings in
                let used = strings.reader.filter { unlockWords.contains($0.key) == (name == "unlock-words") }
                let texts = JSONObject(sorted: used.mapValues { .string($0) })
                return ("_sealpress/reader/\(name)-\(strings.language).js", module(.object(texts)))
            }
        }
        return [(path, module(value(configuration, courses: courses, strings: strings)))] + words
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
