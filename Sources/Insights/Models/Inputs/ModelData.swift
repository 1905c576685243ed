import Membership
import Metrics

/// What every model is run on.
struct ModelData {
    let inputs: InsightsInputs
    let purchases: Purchases
    let memberships: Memberships
    let facts: FactPanel
    let totals: FactTotals
    /// By experiment, in their order, and day; empty for experiments on members.
    let periodCounts: [[Int: PeriodCount]]
    /// Payments that came due.
    let dues: [Purchases.Due]
    /// The last month that is over.
    let lastMonth: Int

    init(_ store: FactStore, _ inputs: InsightsInputs) throws {
        let inputs = inputs.without(try store.forgotten())
        self.inputs = inputs
        purchases = Purchases(inputs)
        memberships = Memberships(inputs, purchases: purchases)
        facts = try FactPanel(
            store, memberships: memberships, pages: inputs.pages, date: inputs.date,
            visitsFrom: inputs.experiments.lazy.map(\.experiment).filter { $0.outcome == .visit }
                .map { $0.firstDay - $0.window }.min())
        totals = try FactTotals(store, date: inputs.date)
        periodCounts = try inputs.experiments.map { try PeriodCounts.read(store, $0, inputs) }
        dues = purchases.due(by: inputs.date)
        lastMonth = Month.lastComplete(on: inputs.date.number)
    }

    var settings: ModelSettings { inputs.settings }
    var today: Int { inputs.date.number }
    var visitorDays: Int { totals.visitorDays }
    var threads: Threads { Threads(inputs.threads) }

    /// Those who are members on the date.
    var current: [Int] { (0..<memberships.count).filter { memberships.isMember($0, on: today) } }

    /// The months that the models look at: to the last complete one, at most 60.
    var monthsSinceFirstJoin: ClosedRange<Int>? {
        let joins = (0..<memberships.count).lazy.filter { memberships.isKnown($0) }.map {
            Int(memberships.joined[$0])
        }
        guard let first = joins.min() else { return nil }
        let month = max(Month.of(first), lastMonth - 59)
        return month <= lastMonth ? month...lastMonth : nil
    }

    /// A week without facts up to the date is rather logs that were not counted than nobody who came.
    var staleFacts: [String] {
        guard let newest = facts.newest, newest <= today - 7 else { return [] }
        return ["the newest log that was counted ends on \(Month.day(newest)): ingest newer ones"]
    }

    /// Days since the member was last seen, at most 365; those never seen count from when they joined.
    func silence(_ member: Int) -> Double {
        let last = facts.lastSeen[member]
        let since = last >= 0 ? Int(last) : Int(memberships.joined[member])
        return Double(min(max(today - since, 0), 365))
    }

    /// What a member paid in the 365 days to the date.
    func paidInYear(_ id: String) -> Double {
        (purchases.byMember[id] ?? []).reduce(0) { $0 + (Int($1.day) > today - 365 ? $1.amount : 0) }
    }

    /// Lessons done, likes, ratings and comments, by member.
    func interactions() -> [Int] {
        var counts = facts.likes.map(Int.init)
        for member in counts.indices {
            for month in 0..<facts.months {
                counts[member] += Int(facts.completions[member * facts.months + month])
            }
        }
        for comment in inputs.tables.comments ?? [] where comment.day <= inputs.date {
            if let member = memberships.index[comment.member] { counts[member] += 1 }
        }
        return counts
    }

    /// A stream of chance of its own for each model, the same in every run.
    func random(_ subject: Subject) -> RandomStream {
        RandomStream(seed: 0x5EA1).split(Subject.allCases.firstIndex(of: subject) ?? 0)
    }
}
