import Metrics

/// Conversion and cost of each channel.
public struct ChannelsResult: Codable, Sendable, Equatable {
    public struct Row: Codable, Sendable, Equatable {
        public var channel: String
        /// Visits of people who were not members.
        public var visits: Int
        /// Members whose first payment came by it.
        public var joined: Int
        public var conversion: Rate.Measured?
        public var spend: Double
        /// Spend per new member.
        public var cost: Double?
        /// What its members have paid so far.
        public var revenue: Double
        /// (revenue − spend) / spend; nil without spend.
        public var returnOnSpend: Double?
    }

    /// Most new members first.
    public var rows: [Row]
}

enum ChannelsRun: ModelRun {
    static let subject = Subject.channels
    static let inputs = ["facts of visits and sources", "payments.csv: channel", "costs.csv"]

    static func run(_ data: ModelData) throws(NotRun) -> Findings<ChannelsResult> {
        guard data.facts.days != nil else { throw .noFacts }
        var rows: [String: ChannelsResult.Row] = [:]
        func add(_ channel: String, _ change: (inout ChannelsResult.Row) -> Void) {
            change(
                &rows[
                    channel,
                    default: ChannelsResult.Row(channel: channel, visits: 0, joined: 0, spend: 0, revenue: 0)]
            )
        }
        for source in data.totals.sources {
            add(Self.channel(source.origin, data).name) { $0.visits += source.visits - source.memberVisits }
        }
        for id in data.purchases.members {
            let purchases = data.purchases.byMember[id] ?? []
            let named = purchases.first?.channel ?? ""
            let origin = data.totals.firstOrigins[id].map { Self.channel($0, data).name }
            let channel = named.isEmpty ? origin ?? "unknown" : named
            add(channel) { row in
                row.joined += 1
                row.revenue += purchases.reduce(0) { $0 + $1.amount }
            }
        }
        for cost in data.inputs.tables.costs ?? [] where cost.month <= Month.of(data.today) {
            add(cost.channel) { $0.spend += cost.spend }
        }
        let result = rows.values.map { row in
            var row = row
            row.conversion = share(row.joined, of: row.visits)
            row.cost = row.joined > 0 ? row.spend / Double(row.joined) : nil
            row.returnOnSpend = row.spend > 0 ? (row.revenue - row.spend) / row.spend : nil
            return row
        }.sorted { ($1.joined, $1.visits, $0.channel) < ($0.joined, $0.visits, $1.channel) }
        guard !result.isEmpty else { throw NotRun.noFacts }
        let wasted = result.filter { $0.spend > 0 && $0.joined == 0 }.map {
            "\($0.channel) cost money and brought no member"
        }
        let best = result.prefix(3).map { "\($0.channel): \($0.joined) members of \($0.visits) visits" }
        return Findings(
            result: ChannelsResult(rows: result), reading: best.joined(separator: "; "),
            warnings: wasted
                + (data.inputs.tables.costs == nil
                    ? ["without costs.csv the cost of a channel is not known"] : []))
    }

    private static func channel(_ origin: FactTotals.Origin, _ data: ModelData) -> Channel {
        var parameters: [String: String] = [:]
        if !origin.source.isEmpty { parameters["utm_source"] = origin.source }
        if !origin.medium.isEmpty { parameters["utm_medium"] = origin.medium }
        if !origin.campaign.isEmpty { parameters["utm_campaign"] = origin.campaign }
        return Channel(referrer: origin.referrer, ownHost: data.inputs.host, parameters: parameters)
    }
}
