import Files
import Membership

/// `_sealpress/reader/config.js`: what the reader needs to know of the site.
enum ReaderConfiguration {
    static let path = "_sealpress/reader/config.js"

    /// An ES module whose default export is the configuration.
    ///
    /// - Parameter strings: the strings of every language that pages of the site are in, the site's own first.
    static func text(_ configuration: SiteConfiguration, courses: [CourseOutline], strings: [Strings])
        -> String
    {
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
        let texts = strings.map {
            JSONObject.Field($0.language, .object(JSONObject(sorted: $0.reader.mapValues { .string($0) })))
        }
        let value: JSONValue = [
            "base": .string(site.basePath), "title": .string(site.title), "tiers": .array(tiers),
            "courses": .array(sold), "beacon": .bool(configuration.beacon),
            "strings": .object(JSONObject(texts)),
        ]
        return "export default \(value.text(.insideHTML));\n"
    }
}

extension JSONValue {
    fileprivate static func orNull(_ text: String?) -> JSONValue {
        text.map { .string($0) } ?? .null
    }
}
