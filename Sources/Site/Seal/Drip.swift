import Content
import Diagnostics

/// When the lessons of a course open for those who bought it.
enum Drip {
    /// What `drip:` says.
    enum Rule: Hashable {
        /// So many days after the start: `14d`, `2w`.
        case after(days: Int)
        /// One lesson each so many days, the first at once: `every 7d`.
        case every(days: Int)

        /// - Returns: nil when the text is neither.
        init?(_ text: String) {
            let words = text.split(separator: " ")
            guard let span = words.last.flatMap({ DaySpan($0) }),
                words.count == 1 || (words.count == 2 && words[0] == "every")
            else { return nil }
            self = words.count == 2 ? .every(days: span.days) : .after(days: span.days)
        }
    }

    /// A translation opens with the lesson that it translates, whichever others are translated.
    private static func translated(_ days: [Route: Int], _ pages: [SourcePage]) -> [Route: Int] {
        guard !days.isEmpty, pages.last.map({ $0.edition > 0 }) ?? false else { return days }
        let originals = Dictionary(
            pages.filter { $0.edition == 0 && $0.kind == .lesson }.map {
                ($0.frontMatter.tie($0.key), $0.route)
            }, uniquingKeysWith: { first, _ in first })
        var result = days
        for page in pages where page.edition > 0 && page.kind == .lesson {
            if let original = originals[page.frontMatter.tie(page.key)] {
                result[page.route] = days[original]
            }
        }
        return result
    }

    /// Days by route of a lesson, and what is wrong with the rules.
    static func days(_ pages: [SourcePage], structure: SiteStructure) -> (
        days: [Route: Int], diagnostics: [Diagnostic]
    ) {
        var diagnostics: [Diagnostic] = []
        func rule(_ page: SourcePage) -> Rule? {
            guard let written = page.frontMatter.drip else { return nil }
            let rule = Rule(written.value)
            let fits =
                switch (rule, page.kind) {
                case (.after?, .lesson), (.every?, .course): true
                default: false
                }
            guard fits else {
                diagnostics.append(
                    page.document.source.error(
                        "'\(written.value)' is no drip for this kind of page", at: written.location,
                        hint: "a lesson has 'drip: 14d', a course 'drip: every 7d'"))
                return nil
            }
            return rule
        }
        var pace: [Int: Int] = [:]
        for page in pages where page.kind == .course {
            if case .every(let days)? = rule(page), let course = page.place?.course { pace[course] = days }
        }
        var result: [Route: Int] = [:]
        for page in pages where page.kind != .course {
            if case .after(let days)? = rule(page) {
                result[page.route] = days
            } else if let place = page.place, let lesson = place.lesson, let days = pace[place.course] {
                result[page.route] = days * lesson
            }
        }
        return (translated(result, pages), diagnostics)
    }
}
