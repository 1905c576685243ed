/// How members moved between tiers in a period.
public struct TierMoves: ModelResult, Equatable {
    public struct Row: Sendable, Equatable {
        public let tier: String
        public let members: Int
        public let upgraded: Rate
        public let downgraded: Rate
    }

    /// Lowest tier first.
    public let rows: [Row]

    /// - Parameters:
    ///   - tiers: lowest first, each once.
    ///   - moves: tier at the start and at the end of the period, one entry per member.
    /// - Throws: `outOfRange` naming a tier that is given twice, or the row with an unknown one.
    public init(tiers: [String], moves: [(from: String, to: String)]) throws(MetricsError) {
        var level: [String: Int] = [:]
        for (index, tier) in tiers.enumerated() {
            try require(level.updateValue(index, forKey: tier) == nil, tier, "the name of one tier only")
        }
        var counts = Array(repeating: (all: 0, up: 0, down: 0), count: tiers.count)
        for (row, move) in moves.enumerated() {
            guard let from = level[move.from] else {
                throw .outOfRange(name: move.from, row: row, requirement: "a known tier")
            }
            guard let to = level[move.to] else {
                throw .outOfRange(name: move.to, row: row, requirement: "a known tier")
            }
            counts[from].all += 1
            if to > from { counts[from].up += 1 }
            if to < from { counts[from].down += 1 }
        }
        rows = zip(tiers, counts).map { tier, count in
            Row(
                tier: tier, members: count.all, upgraded: Rate(checked: count.up, of: count.all),
                downgraded: Rate(checked: count.down, of: count.all))
        }
    }

    public var warnings: [String] { [] }
    public var reading: String {
        guard !rows.isEmpty else { return "no tiers" }
        return rows.map { "\($0.tier): \($0.upgraded.reading) moved up, \($0.downgraded.reading) down" }
            .joined(separator: "; ")
    }
}
