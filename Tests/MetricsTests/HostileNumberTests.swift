import Foundation
import Metrics
import Testing

/// Every model on NaN, infinities, the largest and the smallest numbers: it throws a typed error, or everything it
/// returns is finite. Seeded; a failing input is printed by its seed.
struct HostileNumberTests {
    /// Draws from what breaks arithmetic, mixed with ordinary numbers.
    fileprivate struct Hostile {
        var stream: RandomStream
        /// How often a number is ordinary.
        let tame: Double

        init(_ seed: Int) {
            stream = RandomStream(seed: 0xF022).split(seed)
            tame = [0, 0.5, 0.9, 0.98][seed % 4]
        }

        private static let numbers: [Double] = [
            .nan, .infinity, -.infinity, 0, -0.0, 1e308, -1e308, .leastNonzeroMagnitude,
            -.leastNonzeroMagnitude, 1e-300, 1e100, -1e100,
            1.1e100, 1e16,
            1e-16, 1, -1, 0.5, 1e8, .ulpOfOne, 2, 1e50, 1e-50, .greatestFiniteMagnitude,
            .leastNormalMagnitude,
        ]
        private static let integers: [Int] = [
            .max, .min, 0, 1, -1, 2, 1 << 31, 1 << 50, (1 << 50) + 1, 1 << 53, 100, 3, 10_000,
        ]

        mutating func number() -> Double {
            stream.bernoulli(tame)
                ? stream.normal() * 3 : Self.numbers[stream.index(below: Self.numbers.count)]
        }
        mutating func size() -> Double { stream.bernoulli(tame) ? stream.uniform() * 100 : number() }
        mutating func share() -> Double { stream.bernoulli(tame) ? stream.uniform() : number() }
        mutating func integer() -> Int {
            stream.bernoulli(tame)
                ? stream.index(below: 50) : Self.integers[stream.index(below: Self.integers.count)]
        }
        mutating func count(below bound: Int) -> Int { stream.index(below: bound) }
        mutating func numbers(_ n: Int) -> [Double] { (0..<n).map { _ in number() } }
        mutating func sizes(_ n: Int) -> [Double] { (0..<n).map { _ in size() } }
        mutating func flags(_ n: Int) -> [Bool] { (0..<n).map { _ in stream.bernoulli(0.4) } }

        /// A table of up to 24 rows and 3 columns; some columns constant or copies of others.
        mutating func table() throws -> FeatureTable {
            let rows = stream.index(below: 25)
            let columns = 1 + stream.index(below: 3)
            var all: [(name: String, values: [Double])] = []
            for column in 0..<columns {
                var values = numbers(rows)
                if column > 0 && stream.bernoulli(0.1) { values = all[0].values }
                if stream.bernoulli(0.05), let first = values.first { values = values.map { _ in first } }
                if stream.bernoulli(0.1) { values = values.map { $0 * 1e90 } }
                if stream.bernoulli(0.1) { values = values.map { $0 * 1e-200 } }
                all.append(("c\(column)", values))
            }
            return try FeatureTable(columns: all)
        }
    }

    /// The path of the first number within a value that is not finite, or nil.
    private func firstNonFinite(_ value: Any, depth: Int = 0) -> String? {
        if let number = value as? Double { return number.isFinite ? nil : "\(number)" }
        if let number = value as? Float { return number.isFinite ? nil : "\(number)" }
        if let numbers = value as? [Double] { return numbers.allSatisfy(\.isFinite) ? nil : "array" }
        guard depth < 8, !(value is String), !(value is Int), !(value is [Int]), !(value is [Int32]) else {
            return nil
        }
        for child in Mirror(reflecting: value).children {
            if let path = firstNonFinite(child.value, depth: depth + 1) {
                return "\(child.label ?? "·").\(path)"
            }
        }
        return nil
    }

