import Foundation
import Metrics
import Testing

private struct NeighboursFixture: Decodable {
    let members: Int, items: Int
    let events: [[Int32]]
    let similarity: [[Double]]
}

struct ItemNeighboursTests {
    @Test func `similarities equal scikit-learn's cosine with shrinkage; repeated events count once`() throws
    {
        let fixture: NeighboursFixture = try Fixture.load("neighbours")
        let interactions = try Interactions(
            memberOf: fixture.events.map { $0[0] }, itemOf: fixture.events.map { $0[1] },
            members: fixture.members,
            items: fixture.items)
        let model = try ItemNeighbours.fit(interactions, neighbours: fixture.items)
        for (item, row) in fixture.similarity.enumerated() {
            let expected = row.enumerated().filter { $0.element > 0 }
            #expect(model.neighbours[item].count == expected.count)
            for neighbour in model.neighbours[item] {
                expectClose(Double(neighbour.similarity), row[Int(neighbour.item)], within: 1e-6)
            }
            let values = model.neighbours[item].map(\.similarity)
            #expect(values == values.sorted(by: >))
        }
    }

    @Test func `only the nearest are kept, whatever the order of events and the number of threads`() throws {
        var stream = RandomStream(seed: 31)
        let events = (0..<20_000).map { _ in
            (Int32(stream.index(below: 800)), Int32(stream.index(below: 300)))
        }
        func fit(_ events: [(Int32, Int32)], _ threads: Int) throws -> ItemNeighbours {
            try ItemNeighbours.fit(
                Interactions(memberOf: events.map(\.0), itemOf: events.map(\.1), members: 800, items: 300),
                neighbours: 10, threads: Threads(threads))
        }
        let one = try fit(events, 1)
        #expect(one.neighbours.allSatisfy { $0.count == 10 })
        #expect(try fit(events.shuffled(using: &stream), 3) == one)
        // Renaming the members changes nothing.
        #expect(try fit(events.map { (799 - $0.0, $0.1) }, 2) == one)
    }

    @Test func `indices out of range are refused by row`() {
        #expect(
            throws: MetricsError.outOfRange(name: "item", row: 1, requirement: "below the number of items")
        ) {
            try Interactions(memberOf: [0, 0], itemOf: [0, 5], members: 1, items: 5)
        }
        #expect(throws: MetricsError.self) {
            try Interactions(memberOf: [-1], itemOf: [0], members: 1, items: 5)
        }
        #expect(throws: MetricsError.self) {
            try Interactions(memberOf: [0], itemOf: [], members: 1, items: 5)
        }
    }
}

struct RecommenderTests {
    /// Members with a taste for one of six genres, items with a genre and a popularity.
    private func simulated() -> (events: [(Int32, Int32)], heldOut: [Int32], seen: [[Int32]]) {
        var stream = RandomStream(seed: 77)
        let genre = (0..<120).map { $0 % 6 }
        let pull = (0..<120).map { 1 / Double(1 + $0 / 6) }
        var events: [(Int32, Int32)] = []
        var heldOut: [Int32] = []
        var seen: [[Int32]] = []
        for member in 0..<600 {
            let taste = stream.index(below: 6)
            var weights = (0..<120).map { pull[$0] * (genre[$0] == taste ? 12 : 1) }
            var own: [Int32] = []
            for _ in 0..<8 {
                let item = stream.choice(weights: weights)
                weights[item] = 0
                own.append(Int32(item))
            }
            heldOut.append(own.removeLast())
            seen.append(own)
            events += own.map { (Int32(member), $0) }
        }
        return (events, heldOut, seen)
    }

