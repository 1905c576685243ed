import Metrics

/// What came of each arm: how often it was offered, bought and renewed.
struct ArmCounts {
    struct Row {
        var arm: AuthorTables.Arm
        var bought = 0
        var due = 0
        var renewed = 0
    }

    private(set) var rows: [Row]

    static let columns =
        "how many were offered each price: arm,segment,price,offered (segment a tier, or empty for all)"

    /// - Throws: `NotRun` without the table, or where the tables contradict each other.
    init(_ data: ModelData) throws(NotRun) {
        guard let arms = data.inputs.tables.arms else { throw .noTable(AuthorTables.armsPath, Self.columns) }
        guard data.purchases.isThere else { throw .noPayments }
        var rows = arms.map { Row(arm: $0) }
        let places = Dictionary(grouping: rows.indices) { rows[$0].arm.name }
        func place(_ arm: String, _ member: String) -> Int? {
            guard !arm.isEmpty, let found = places[arm] else { return nil }
            let tier = data.inputs.roster[member]?.tier ?? ""
            return found.first { rows[$0].arm.segment == tier }
                ?? found.first { rows[$0].arm.segment.isEmpty }
        }
        for id in data.purchases.members {
            for purchase in data.purchases.byMember[id] ?? [] where purchase.isSale {
                if let place = place(purchase.arm, id) { rows[place].bought += 1 }
            }
        }
        for due in data.dues {
            guard let place = place(due.arm, due.member) else { continue }
            rows[place].due += 1
            if due.wasPaid { rows[place].renewed += 1 }
        }
        for row in rows where row.bought > row.arm.offered {
            throw NotRun(
                why:
                    "arm '\(row.arm.name)' was bought \(row.bought) times and offered \(row.arm.offered) times",
                record: "give in \(AuthorTables.armsPath) how many were offered it")
        }
        self.rows = rows
    }
}
