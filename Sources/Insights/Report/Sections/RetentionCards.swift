import Metrics

/// Who stays, for how long, and who is about to leave.
extension ReportContext {
    var retentionSection: Section {
        Section(
            id: "retention", title: words.retentionHeading,
            cards: [triangle, retentionCurve, survival, churnList, churnForces, risks])
    }

    private var triangle: Card {
        Card("retention-triangle", words.triangle, isWide: true, results.retention, words) { card, result in
            let triangle = CohortTriangle(result)
            let ages = triangle.rows.map(\.retention.count).max() ?? 0
            let map = HeatMap(
                rows: triangle.rows.map { row in
                    HeatMap.Row(
                        name: row.month.map(words.shortMonth) ?? words.others, size: words.people(row.size),
                        cells: row.retention.map { $0?.value },
                        texts: row.retention.map {
                            $0.map { words.number($0.value * 100, decimals: 0) } ?? ""
                        })
                }, columns: (0..<ages).map(String.init))
            card.chart = Chart(title: card.title, description: words.triangleDescription, draw: map.draw)
            card.table = DataTable(
                "retention_triangle",
                ["cohort", "age", "numerator", "denominator", "share", "lower", "upper"].map(words.column),
                triangle.rows.flatMap { row in
                    row.retention.enumerated().compactMap { age, rate in
                        rate.map { [.text(row.month ?? words.others), .count(age)] + rateCells($0) }
                    }
                })
            card.sentence = triangleSentence(triangle)
            // The doubts are those of the curve, which has a card of its own.
            card.cautions = []
        }
    }

    /// Newer cohorts against older ones after three months, or the latest age that both have reached.
    private func triangleSentence(_ triangle: CohortTriangle) -> String {
        let dated = triangle.rows.filter { $0.month != nil }
        for age in [3, 2, 1] {
            let rates = dated.compactMap { $0.retention.indices.contains(age) ? $0.retention[age] : nil }
            guard rates.count >= 4 else { continue }
            let half = rates.count / 2
            func pooled(_ part: ArraySlice<Rate.Measured>) -> Rate.Measured? {
                share(part.reduce(0) { $0 + $1.numerator }, of: part.reduce(0) { $0 + $1.denominator })
            }
            guard let old = pooled(rates.prefix(half)), let new = pooled(rates.dropFirst(half)) else {
                continue
            }
            let difference = RateDifference(new, less: old)
            let isClear = !difference.interval.contains(0)
            return words.triangleSentence(
                age: age, old: words.percent(old.value), new: words.percent(new.value),
                trend: isClear ? (difference.value > 0 ? 1 : -1) : 0)
        }
        return words.triangleEarly
    }

    private var retentionCurve: Card {
        Card("retention-curve", words.retentionCurve, results.retention, words) { card, result in
            let overall = CohortTriangle(result).overall
            let points = overall.enumerated().compactMap { age, rate in
                rate.map { (x: Double(age), rate: $0) }
            }
            let fitted = (result.curve?.survival ?? []).enumerated().map {
                (x: Double($0.offset), y: $0.element)
            }
            card.chart = Chart(title: card.title, description: words.retentionCurveDescription) { width in
                var plot = Plot(
                    width: width, height: 250,
                    Plot.Axes(
                        x: [0, max(points.last?.x ?? 1, fitted.last?.x ?? 1, 1)], y: [0, 1],
                        yText: { words.roundPercent($0) }, xTitle: words.monthsOfMembership))
                plot.band(points.map { ($0.x, $0.rate.interval.lower, $0.rate.interval.upper) }, "a0")
                plot.line(fitted, "s1 dashed")
                plot.line(points.map { ($0.x, $0.rate.value) }, "s0")
                if points.count == 1 { plot.dots(points.map { ($0.x, $0.rate.value) }, radius: 4, "f0") }
                return plot.drawing
            }
            card.legend = [LegendItem("f0", words.seenWithInterval)]
            if !fitted.isEmpty { card.legend.append(LegendItem("f1", words.curveProjected)) }
            card.table = DataTable(
                "retention_curve",
                ["age", "numerator", "denominator", "share", "lower", "upper", "fitted"].map(words.column),
                (0..<max(overall.count, fitted.count)).map { age in
                    [.count(age)] + rateCells(overall.indices.contains(age) ? overall[age] : nil)
                        + [.share(fitted.indices.contains(age) ? fitted[age].y : nil)]
                })
            if let why = result.noCurve { card.cautions.append(words.model(why)) }
            card.cautions += (result.curve?.warnings ?? []).map(words.model)
            let first = points.first { $0.x == 1 }?.rate.value
            let year = points.first { $0.x == 12 }?.rate.value ?? (fitted.count > 12 ? fitted[12].y : nil)
            card.sentence = words.curveSentence(
                first: first.map { words.percent(1 - $0) }, year: year.map(words.roundPercent),
                lifetime: result.curve.map { words.number($0.residualLifetime) },
                isEarly: first.map { 1 - $0 > 0.12 } ?? false)
        }
    }

