/// A closed interval that holds the true value with the stated confidence.
public struct Interval: Sendable, Hashable, Codable {
    public var lower: Double
    public var upper: Double
    /// Confidence (or, for posteriors, probability), between 0 and 1.
    public var level: Double

    public init(lower: Double, upper: Double, level: Double = 0.95) {
        self.lower = lower
        self.upper = upper
        self.level = level
    }

    public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
    public var width: Double { upper - lower }
}

/// A number with its standard error and confidence interval. Never NaN, never infinite.
public struct Estimate: Sendable, Hashable, Codable {
    public let value: Double
    public let standardError: Double
    public let interval: Interval

    /// Refuses anything that is not finite, naming `what` was being estimated.
    public init(
        _ what: @autoclosure () -> String, value: Double, standardError: Double, interval: Interval
    ) throws(MetricsError) {
        guard value.isFinite, standardError.isFinite, interval.lower.isFinite, interval.upper.isFinite else {
            throw .notRepresentable(what())
        }
        self.value = value
        self.standardError = standardError
        self.interval = interval
    }

    /// A symmetric interval: value ± critical × standard error.
    public init(
        _ what: @autoclosure () -> String, value: Double, standardError: Double, critical: Double,
        level: Double = 0.95
    ) throws(MetricsError) {
        try self.init(
            what(), value: value, standardError: standardError,
            interval: Interval(
                lower: value - critical * standardError, upper: value + critical * standardError, level: level
            ))
    }
}

/// The two-sided 95 % point of the normal distribution.
let normal95 = 1.959963984540054