    @Test func `neighbours beat popularity on each member's last item`() throws {
        let data = simulated()
        let interactions = try Interactions(
            memberOf: data.events.map(\.0), itemOf: data.events.map(\.1), members: 600, items: 120)
        let recommender = try Recommender(interactions, neighbours: ItemNeighbours.fit(interactions))
        let popularity = interactions.popularity()
        let ranked = popularity.indices.sorted { (popularity[$1], $0) < (popularity[$0], $1) }.map {
            Int32($0)
        }
        let score = try RecommendationScore(
            heldOut: data.heldOut,
            suggestions: data.seen.map { try recommender.suggest(seen: $0).map(\.item) },
            popular: data.seen.map { seen in Array(ranked.filter { !seen.contains($0) }.prefix(10)) })
        #expect(
            try #require(score.hitRate.value) > 1.5 * #require(score.popularityHitRate.value),
            "\(score.reading)")
        #expect(score.ndcg > 1.5 * score.popularityNDCG)
        #expect(score.warnings.isEmpty)
        #expect(throws: MetricsError.tooFewRows(needed: 1, got: 0)) {
            try RecommendationScore(heldOut: [], suggestions: [], popular: [])
        }
    }

    @Test func `what is new is found by its words and tags, and the course's order counts`() throws {
        // Item 3 has no members; it shares tags with item 0.
        let interactions = try Interactions(
            memberOf: [0, 0, 1, 1], itemOf: [0, 1, 0, 1], members: 2, items: 4)
        let content = try ContentSimilarity(
            terms: [["memory", "owner"], ["loop"], ["print"], ["memory", "borrow"]],
            tags: [["swift"], ["basics"], ["basics"], ["swift"]])
        let neighbours = try ItemNeighbours.fit(interactions)
        let recommender = try Recommender(interactions, neighbours: neighbours, content: content)
        #expect(try recommender.suggest(seen: [0, 1]).first?.item == 3)
        #expect(throws: MetricsError.outOfRange(name: "seen", row: 1, requirement: "an item's index")) {
            try recommender.suggest(seen: [0, 4])
        }
        #expect(recommender.warnings == ["2 of 4 items have no members yet"])
        let course = try Recommender(interactions, neighbours: neighbours, content: content, next: [1: 2])
        let first = try #require(try course.suggest(seen: [0, 1]).first)
        #expect(first.continuesCourse && first.item == 2)
        #expect(try Recommender(interactions, neighbours: neighbours).suggest(seen: []).first?.item == 0)
    }

    @Test func `likeness is symmetric, 1 with itself and 0 without common terms`() throws {
        let content = try ContentSimilarity(
            terms: [["a", "b"], ["b", "c"], ["d"], []], tags: [["x"], [], [], []])
        expectClose(try content.similarity(0, 0), 1, within: 1e-12)
        #expect(try content.similarity(0, 1) == content.similarity(1, 0))
        #expect(try content.similarity(0, 1) > 0)
        #expect(try content.similarity(0, 2) == 0)
        #expect(try content.similarity(3, 3) == 0)
        #expect(throws: MetricsError.outOfRange(name: "item", row: nil, requirement: "below 4")) {
            try content.similarity(0, 99)
        }
        #expect(
            content.reading
                == "4 items by 5 words and tags; 1 of 4 items have no words or tags that tell them apart")
    }
}

struct BehaviourChainTests {
    @Test func `both regressions come with their residual variance`() throws {
        var stream = RandomStream(seed: 2)
        let x = (0..<500).map { _ in [stream.normal(), stream.normal()] }
        let y = x.map { 2 + 1.5 * $0[0] - $0[1] + stream.normal() }
        let z = y.map { 1 + 0.8 * $0 + 2 * stream.normal() }
        let chain = try BehaviourChain.fit(
            behaviour: FeatureTable(names: ["visits", "idle"], rows: x), accepted: y, activity: z)
        expectClose(chain.residualVariances.acceptance, 1, within: 0.15)
        expectClose(chain.residualVariances.activity, 4, within: 0.15)
        #expect(chain.acceptance.coefficients[0].estimate.interval.contains(1.5))
        #expect(chain.activity.coefficients[0].estimate.interval.contains(0.8))
    }
}

