import Metrics

/// What comes in, from whom, and at which price.
extension ReportContext {
    var moneySection: Section {
        Section(
            id: "money", title: words.moneyHeading,
            cards: [revenue, price, demand, strategy, value, channels])
    }

    private var revenue: Card {
        Card("revenue", words.revenueByMonth, isWide: true, results.revenue, words) { card, result in
            let months = result.months.suffix(36)
            let points = months.enumerated().map { (x: Double($0.offset), y: $0.element.revenue) }
            let spend = months.enumerated().compactMap { index, month in
                month.spend.map { (x: Double(index), y: $0) }
            }
            let currency = result.currency
            card.chart = Chart(title: card.title, description: words.revenueDescription) { width in
                var plot = Plot(
                    width: width, height: width > 500 ? 260 : 220,
                    Plot.Axes(
                        x: [0, Double(max(months.count - 1, 1))], y: points.map(\.y) + spend.map(\.y),
                        yText: { words.money($0, currency) },
                        xLabels: months.enumerated().map {
                            (Double($0.offset), words.shortMonth($0.element.month))
                        }))
                plot.area(points, "a0")
                plot.line(points, "s0")
                plot.line(spend, "s1")
                plot.dots(points.suffix(1), radius: 4, "f0 dot")
                if let last = points.last { plot.note(words.money(last.y, currency), at: last) }
                return plot.drawing
            }
            card.legend = [LegendItem("f0", words.revenue)]
            if !spend.isEmpty { card.legend.append(LegendItem("f1", words.spend)) }
            card.table = DataTable(
                "revenue", ["month", "revenue", "new_members", "spend"].map(words.column),
                result.months.map {
                    [
                        .text($0.month), .number($0.revenue, decimals: 2), .people($0.newPayingMembers),
                        .number($0.spend, decimals: 2),
                    ]
                })
            // Revenue by few members and spend on few new ones would tell how many they are.
            let hasPaying = !SmallGroups.isTooSmall(result.payingMembers)
            let hasNew = !SmallGroups.isTooSmall(result.months.last?.newPayingMembers ?? 0)
            let ratio = hasPaying && hasNew ? result.valueToCost : nil
            card.sentence = words.revenueSentence(
                perMember: hasPaying ? result.arppu.map { words.money($0, currency) } : nil,
                value: hasPaying ? result.lifetimeValue.map { words.money($0, currency) } : nil,
                byCurve: hasPaying ? result.curveLifetimeValue.map { words.money($0, currency) } : nil,
                ratio: ratio.map { ($0, words.number($0)) },
                payback: ratio == nil ? nil : result.paybackMonths.map { words.number($0) },
                hasCosts: result.acquisitionCost != nil)
            if let ratio, ratio < 3 {
                card.action = .init(weight: 0.8, text: words.costAction(words.number(ratio)))
            }
        }
    }

    /// Arms that enough people were offered.
    private func visibleArms(_ result: PricingResult) -> [PriceArm] {
        result.arms.filter { $0.offered >= SmallGroups.fewest }.sorted { $0.price < $1.price }
    }

    private var price: Card {
        Card("price", words.price, results.pricing, words) { card, result in
            let curve = result.curve.map { (x: $0.price, y: $0.revenue) }
            let arms = visibleArms(result).compactMap { arm in
                share(arm.bought, of: arm.offered).map { (arm: arm, rate: $0) }
            }
            let best = result.price
            card.chart = Chart(title: card.title, description: words.priceDescription) { width in
                let tops = arms.map { $0.rate.interval.upper * $0.arm.price }
                var plot = Plot(
                    width: width, height: 260,
                    Plot.Axes(
                        x: curve.map(\.x) + arms.map(\.arm.price), y: curve.map(\.y) + tops,
                        yText: { words.money($0, currency) }, xText: { words.money($0, currency) },
                        xTitle: words.priceAxis))
                if let best {
                    plot.band(
                        [
                            (best.interval.lower, plot.y.low, plot.y.high),
                            (best.interval.upper, plot.y.low, plot.y.high),
                        ], "a2")
                }
                plot.line(curve, "s0")
                for arm in arms {
                    plot.whisker(
                        at: arm.arm.price, arm.rate.interval.lower * arm.arm.price,
                        arm.rate.interval.upper * arm.arm.price, "whisker")
                }
                plot.dots(arms.map { ($0.arm.price, $0.rate.value * $0.arm.price) }, radius: 4.5, "f0 dot")
                if let best { plot.rule(at: best.value, words.money(best.value, currency), "s2") }
                return plot.drawing
            }
            card.legend = [LegendItem("f0", words.revenuePerOffer)]
            if best != nil { card.legend.append(LegendItem("f2", words.bestPrice)) }
            card.table = DataTable(
                "price_curve",
                ["price", "demand", "revenue_per_offer", "marginal_revenue"].map(words.column),
                result.curve.map {
                    [
                        .number($0.price, decimals: 2), .share($0.demand), .number($0.revenue, decimals: 3),
                        .number($0.marginalRevenue, decimals: 3),
                    ]
                })
            switch (result.best, result.price, result.nearestTried) {
            case (.inside, let price?, _):
                card.sentence = words.priceInside(
                    words.money(price.value, currency),
                    words.range(price.interval) { words.money($0, currency) })
                card.action = .init(
                    weight: 0.65,
                    text: words.priceAction(
                        words.money(price.value, currency),
                        words.range(price.interval) { words.money($0, currency) }))
            case (.beyond, _, let nearest?):
                card.sentence = words.priceBeyond(
                    words.money(nearest, currency), isHigher: nearest >= (result.curve.last?.price ?? nearest)
                )
            default: card.sentence = words.priceUndetermined
            }
        }
    }

