import Metrics

/// How many members there are, where that leads, and how they come and stay.
extension ReportContext {
    var memberSection: Section {
        Section(
            id: "members", title: words.membersHeading, cards: [growth, funnel, activity, drivers])
    }

    private var growth: Card {
        Card("growth", words.growth, isWide: true, results.growth, words) { card, result in
            let months = result.months.map { ($0.month, SmallGroups.visible($0.members), $0.fitted) }
            let forecast = result.forecast
            let labels = months.map(\.0) + forecast.map(\.month)
            let seen = months.enumerated().compactMap { index, month in
                month.1.map { (x: Double(index), y: Double($0)) }
            }
            let fitted = months.enumerated().map { (x: Double($0.offset), y: $0.element.2) }
            let ahead = forecast.enumerated().map { index, month in
                (x: Double(months.count + index), month: month)
            }
            let capacity = result.capacity?.value
            card.chart = Chart(
                title: card.title,
                description: words.growthDescription(
                    from: months.first.map { words.month($0.0) } ?? "", to: words.month(labels.last ?? ""))
            ) { width in
                var plot = Plot(
                    width: width, height: width > 500 ? 320 : 240,
                    Plot.Axes(
                        x: [0, Double(max(labels.count - 1, 1))],
                        y: seen.map(\.y)
                            + ahead.flatMap { [$0.month.mean.value, $0.month.observation.upper] }
                            + (capacity.map { [$0 * 1.04] } ?? []),
                        yText: { words.number($0, decimals: 0) },
                        xLabels: labels.enumerated().map {
                            (Double($0.offset), words.shortMonth($0.element))
                        },
                        yLimit: 3 * (seen.map(\.y).max() ?? 1)))
                let joint = fitted.last.map { [(x: $0.x, lower: $0.y, upper: $0.y)] } ?? []
                plot.band(
                    joint
                        + ahead.map {
                            ($0.x, $0.month.observation.lower, $0.month.observation.upper)
                        }, "a1")
                if let capacity { plot.level(at: capacity, words.capacity(words.figure(capacity)), "dash") }
                plot.line(fitted, "s0")
                plot.line(
                    (fitted.last.map { [$0] } ?? []) + ahead.map { ($0.x, $0.month.mean.value) }, "s1 dashed")
                plot.dots(seen, radius: 3, "f0 dot")
                if let last = seen.last { plot.note(words.count(Int(last.y)), at: last) }
                return plot.drawing
            }
            card.legend = [
                LegendItem("f0", words.membersCounted), LegendItem("f1", words.forecastWithInterval),
            ]
            card.table = DataTable(
                "growth", ["month", "members", "fitted", "forecast", "lower", "upper"].map(words.column),
                months.map { month in
                    [
                        .text(month.0), month.1.map { .people($0) } ?? .text(SmallGroups.mark),
                        .number(month.2, decimals: 0), .nothing, .nothing, .nothing,
                    ]
                }
                    + forecast.map {
                        [
                            .text($0.month), .nothing, .nothing, .number($0.mean.value, decimals: 0),
                            .number($0.observation.lower, decimals: 0),
                            .number($0.observation.upper, decimals: 0),
                        ]
                    })
            guard let now = result.months.last, let end = forecast.last else { return }
            let share = result.capacity.map { Double(now.members) / $0.value }
            card.sentence = words.growthSentence(
                now: words.people(now.members), month: words.month(now.month),
                later: words.month(end.month), mean: words.number(end.mean.value, decimals: 0),
                range: words.range(end.observation) { words.number($0, decimals: 0) },
                capacity: result.capacity.map { estimate in
                    (
                        words.number(estimate.value, decimals: 0),
                        words.range(estimate.interval) { words.number($0, decimals: 0) }
                    )
                }, share: share)
            if let share, share > 0.8 {
                card.action = .init(weight: 0.7, text: words.growthAction(words.roundPercent(min(share, 1))))
            }
        }
    }

    private var funnel: Card {
        Card("funnel", words.funnel, results.activation, words) { card, result in
            // It is of a quotient that is not shown here.
            card.cautions.removeAll { $0 == words.model(MembershipRates.noQuotient) }
            var rows: [(key: String, name: String, rate: Rate.Measured)] = []
            if let conversion = SmallGroups.visible(result.conversion) {
                rows.append(("joined", words.joinedOfVisits, conversion))
            }
            let all = result.funnel.first { $0.tier == "all" }
            if let all, let due = try? Rate(all.due, of: all.members).measured {
                if let due = SmallGroups.visible(due) { rows.append(("came_due", words.cameDue, due)) }
                if let renewal = SmallGroups.visible(all.renewal) {
                    rows.append(("renewed", words.renewedOnce, renewal))
                }
            }
            let tiers = result.funnel.filter { $0.tier != "all" }
            let split = SmallGroups.split(tiers.map(\.due))
            for index in split.kept {
                guard let renewal = tiers[index].renewal else { continue }
                rows.append(("renewed: " + tiers[index].tier, words.renewedTier(tiers[index].tier), renewal))
            }
            let merged = split.merged.map { tiers[$0] }
            if split.mergedSize > 0,
                let rate = try? Rate(
                    merged.reduce(0) { $0 + $1.renewed }, of: split.mergedSize
                ).measured
            {
                rows.append(("renewed: others", words.renewedTier(words.others), rate))
            }
            let bars = Bars(
                rows: rows.map { row in
                    Bars.Row(
                        name: row.name, value: row.rate.value,
                        text: words.percent(row.rate.value, decimals: row.rate.value < 0.1 ? 2 : 1),
                        interval: (row.rate.interval.lower, row.rate.interval.upper),
                        style: row.key.hasPrefix("renewed:") ? "f2" : "f0")
                }, full: 1)
            card.chart = Chart(title: card.title, description: words.funnelDescription, draw: bars.draw)
            card.table = DataTable(
                "funnel", ["step", "numerator", "denominator", "share", "lower", "upper"].map(words.column),
                rows.map { [.text($0.name)] + rateCells($0.rate) })
            if let joined = rows.first(where: { $0.key == "joined" })?.rate,
                let renewed = rows.first(where: { $0.key == "renewed" })?.rate
            {
                card.sentence = words.funnelSentence(
                    joined: words.percent(joined.value, decimals: 2), renewed: words.percent(renewed.value),
                    loses: renewed.value < 0.6)
            } else {
                card.sentence = words.funnelEarly
            }
        }
    }