struct BanditTests {
    /// Eight lessons whose chance of completion is linear in a context of five numbers.
    private struct World {
        let weights: [[Double]]

        init(_ random: RandomStream) {
            var stream = random
            weights = (0..<8).map { _ in
                [0.25 + 0.3 * stream.uniform()] + (0..<4).map { _ in 0.1 * stream.normal() }
            }
        }

        func context(_ stream: inout RandomStream) -> [Double] {
            [1] + (0..<4).map { _ in max(-2, min(2, stream.normal())) }
        }

        func chances(_ context: [Double]) -> [Double] {
            weights.map { min(max(zip($0, context).reduce(0) { $0 + $1.0 * $1.1 }, 0.01), 0.99) }
        }
    }

    /// Regret after 10,000 and 20,000 rounds; nil policy chooses at random.
    private func regret(_ policy: LinearBandit.Policy?, seed: Int) throws -> (half: Double, all: Double) {
        let random = RandomStream(seed: 1912).split(seed)
        let world = World(random.split(0))
        var stream = random.split(1)
        var bandit = try LinearBandit(arms: 8, dimensions: 5, policy: policy ?? .greedy)
        var regret = 0.0
        var half = 0.0
        for round in 0..<20_000 {
            if round == 10_000 { half = regret }
            let context = world.context(&stream)
            let chances = world.chances(context)
            let arm = policy == nil ? stream.index(below: 8) : try bandit.choose(context: context, &stream)
            regret += (chances.max() ?? 0) - chances[arm]
            let reward = stream.bernoulli(chances[arm]) ? 1.0 : 0
            if policy != nil { try bandit.observe(context: context, arm: arm, reward: reward) }
        }
        return (half, regret)
    }

    @Test(arguments: [LinearBandit.Policy.upperBound(alpha: 0.7), .thompson(scale: 0.3)])
    func `regret is at most a quarter of random's and half of greedy's, and its growth slows`(
        policy: LinearBandit.Policy
    ) throws {
        var sums = (bandit: 0.0, half: 0.0, random: 0.0, greedy: 0.0)
        for seed in 0..<(Coverage.runs == 2000 ? 6 : 1) {
            let own = try regret(policy, seed: seed)
            sums.bandit += own.all
            sums.half += own.half
            sums.random += try regret(nil, seed: seed).all
            sums.greedy += try regret(.greedy, seed: seed).all
        }
        #expect(sums.bandit <= sums.random / 4, "\(sums)")
        #expect(sums.bandit <= sums.greedy / 2, "\(sums)")
        #expect(sums.bandit <= 1.6 * sums.half, "\(sums)")
    }

    @Test func `after many updates the weights are still the ridge regression's`() throws {
        var stream = RandomStream(seed: 4)
        var bandit = try LinearBandit(arms: 1, dimensions: 3, policy: .greedy, ridge: 2)
        var rows: [[Double]] = []
        var target: [Double] = []
        for _ in 0..<1000 {
            let x = [1, stream.normal(), stream.normal() * 5]
            rows.append(x)
            target.append(x[1] - 0.2 * x[2] + stream.normal())
            try bandit.observe(context: x, arm: 0, reward: target[target.count - 1])
        }
        // Ridge without an intercept is least squares with √λ rows below; solved here by Cramer's rule.
        var a = [[2.0, 0, 0], [0, 2, 0], [0, 0, 2]]
        var b = [0.0, 0, 0]
        for (x, y) in zip(rows, target) {
            for i in 0..<3 {
                b[i] += x[i] * y
                for j in 0..<3 { a[i][j] += x[i] * x[j] }
            }
        }
        func determinant(_ m: [[Double]]) -> Double {
            let first = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
            let second = m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            let third = m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
            return first - second + third
        }
        for k in 0..<3 {
            var replaced = a
            for i in 0..<3 { replaced[i][k] = b[i] }
            expectClose(bandit.arms[0].weights[k], determinant(replaced) / determinant(a), within: 1e-10)
        }
    }

