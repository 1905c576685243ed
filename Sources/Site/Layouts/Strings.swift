import Foundation
import Membership

/// The theme's words in one language.
struct Strings: Sendable {
    /// A BCP 47 tag.
    let language: String
    /// What layouts print as `t.NAME`.
    let page: [String: String]
    /// What the reader says.
    let reader: [String: String]
    private let months: [String]

    init(language: String, page: [String: String], reader: [String: String]) {
        self.language = language
        self.page = page
        self.reader = reader
        months = (page["months"] ?? "").split(separator: " ").map(String.init)
    }

    /// The string, or its name where a language lacks it: seen at once, and harmless.
    subscript(name: String) -> String {
        page[name] ?? name
    }

    /// The string with `{name}` replaced by its values.
    func filled(_ name: String, _ values: KeyValuePairs<String, String>) -> String {
        var text = ""
        var rest = self[name][...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let key = rest[rest.index(after: open)..<close]
            text += rest[..<open]
            text += values.first { $0.key == key }?.value ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    /// `1 October 2026`, `2026年10月1日`.
    func text(of moment: Moment) -> String {
        let (year, number, day) = moment.day.parts
        let month = months.indices.contains(number - 1) ? months[number - 1] : String(number)
        return filled("dateFormat", ["day": String(day), "month": month, "year": String(year)])
    }

    /// `5 min read`.
    func readingTime(minutes: Int) -> String {
        filled("readingTime", ["minutes": String(max(1, minutes))])
    }

    /// `1 lesson`, `12 lessons`.
    func lessonCount(_ count: Int) -> String {
        let form = PluralForm(count, language: language)
        let name = form.rawValue + (form == .one ? "Lesson" : "Lessons")
        return filled(page[name] == nil ? "manyLessons" : name, ["count": String(count)])
    }

    /// When a dripped lesson opens, as a sentence for everyone.
    func opensAfter(days: Int) -> String {
        let form = PluralForm(days, language: language).rawValue
        let name = form == "one" ? "opensAfterOneDay" : "opensAfter\(form.capitalized)Days"
        return filled(page[name] == nil ? "opensAfterDays" : name, ["days": String(days)])
    }

    /// What a tier costs, where it says so.
    func price(of tier: Tier) -> String? {
        tier.price.map { price("\($0)", currency: tier.currency, period: tier.period?.rawValue) }
    }

    /// `15 EUR / month`, or `49 EUR` for what is paid once.
    func price(_ amount: String, currency: String?, period: String?) -> String {
        let money = [amount, currency ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        guard let period, period != "once" else { return money }
        return money + " / " + (page["period.\(period)"] ?? period)
    }
}