    /// Numerator, denominator, value and interval.
    func rateCells(_ rate: Rate.Measured?) -> [DataTable.Cell] {
        guard let rate = SmallGroups.visible(rate) else { return Array(repeating: .nothing, count: 5) }
        return [
            .count(rate.numerator), .count(rate.denominator), .share(rate.value), .share(rate.interval.lower),
            .share(rate.interval.upper),
        ]
    }

    private var activity: Card {
        Card("activity", words.activity, results.activity, words) { card, result in
            let months = result.months.suffix(36)
            let points = months.enumerated().compactMap { index, month in
                SmallGroups.visible(month.active).map { (x: Double(index), y: Double($0)) }
            }
            card.chart = Chart(title: card.title, description: words.activityDescription) { width in
                var plot = Plot(
                    width: width, height: 220,
                    Plot.Axes(
                        x: [0, Double(max(months.count - 1, 1))], y: points.map(\.y),
                        yText: { words.number($0, decimals: 0) },
                        xLabels: months.enumerated().map {
                            (Double($0.offset), words.shortMonth($0.element.month))
                        }))
                plot.area(points, "a0")
                plot.line(points, "s0")
                plot.dots(points.suffix(1), radius: 4, "f0 dot")
                if let last = points.last { plot.note(words.count(Int(last.y)), at: last) }
                return plot.drawing
            }
            card.table = DataTable(
                "activity", ["month", "active", "visits", "interactions"].map(words.column),
                result.months.map {
                    SmallGroups.isTooSmall($0.active)
                        ? [.text($0.month), .people($0.active), .nothing, .nothing]
                        : [.text($0.month), .people($0.active), .count($0.visits), .count($0.interactions)]
                })
            let perMember = result.interactionsPerMember.value.map { words.figure($0) } ?? "–"
            let values = points.map(\.y)
            let isFalling =
                values.count >= 4 && (values.last ?? 0) < 0.85 * values.suffix(4).dropLast().reduce(0, +) / 3
            card.sentence = words.activitySentence(
                daily: words.people(result.daily), weekly: words.people(result.weekly),
                monthly: words.people(result.monthly), perMember: perMember, isFalling: isFalling)
            if isFalling { card.action = .init(weight: 0.75, text: words.activityAction) }
        }
    }

    private var drivers: Card {
        Card("drivers", words.drivers, results.growth, words) { card, result in
            card.cautions = []
            guard !result.drivers.isEmpty else {
                card.notRun = NotRun(
                    why: result.noDrivers ?? "", record: "more months of facts and members make it possible")
                return
            }
            let rows = result.drivers
            let whiskers = Whiskers(
                rows: rows.map { driver in
                    Whiskers.Row(
                        name: words.term(driver.name), value: driver.estimate.value,
                        lower: driver.estimate.interval.lower, upper: driver.estimate.interval.upper,
                        text: words.number(driver.estimate.value, decimals: 2),
                        style: driver.estimate.interval.contains(0) ? "f5" : "f0")
                }, neutral: 0)
            card.chart = Chart(title: card.title, description: words.whiskersDescription, draw: whiskers.draw)
            card.table = effects("drivers", rows.map { ($0.name, $0.estimate, $0.pValue) })
            let clear = rows.filter { !$0.estimate.interval.contains(0) }
                .max { $0.estimate.value.magnitude < $1.estimate.value.magnitude }
            card.sentence = words.driversSentence(
                clear.map { (words.term($0.name), $0.estimate.value > 0) })
        }
    }

    func effects(_ name: String, _ rows: [(name: String, estimate: Estimate, pValue: Double)]) -> DataTable {
        DataTable(
            name, ["name", "estimate", "lower", "upper", "p_value"].map(words.column),
            rows.map {
                [
                    .text(words.term($0.name)), .number($0.estimate.value, decimals: 3),
                    .number($0.estimate.interval.lower, decimals: 3),
                    .number($0.estimate.interval.upper, decimals: 3), .number($0.pValue, decimals: 4),
                ]
            })
    }
}