    @Test func `a slate has no lesson twice and its propensities are the chances it was drawn with`() throws {
        var stream = RandomStream(seed: 6)
        var bandit = try LinearBandit(arms: 4, dimensions: 1, policy: .upperBound(alpha: 0.1))
        for arm in 0..<4 {
            for _ in 0..<50 { try bandit.observe(context: [1], arm: arm, reward: Double(arm)) }
        }
        var first = [0.0, 0, 0, 0]
        var claimed = [0.0, 0, 0, 0]
        for _ in 0..<20_000 {
            let slate = try bandit.slate(context: [1], size: 2, exploration: 0.4, &stream)
            #expect(Set(slate.places.map(\.arm)).count == 2)
            first[slate.places[0].arm] += 1
            claimed[slate.places[0].arm] = slate.places[0].propensity
        }
        for arm in 0..<4 { #expect((first[arm] / 20_000 - claimed[arm]).magnitude < 0.012) }
        expectClose(claimed.reduce(0, +), 1, within: 1e-12)
        #expect(throws: MetricsError.self) {
            try bandit.slate(context: [1], size: 5, exploration: 0.4, &stream)
        }
        #expect(throws: MetricsError.self) {
            try bandit.slate(context: [1], size: 1, exploration: 0, &stream)
        }
    }

    @Test func `mirrored contexts and lessons in another order lead to the same estimates`() throws {
        var a = try LinearBandit(arms: 2, dimensions: 2, policy: .greedy)
        var b = a
        var stream = RandomStream(seed: 3)
        for _ in 0..<300 {
            let x = [stream.normal(), stream.normal()]
            let arm = stream.index(below: 2)
            let reward = stream.normal()
            try a.observe(context: x, arm: arm, reward: reward)
            try b.observe(context: x.map { -$0 }, arm: 1 - arm, reward: -reward)
        }
        let left = try a.expectedRewards(context: [0.3, -1])
        let right = try b.expectedRewards(context: [0.3, -1])
        for arm in 0..<2 { expectClose(left[arm], right[1 - arm], within: 1e-12) }
    }
}

struct OffPolicyTests {
    /// Rewards by lesson; the old policy prefers the first lesson, the new one the third.
    private let chances = [0.2, 0.5, 0.7]
    private let old = [0.6, 0.3, 0.1]
    private let new = [0.1, 0.2, 0.7]

    private func exposures(_ count: Int, _ stream: inout RandomStream, predicted: [Double])
        -> [OffPolicyEvaluation.Exposure]
    {
        (0..<count).map { _ in
            let arm = stream.choice(weights: old)
            return OffPolicyEvaluation.Exposure(
                arm: arm, reward: stream.bernoulli(chances[arm]) ? 1 : 0, propensity: old[arm], target: new,
                predicted: predicted)
        }
    }

    @Test(arguments: [[0.2, 0.5, 0.7], [0.9, 0.1, 0.3]])
    func `IPS and doubly robust are unbiased, and their intervals hold the truth in 95 % of 2,000 samples`(
        model: [Double]
    ) throws {
        let truth = zip(new, chances).reduce(0) { $0 + $1.0 * $1.1 }
        let random = RandomStream(seed: 2011)
        var sums = (ips: 0.0, normal: 0.0, robust: 0.0)
        var held = (ips: 0, normal: 0, robust: 0)
        for run in 0..<Coverage.runs {
            var stream = random.split(run)
            let result = try OffPolicyEvaluation(exposures(900, &stream, predicted: model))
            let robust = try #require(result.doublyRobust)
            sums.ips += result.ips.value / Double(Coverage.runs)
            sums.normal += result.selfNormalised.value / Double(Coverage.runs)
            sums.robust += robust.value / Double(Coverage.runs)
            if result.ips.interval.contains(truth) { held.ips += 1 }
            if result.selfNormalised.interval.contains(truth) { held.normal += 1 }
            if robust.interval.contains(truth) { held.robust += 1 }
        }
        // Three standard errors of the mean; one run's is below 0.067.
        let slack = 0.2 / Double(Coverage.runs).squareRoot()
        #expect((sums.ips - truth).magnitude < slack)
        #expect((sums.robust - truth).magnitude < slack)
        #expect((sums.normal - truth).magnitude < 1.4 * slack)
        Coverage.expect(held.ips, "IPS")
        Coverage.expect(held.normal, "SNIPS")
        Coverage.expect(held.robust, "DR")
    }

