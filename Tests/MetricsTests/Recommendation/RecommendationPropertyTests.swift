import Metrics
import Testing

struct RecommendationPropertyTests {
    private struct Members {
        var behaviour: [[Double]] = []
        var accepted: [Double] = []
        var activity: [Double] = []

        init() {
            var stream = RandomStream(seed: 101)
            for _ in 0..<150 {
                let x = [stream.normal(), 3 + 2 * stream.normal()]
                let y = 2 + x[0] - 0.4 * x[1] + stream.normal()
                behaviour.append(x)
                accepted.append(y)
                activity.append(1 + 0.6 * y + stream.normal())
            }
        }

        func chain(
            rows: [Int]? = nil, units: [Double] = [1, 1], accepted unitY: Double = 1,
            activity unitZ: Double = 1
        ) throws -> BehaviourChain {
            let rows = rows ?? Array(behaviour.indices)
            return try BehaviourChain.fit(
                behaviour: FeatureTable(
                    names: ["visits", "idle"],
                    rows: rows.map { [behaviour[$0][0] * units[0], behaviour[$0][1] * units[1]] }),
                accepted: rows.map { accepted[$0] * unitY }, activity: rows.map { activity[$0] * unitZ })
        }
    }

    @Test func `the chain from behaviour to activity keeps in any order and unit, and mirrors its signs`()
        throws
    {
        let members = Members()
        let plain = try members.chain()
        var stream = RandomStream(seed: 102)
        let turned = try members.chain(rows: (0..<150).shuffled(using: &stream))
        for (a, b) in zip(plain.acceptance.coefficients, turned.acceptance.coefficients) {
            expectClose(b.value, a.value, within: 1e-11)
        }
        expectClose(turned.residualVariances.activity, plain.residualVariances.activity, within: 1e-11)

        let rescaled = try members.chain(units: [100, -0.1], accepted: 10, activity: -1)
        for (index, factor) in [0.1, -100].enumerated() {
            expectClose(
                rescaled.acceptance.coefficients[index].value,
                plain.acceptance.coefficients[index].value * factor, within: 1e-11)
        }
        expectClose(
            rescaled.activity.coefficients[0].value, -0.1 * plain.activity.coefficients[0].value,
            within: 1e-11)
        expectClose(
            rescaled.residualVariances.acceptance, 100 * plain.residualVariances.acceptance, within: 1e-11)
        expectClose(rescaled.activity.rSquared, plain.activity.rSquared, within: 1e-11)
    }

    @Test func `every member twice gives the same chain`() throws {
        let members = Members()
        let plain = try members.chain()
        let doubled = try members.chain(rows: Array(0..<150) + Array(0..<150))
        for (a, b) in zip(plain.acceptance.coefficients, doubled.acceptance.coefficients) {
            expectClose(b.value, a.value, within: 1e-11)
            // 300 − 3 degrees of freedom where there were 147, over twice the rows.
            expectClose(b.standardError, a.standardError * (147.0 / 297).squareRoot(), within: 1e-10)
        }
        expectClose(doubled.activity.rSquared, plain.activity.rSquared, within: 1e-11)
    }

    @Test func `likeness of content does not depend on the order of items, words or tags`() throws {
        let words = [["a", "b", "a"], ["b", "c"], ["c", "d", "d"], ["a"]]
        let tags = [["x", "y"], ["y"], [], ["x"]]
        let plain = try ContentSimilarity(terms: words, tags: tags)
        let turned = try ContentSimilarity(
            terms: words.reversed().map { $0.reversed() }, tags: tags.reversed().map { $0.reversed() })
        for a in 0..<4 {
            for b in 0..<4 {
                let likeness = try plain.similarity(a, b)
                expectClose(try turned.similarity(3 - a, 3 - b), likeness, within: 1e-14)
                #expect((0...1).contains(likeness))
            }
        }
    }

    @Test func `scores of recommendations are means: members in any order, or all of them twice`() throws {
        var stream = RandomStream(seed: 103)
        let held = (0..<60).map { _ in Int32(stream.index(below: 30)) }
        func lists() -> [[Int32]] {
            (0..<60).map { _ in (0..<30).map { Int32($0) }.shuffled(using: &stream) }
        }
        let (ours, popular) = (lists(), lists())
        let plain = try RecommendationScore(heldOut: held, suggestions: ours, popular: popular)
        let turned = try RecommendationScore(
            heldOut: held.reversed(), suggestions: ours.reversed(), popular: popular.reversed())
        let doubled = try RecommendationScore(
            heldOut: held + held, suggestions: ours + ours, popular: popular + popular)
        for other in [turned, doubled] {
            expectClose(other.ndcg, plain.ndcg, within: 1e-12)
            #expect(other.hitRate.value == plain.hitRate.value)
        }
        let swapped = try RecommendationScore(heldOut: held, suggestions: popular, popular: ours)
        #expect(swapped.popularityNDCG == plain.ndcg)
    }
}
