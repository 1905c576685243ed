import Foundation

/// What one model said on one day: a file of the insights folder.
public struct ModelReport<Result: Codable & Sendable & Equatable>: Sendable, Equatable, Codable {
    public var version = InsightsResults.version
    public var subject: Subject
    /// The last day that counted, `2026-11-21`.
    public var date: String
    /// What it is made from.
    public var inputs: [String]
    /// Nil where the model was not run.
    public var result: Result?
    public var notRun: NotRun?
    /// The result in a sentence or two; empty where there is none.
    public var reading: String
    public var warnings: [String]
}
