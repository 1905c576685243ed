import Metrics
import Recommendations

/// What was tried on some, and whether to go on with it.
extension ReportContext {
    var experimentSection: Section {
        let cards =
            results.experiments.result.map { result in
                result.experiments.enumerated().map { card($0.element, number: $0.offset + 1) }
            } ?? [Card("experiment", words.experimentsHeading, results.experiments, words) { _, _ in }]
        return Section(id: "experiments", title: words.experimentsHeading, cards: cards)
    }

    /// What to do about each, for a terminal.
    var experimentLines: [String] {
        (results.experiments.result?.experiments ?? []).map { row in
            let advice = ExperimentAdvice(row, words)
            let name = words.experiment(row.id, row.kind)
            return words("\(name) (\(words.state(row.state))): ", "\(name)（\(words.state(row.state))）：")
                + advice.sentence
        }
    }

    private func card(_ row: ExperimentsResult.Row, number: Int) -> Card {
        let advice = ExperimentAdvice(row, words)
        var card = Card("experiment-\(number)", words.experiment(row.id, row.kind), isWide: true)
        card.detail = words.experimentDetail(
            row.state, from: words.day(row.from), until: row.until.map(words.day), tiers: row.tiers,
            outcome: words.outcome(row.outcome, days: row.window))
        card.sentence = advice.sentence
        card.action = advice.action
        card.cautions = cautions(row)
        let arms = VisibleArms(row, others: words.others)
        if row.state != .planned, !arms.shown.isEmpty {
            let plot = ForestPlot(
                rows: arms.shown.enumerated().map { index, shown in
                    plotRow(row, shown.arm, shown.comparison, isFirst: index == 0, advice)
                }, tickText: words.points)
            card.chart = Chart(title: card.title, description: words.forestDescription, draw: plot.draw)
        }
        card.table = table(row, arms)
        return card
    }

    private func plotRow(
        _ row: ExperimentsResult.Row, _ arm: ExperimentsResult.Arm,
        _ comparison: ExperimentsResult.Comparison?, isFirst: Bool, _ advice: ExperimentAdvice
    ) -> ForestPlot.Row {
        let rate = SmallGroups.visible(arm.outcome).map { words.percent($0.value) }
        let detail =
            row.isOfPeriods
            ? words.armOfPeriods(words.count(arm.assigned), rate: rate)
            : words.armOfMembers(words.people(arm.assigned), rate: rate)
        var plotted = ForestPlot.Row(
            name: arm.id, detail: detail, text: isFirst ? words.comparedWith : words.noDifferenceYet)
        if let difference = comparison?.difference {
            plotted.difference = (difference.value, difference.interval.lower, difference.interval.upper)
            plotted.text = words.points(difference)
            if !advice.isUneven, comparison?.isDifferent == true {
                plotted.style = difference.value > 0 ? "f2" : "f0"
            }
        }
        return plotted
    }

    private func table(_ row: ExperimentsResult.Row, _ arms: VisibleArms) -> DataTable {
        DataTable(
            "experiments",
            [
                "experiment", "state", "arm", "assigned", "matured", "numerator", "denominator", "share",
                "lower", "upper", "difference", "difference_lower", "difference_upper", "p_value",
            ].map(words.column),
            arms.shown.map { arm, comparison in
                let interval = comparison?.difference.interval
                return [
                    .text(row.id), .text(words.state(row.state)), .text(arm.id),
                    row.isOfPeriods ? .count(arm.assigned) : .people(arm.assigned),
                    row.isOfPeriods ? .count(arm.matured) : .people(arm.matured),
                ] + rateCells(arm.outcome) + [
                    .share(comparison?.difference.value), .share(interval?.lower), .share(interval?.upper),
                    .number(comparison?.pValue, decimals: 3),
                ]
            })
    }

    /// What the run warned of; a number of members in it is not told where it is small.
    private func cautions(_ row: ExperimentsResult.Row) -> [String] {
        row.warnings.map { warning in
            let words = self.words
            guard let space = warning.firstIndex(of: " "), let members = Int(warning[..<space]),
                warning[space...].hasPrefix(" members ")
            else { return words.model(warning) }
            return words.model(words.people(members) + warning[space...])
        }
    }
}

extension ExperimentsResult.Row {
    /// Whether whole periods are compared, not members.
    var isOfPeriods: Bool { Experiment.Outcome(rawValue: outcome)?.isOfPeriods ?? false }
}

/// The arms of an experiment, those with few members as one.
struct VisibleArms {
    /// As the experiment has them; what was merged is last. Only arms that stand on their own are compared, and with a
    /// first arm that does.
    let shown: [(arm: ExperimentsResult.Arm, comparison: ExperimentsResult.Comparison?)]

    var comparisons: [ExperimentsResult.Comparison] { shown.compactMap(\.comparison) }

    init(_ row: ExperimentsResult.Row, others: String) {
        let all = Array(row.arms.indices)
        let split =
            row.isOfPeriods
            ? SmallGroups.Split(kept: all, merged: [], mergedSize: 0)
            : SmallGroups.split(row.arms.map(\.assigned))
        let isCompared = split.merged.first != 0
        let kept = split.kept.map { row.arms[$0] }.map { arm in
            (arm: arm, comparison: isCompared ? row.comparisons.first { $0.arm == arm.id } : nil)
        }
        let merged = Self.merged(split.merged.map { row.arms[$0] }, others)
        shown = kept + (split.mergedSize > 0 ? [(merged, nil)] : [])
    }

