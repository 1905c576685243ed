import Foundation

/// An amount of money in units of its currency, exact: `digits` / 10^`scale`. Keeps how it was written, so that
/// `12.50` stays `12.50`.
public struct Amount: Sendable, Hashable {
    /// All digits as one whole number: 1250 for `12.50`.
    public let digits: Int
    /// How many of them follow the point, 0 to 4.
    public let scale: Int

    public static let zero = Amount(digits: 0, scale: 0)

    /// Amounts are read below a million million, so that adding them up cannot overflow.
    private static let mostDigits = 16
    private static let mostScale = 4

    private init(digits: Int, scale: Int) {
        self.digits = digits
        self.scale = scale
    }

    /// Reads `5`, `12.50` or `0.00`; nil for anything else, also for what is below zero.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, let first = decimal(whole.utf8) else { return nil }
        guard parts.count == 2 else {
            guard whole.utf8.count <= 12 else { return nil }
            self.init(digits: first, scale: 0)
            return
        }
        let scale = parts[1].utf8.count
        guard scale <= Self.mostScale, whole.utf8.count + scale <= Self.mostDigits, whole.utf8.count <= 12,
            let rest = decimal(parts[1].utf8)
        else { return nil }
        self.init(digits: first * Self.power(scale) + rest, scale: scale)
    }

    public var isZero: Bool { digits == 0 }

    /// In units of the currency.
    public var value: Double { Double(digits) / Double(Self.power(scale)) }

    /// The sum, with as many decimals as the finer of the two.
    public static func + (a: Amount, b: Amount) -> Amount {
        let scale = max(a.scale, b.scale)
        let (sum, overflow) = a.scaled(to: scale).addingReportingOverflow(b.scaled(to: scale))
        return Amount(digits: overflow ? Int.max : sum, scale: scale)
    }

    /// What is left of `a`; zero when `b` is larger.
    public static func - (a: Amount, b: Amount) -> Amount {
        let scale = max(a.scale, b.scale)
        return Amount(digits: max(0, a.scaled(to: scale) - b.scaled(to: scale)), scale: scale)
    }

    /// By what they are worth: `5` is as much as `5.00`.
    public static func < (a: Amount, b: Amount) -> Bool {
        let scale = max(a.scale, b.scale)
        return a.scaled(to: scale) < b.scaled(to: scale)
    }

    private func scaled(to scale: Int) -> Int {
        let (digits, overflow) = digits.multipliedReportingOverflow(by: Self.power(scale - self.scale))
        return overflow ? Int.max : digits
    }

    private static func power(_ exponent: Int) -> Int {
        (0..<max(0, exponent)).reduce(1) { power, _ in power * 10 }
    }
}

extension Amount: CustomStringConvertible {
    /// `5`, `12.50`
    public var description: String {
        if scale == 0 { return String(digits) }
        let power = Self.power(scale)
        return "\(digits / power).\(padded(digits % power, scale))"
    }
}
