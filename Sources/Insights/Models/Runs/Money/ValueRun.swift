import Metrics

/// The price or promotion with the highest expected lifetime revenue in each segment.
public struct ValueResult: Codable, Sendable, Equatable {
    public struct Row: Codable, Sendable, Equatable {
        public var option: String
        public var price: Double
        public var offered: Int
        public var bought: Int
        public var due: Int
        public var renewed: Int
        /// Expected lifetime revenue per offer.
        public var value: Estimate
        public var probabilityBest: Double
        /// Why it is not offered.
        public var excluded: String?
    }

    public struct Offer: Codable, Sendable, Equatable {
        public var option: String
        public var price: Double
        public var expectedValue: Double
        public var probabilityBest: Double
    }

    public struct Segment: Codable, Sendable, Equatable {
        /// A tier, or empty for all members.
        public var name: String
        public var rows: [Row]
        public var offer: Offer?
    }

    public var segments: [Segment]
}

enum ValueRun: ModelRun {
    static let subject = Subject.value
    static let inputs = ["arms.csv", "payments.csv: arm, plan", "members.csv: tier"]

    static func run(_ data: ModelData) throws(NotRun) -> Findings<ValueResult> {
        let rows = try ArmCounts(data).rows.filter { $0.arm.offered > 0 }
        guard !rows.isEmpty else { throw .noTable(AuthorTables.armsPath + " with an arm", ArmCounts.columns) }
        let segments = Dictionary(grouping: rows, by: \.arm.segment).sorted { $0.key < $1.key }.map {
            name, rows in
            (
                name: name,
                options: rows.map {
                    ValueMaximisation.Option(
                        name: $0.arm.name, price: $0.arm.price, offered: $0.arm.offered, bought: $0.bought,
                        due: $0.due, renewed: $0.renewed)
                }
            )
        }
        let value = try fitting { () throws(MetricsError) in
            try ValueMaximisation(segments, discount: data.settings.discount, random: data.random(subject))
        }
        let result = ValueResult(
            segments: value.segments.map { segment in
                ValueResult.Segment(
                    name: segment.name,
                    rows: segment.rows.map { row in
                        ValueResult.Row(
                            option: row.option.name, price: row.option.price, offered: row.option.offered,
                            bought: row.option.bought, due: row.option.due, renewed: row.option.renewed,
                            value: row.value, probabilityBest: row.probabilityBest, excluded: row.excluded)
                    },
                    offer: segment.offer.map {
                        ValueResult.Offer(
                            option: $0.option, price: $0.price, expectedValue: $0.expectedValue,
                            probabilityBest: $0.probabilityBest)
                    })
            })
        return Findings(result: result, reading: value.reading, warnings: value.warnings)
    }
}
