import Foundation
import Metrics

/// The report's language: how it says numbers and, in the other files of this folder, everything else.
struct Words: Sendable {
    let language: ReportLanguage

    /// The two sentences stand side by side wherever the report says something.
    func callAsFunction(_ english: @autoclosure () -> String, _ chinese: @autoclosure () -> String) -> String
    {
        language == .english ? english() : chinese()
    }

    // MARK: Numbers

    func count(_ value: Int) -> String { grouped("\(value.magnitude)", isNegative: value < 0) }

    func people(_ value: Int) -> String {
        SmallGroups.isTooSmall(value) ? self("under 5", "不足 5") : count(value)
    }

    func number(_ value: Double, decimals: Int = 1) -> String {
        guard value.isFinite else { return "–" }
        guard value.magnitude < 1e12 else { return String(format: "%.2e", value) }
        let text = String(format: "%.\(decimals)f", value.magnitude)
        let isZero = !text.contains { $0 >= "1" && $0 <= "9" }
        return grouped(text, isNegative: value < 0 && !isZero)
    }

    /// Digits that suit the size: 1,234, 56.7, 8.90.
    func figure(_ value: Double) -> String {
        number(value, decimals: value.magnitude >= 100 ? 0 : value.magnitude >= 10 ? 1 : 2)
    }

    func percent(_ share: Double, decimals: Int = 1) -> String {
        number(share * 100, decimals: decimals) + "%"
    }

    /// A share without digits that nobody can tell.
    func roundPercent(_ share: Double) -> String { percent(share, decimals: 0) }

    func range(_ interval: Interval, _ format: (Double) -> String) -> String {
        "\(format(interval.lower))–\(format(interval.upper))"
    }

    func rate(_ rate: Rate.Measured) -> String {
        self(
            "\(percent(rate.value)) (\(count(rate.numerator)) of \(count(rate.denominator)))",
            "\(percent(rate.value))（\(count(rate.denominator)) 中的 \(count(rate.numerator))）")
    }

    /// `95%: 3.1–4.5%`
    func ninetyFive(_ interval: Interval, _ format: (Double) -> String) -> String {
        self("95%: \(range(interval, format))", "95%：\(range(interval, format))")
    }

    func money(_ value: Double, _ currency: String) -> String {
        let symbols = ["EUR": "€", "USD": "$", "GBP": "£", "CNY": "¥", "JPY": "¥"]
        let isWhole = value.magnitude >= 100 || value == value.rounded()
        let amount = number(value.magnitude, decimals: isWhole ? 0 : 2)
        let sign = value < 0 ? "−" : ""
        if let symbol = symbols[currency] { return sign + symbol + amount }
        return sign + amount + (currency.isEmpty ? "" : "\u{202F}\(currency)")
    }

    private func grouped(_ digits: String, isNegative: Bool) -> String {
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = Array(parts[0])
        var text = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        if parts.count > 1 { text += "." + parts[1] }
        return (isNegative ? "−" : "") + text
    }

    // MARK: Time

    /// `2026-10` as `Oct 2026`.
    func month(_ month: String) -> String {
        guard let (year, number) = Self.parts(month) else { return month }
        return self("\(Self.months[number - 1]) \(year)", "\(year) 年 \(number) 月")
    }

    /// The same for an axis.
    func shortMonth(_ month: String) -> String {
        guard let (year, number) = Self.parts(month) else { return month }
        return self("\(Self.months[number - 1]) \(year)", "\(year)/\(number)")
    }

    func day(_ day: String) -> String {
        guard let (year, month) = Self.parts(String(day.prefix(7))), day.count == 10,
            let number = Int(day.suffix(2))
        else { return day }
        return self("\(number) \(Self.months[month - 1]) \(year)", "\(year) 年 \(month) 月 \(number) 日")
    }

    func weekday(_ number: Int) -> String {
        let english = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        let chinese = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"]
        guard english.indices.contains(number) else { return "\(number)" }
        return self(english[number], chinese[number])
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func parts(_ month: String) -> (year: Int, month: Int)? {
        let parts = month.split(separator: "-")
        guard parts.count == 2, let year = Int(parts[0]), let number = Int(parts[1]),
            (1...12).contains(number)
        else { return nil }
        return (year, number)
    }

    /// `“a” and “b”`
    func quotedList(_ items: [String]) -> String { list(items.map { "“\($0)”" }) }

    /// `a, b and c`
    func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        let head = items.dropLast()
        return self(
            head.joined(separator: ", ") + " and " + last, head.joined(separator: "、") + "和" + last)
    }
}
