import Metrics

/// A number at the head of the page.
struct Headline: Sendable {
    enum Tone: String, Sendable { case better, worse, unclear }

    /// In the data files.
    var key: String
    var label: String
    var value: String
    /// Its interval, or what it is out of.
    var detail: String
    /// Against the month before.
    var change: String?
    var tone = Tone.unclear
    /// Month by month.
    var history: [Double?]
    var estimate: Double?
    var interval: Interval?
}

extension ReportContext {
    var headlines: [Headline] { membershipHeadlines + moneyHeadlines + activityHeadlines }

    /// The last complete month, where there is one.
    var month: String? {
        results.activation.result?.months.last?.month ?? results.revenue.result?.month
            ?? results.activity.result?.month
    }

    private var membershipHeadlines: [Headline] {
        guard let result = results.activation.result, let last = result.months.last else { return [] }
        let months = result.months.suffix(24)
        let before = result.months.dropLast().last
        var headlines: [Headline] = []
        if let members = SmallGroups.visible(last.counts.atEnd) {
            var headline = Headline(
                key: "members", label: words.members, value: words.count(members),
                detail: words.atTheEndOf(words.month(last.month)),
                history: months.map { SmallGroups.visible($0.counts.atEnd).map(Double.init) },
                estimate: Double(members))
            if let old = before.flatMap({ SmallGroups.visible($0.counts.atEnd) }), old > 0 {
                headline.compare(Double(members), with: Double(old), words)
            }
            headlines.append(headline)
        }
        typealias Month = ActivationResult.Month
        let rates: [(String, String, KeyPath<Month, Rate.Measured?>, Bool)] = [
            ("churn", words.churnRate, \.churn, false), ("renewal", words.renewalRate, \.renewal, true),
            ("activation", words.activationRate, \.activation, true),
        ]
        for (key, label, path, isGood) in rates {
            guard let rate = SmallGroups.visible(last[keyPath: path]) else { continue }
            headlines.append(
                headline(
                    key, label, rate, before: SmallGroups.visible(before?[keyPath: path]), isGood: isGood,
                    months.map { SmallGroups.visible($0[keyPath: path])?.value }))
        }
        if let conversion = SmallGroups.visible(result.conversion) {
            headlines.append(
                Headline(
                    key: "conversion", label: words.conversion,
                    value: words.percent(conversion.value, decimals: 2),
                    detail: words.ninetyFive(conversion.interval) { words.percent($0, decimals: 2) },
                    history: [], estimate: conversion.value, interval: conversion.interval))
        }
        return headlines
    }

    private func headline(
        _ key: String, _ label: String, _ rate: Rate.Measured, before: Rate.Measured?, isGood: Bool,
        _ history: [Double?]
    ) -> Headline {
        var headline = Headline(
            key: key, label: label, value: words.percent(rate.value),
            detail: words.ninetyFive(rate.interval) { words.percent($0) }, history: history,
            estimate: rate.value, interval: rate.interval)
        guard let before else { return headline }
        let difference = RateDifference(rate, less: before)
        headline.change = words.pointsChanged(difference.value, difference.interval)
        if !difference.interval.contains(0) {
            headline.tone = (difference.value > 0) == isGood ? .better : .worse
        }
        return headline
    }

    private var moneyHeadlines: [Headline] {
        guard let result = results.revenue.result, let last = result.months.last else { return [] }
        var revenue = Headline(
            key: "revenue", label: words.revenue, value: words.money(last.revenue, result.currency),
            detail: words.inMonth(words.month(last.month)), history: result.months.suffix(24).map(\.revenue),
            estimate: last.revenue)
        if let before = result.months.dropLast().last, before.revenue > 0 {
            revenue.compare(last.revenue, with: before.revenue, words)
        }
        var headlines = [revenue]
        if let value = result.lifetimeValue, SmallGroups.visible(result.payingMembers) != nil {
            var detail = result.lifetimeValueInterval.map { interval in
                words.ninetyFive(interval) { words.money($0, result.currency) }
            }
            // Spend over few new members would tell how many they are.
            if let cost = result.acquisitionCost, SmallGroups.visible(last.newPayingMembers) != nil {
                let spent = words.costOfAMember(words.money(cost, result.currency))
                detail = detail.map { $0 + words("; ", "；") + spent } ?? spent
            }
            headlines.append(
                Headline(
                    key: "lifetime_value", label: words.lifetimeValue,
                    value: words.money(value, result.currency), detail: detail ?? "", history: [],
                    estimate: value, interval: result.lifetimeValueInterval))
        }
        return headlines
    }

    private var activityHeadlines: [Headline] {
        guard let result = results.activity.result, let monthly = SmallGroups.visible(result.monthly) else {
            return []
        }
        let stickiness = SmallGroups.visible(result.stickiness).map {
            words.stickiness(
                words.percent($0.value), words.ninetyFive($0.interval) { words.percent($0) })
        }
        return [
            Headline(
                key: "active_members", label: words.activeMembers, value: words.count(monthly),
                detail: stickiness ?? "",
                history: result.months.suffix(24).map { SmallGroups.visible($0.active).map(Double.init) },
                estimate: Double(monthly))
        ]
    }

    var headlineTable: DataTable {
        DataTable(
            "headlines", ["metric", "value", "lower", "upper"].map(words.column),
            headlines.map { headline in
                [
                    .text(headline.key), .number(headline.estimate, decimals: 4),
                    .number(headline.interval?.lower, decimals: 4),
                    .number(headline.interval?.upper, decimals: 4),
                ]
            })
    }
}

extension Headline {
    /// Counted numbers have no interval: they are what they are.
    fileprivate mutating func compare(_ now: Double, with before: Double, _ words: Words) {
        let change = now / before - 1
        guard change.isFinite else { return }
        self.change = words.changed(change)
        if change.magnitude >= 0.0005 { tone = change > 0 ? .better : .worse }
    }
}

/// The difference of two independent rates with Newcombe's interval (1998, method 10), made of their Wilson intervals.
struct RateDifference {
    let value: Double
    let interval: Interval

    init(_ rate: Rate.Measured, less other: Rate.Measured) {
        value = rate.value - other.value
        func distance(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
        interval = Interval(
            lower: value
                - distance(rate.value - rate.interval.lower, other.interval.upper - other.value),
            upper: value
                + distance(rate.interval.upper - rate.value, other.value - other.interval.lower))
    }
}