    private static func merged(_ arms: [ExperimentsResult.Arm], _ name: String) -> ExperimentsResult.Arm {
        func sum(_ value: (ExperimentsResult.Arm) -> Int) -> Int { arms.reduce(0) { $0 + value($1) } }
        return ExperimentsResult.Arm(
            id: name, weight: sum(\.weight), assigned: sum(\.assigned), matured: sum(\.matured),
            seen: sum(\.seen), seenOther: sum(\.seenOther),
            outcome: share(sum { $0.outcome?.numerator ?? 0 }, of: sum { $0.outcome?.denominator ?? 0 }),
            retained: sum(\.retained), paid: sum(\.paid))
    }
}

/// What to do about an experiment: wait, take an arm, keep the first, or believe none of it.
struct ExperimentAdvice {
    let sentence: String
    var action: Card.Action?
    /// Whether something other than the lot decided who is in which arm.
    let isUneven: Bool

    init(_ row: ExperimentsResult.Row, _ words: Words) {
        let dealt = row.imbalance?.isSuspicious ?? false
        isUneven = dealt || row.seenImbalance?.isSuspicious ?? false
        if row.state == .planned {
            sentence = Self.joined(
                [words.beginsOn(words.day(row.from)), Self.planned(row, words)], words)
            return
        }
        guard !isUneven else {
            sentence = dealt ? words.spreadUnevenly : words.seenUnevenly
            action = .init(weight: 0.68, text: words.unevenAction(row.id))
            return
        }
        let comparisons = VisibleArms(row, others: words.others).comparisons
        let first = row.arms.first?.id ?? ""
        if let why = row.noComparison {
            let reason = words.model(why)
            sentence =
                row.state == .ended
                ? words.endedTooEarly(reason)
                : Self.joined([words.waitBecause(reason), Self.needed(row, words) ?? ""], words)
            return
        }
        guard !comparisons.isEmpty else {
            sentence = words.armOfFew
            return
        }
        let better = comparisons.filter { $0.isDifferent && $0.difference.value > 0 }
            .sorted { $0.difference.value > $1.difference.value }
        if let best = better.first {
            let rest = better.dropFirst().map(\.arm)
            sentence = Self.joined(
                [
                    words.take(best.arm, first: first, best.difference),
                    rest.isEmpty ? "" : words.alsoBetter(words.quotedList(rest)),
                ], words)
            action = .init(weight: 0.65, text: words.takeAction(row.id, best.arm))
            return
        }
        let worse = comparisons.filter(\.isDifferent).map(\.arm)
        if !worse.isEmpty {
            let isLast = worse.count == row.arms.count - 1 || row.state == .ended
            sentence = words.drop(words.quotedList(worse), first: first, isLast: isLast)
            if isLast { action = .init(weight: 0.65, text: words.keepAction(row.id, first)) }
            return
        }
        guard row.state == .running else {
            sentence = words.endedWithout(first)
            return
        }
        guard let needed = Self.needed(row, words) else {
            sentence =
                row.plan.map {
                    words.enough(effect: words.number($0.effect * 100), first: first)
                } ?? words.enoughPeriods(first: first)
            return
        }
        sentence = Self.joined([words.waitForDifference(first), needed], words)
    }

    private static func joined(_ sentences: [String], _ words: Words) -> String {
        sentences.filter { !$0.isEmpty }.joined(separator: words(" ", ""))
    }

    private static func planned(_ row: ExperimentsResult.Row, _ words: Words) -> String {
        guard let plan = row.plan else { return row.isOfPeriods ? words.periodsUnknown : words.planUnknown }
        return words.planned(
            effect: words.number(plan.effect * 100), total: words.count(plan.total),
            eligible: words.people(plan.eligible), isTooFew: plan.eligible < plan.total)
    }

    /// To two digits, up: more of them nobody knows, and they could tell who is in a small arm.
    private static func rounded(_ count: Int) -> Int {
        var unit = 1
        while count / unit >= 100 { unit *= 10 }
        return (count / unit + (count % unit > 0 ? 1 : 0)) * unit
    }

    /// How many more it takes; nil where there have been enough.
    private static func needed(_ row: ExperimentsResult.Row, _ words: Words) -> String? {
        if row.isOfPeriods {
            guard let found = ModelSentences.match(row.reading, "{}it takes about {} periods of each arm"),
                let total = found.last.flatMap({ Int32($0) })
            else { return words.periodsUnknown }
            let more = Int(total) - (row.arms.map(\.matured).min() ?? 0)
            return more > 0 ? words.morePeriods(words.count(more)) : nil
        }
        guard let plan = row.plan else { return words.planUnknown }
        let over = row.arms.reduce(0) { $0 + $1.matured }
        guard plan.total > over else { return nil }
        // What is left of the whole would tell how few there are.
        let count =
            SmallGroups.isTooSmall(over)
            ? words.membersInAll(words.count(plan.total))
            : words.moreMembers(words.count(rounded(plan.total - over)))
        return joined(
            [count, plan.eligible < plan.total - over ? words.canTakePart(words.people(plan.eligible)) : ""],
            words)
    }
}