    private var demand: Card {
        Card("demand", words.demand, results.pricing, words) { card, result in
            card.cautions = []
            let curve = result.curve.map { (x: $0.price, y: $0.demand) }
            let arms = visibleArms(result).compactMap { arm in
                share(arm.bought, of: arm.offered).map { (arm: arm, rate: $0) }
            }
            card.chart = Chart(title: card.title, description: words.demandDescription) { width in
                var plot = Plot(
                    width: width, height: 260,
                    Plot.Axes(
                        x: curve.map(\.x) + arms.map(\.arm.price),
                        y: curve.map(\.y) + arms.map(\.rate.interval.upper),
                        yText: { words.roundPercent($0) }, xText: { words.money($0, currency) },
                        xTitle: words.priceAxis))
                plot.line(curve, "s3")
                for arm in arms {
                    plot.whisker(
                        at: arm.arm.price, arm.rate.interval.lower, arm.rate.interval.upper, "whisker")
                }
                plot.dots(arms.map { ($0.arm.price, $0.rate.value) }, radius: 4.5, "f3 dot")
                return plot.drawing
            }
            card.table = DataTable(
                "price_arms",
                ["price", "numerator", "denominator", "share", "lower", "upper", "due", "renewed"].map(
                    words.column),
                arms.map { one in
                    let isFew = SmallGroups.isTooSmall(one.arm.due)
                    return [.number(one.arm.price, decimals: 2)] + rateCells(one.rate) + [
                        .people(one.arm.due), isFew ? .nothing : .count(one.arm.renewed),
                    ]
                })
            let isClear = result.slope.interval.upper < 0
            let (low, high) = (result.curve.first, result.curve.last)
            card.sentence = words.demandSentence(
                low: low.map { (words.money($0.price, currency), words.percent($0.demand)) },
                high: high.map { (words.money($0.price, currency), words.percent($0.demand)) },
                isClear: isClear)
        }
    }

    private var strategy: Card {
        Card("strategy", words.strategy, results.strategy, words) { card, result in
            let rows = result.rows.filter { $0.exposed >= SmallGroups.fewest }
            let base = result.baselineRetention * result.baselinePayment
            let whiskers = Whiskers(
                rows: rows.enumerated().map { index, row in
                    Whiskers.Row(
                        name: row.name, value: row.objective.value, lower: row.objective.interval.lower,
                        upper: row.objective.interval.upper,
                        text: words.percent(row.objective.value), style: index == 0 ? "f0" : "f5")
                }, neutral: base)
            card.chart = Chart(title: card.title, description: words.strategyDescription, draw: whiskers.draw)
            card.legend = [LegendItem("axis", words.withoutArm(words.percent(base)))]
            card.table = DataTable(
                "strategy",
                [
                    "arm", "exposed", "retention", "payment", "objective", "lower", "upper",
                    "probability_best",
                ].map(words.column),
                rows.map {
                    [
                        .text($0.name), .people($0.exposed), .share($0.retention.value),
                        .share($0.payment.value), .share($0.objective.value),
                        .share($0.objective.interval.lower), .share($0.objective.interval.upper),
                        .share($0.probabilityBest),
                    ]
                })
            // They may speak of an arm that is not shown.
            if rows.count < result.rows.count { card.cautions = [] }
            if let first = rows.first {
                card.sentence = words.strategySentence(
                    first.name, words.percent(first.objective.value), base: words.percent(base),
                    chance: words.roundPercent(first.probabilityBest),
                    isSettled: first.probabilityBest >= 0.95)
                if first.probabilityBest >= 0.95 {
                    card.action = .init(weight: 0.6, text: words.strategyAction(first.name))
                }
            } else {
                card.sentence = words.tooFewToShow
            }
        }
    }

