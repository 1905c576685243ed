import Membership
import Metrics
import Recommendations

/// What the experiments say: section D of the models, members counted in the arm they were assigned to.
enum ExperimentsRun {
    static let subject = Subject.experiments
    static let inputs = [
        "sealpress.yml: experiments", "members.csv", "payments.csv", "facts of members by day",
        "events: complete, progress, exposure",
    ]
    static let alpha = 0.05
    static let power = 0.8

    static func run(_ data: ModelData) throws(NotRun) -> Findings<ExperimentsResult> {
        let experiments = data.inputs.experiments
        guard !experiments.isEmpty else {
            throw NotRun(
                why: "there are no experiments",
                record: "write what is to be tried under experiments: in sealpress.yml")
        }
        var rows: [ExperimentsResult.Row] = []
        for (index, experiment) in experiments.enumerated() {
            let random = data.random(subject).split(index)
            rows.append(
                try fitting { () throws(MetricsError) in
                    experiment.experiment.outcome.isOfPeriods
                        ? try PeriodExperiment(data, experiment, data.periodCounts[index]).row()
                        : try MemberExperiment(data, experiment).row(random)
                })
        }
        return Findings(
            result: ExperimentsResult(experiments: rows),
            reading: rows.map { "\($0.id): \($0.reading)" }.joined(separator: "; "),
            warnings: rows.flatMap { row in row.warnings.map { "\(row.id): \($0)" } })
    }

    static func state(_ experiment: Experiment, today: Int) -> ExperimentsResult.State {
        if today < experiment.firstDay { return .planned }
        return experiment.isRunning(on: today) ? .running : .ended
    }

    /// In how many ways the first arm is compared, each at its share of α (Bonferroni).
    static func comparisonAlpha(_ experiment: Experiment) -> Double {
        alpha / Double(max(1, experiment.arms.count - 1))
    }

    /// Each arm against the first.
    ///
    /// - Parameters:
    ///   - difference: of the arm of that index, at that share of α.
    ///   - why: what an error means for the reader; nil for one that ends the run.
    /// - Returns: the comparisons, and where there is none why.
    static func comparisons(
        of experiment: Experiment,
        _ difference: (_ arm: Int, _ alpha: Double) throws(MetricsError) -> AlwaysValidDifference,
        why: (MetricsError) -> String?
    ) throws(MetricsError) -> ([ExperimentsResult.Comparison], String?) {
        var comparisons: [ExperimentsResult.Comparison] = []
        var reason: String?
        for index in experiment.arms.indices.dropFirst() {
            do throws(MetricsError) {
                let found = try difference(index, comparisonAlpha(experiment))
                comparisons.append(
                    ExperimentsResult.Comparison(
                        arm: experiment.arms[index].id, difference: found.difference, pValue: found.pValue,
                        isDifferent: found.isDifferent))
            } catch {
                guard let known = why(error) else { throw error }
                reason = known
            }
        }
        return (comparisons, comparisons.isEmpty ? reason : nil)
    }

    /// What a comparison of all arms with the first comes to, in a sentence.
    static func reading(
        _ experiment: Experiment, _ state: ExperimentsResult.State,
        _ comparisons: [ExperimentsResult.Comparison], why: String?, plan: String, isImbalanced: Bool
    ) -> String {
        if state == .planned { return "begins on \(Month.day(experiment.firstDay)); \(plan)" }
        if isImbalanced {
            return "members are not spread as the weights say: find out why before you believe any of it"
        }
        if let why { return "\(why); \(plan)" }
        let sure = comparisons.filter(\.isDifferent)
        guard !sure.isEmpty else {
            let first = experiment.arms.first?.id ?? ""
            return state == .ended
                ? "no arm is surely different from '\(first)'"
                : "no arm is surely different from '\(first)' yet: wait; \(plan)"
        }
        return sure.map { comparison in
            let by = comparison.difference
            return "'\(comparison.arm)' is \(by.value > 0 ? "better" : "worse") by "
                + "\(points(by.value.magnitude)) points (\(points(by.interval.lower)) to \(points(by.interval.upper)), valid at every look)"
        }.joined(separator: "; ")
    }

