import Membership
import Metrics
import Recommendations

/// An experiment that switches over time: everyone sees the same, and whole periods are compared.
struct PeriodExperiment {
    private struct Period {
        var arm: Int
        var successes = 0
        var trials = 0
    }

    private let data: ModelData
    private let assigned: AssignedExperiment
    private let periods: [Period]

    private var experiment: Experiment { assigned.experiment }

    init(_ data: ModelData, _ assigned: AssignedExperiment, _ days: [Int: PeriodCount]) {
        self.data = data
        self.assigned = assigned
        let experiment = assigned.experiment
        var periods: [Int: Period] = [:]
        var mixed: Set<Int> = []
        let last = min(data.today, experiment.lastDay ?? data.today)
        var shown = assigned.shown[...]
        var arm: Int?
        for day in experiment.firstDay...max(last, experiment.firstDay) where day <= last {
            while let next = shown.first, next.day <= day {
                arm = next.arm
                shown.removeFirst()
            }
            // Before the first build, nothing is known.
            guard let arm, experiment.arms.indices.contains(arm) else { continue }
            let number = experiment.period(of: day)
            var period = periods[number] ?? Period(arm: arm)
            if period.arm != arm { mixed.insert(number) }
            period.successes += days[day]?.successes ?? 0
            period.trials += days[day]?.trials ?? 0
            periods[number] = period
        }
        // A period in which no build was made at its beginning shows two arms, and says nothing of either.
        self.periods = periods.keys.sorted().filter { !mixed.contains($0) }.compactMap { periods[$0] }
    }

    func row() throws(MetricsError) -> ExperimentsResult.Row {
        let state = ExperimentsRun.state(experiment, today: data.today)
        let values = experiment.arms.indices.map { index in
            periods.filter { $0.arm == index && $0.trials > 0 }.map {
                Double($0.successes) / Double($0.trials)
            }
        }
        let arms = experiment.arms.enumerated().map { index, arm in
            let own = periods.filter { $0.arm == index }
            return ExperimentsResult.Arm(
                id: arm.id, weight: arm.weight, assigned: own.count, matured: values[index].count, seen: 0,
                seenOther: 0,
                outcome: share(
                    own.reduce(0) { $0 + $1.successes }, of: own.reduce(0) { $0 + $1.trials }),
                retained: 0, paid: 0)
        }
        let (comparisons, why) = try comparisons(values)
        let plan = sentence(values)
        return ExperimentsResult.Row(
            id: experiment.id, kind: experiment.kind.rawValue, state: state,
            from: Month.day(experiment.firstDay).description,
            until: experiment.lastDay.map { Month.day($0).description }, tiers: [],
            outcome: experiment.outcome.rawValue, window: experiment.period, arms: arms,
            comparisons: comparisons, noComparison: why, plan: nil, imbalance: nil, seenImbalance: nil,
            reading: ExperimentsRun.reading(
                experiment, state, comparisons, why: why, plan: plan, isImbalanced: false),
            warnings: assigned.routes.isEmpty ? ["no page has '::: arm \(experiment.id)/…'"] : [])
    }

    private func comparisons(
        _ values: [[Double]]
    ) throws(MetricsError) -> ([ExperimentsResult.Comparison], String?) {
        try ExperimentsRun.comparisons(of: experiment) { arm, alpha throws(MetricsError) in
            try AlwaysValidDifference(
                treated: values[arm], control: values[0], effect: experiment.effect, alpha: alpha)
        } why: { error in
            switch error {
            case .tooFewRows(let needed, _):
                "each arm needs \(needed) periods of \(experiment.period) days that one arm was shown in"
            case .constantColumn: "every period came to the same"
            default: nil
            }
        }
    }

    /// How many periods it takes, by how much those seen vary.
    private func sentence(_ values: [[Double]]) -> String {
        let spread = values.first.flatMap { control -> Double? in
            guard control.count > 3 else { return nil }
            let mean = control.reduce(0, +) / Double(control.count)
            return control.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(control.count - 1)
        }
        guard let spread, let periods = try? SampleSize.periods(variance: spread, effect: experiment.effect)
        else {
            return "how many periods it takes is known once the first arm was shown in four"
        }
        return "it takes about \(periods) periods of each arm"
    }
}

/// What happened on a day: views or visitors, and those of them with the outcome.
struct PeriodCount {
    var successes = 0
    var trials = 0
}
