import Content
import Diagnostics
import Foundation
import Membership

/// `insights:`, what the author decides of the models, and for how long facts are kept:
///
///     insights: {margin: 0.9, discount: 0.01, slate: 3, retention: 24m}
public struct InsightsConfiguration: Sendable, Hashable {
    /// The share of a payment that is left after what serving a member costs.
    public var margin: Double?
    /// By how much money of the next month counts less.
    public var discount: Double?
    /// Months that curves of retention and survival go.
    public var horizon: Int?
    /// Months that growth is forecast for.
    public var forecast: Int?
    /// Lessons recommended to a member.
    public var slate: Int?
    /// The share of recommended places left to chance.
    public var exploration: Double?
    /// For how long facts are kept; nil for good.
    public var retention: FactRetention?

    public init() {}
}

/// For how long facts are kept: `24m`, `2y`, `400d`, `60w`.
public struct FactRetention: Sendable, Hashable {
    /// Calendar months, and days on top of them.
    public var months = 0
    public var days = 0

    static let fewestDays = 31
    static let mostDays = 36_500
    /// At least so many days.
    var leastDays: Int { months * 28 + days }

    init?(_ text: String) {
        guard let unit = text.last, let number = Int(text.dropLast()), (1...Self.mostDays).contains(number),
            text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        switch unit {
        case "d": days = number
        case "w": days = number * 7
        case "m": months = number
        case "y": months = number * 12
        default: return nil
        }
        guard leastDays <= Self.mostDays, months > 0 || days >= Self.fewestDays else { return nil }
    }

    /// The first day whose facts are kept on a day.
    public func firstDay(on day: Day) -> Day { day.adding(months: -months).adding(days: -days) }
}

extension SiteConfiguration {
    /// The first day whose facts are kept, in days since 1970; nil where all are.
    public func firstKeptDay(on day: Day) -> Int? { insights.retention?.firstDay(on: day).number }

    static func insights(_ reader: inout YAMLReader, saltDays: Int) -> InsightsConfiguration {
        var insights = InsightsConfiguration()
        insights.margin = number(
            "margin", 0.01...1, default: "1", "the share of a payment that is left", &reader,
            "The share of a payment that is left after what serving a member costs.")
        insights.discount = number(
            "discount", 0.0001...1, default: "0.01", "by how much a month later counts less", &reader,
            "By how much money of the next month counts less.")
        insights.horizon = count(
            "horizon", 3...60, default: 24, "months", &reader,
            "How many months the curves of retention and survival go.")
        insights.forecast = count(
            "forecast", 1...24, default: 6, "months", &reader, "How many months growth is foretold.")
        insights.slate = count(
            "slate", 1...12, default: 5, "lessons", &reader,
            "How many lessons are recommended to a member.")
        insights.exploration = number(
            "exploration", 0.01...1, default: "0.1", "the share left to chance", &reader,
            "The share of recommended places that is left to chance, so that something is learned.")
        let retention = reader.string(
            "retention", as: "`24m`, `2y`, `60w`, `400d`; at least a month, longer than `saltDays`",
            absent: "for good", "For how long facts from access logs are kept.")
        guard let written = retention else { return insights }
        insights.retention = FactRetention(written.value)
        if let retention = insights.retention {
            if retention.leastDays <= saltDays {
                reader.report(
                    "facts cannot go before the salts of their days", at: written.location,
                    hint: "analytics.saltDays is \(saltDays): keep facts for longer")
            }
        } else {
            reader.report(
                "'\(written.value)' is no time for which facts are kept", at: written.location,
                hint: "write it as 24m, 2y, 60w or 400d; at least a month or 31d")
        }
        return insights
    }

    private static func number(
        _ key: String, _ range: ClosedRange<Double>, default standard: String, _ what: String,
        _ reader: inout YAMLReader, _ meaning: String
    ) -> Double? {
        let value = "a number, \(text(range.lowerBound)) to \(text(range.upperBound))"
        guard let written = reader.decimal(key, as: value, absent: "`\(standard)`", meaning) else {
            return nil
        }
        let number = Double(written.value.description) ?? .nan
        if range.contains(number) { return number }
        reader.report(
            "'\(key)' cannot be \(written.value)", at: written.location,
            hint: "\(what): from \(text(range.lowerBound)) to \(text(range.upperBound))")
        return nil
    }

    private static func count(
        _ key: String, _ range: ClosedRange<Int>, default standard: Int, _ what: String,
        _ reader: inout YAMLReader, _ meaning: String
    ) -> Int? {
        let value = "a whole number, \(range.lowerBound) to \(range.upperBound)"
        guard let written = reader.int(key, as: value, absent: "`\(standard)`", meaning) else { return nil }
        if range.contains(written.value) { return written.value }
        reader.report(
            "'\(key)' cannot be \(written.value)", at: written.location,
            hint: "\(range.lowerBound) to \(range.upperBound) \(what)")
        return nil
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}
