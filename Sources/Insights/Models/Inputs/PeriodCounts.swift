import GRDB
import Recommendations

/// What happened day by day, for an experiment that switches over time.
enum PeriodCounts {
    static func read(
        _ store: FactStore, _ assigned: AssignedExperiment, _ inputs: InsightsInputs
    ) throws -> [Int: PeriodCount] {
        let experiment = assigned.experiment
        let days: StatementArguments = [
            experiment.firstDay, min(experiment.lastDay ?? .max, inputs.date.number),
        ]
        var counts: [Int: PeriodCount] = [:]
        switch experiment.outcome {
        case .payment, .completion, .visit, .stay: break
        case .onward:
            try store.database.read { db in
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT f.day, r.route, sum(f.views), sum(f.exits) FROM content_facts f
                        JOIN routes r ON r.id = f.route WHERE f.day BETWEEN ? AND ? GROUP BY f.day, f.route
                        """, arguments: days)
                while let row = try rows.next() {
                    guard assigned.routes.contains(row[1]) else { continue }
                    let (views, exits): (Int, Int) = (row[2], row[3])
                    counts[row[0], default: PeriodCount()].trials += views
                    counts[row[0], default: PeriodCount()].successes += max(0, views - exits)
                }
            }
        case .sale:
            try store.database.read { db in
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT day, sum(active) FROM visitor_facts WHERE audience = 'human' AND day BETWEEN ? AND ?
                        GROUP BY day
                        """, arguments: days)
                while let row = try rows.next() {
                    counts[row[0], default: PeriodCount()].trials += row[1] as Int
                }
            }
            for payment in inputs.payments?.payments ?? [] where payment.kind == .sale {
                guard var count = counts[payment.date.number] else { continue }
                count.successes = min(count.successes + 1, count.trials)
                counts[payment.date.number] = count
            }
        }
        return counts
    }
}
