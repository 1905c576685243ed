import Foundation

/// What every fitted model says about itself.
public protocol ModelResult: Sendable {
    /// Reasons to doubt the result; empty when none were found.
    var warnings: [String] { get }
    /// The result in one or two plain sentences.
    var reading: String { get }
}

/// Numbers as the readings print them: a few significant digits, no exponent for everyday sizes.
enum Prose {
    static func number(_ value: Double, digits: Int = 3) -> String {
        guard value.isFinite else { return "?" }
        guard value != 0 else { return "0" }
        let magnitude = Int(log10(abs(value)).rounded(.down))
        if magnitude < -4 || magnitude > 8 { return scientific(value, digits: digits) }
        return fixed(value, decimals: max(0, digits - 1 - magnitude))
    }

    static func fixed(_ value: Double, decimals: Int) -> String {
        let places = min(max(decimals, 0), 9)
        let scale = pow(10, Double(places))
        let scaled = (abs(value) * scale).rounded()
        guard scaled < 9e15 else { return "\(value)" }
        let whole = Int(scaled)
        let sign = value < 0 && whole > 0 ? "−" : ""
        guard places > 0 else { return "\(sign)\(whole)" }
        let unit = Int(scale)
        let fraction = String(whole % unit)
        return "\(sign)\(whole / unit)." + String(repeating: "0", count: places - fraction.count) + fraction
    }

    static func percent(_ share: Double, decimals: Int = 1) -> String {
        fixed(share * 100, decimals: decimals) + " %"
    }

    static func range(_ interval: Interval, digits: Int = 3) -> String {
        number(interval.lower, digits: digits) + " to " + number(interval.upper, digits: digits)
    }

    static func percentRange(_ interval: Interval) -> String {
        fixed(interval.lower * 100, decimals: 1) + "–" + percent(interval.upper)
    }

    private static func scientific(_ value: Double, digits: Int) -> String {
        let exponent = Int(log10(abs(value)).rounded(.down))
        return fixed(value / pow(10, Double(exponent)), decimals: digits - 1) + "e\(exponent)"
    }
}