    /// A share as points of percent.
    static func points(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths < 0 ? "−" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }
}

/// An experiment on members.
private struct MemberExperiment {
    let data: ModelData
    let assigned: AssignedExperiment
    let outcomes: ExperimentOutcomes
    /// Index of the arm of each member who takes part.
    private let arm: [Int?]

    var experiment: Experiment { assigned.experiment }

    init(_ data: ModelData, _ assigned: AssignedExperiment) throws(MetricsError) {
        self.data = data
        self.assigned = assigned
        let experiment = assigned.experiment
        let ids = data.memberships.ids
        outcomes = ExperimentOutcomes(
            data, experiment, through: min(data.today, experiment.lastDay ?? data.today)
        ) { assigned.arms[ids[$0]] != nil }
        let enrolled = outcomes.enrolled
        arm = ids.indices.map { enrolled[$0] == nil ? nil : assigned.arms[ids[$0]] }
    }

    func row(_ random: RandomStream) throws(MetricsError) -> ExperimentsResult.Row {
        let state = ExperimentsRun.state(experiment, today: data.today)
        var arms = self.arms()
        try compare(&arms, random)
        let weights = experiment.arms.map { Double($0.weight) }
        let imbalance = try? SampleRatio(counts: arms.map(\.assigned), weights: weights)
        let seenImbalance = try? SampleRatio(counts: arms.map(\.seen), weights: weights)
        let (comparisons, why) = try comparisons(arms)
        let plan = try plan(arms)
        let unseen = arms.reduce(0) { $0 + $1.seenOther }
        return ExperimentsResult.Row(
            id: experiment.id, kind: experiment.kind.rawValue, state: state,
            from: Month.day(experiment.firstDay).description,
            until: experiment.lastDay.map { Month.day($0).description }, tiers: experiment.tiers,
            outcome: experiment.outcome.rawValue, window: experiment.window, arms: arms,
            comparisons: comparisons, noComparison: why, plan: plan, imbalance: imbalance,
            seenImbalance: seenImbalance,
            reading: ExperimentsRun.reading(
                experiment, state, comparisons, why: why, plan: sentence(plan),
                isImbalanced: [imbalance, seenImbalance].contains { $0?.isSuspicious ?? false }),
            warnings: unseen > 0
                ? ["\(unseen) members saw an arm that is not theirs: the root key or the weights changed"]
                : [])
    }

    private func arms() -> [ExperimentsResult.Arm] {
        var matured = [Int](repeating: 0, count: experiment.arms.count)
        var (assigned, had, retained, paid) = (matured, matured, matured, matured)
        for (member, index) in arm.enumerated() {
            guard let index, experiment.arms.indices.contains(index) else { continue }
            assigned[index] += 1
            guard outcomes.isMature(member) else { continue }
            matured[index] += 1
            if outcomes.outcome(member) { had[index] += 1 }
            if outcomes.stayed(member) { retained[index] += 1 }
            if outcomes.paid(member) { paid[index] += 1 }
        }
        var (seen, other) = ([Int](repeating: 0, count: arm.count), [Int](repeating: 0, count: arm.count))
        for (index, each) in experiment.arms.enumerated() {
            for member in data.facts.armExposures[experiment.exposureValue(arm: each.id)] ?? [] {
                guard let own = self.arm[Int(member)] else { continue }
                if own == index { seen[Int(member)] = 1 } else { other[Int(member)] = 1 }
            }
        }
        return experiment.arms.enumerated().map { index, each in
            let members = arm.indices.filter { arm[$0] == index }
            return ExperimentsResult.Arm(
                id: each.id, weight: each.weight, assigned: assigned[index], matured: matured[index],
                seen: members.reduce(0) { $0 + seen[$1] }, seenOther: members.reduce(0) { $0 + other[$1] },
                outcome: share(had[index], of: matured[index]), retained: retained[index],
                paid: paid[index])
        }
    }

