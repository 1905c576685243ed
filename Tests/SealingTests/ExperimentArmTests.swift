import Sealing
import Testing

@Suite struct `Arms of experiments` {
    /// `hashlib.blake2b` of Python over the parts of docs/content/internals/format.md, with the root key 00 01 … 1f.
    @Test func `are those that another library computes`() throws {
        let keys = try Fixtures.keys(Array(0..<32))
        let members = (0..<20).map { keys.arm(experiment: "spring", member: "m\($0)", weights: [1, 1, 2]) }
        #expect(members == [1, 2, 0, 2, 1, 1, 0, 2, 2, 0, 2, 2, 1, 2, 1, 0, 2, 2, 2, 2])
        let periods = (0..<20).map { keys.arm(experiment: "lead", period: $0, weights: [1, 1]) }
        #expect(periods == [1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1])
    }

    @Test func `fill as their weights say, and independently of each other`() throws {
        let keys = try Fixtures.keys()
        var counts = [0, 0, 0]
        var both = [0, 0]
        for number in 0..<20_000 {
            let arm = keys.arm(experiment: "a", member: "member-\(number)", weights: [5, 3, 2])
            counts[arm] += 1
            if arm == 0 { both[keys.arm(experiment: "b", member: "member-\(number)", weights: [1, 1])] += 1 }
        }
        // Five standard errors.
        for (count, share) in zip(counts, [0.5, 0.3, 0.2]) {
            #expect(abs(Double(count) - 20_000 * share) < 5 * (20_000 * share * (1 - share)).squareRoot())
        }
        #expect(abs(both[0] - both[1]) < 500)
    }

    @Test func `go to all members, whatever the weights`() throws {
        let keys = try Fixtures.keys()
        for weights in [[1, 1000], [1000, 1], [7], [1, 1, 1, 1, 1, 1, 1, 1]] {
            for number in 0..<500 {
                let arm = keys.arm(experiment: "x", member: "\(number)", weights: weights)
                #expect(weights.indices.contains(arm))
                #expect(arm == keys.arm(experiment: "x", member: "\(number)", weights: weights))
            }
        }
        // More weight to the last arm takes members from the others and moves none among them.
        for number in 0..<500 {
            let before = keys.arm(experiment: "x", member: "\(number)", weights: [1, 1])
            let after = keys.arm(experiment: "x", member: "\(number)", weights: [1, 3])
            #expect(before <= after)
        }
    }
}