    /// Runs a model on many inputs. At least one must succeed, or the inputs test nothing.
    private func attack(
        _ name: String, runs: Int = 400, sourceLocation: SourceLocation = #_sourceLocation,
        _ body: (inout Hostile) throws -> Any
    ) {
        #if DEBUG
            let runs = runs / 4
        #endif
        var succeeded = 0
        for seed in 0..<runs {
            var hostile = Hostile(seed)
            do {
                let result = try body(&hostile)
                if let path = firstNonFinite(result) {
                    Issue.record("\(name), seed \(seed): \(path)", sourceLocation: sourceLocation)
                }
                if let model = result as? any ModelResult {
                    let words = model.reading + model.warnings.joined()
                    #expect(
                        !words.contains("nan") && !words.contains("inf "), "\(name), seed \(seed): \(words)")
                }
                succeeded += 1
            } catch let error as MetricsError {
                #expect(!error.description.isEmpty)
            } catch {
                Issue.record("\(name), seed \(seed): \(error)", sourceLocation: sourceLocation)
            }
        }
        #expect(succeeded > 0, "\(name): every input was refused", sourceLocation: sourceLocation)
    }

    @Test func `community metrics`() {
        attack("rate") { try Rate($0.integer(), of: $0.integer()) }
        attack("membership") {
            try MembershipRates(
                MembershipCounts(
                    registered: $0.integer(), activated: $0.integer(), due: $0.integer(),
                    renewed: $0.integer(),
                    atStart: $0.integer(), lapsed: $0.integer(), atEnd: $0.integer()))
        }
        attack("revenue") {
            let churn = try Rate($0.count(below: 3), of: $0.count(below: 50) + 2)
            return try Revenue(
                revenue: $0.number(), activeMembers: $0.integer(), payingMembers: $0.integer(),
                months: $0.size(),
                margin: $0.share(), acquisitionSpend: $0.size(), newPayingMembers: $0.integer(), churn: churn)
        }
        attack("retention triangle") { h in
            let tenures = (0..<h.count(below: 6)).map { _ in
                Tenure(joined: h.integer(), left: h.stream.bernoulli(0.5) ? nil : h.integer())
            }
            return try RetentionTriangle(tenures, observedThrough: h.integer())
        }
        attack("activity") { h in
            try Activity(
                interactions: h.integer(), members: h.integer(),
                views: (0..<h.count(below: 4)).map { ("i\($0)", h.integer()) })
        }
        attack("active members") { h in
            try ActiveMembers(
                sightings: (0..<20).map { _ in (h.integer(), h.integer()) }, through: h.integer())
        }
        attack("tier moves") { h in
            let tiers = (0..<h.count(below: 4)).map { _ in "t\(h.count(below: 6))" }
            return try TierMoves(
                tiers: tiers,
                moves: (0..<h.count(below: 4)).map { _ in ("t\(h.count(below: 6))", "t\(h.count(below: 6))") }
            )
        }
        attack("conversion funnel") {
            try ConversionFunnel(
                name: "f", visitors: $0.integer(), members: $0.integer(), due: $0.integer(),
                renewed: $0.integer(), upgraded: $0.integer())
        }
        attack("leaderboard") { h in
            try Leaderboard(
                rules: ["a": h.number(), "b": h.number()],
                events: (0..<10).map { _ in ("m\(h.count(below: 3))", h.stream.bernoulli(0.5) ? "a" : "b") })
        }
    }

    @Test func `regressions and churn`() {
        attack("linear regression") { h in
            let table = try h.table()
            return try LinearRegression.fit(
                table, target: h.numbers(table.rows),
                weights: h.stream.bernoulli(0.3) ? h.sizes(table.rows) : nil)
        }
        attack("linear probability") { h in
            let table = try h.table()
            return try LinearProbability.fit(table, churned: h.flags(table.rows))
        }
        attack("logistic regression") { h in
            let table = try h.table()
            return try LogisticRegression.fit(
                table, outcome: h.flags(table.rows).map { $0 ? 1 : 0 },
                penalty: h.stream.bernoulli(0.5) ? 0 : h.size(),
                weights: h.stream.bernoulli(0.3) ? h.sizes(table.rows) : nil)
        }
        attack("classifier evaluation") { h in
            let n = h.count(below: 20)
            return try ClassifierEvaluation(predicted: (0..<n).map { _ in h.share() }, happened: h.flags(n))
        }
        attack("survival") { h in
            let n = 5 + h.count(below: 30)
            let periods = try MemberPeriods.spells(
                durations: (0..<n).map { _ in h.stream.bernoulli(0.97) ? 1 + h.count(below: 8) : h.integer()
                },
                ended: h.flags(n), features: nil)
            let model = try Survival.fit(
                periods, baseline: .logarithm, penalty: h.stream.bernoulli(0.5) ? 0 : h.size())
            return try model.curve(periods: 20)
        }
        attack("payment") { h in
            let table = try h.table()
            let periods = try MemberPeriods(
                ages: (0..<table.rows).map { _ in
                    h.stream.bernoulli(0.99) ? 1 + h.count(below: 6) : h.integer()
                }, events: h.flags(table.rows), features: table)
            let model = try Payment.fit(
                periods, baseline: h.stream.bernoulli(0.5) ? .constant : .logarithm,
                penalty: h.stream.bernoulli(0.5) ? 1 : h.size())
            let length = h.stream.bernoulli(0.9) ? 1 + h.count(below: 12) : h.integer()
            let survival = (0..<min(max(length, 0), 12)).map { _ in h.share() }.sorted(by: >)
            return (
                model,
                try model.forecast(
                    features: h.numbers(table.columns), from: h.stream.bernoulli(0.9) ? 1 : h.integer(),
                    periods: length, survival: h.stream.bernoulli(0.5) ? survival : nil)
            )
        }
        attack("survival of hostile features") { h in
            let table = try h.table()
            let model = try Survival.fit(
                MemberPeriods(
                    ages: (0..<table.rows).map { 1 + $0 % 4 }, events: h.flags(table.rows), features: table),
                baseline: .constant, penalty: 1)
            return try model.curve(features: h.numbers(table.columns), periods: 3)
        }
        attack("predictions") { h in
            let table = try h.table()
            let linear = try LinearRegression.fit(table, target: h.numbers(table.rows))
            let other = try FeatureTable(names: table.names, rows: [h.numbers(table.columns)])
            return (linear, try linear.predict(other))
        }
        attack("early warning") { h in
            let table = try h.table()
            let model = try LogisticRegression.fit(
                table, outcome: h.flags(table.rows).map { $0 ? 1 : 0 },
                penalty: h.stream.bernoulli(0.5) ? 1 : h.size())
            let others = try FeatureTable(
                names: table.names, rows: (0..<h.count(below: 5)).map { _ in h.numbers(table.columns) })
            return try EarlyWarning(
                model: model, features: others, threshold: h.share(), actions: ["c0": "write to them"])
        }
        attack("retention curve") { h in
            let cohorts = (0..<(1 + h.count(below: 3))).map { _ in
                (0..<h.count(below: 6)).map { _ in h.integer() }.sorted(by: >)
            }
            let curve = try RetentionCurve.fit(cohorts: cohorts)
            return (
                curve, try curve.survival(through: 24),
                try curve.lifetimeValue(margin: h.number(), discount: h.share())
            )
        }
        attack("retention curve, tame counts") { h in
            var cohort = [1 + h.count(below: 2000)]
            for _ in 0..<(2 + h.count(below: 6)) {
                cohort.append(h.count(below: cohort[cohort.count - 1] + 1))
            }
            let curve = try RetentionCurve.fit(cohorts: [cohort])
            return (
                curve, try curve.survivalEstimate(at: 12) as Any,
                try curve.residualLifetime(renewals: 3, discount: 0.01)
            )
        }
    }

    @Test func `segments`() {
        attack("k-means") { h in
            try KMeans.fit(h.table(), k: 1 + h.count(below: 5), random: RandomStream(seed: 1), restarts: 2)
        }
        attack("segmentation") { h in
            let table = try h.table()
            return try Segmentation.fit(
                table, directions: table.names.map { _ in .active }, k: h.stream.bernoulli(0.2) ? nil : 3,
                random: RandomStream(seed: 1), restarts: 2)
        }
        attack("profile") { h in
            try MemberProfile(
                events: (0..<h.count(below: 5)).map { _ in
                    MemberProfile.Event(
                        daysAgo: h.size(), hour: h.stream.bernoulli(0.95) ? 5 : h.integer(),
                        tags: ["a", "b"],
                        weight: h.size())
                }, courses: [], halfLife: h.size())
        }
        attack("recency, frequency, money") { h in
            let n = h.count(below: 9)
            return try RecencyFrequencyMoney(
                daysSinceLast: h.numbers(n), frequency: h.numbers(n), money: h.numbers(n))
        }
        attack("grades") { h in
            let table = try h.table()
            return try Grades(
                table, weights: h.numbers(table.columns), bands: [("low", 0), ("high", h.share())],
                tiers: ["a", "b"],
                tier: (0..<table.rows).map { _ in "a" })
        }
    }

    @Test func `growth and prices`() {
        attack("growth", runs: 160) { h in
            let n = 4 + h.count(below: 10)
            let steady = h.stream.bernoulli(0.5)
            return try Growth.fit(
                times: steady ? (0..<n).map { Double($0) } : h.numbers(n), sizes: h.sizes(n))
        }
        attack("forecast", runs: 200) { h in
            let times = (0..<12).map { Double($0) }
            let growth = try Growth.fit(
                times: times, sizes: times.map { 100 / (1 + exp(6 - $0)) + h.stream.uniform() })
            return try growth.forecast(at: h.numbers(3))
        }
        attack("drivers") { h in
            let table = try h.table()
            return try GrowthDrivers.fit(growth: h.numbers(table.rows), drivers: table)
        }
        for floor in [nil, 0.7] as [Double?] {
            attack("logit demand") { h in
                let arms = h.arms()
                return try LogitDemand.fit(
                    arms, marginalCost: h.stream.bernoulli(0.7) ? 0 : h.size(), retentionFloor: floor)
            }
        }
        attack("linear demand") { h in
            try LinearDemand.fit(h.arms(), marginalCost: h.stream.bernoulli(0.7) ? 0 : h.size())
        }
        attack("value maximisation", runs: 40) { h in
            let options = h.arms().map {
                ValueMaximisation.Option(
                    name: "o", price: $0.price, offered: $0.offered, bought: $0.bought, due: $0.due,
                    renewed: $0.renewed)
            }
            return try ValueMaximisation([("s", options)], discount: h.share(), random: RandomStream(seed: 1))
        }
        attack("acquisition") { h in
            let channels: [Channel] = [
                .direct, .search, .social, .email, .paid(campaign: ""), .referral(host: "direct"),
            ]
            var spend: [Channel: Double] = [:]
            for _ in 0..<h.count(below: 4) { spend[channels[h.count(below: 6)]] = h.size() }
            return try Acquisition(
                visitors: (0..<h.count(below: 9)).map { _ in
                    (channels[h.count(below: 6)], h.stream.bernoulli(0.4))
                }, spend: spend)
        }
        attack("strategies", runs: 100) { h in
            try StrategyComparison(
                (0..<3).map { _ in
                    let exposed = h.stream.bernoulli(0.9) ? 1 + h.count(below: 300) : h.integer()
                    let most = max(1, min(exposed, 300))
                    return StrategyComparison.Strategy(
                        name: "s", exposed: exposed, retained: h.count(below: most),
                        paid: h.count(below: most))
                }, baseline: (h.share(), h.share()), draws: 200, random: RandomStream(seed: 1))
        }
        attack("strategies of no one", runs: 100) { h in
            try StrategyComparison(
                [StrategyComparison.Strategy(name: "s", exposed: 0, retained: 0, paid: 0)],
                baseline: (h.share(), h.share()), draws: 200, random: RandomStream(seed: 1))
        }
    }

    @Test func `recommendation and content`() {
        attack("bandit") { h in
            var bandit = try LinearBandit(
                arms: 2, dimensions: 2, policy: .upperBound(alpha: h.share()),
                ridge: h.stream.bernoulli(0.7) ? 1 : h.size())
            for _ in 0..<6 {
                try bandit.observe(context: h.numbers(2), arm: h.count(below: 2), reward: h.number())
            }
            let scores = try bandit.scores(context: h.numbers(2), &h.stream)
            let slate = try bandit.slate(context: [1, 1], size: 1, exploration: 0.1, &h.stream)
            return (bandit, scores, slate)
        }
        attack("off-policy") { h in
            try OffPolicyEvaluation(
                (0..<5).map { _ in
                    OffPolicyEvaluation.Exposure(
                        arm: h.stream.bernoulli(0.95) ? 0 : h.integer(), reward: h.number(),
                        propensity: h.share(),
                        target: [0.5, 0.5], predicted: h.stream.bernoulli(0.95) ? h.numbers(2) : [])
                })
        }
        attack("interactions") { h in
            let interactions = try Interactions(
                memberOf: (0..<8).map { _ in Int32(truncatingIfNeeded: h.integer()) },
                itemOf: (0..<8).map { _ in Int32(truncatingIfNeeded: h.integer()) }, members: 50, items: 50)
            return try ItemNeighbours.fit(interactions, neighbours: 5, shrinkage: h.size())
        }
        attack("content similarity") { h in
            let words = ["", "a", "b", "\u{0}", "漢", "a"]
            let items = h.count(below: 5)
            func some() -> [String] { (0..<h.count(below: 5)).map { _ in words[h.count(below: 6)] } }
            let content = try ContentSimilarity(
                terms: (0..<items).map { _ in some() },
                tags: (0..<(h.stream.bernoulli(0.95) ? items : h.count(below: 5))).map { _ in some() },
                tagWeight: h.stream.bernoulli(0.5) ? 5 : h.size())
            let pair = h.stream.bernoulli(0.9) ? (0, items - 1) : (h.integer(), h.integer())
            let likeness = try content.similarity(pair.0, pair.1)
            #expect((0...1).contains(likeness))
            return (content, likeness)
        }
        attack("recommender") { h in
            let interactions = try Interactions(
                memberOf: (0..<12).map { _ in Int32(h.count(below: 5)) },
                itemOf: (0..<12).map { _ in Int32(h.count(below: 6)) }, members: 5, items: 6)
            let recommender = try Recommender(
                interactions, neighbours: ItemNeighbours.fit(interactions),
                next: h.stream.bernoulli(0.7) ? [0: 1] : [5: Int32(truncatingIfNeeded: h.integer())],
                settings: .init(
                    contentHalf: h.stream.bernoulli(0.7) ? 10 : h.size(),
                    courseBonus: h.stream.bernoulli(0.7) ? 0.5 : h.size()))
            return try recommender.suggest(
                seen: (0..<h.count(below: 4)).map { _ in
                    h.stream.bernoulli(0.95)
                        ? Int32(h.count(below: 6)) : Int32(truncatingIfNeeded: h.integer())
                }, count: h.integer())
        }
        attack("recommendation score") { h in
            let n = h.count(below: 5)
            func lists(_ n: Int) -> [[Int32]] {
                (0..<n).map { _ in (0..<h.count(below: 12)).map { _ in Int32(h.count(below: 20)) } }
            }
            return try RecommendationScore(
                heldOut: (0..<n).map { _ in Int32(h.count(below: 20)) }, suggestions: lists(n),
                popular: lists(h.stream.bernoulli(0.95) ? n : h.count(below: 5)))
        }
        attack("publishing hours") { h in
            try PublishingHours(
                visits: (0..<h.count(below: 8)).map { _ in
                    h.stream.bernoulli(0.98)
                        ? (h.count(below: 7), h.count(below: 24)) : (h.integer(), h.integer())
                })
        }
        attack("sentiment trend") { h in
            try SentimentTrend(
                (0..<h.count(below: 9)).map { _ in
                    (
                        week: try #require(
                            ISOWeek(year: 2020 + h.count(below: 9), week: 1 + h.count(below: 52))),
                        score: h.stream.bernoulli(0.9) ? 2 * h.stream.uniform() - 1 : h.number()
                    )
                })
        }
        attack("content plan") { h in
            try ContentPlan(
                (0..<3).map { tag in
                    ContentPlan.Topic(
                        tag: "t\(tag)", views: h.integer(), completions: h.integer(),
                        emptySearches: h.integer(),
                        questions: h.integer(), items: h.integer())
                }, prior: h.stream.bernoulli(0.8) ? 0.5 : h.size())
        }
        attack("behaviour chain") { h in
            let table = try h.table()
            return try BehaviourChain.fit(
                behaviour: table, accepted: h.numbers(table.rows), activity: h.numbers(table.rows))
        }
    }

    @Test func `distributions`() {
        attack("normal") { h in
            (NormalDistribution.cumulative(h.stream.normal()), try NormalDistribution.quantile(h.share()))
        }
        attack("beta") { h in
            let beta = try BetaDistribution(alpha: h.size(), beta: h.size())
            return (beta.cumulative(h.share()), try beta.quantile(h.share()))
        }
        attack("gamma") { h in
            let gamma = try GammaDistribution(shape: h.size())
            return (gamma.cumulative(h.size()), try gamma.quantile(h.share()))
        }
        attack("t") { h in
            let t = try StudentDistribution(degreesOfFreedom: h.size())
            return (t.cumulative(h.number()), try t.quantile(h.share()))
        }
    }
}

extension HostileNumberTests.Hostile {
    fileprivate mutating func arms() -> [PriceArm] {
        (0..<(1 + count(below: 4))).map { _ in
            let offered = 1 + count(below: 300)
            let due = count(below: 50)
            return PriceArm(
                price: size(), offered: stream.bernoulli(0.95) ? offered : integer(),
                bought: count(below: offered + 1),
                due: due, renewed: count(below: due + 1))
        }
    }
}