    private var value: Card {
        Card("value", words.value, results.value, words) { card, result in
            let segments = result.segments
            let rows = segments.flatMap { segment in
                segment.rows.filter { $0.offered >= SmallGroups.fewest }.map { (segment: segment, row: $0) }
            }
            let several = segments.count > 1
            func name(_ segment: ValueResult.Segment, _ option: String) -> String {
                guard several else { return option }
                return "\(segment.name.isEmpty ? words.allMembers : segment.name): \(option)"
            }
            let bars = Bars(
                rows: rows.map { segment, row in
                    Bars.Row(
                        name: name(segment, row.option), value: max(row.value.value, 0),
                        text: words.money(row.value.value, currency),
                        interval: (max(row.value.interval.lower, 0), max(row.value.interval.upper, 0)),
                        style: row.option == segment.offer?.option ? "f2" : "f5")
                })
            card.chart = Chart(title: card.title, description: words.valueDescription, draw: bars.draw)
            card.table = DataTable(
                "value",
                [
                    "segment", "option", "price", "offered", "bought", "value_per_offer", "lower", "upper",
                    "probability_best", "excluded",
                ].map(words.column),
                rows.map { segment, row in
                    [
                        .text(segment.name.isEmpty ? words.allMembers : segment.name), .text(row.option),
                        .number(row.price, decimals: 2), .people(row.offered), .people(row.bought),
                        .number(row.value.value, decimals: 2), .number(row.value.interval.lower, decimals: 2),
                        .number(row.value.interval.upper, decimals: 2), .share(row.probabilityBest),
                        .text(row.excluded.map(words.model) ?? ""),
                    ]
                })
            let offers = segments.compactMap { segment in
                segment.offer.map {
                    words.offered(
                        name(segment, $0.option), words.money($0.price, currency),
                        words.money($0.expectedValue, currency), words.roundPercent($0.probabilityBest))
                }
            }
            let contenders = segments.compactMap { segment in
                segment.contender.flatMap {
                    SmallGroups.isTooSmall($0.offered)
                        ? nil
                        : words.contender(
                            name(segment, $0.option), words.money($0.expectedValue, currency),
                            words.people($0.offered))
                }
            }
            let isSettled = segments.allSatisfy { ($0.offer?.probabilityBest ?? 0) >= 0.9 }
            card.sentence = words.valueSentence(
                words.list(offers), contenders: contenders, isSettled: isSettled)
            // The sentence says it.
            card.cautions = []
        }
    }

    private var channels: Card {
        Card("channels", words.channels, isWide: true, results.channels, words) { card, result in
            let rows = visibleChannels(result)
            let bars = Bars(
                rows: rows.prefix(12).map { row in
                    Bars.Row(
                        name: words.channel(row.channel), value: Double(row.joined),
                        text: words.people(row.joined))
                })
            card.chart = Chart(title: card.title, description: words.channelsDescription, draw: bars.draw)
            card.table = DataTable(
                "channels",
                [
                    "channel", "visits", "joined", "conversion", "lower", "upper", "spend", "cost", "revenue",
                    "return_on_spend",
                ].map(words.column),
                rows.map { row in
                    let isFew = SmallGroups.isTooSmall(row.joined)
                    return [
                        .text(words.channel(row.channel)), .count(row.visits), .people(row.joined),
                        .share(isFew ? nil : row.conversion?.value),
                        .share(isFew ? nil : row.conversion?.interval.lower),
                        .share(isFew ? nil : row.conversion?.interval.upper), .number(row.spend, decimals: 0),
                        .number(isFew ? nil : row.cost, decimals: 2),
                        .number(isFew ? nil : row.revenue, decimals: 0),
                        .number(isFew ? nil : row.returnOnSpend, decimals: 2),
                    ]
                })
            card.listed = 12
            let paid = rows.filter { $0.spend > 0 && $0.joined >= SmallGroups.fewest }
            let cheapest = paid.min { ($0.cost ?? 0, $0.channel) < ($1.cost ?? 0, $1.channel) }
            let dearest = paid.max { ($0.cost ?? 0, $1.channel) < ($1.cost ?? 0, $0.channel) }
            card.sentence = words.channelsSentence(
                first: rows.first.map { (words.channel($0.channel), words.people($0.joined)) },
                cheap: cheapest.map { (words.channel($0.channel), words.money($0.cost ?? 0, currency)) },
                dear: paid.count < 2
                    ? nil : dearest.map { (words.channel($0.channel), words.money($0.cost ?? 0, currency)) })
            if let loss = paid.first(where: { ($0.returnOnSpend ?? 0) < 0 }) {
                card.action = .init(weight: 0.85, text: words.channelAction(words.channel(loss.channel)))
            }
        }
    }

    /// Channels that brought one to four members are one row.
    private func visibleChannels(_ result: ChannelsResult) -> [ChannelsResult.Row] {
        let split = SmallGroups.split(result.rows.map(\.joined))
        var rows = split.kept.map { result.rows[$0] }
        let merged = split.merged.map { result.rows[$0] }
        guard !merged.isEmpty else { return rows }
        let joined = merged.reduce(0) { $0 + $1.joined }
        let visits = merged.reduce(0) { $0 + $1.visits }
        let spend = merged.reduce(0) { $0 + $1.spend }
        let revenue = merged.reduce(0) { $0 + $1.revenue }
        rows.append(
            ChannelsResult.Row(
                channel: words.others, visits: visits, joined: joined,
                conversion: joined <= visits ? share(joined, of: visits) : nil, spend: spend,
                cost: joined > 0 ? spend / Double(joined) : nil, revenue: revenue,
                returnOnSpend: spend > 0 ? (revenue - spend) / spend : nil))
        return rows
    }
}
