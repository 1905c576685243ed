/// Conversion and acquisition cost of each channel (article 4).
public struct Acquisition: ModelResult, Equatable {
    public struct Row: Sendable, Equatable {
        public let channel: Channel
        public let conversion: Rate
        public let spend: Double
        /// Spend per new member; nil without one.
        public let cost: Double?
    }

    /// Most new members first.
    public let rows: [Row]
    public let warnings: [String]

    /// - Parameters:
    ///   - visitors: one entry per visitor, and whether it became a member.
    ///   - spend: per channel, ≥ 0.
    public init(
        visitors: [(channel: Channel, joined: Bool)], spend: [Channel: Double]
    ) throws(MetricsError) {
        var counts: [Channel: (all: Int, joined: Int)] = [:]
        for visitor in visitors {
            counts[visitor.channel, default: (0, 0)].all += 1
            if visitor.joined { counts[visitor.channel, default: (0, 0)].joined += 1 }
        }
        for channel in spend.keys where counts[channel] == nil { counts[channel] = (0, 0) }
        var rows: [Row] = []
        for (channel, count) in counts {
            let paid = spend[channel] ?? 0
            try check(paid, "spend on \(channel.name)", row: 0)
            try require(paid >= 0, "spend on \(channel.name)", "0 or more")
            rows.append(
                Row(
                    channel: channel, conversion: Rate(checked: count.joined, of: count.all), spend: paid,
                    cost: count.joined > 0 ? paid / Double(count.joined) : nil))
        }
        self.rows = rows.sorted {
            let (a, b) = ($0.conversion.measured?.numerator ?? 0, $1.conversion.measured?.numerator ?? 0)
            return a == b ? $0.channel.precedes($1.channel) : a > b
        }
        warnings = self.rows.filter { $0.spend > 0 && $0.cost == nil }
            .map { "\($0.channel.name) cost \(Prose.number($0.spend)) and brought no member" }
    }

    public var reading: String {
        guard !rows.isEmpty else { return "no visitors" }
        return rows.prefix(3).map { row in
            "\(row.channel.name): \(row.conversion.reading)"
                + (row.cost.map { ", \(Prose.number($0)) each" } ?? "")
        }.joined(separator: "; ")
    }
}
