/// What the author decides of the models: `insights:` of the configuration.
public struct ModelSettings: Sendable, Hashable {
    /// The share of a payment that is left after what serving a member costs; above 0, at most 1.
    public var margin = 1.0
    /// By how much money of the next month counts less, 0.0001 … 1.
    public var discount = 0.01
    /// Months that the curves of retention and survival go, and that payments are expected for.
    public var horizon = 24
    /// Months that growth is forecast for.
    public var forecast = 6
    /// Lessons recommended to a member, at most ``SlateScorer/candidates``.
    public var slate = 5
    /// The share of places left to chance, above 0, at most 1.
    public var exploration = 0.1

    public init() {}
}