    @Test func `a better policy is recognised and replaces the old`() throws {
        var stream = RandomStream(seed: 9)
        let result = try OffPolicyEvaluation(exposures(4000, &stream, predicted: chances))
        #expect(result.replaces)
        #expect(result.reading.hasSuffix("better"))
        expectClose(result.logged.value, 0.34, within: 0.1)
    }

    @Test func `the order of exposures changes nothing and doubled exposures only narrow the interval`()
        throws
    {
        var stream = RandomStream(seed: 12)
        let logged = exposures(200, &stream, predicted: [0.3, 0.4, 0.5])
        let result = try OffPolicyEvaluation(logged)
        let shuffled = try OffPolicyEvaluation(logged.shuffled(using: &stream))
        let doubled = try OffPolicyEvaluation(logged + logged)
        for other in [shuffled, doubled] {
            expectClose(other.ips.value, result.ips.value, within: 1e-12)
            expectClose(other.selfNormalised.value, result.selfNormalised.value, within: 1e-12)
            expectClose(
                try #require(other.doublyRobust).value, try #require(result.doublyRobust).value, within: 1e-12
            )
        }
        expectClose(doubled.effectiveExposures, 2 * result.effectiveExposures, within: 1e-12)
        expectClose(doubled.ips.standardError * 2.0.squareRoot(), result.ips.standardError, within: 0.01)
    }

    @Test func `slates logged by a bandit evaluate another policy without bias`() throws {
        let random = RandomStream(seed: 10)
        var total = 0.0
        for run in 0..<300 {
            var stream = random.split(run)
            var bandit = try LinearBandit(arms: 3, dimensions: 1, policy: .thompson(scale: 0.5))
            var logged: [OffPolicyEvaluation.Exposure] = []
            for _ in 0..<60 {
                let slate = try bandit.slate(context: [1], size: 1, exploration: 0.5, draws: 20, &stream)
                let place = slate.places[0]
                let reward = stream.bernoulli(chances[place.arm]) ? 1.0 : 0
                try bandit.observe(context: [1], arm: place.arm, reward: reward)
                logged.append(
                    OffPolicyEvaluation.Exposure(
                        arm: place.arm, reward: reward, propensity: place.propensity, target: new))
            }
            total += try OffPolicyEvaluation(logged).ips.value / 300
        }
        #expect((total - 0.61).magnitude < 0.04, "\(total)")
    }

    @Test func `propensities of 0 and probabilities that do not add up are refused by row`() {
        let good = OffPolicyEvaluation.Exposure(arm: 0, reward: 1, propensity: 0.5, target: [0.5, 0.5])
        var bad = good
        bad.propensity = 0
        #expect(throws: MetricsError.self) { try OffPolicyEvaluation([good, bad]) }
        bad = good
        bad.target = [0.5, 0.6]
        #expect(throws: MetricsError.self) { try OffPolicyEvaluation([good, bad]) }
        bad = good
        bad.arm = 2
        #expect(throws: MetricsError.self) { try OffPolicyEvaluation([good, bad]) }
        #expect(throws: MetricsError.tooFewRows(needed: 2, got: 1)) { try OffPolicyEvaluation([good]) }
    }
}
