import Membership
import Recommendations

/// Who takes part in an experiment from when, and what came of it; by the member's index.
struct ExperimentOutcomes {
    /// The day from which a member takes part; nil for those who do not.
    let enrolled: [Int32?]
    private let data: ModelData
    private let experiment: Experiment
    private var hadOutcome: Set<Int32> = []

    /// - Parameters:
    ///   - from: nil for the experiment's own first day.
    ///   - isIn: whether a member takes part, beside being one.
    init(
        _ data: ModelData, _ experiment: Experiment, from: Int? = nil, through last: Int,
        _ isIn: (Int) -> Bool
    ) {
        self.data = data
        self.experiment = experiment
        let first = from ?? experiment.firstDay
        let members = data.memberships
        enrolled = (0..<members.count).map { member in
            guard members.isKnown(member), isIn(member) else { return nil }
            let day = max(first, Int(members.joined[member]))
            return day <= last && Int(members.end[member]) >= day ? Int32(clamping: day) : nil
        }
        switch experiment.outcome {
        case .payment: for member in enrolled.indices where paid(member) { hadOutcome.insert(Int32(member)) }
        case .stay: for member in enrolled.indices where stayed(member) { hadOutcome.insert(Int32(member)) }
        case .completion: findCompletions()
        case .visit:
            for (member, days) in data.facts.visitDays {
                guard enrolled.indices.contains(Int(member)), let start = enrolled[Int(member)] else {
                    continue
                }
                if days.contains(where: { isInWindow($0, start) }) { hadOutcome.insert(member) }
            }
        case .onward, .sale: break
        }
    }

    /// Whether the member's window is over.
    func isMature(_ member: Int) -> Bool {
        enrolled[member].map { Int($0) + experiment.window <= data.today } ?? false
    }

    func outcome(_ member: Int) -> Bool { hadOutcome.contains(Int32(clamping: member)) }

    /// A payment after the first day: the one by which a member joined brought the member into the experiment.
    func paid(_ member: Int) -> Bool {
        guard let start = enrolled[member] else { return false }
        return (data.purchases.byMember[data.memberships.ids[member]] ?? []).contains {
            isInWindow($0.day, start)
        }
    }

    func stayed(_ member: Int) -> Bool {
        guard let start = enrolled[member] else { return false }
        return data.memberships.isMember(member, on: Int(start) + experiment.window)
    }

    private func isInWindow(_ day: Int32, _ start: Int32) -> Bool {
        day > start && Int(day) <= Int(start) + experiment.window
    }

    private mutating func findCompletions() {
        let pairs = data.facts.pairs
        for pair in 0..<pairs.count {
            if let start = enrolled[Int(pairs.member[pair])], isInWindow(pairs.done[pair], start) {
                hadOutcome.insert(pairs.member[pair])
            }
        }
    }
}
