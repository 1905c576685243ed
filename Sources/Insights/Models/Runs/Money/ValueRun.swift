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

    /// An option that was offered too few times to be chosen, and yet is more likely than not worth more than what is.
    public struct Contender: Codable, Sendable, Equatable {
        public var option: String
        public var offered: Int
        public var expectedValue: Double
        public var probabilityBetter: Double
    }

    public struct Segment: Codable, Sendable, Equatable {
        /// A tier, or empty for all members.
        public var name: String
        public var rows: [Row]
        /// The best of those that were offered often enough.
        public var offer: Offer?
        /// While there is one, the offer goes to nobody.
        public var contender: Contender?
    }

    public var segments: [Segment]
}

enum ValueRun: ModelRun {
    static let subject = Subject.value
    static let inputs = ["arms.csv", "payments.csv: arm, plan", "members.csv: tier"]

    static func run(_ data: ModelData) throws(NotRun) -> Findings<ValueResult> {
        let rows = try ArmCounts(data).rows.filter { $0.arm.offered > 0 }
        guard !rows.isEmpty else { throw .noTable(AuthorTables.armsPath + " with an arm", ArmCounts.columns) }
        guard rows.contains(where: { $0.bought > 0 }) else {
            throw NotRun(
                why: "no arm was bought yet", record: "write the arm of each sale into payments.csv")
        }
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
                    },
                    contender: segment.contender.map {
                        ValueResult.Contender(
                            option: $0.option, offered: $0.offered, expectedValue: $0.expectedValue,
                            probabilityBetter: $0.probabilityBetter)
                    })
            })
        return Findings(result: result, reading: value.reading, warnings: value.warnings)
    }
}
