/// Members' grades by weighted scores and quantiles, with suggested tier moves (article 3).
public struct Grades: ModelResult, Equatable {
    public enum Move: Sendable, Equatable {
        case up(to: String)
        case down(to: String)
        case stay
    }

    public struct Member: Sendable, Equatable {
        /// Weighted mean of the standardised scores.
        public let score: Double
        /// Index into the bands, 0 the lowest.
        public let band: Int
        public let move: Move
    }

    public let bands: [String]
    public let members: [Member]
    public let warnings: [String]

    /// - Parameters:
    ///   - scores: one column per criterion, more being better.
    ///   - weights: one per column; their signs may turn a criterion round.
    ///   - bands: names, lowest first, each with the quantile where it begins: 0 for the first, rising below 1.
    ///   - tiers: lowest first. A member whose tier stands lower among the tiers than the band among the bands is
    ///     suggested one tier up, and the other way round.
    ///   - tier: current tier per member.
    public init(
        _ scores: FeatureTable, weights: [Double], bands: [(name: String, from: Double)], tiers: [String],
        tier: [String]
    ) throws(MetricsError) {
        try check(weights, "weights", count: scores.columns)
        guard tier.count == scores.rows else {
            throw .lengthMismatch(name: "tier", expected: scores.rows, got: tier.count)
        }
        let size = weights.reduce(0) { $0 + $1.magnitude }
        try require(size > 0, "weights", "not all 0")
        try require(bands.first?.from == 0, "bands", "a list that begins at quantile 0")
        for (index, band) in bands.enumerated().dropFirst() {
            try require(
                band.from > bands[index - 1].from && band.from < 1, "bands", "rising quantiles below 1",
                row: index)
        }
        try require(!tiers.isEmpty && Set(tiers).count == tiers.count, "tiers", "one or more, each once")
        try checkColumnsVary(scores)
        let columns = (0..<scores.columns).map { scores.matrix.column($0) }
        let standard = columns.map { values in
            (mean: Summary.mean(values), deviation: Summary.variance(values).squareRoot())
        }
        for (index, column) in standard.enumerated() where !(column.deviation > 0) {
            throw .constantColumn(scores.names[index])
        }
        let totals = (0..<scores.rows).map { row in
            columns.indices.reduce(0.0) {
                $0 + weights[$1] * (columns[$1][row] - standard[$1].mean) / standard[$1].deviation
            } / size
        }
        let ranks = Summary.ranks(totals)
        var members: [Member] = []
        for row in 0..<scores.rows {
            guard let level = tiers.firstIndex(of: tier[row]) else {
                throw .outOfRange(name: tier[row], row: row, requirement: "a known tier")
            }
            let quantile = (ranks[row] - 0.5) / Double(scores.rows)
            let band = bands.lastIndex { $0.from <= quantile } ?? 0
            // Both on 0 … 1, so that the numbers of bands and tiers may differ.
            let wanted = bands.count > 1 ? Double(band) / Double(bands.count - 1) : 0.5
            let has = tiers.count > 1 ? Double(level) / Double(tiers.count - 1) : 0.5
            let step = 0.5 / Double(max(tiers.count - 1, 1))
            let move: Move =
                wanted > has + step && level + 1 < tiers.count
                ? .up(to: tiers[level + 1])
                : wanted < has - step && level > 0 ? .down(to: tiers[level - 1]) : .stay
            members.append(Member(score: totals[row], band: band, move: move))
        }
        self.bands = bands.map(\.name)
        self.members = members
        warnings = scores.rows < 10 * bands.count ? ["fewer than ten members per band"] : []
    }

    public var reading: String {
        let up = members.count { if case .up = $0.move { true } else { false } }
        let down = members.count { if case .down = $0.move { true } else { false } }
        return "\(members.count) members in \(bands.count) bands; \(up) could move up a tier, \(down) down"
    }
}