    /// Section D of all arms; the first is the baseline.
    private func compare(
        _ arms: inout [ExperimentsResult.Arm], _ random: RandomStream
    ) throws(MetricsError) {
        guard let first = arms.first, first.matured > 0 else { return }
        let baseline = (
            retention: Double(first.retained) / Double(first.matured),
            payment: Double(first.paid) / Double(first.matured)
        )
        // With nobody or everybody there is nothing to diverge from.
        guard [baseline.retention, baseline.payment].allSatisfy({ $0 > 0 && $0 < 1 }) else { return }
        let comparison = try StrategyComparison(
            arms.map {
                StrategyComparison.Strategy(
                    name: $0.id, exposed: $0.matured, retained: $0.retained, paid: $0.paid)
            }, baseline: baseline, random: random)
        for row in comparison.rows {
            guard let index = arms.firstIndex(where: { $0.id == row.name }) else { continue }
            arms[index].objective = row.objective
            arms[index].probabilityBest = row.probabilityBest
            arms[index].divergence = row.divergence
            arms[index].improvement = row.improvement
        }
    }

    private func comparisons(
        _ arms: [ExperimentsResult.Arm]
    ) throws(MetricsError) -> ([ExperimentsResult.Comparison], String?) {
        let shares = arms.map {
            AlwaysValidDifference.Share($0.outcome?.numerator ?? 0, of: $0.outcome?.denominator ?? 0)
        }
        return try ExperimentsRun.comparisons(of: experiment) { arm, alpha throws(MetricsError) in
            try AlwaysValidDifference(
                treated: shares[arm], control: shares[0], effect: experiment.effect, alpha: alpha)
        } why: { error in
            guard case .tooFewRows(let needed, _) = error else { return nil }
            return "each arm needs \(needed) members with the outcome and \(needed) without, "
                + "whose \(experiment.window) days are over"
        }
    }

    private func plan(_ arms: [ExperimentsResult.Arm]) throws(MetricsError) -> ExperimentsResult.Plan? {
        let ids = data.memberships.ids
        let eligible = data.current.count { assigned.arms[ids[$0]] != nil }
        let (baseline, isMeasured) = experiment.baseline.map { ($0, false) } ?? (measured(), true)
        guard let baseline, baseline > 0, baseline < 1 else { return nil }
        let weights = experiment.arms.map { Double($0.weight) }
        guard let least = weights.dropFirst().min(), let first = weights.first else { return nil }
        guard
            let needed = try? SampleSize(
                baseline: baseline, effect: experiment.effect, ratio: least / first,
                power: ExperimentsRun.power, alpha: ExperimentsRun.comparisonAlpha(experiment))
        else { return nil }
        let total = Double(needed.controlAlwaysValid) / first * weights.reduce(0, +)
        return ExperimentsResult.Plan(
            baseline: baseline, isMeasured: isMeasured, effect: experiment.effect,
            alpha: ExperimentsRun.alpha, power: ExperimentsRun.power, needed: needed,
            total: Int(min(total.rounded(.up), 1e15)), eligible: eligible)
    }

    /// The share that has the outcome without an experiment, in the window that ended before it.
    private func measured() -> Double? {
        let from = min(experiment.firstDay, data.today) - experiment.window
        let ids = data.memberships.ids
        let before = ExperimentOutcomes(data, experiment, from: from, through: from) {
            assigned.arms[ids[$0]] != nil
        }
        let members = ids.indices.filter { before.enrolled[$0] != nil }
        return share(members.count { before.outcome($0) }, of: members.count)?.value
    }

    private func sentence(_ plan: ExperimentsResult.Plan?) -> String {
        guard let plan else {
            return
                "how many members it takes cannot be told: give 'baseline', the share you expect without it"
        }
        return
            "to tell \(ExperimentsRun.points(plan.effect)) points from "
            + "\(ExperimentsRun.points(plan.baseline)) % it takes about \(plan.total) members, and \(plan.eligible) can take part"
    }
}