    private var survival: Card {
        Card("survival", words.survival, results.survival, words) { card, result in
            let survival =
                [(x: 0.0, value: 1.0, lower: 1.0, upper: 1.0)]
                + result.survival.enumerated().map { index, estimate in
                    (
                        x: Double(index + 1), value: estimate.value, lower: estimate.interval.lower,
                        upper: estimate.interval.upper
                    )
                }
            card.chart = Chart(title: card.title, description: words.survivalDescription) { width in
                var plot = Plot(
                    width: width, height: 250,
                    Plot.Axes(
                        x: [0, max(survival.last?.x ?? 1, 1)], y: [0, 1], yText: { words.roundPercent($0) },
                        xTitle: words.monthsOfMembership))
                plot.band(survival.map { ($0.x, max($0.lower, 0), min($0.upper, 1)) }, "a2")
                plot.line(survival.map { ($0.x, $0.value) }, "s2")
                if let half = survival.first(where: { $0.value <= 0.5 }) {
                    plot.rule(at: half.x, words.halfAreGone, "dash")
                }
                return plot.drawing
            }
            card.table = DataTable(
                "survival",
                ["month_of_membership", "hazard", "survival", "lower", "upper"].map(words.column),
                result.survival.enumerated().map { index, estimate in
                    [
                        .count(index + 1),
                        .share(result.hazards.indices.contains(index) ? result.hazards[index] : nil),
                        .share(estimate.value), .share(max(estimate.interval.lower, 0)),
                        .share(min(estimate.interval.upper, 1)),
                    ]
                })
            let first = result.hazards.first ?? 0
            let later = result.hazards.last ?? 0
            card.sentence = words.survivalSentence(
                first: words.percent(first), later: words.percent(later), month: result.hazards.count,
                payments: result.expectedPayments.map { words.number($0) }, isFront: first > 1.5 * later)
            if first > 1.5 * later {
                card.action = .init(weight: 0.55, text: words.survivalAction(words.percent(first)))
            }
        }
    }

    private var churnList: Card {
        Card("churn", words.churnList, isWide: true, results.churn, words) { card, result in
            // The linear model, which stands beside in the results, is not shown here.
            card.cautions = results.churn.warnings.filter { !$0.contains("leave [0, 1]") }.map(words.model)
            let signs = Dictionary(
                result.effects.map { ($0.feature, $0.estimate.value) },
                uniquingKeysWith: { first, _ in first })
            /// What raises the risk when there is more of it does so by being much.
            func reason(_ feature: String) -> String {
                words.reason(feature, isMuch: (signs[feature] ?? 0) > 0)
            }
            var columns = ["member"]
            if names.people != nil { columns.append("address") }
            columns += ["risk", "reasons", "suggestion"]
            card.table = DataTable(
                "members_at_risk", columns.map(words.column),
                result.warnings.map { warning in
                    var row: [DataTable.Cell] = [.text(names.name(warning.member, words))]
                    if let people = names.people { row.append(.text(people[warning.member]?.address ?? "")) }
                    return row + [
                        .share(warning.risk),
                        .text(words.reasons(warning.pushes.map { reason($0.feature) })),
                        .text(warning.pushes.first.map { words.suggestion($0.action) } ?? ""),
                    ]
                })
            card.listed = 12
            let strongest = Dictionary(
                grouping: result.warnings.compactMap { $0.pushes.first }, by: \.feature
            )
            .max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
            card.sentence = words.churnSentence(
                atRisk: words.people(result.atRisk), considered: words.people(result.considered),
                threshold: words.roundPercent(result.threshold),
                reason: strongest.map { reason($0.key) },
                suggestion: strongest?.value.first.map { words.suggestion($0.action) },
                skill: result.auc.map { ($0, words.number($0, decimals: 2)) })
            if result.atRisk >= SmallGroups.fewest {
                card.action = .init(
                    weight: 0.9,
                    text: words.churnAction(
                        words.people(result.atRisk), strongest.map { reason($0.key) }))
            }
        }
    }

    private var churnForces: Card {
        Card("churn-forces", words.churnForces, results.churn, words) { card, result in
            card.cautions = []
            let whiskers = Whiskers(
                rows: result.effects.map { effect in
                    let interval = effect.estimate.interval
                    let style = interval.contains(0) ? "f5" : effect.estimate.value > 0 ? "f0" : "f2"
                    return Whiskers.Row(
                        name: words.term(effect.feature), value: effect.estimate.value, lower: interval.lower,
                        upper: interval.upper,
                        text: effect.oddsRatio.map { "×\(words.number($0.value, decimals: 2))" } ?? "–",
                        style: style)
                }, neutral: 0)
            card.chart = Chart(title: card.title, description: words.whiskersDescription, draw: whiskers.draw)
            card.legend = [
                LegendItem("f0", words.raisesRisk), LegendItem("f2", words.lowersRisk),
                LegendItem("f5", words.unclear),
            ]
            card.table = effects("churn_forces", result.effects.map { ($0.feature, $0.estimate, $0.pValue) })
            let clear = result.effects.filter { !$0.estimate.interval.contains(0) }
            card.sentence = words.forcesSentence(
                up: clear.filter { $0.estimate.value > 0 }.map { words.term($0.feature) },
                down: clear.filter { $0.estimate.value < 0 }.map { words.term($0.feature) })
        }
    }

    private var risks: Card {
        Card("risks", words.risks, results.churn, words) { card, result in
            card.cautions = []
            let runs = SmallGroups.runs(result.risks)
            let steps = result.risks.count
            let rows = runs.map { run -> (name: String, members: Int) in
                let low = words.number(Double(run.lowerBound * 100) / Double(max(steps, 1)), decimals: 0)
                let high = words.roundPercent(Double(run.upperBound) / Double(max(steps, 1)))
                return ("\(low)–\(high)", result.risks[run].reduce(0, +))
            }
            let bars = Bars(
                rows: rows.map {
                    Bars.Row(name: $0.name, value: Double($0.members), text: words.people($0.members))
                })
            card.chart = Chart(title: card.title, description: words.risksDescription, draw: bars.draw)
            card.table = DataTable(
                "risks", ["risk_range", "members"].map(words.column),
                rows.map { [.text($0.name), .people($0.members)] })
            card.sentence = words.risksSentence(
                base: result.base.map { words.percent($0.value) } ?? "–",
                threshold: words.roundPercent(result.threshold))
        }
    }
}
