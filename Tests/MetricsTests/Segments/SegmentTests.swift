import Foundation
import Metrics
import Testing

private struct SegmentsFixture: Decodable {
    struct Fit: Decodable { let k: Int, inertia: Double, silhouette: Double }
    let x: [[Double]]
    let fits: [Fit]
    func table() throws -> FeatureTable { try FeatureTable(names: ["a", "b", "c", "d"], rows: x) }
}

struct KMeansTests {
    @Test func `inertia is within 0.1 % of scikit-learn's and the silhouette of its groups agrees`() throws {
        let fixture: SegmentsFixture = try Fixture.load("segments")
        for reference in fixture.fits {
            let fit = try KMeans.fit(
                fixture.table(), k: reference.k, random: RandomStream(seed: 1), restarts: 30, tolerance: 1e-10
            )
            #expect(fit.inertia <= reference.inertia * 1.001, "k = \(reference.k)")
            if reference.k == 5 || reference.k == 2 {
                expectClose(fit.inertia, reference.inertia, within: 1e-9)
                expectClose(try #require(fit.silhouette), reference.silhouette, within: 1e-9)
            }
        }
    }

    @Test func `the silhouette chooses the number of groups that were made`() throws {
        let fixture: SegmentsFixture = try Fixture.load("segments")
        let chosen = try KMeans.choosingK(fixture.table(), random: RandomStream(seed: 2))
        let best = fixture.fits.max { $0.silhouette < $1.silhouette }
        #expect(chosen.sizes.count == best?.k)
    }

    @Test func `every point is with its nearest centre and the inertia is the sum of its distances`() throws {
        let fixture: SegmentsFixture = try Fixture.load("segments")
        let fit = try KMeans.fit(fixture.table(), k: 6, random: RandomStream(seed: 3), tolerance: 0)
        var inertia = 0.0
        for (row, point) in fixture.x.enumerated() {
            let distances = (0..<6).map { centre in
                zip(point, fit.centres.row(centre)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            }
            let own = distances[fit.labels[row]]
            #expect(own <= (distances.min() ?? 0) + 1e-9)
            inertia += own
        }
        expectClose(fit.inertia, inertia, within: 1e-12)
        #expect(fit.sizes == fit.sizes.sorted(by: >))
    }

    @Test func `the seed fixes the result and the number of threads changes no bit`() throws {
        var stream = RandomStream(seed: 44)
        let rows = (0..<80_000).map { index in (0..<3).map { _ in stream.normal() + Double(index % 4) } }
        let table = try FeatureTable(names: ["a", "b", "c"], rows: rows)
        let one = try KMeans.fit(table, k: 5, random: RandomStream(seed: 9), restarts: 2)
        #expect(
            try KMeans.fit(table, k: 5, random: RandomStream(seed: 9), restarts: 2, threads: Threads(2))
                == one)
        #expect(
            try KMeans.fit(table, k: 5, random: RandomStream(seed: 9), restarts: 2, threads: Threads(5))
                == one)
    }

    @Test func `rows in another order and a mirrored, scaled table give the same groups of clear blobs`()
        throws
    {
        var stream = RandomStream(seed: 5)
        let blobs = (0..<300).map { [Double($0 % 3) * 10 + stream.normal(), stream.normal()] }
        let table = try FeatureTable(names: ["a", "b"], rows: blobs)
        let fit = try KMeans.fit(table, k: 3, random: RandomStream(seed: 6))
        let order = (0..<300).shuffled(using: &stream)
        let shuffled = try KMeans.fit(permuted(table, order), k: 3, random: RandomStream(seed: 7))
        expectClose(shuffled.inertia, fit.inertia, within: 1e-9)
        let mirrored = try KMeans.fit(scaled(table, [-4, -4]), k: 3, random: RandomStream(seed: 8))
        expectClose(mirrored.inertia, 16 * fit.inertia, within: 1e-9)
        let doubled = try KMeans.fit(
            permuted(table, Array(0..<300) + Array(0..<300)), k: 3, random: RandomStream(seed: 8))
        expectClose(doubled.inertia, 2 * fit.inertia, within: 1e-9)
    }

    @Test func `fewer distinct points than groups leave groups empty and say so`() throws {
        let table = try FeatureTable(columns: [("x", [1, 1, 1, 2, 2, 2])])
        let fit = try KMeans.fit(table, k: 4, random: RandomStream(seed: 1))
        #expect(fit.inertia == 0)
        #expect(fit.warnings.contains { $0.contains("fewer distinct points") })
        #expect(throws: MetricsError.tooFewRows(needed: 7, got: 6)) {
            try KMeans.fit(table, k: 7, random: RandomStream(seed: 1))
        }
    }

    @Test func `a weak split says so in words`() throws {
        var stream = RandomStream(seed: 15)
        let noise = (0..<400).map { _ in (0..<6).map { _ in stream.normal() } }
        let fit = try KMeans.fit(
            FeatureTable(names: ["a", "b", "c", "d", "e", "f"], rows: noise), k: 3,
            random: RandomStream(seed: 1))
        #expect(fit.reading.hasPrefix("3 groups; the split is weak, silhouette 0."))
    }

    @Test func `one group has no split to judge, and centres that still move are told of`() throws {
        let fixture: SegmentsFixture = try Fixture.load("segments")
        let one = try KMeans.fit(fixture.table(), k: 1, random: RandomStream(seed: 1))
        #expect(one.silhouette == nil)
        #expect(one.reading == "1 group; no split to judge")
        let hasty = try KMeans.fit(
            fixture.table(), k: 6, random: RandomStream(seed: 1), restarts: 1, iterations: 1)
        #expect(hasty.warnings.contains("the centres still moved after 1 steps"))
        let settled = try KMeans.fit(fixture.table(), k: 5, random: RandomStream(seed: 1))
        #expect(settled.warnings.isEmpty)
    }
}

struct SegmentationTests {
    @Test func `article 1's three groups are named by their centres`() throws {
        var stream = RandomStream(seed: 1000)
        // 1,000 members: visits, completion, days since last seen.
        let kinds = [(30.0, 0.8, 2.0), (8.0, 0.3, 12.0), (1.0, 0.05, 60.0)]
        let truth = (0..<1000).map { $0 % 10 < 3 ? 0 : $0 % 10 < 7 ? 1 : 2 }
        let rows = truth.map { kind in
            let (visits, done, idle) = kinds[kind]
            return [
                visits + stream.normal() * visits * 0.15, done + stream.normal() * 0.04,
                idle + stream.normal() * idle * 0.15,
            ]
        }
        let segmentation = try Segmentation.fit(
            FeatureTable(names: ["visits", "completion", "idle"], rows: rows),
            directions: [.active, .active, .inactive], k: 3, random: RandomStream(seed: 1))
        #expect(segmentation.segments.map(\.name) == ["active", "passive", "inactive"])
        #expect(segmentation.segments.map { ($0.size + 5) / 10 } == [30, 40, 30])
        let misplaced = zip(segmentation.assignment, truth).count { $0 != $1 }
        #expect(misplaced <= 5)
        expectClose(segmentation.segments[0].centre[0], 30, within: 0.05)
    }
}

struct ProfileTests {
    private func event(_ days: Double, _ tags: [String]) -> MemberProfile.Event {
        MemberProfile.Event(daysAgo: days, hour: 20, tags: tags)
    }

    @Test func `an interest loses half its weight in each half-life`() throws {
        let profile = try MemberProfile(
            events: [event(0, ["swift"]), event(30, ["c"]), event(60, ["ml"])], courses: [], halfLife: 30)
        #expect(profile.interests.map(\.tag) == ["swift", "c", "ml"])
        expectClose(profile.interests[0].share, 4.0 / 7, within: 1e-12)
        expectClose(profile.interests[2].share, 1.0 / 7, within: 1e-12)
        #expect(profile.activeHours == [20])
    }

    @Test func `the next lesson is the first open one of the course last worked on`() throws {
        let courses = [
            MemberProfile.Course(name: "a", lessons: ["a1", "a2"], completed: ["a1"]),
            MemberProfile.Course(name: "b", lessons: ["b1", "b2", "b3"], completed: ["b1", "b3"]),
            MemberProfile.Course(name: "c", lessons: ["c1"], completed: ["c1"]),
        ]
        #expect(try MemberProfile(events: [], courses: courses, current: "b").nextLesson == "b2")
        #expect(try MemberProfile(events: [], courses: courses, current: "c").nextLesson == "a2")
        let done = try MemberProfile(events: [], courses: courses).progress[1].completed.value
        #expect(done == 2.0 / 3)
    }

    @Test func `the profile carries what other models say of the member`() throws {
        let rfm = try RecencyFrequencyMoney(
            daysSinceLast: [1, 2, 3, 4, 5], frequency: [9, 7, 5, 3, 1], money: [50, 40, 30, 20, 10])
        let profile = try MemberProfile(
            events: [event(0, ["swift"])], courses: [],
            standing: MemberProfile.Standing(
                scores: rfm.scores[0], segment: "active", grade: "gold", churnRisk: 0.07))
        #expect(profile.standing.scores?.total == 15)
        #expect(profile.reading == "interested in swift 100 %; active, grade gold; churn risk 7 %")
        for risk in [-0.1, 1.1, Double.nan] {
            #expect(throws: MetricsError.self) {
                try MemberProfile(events: [], courses: [], standing: .init(churnRisk: risk))
            }
        }
    }

    @Test func `the order of events changes nothing`() throws {
        var stream = RandomStream(seed: 8)
        let events = (0..<200).map { _ in
            MemberProfile.Event(
                daysAgo: stream.uniform() * 90, hour: stream.index(below: 24),
                tags: ["t\(stream.index(below: 5))"])
        }
        let a = try MemberProfile(events: events, courses: [])
        #expect(try MemberProfile(events: events.shuffled(using: &stream), courses: []) == a)
    }

    @Test func `scores run from 1 to 5 by quintile and ties share one`() throws {
        let rfm = try RecencyFrequencyMoney(
            daysSinceLast: (0..<10).map { Double($0) }, frequency: Array(repeating: 3, count: 10),
            money: (0..<10).map { Double($0) })
        #expect(rfm.scores.map(\.recency) == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1])
        #expect(Set(rfm.scores.map(\.frequency)) == [3])
        #expect(rfm.scores.map(\.money) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    }

    @Test func `impossible hours, ages and weights are refused`() {
        #expect(throws: MetricsError.self) { try MemberProfile(events: [event(-1, [])], courses: []) }
        #expect(throws: MetricsError.self) { try MemberProfile(events: [event(.nan, [])], courses: []) }
        #expect(throws: MetricsError.self) {
            try MemberProfile(
                events: [MemberProfile.Event(daysAgo: 0, hour: 24, tags: [])], courses: [])
        }
    }
}

struct GradeTests {
    @Test func `the order of members and the units of scores change no grade`() throws {
        var stream = RandomStream(seed: 21)
        let rows = (0..<40).map { _ in [stream.normal(), stream.exponential()] }
        let order = (0..<40).shuffled(using: &stream)
        func grades(_ table: FeatureTable) throws -> [Grades.Member] {
            try Grades(
                table, weights: [2, 1], bands: [("low", 0), ("high", 0.6)], tiers: ["basic", "premium"],
                tier: (0..<40).map { _ in "basic" }
            ).members
        }
        let table = try FeatureTable(names: ["a", "b"], rows: rows)
        let plain = try grades(table)
        let other = try grades(scaled(permuted(table, order), [100, 0.1]))
        for (position, row) in order.enumerated() {
            #expect(other[position].band == plain[row].band)
            #expect(other[position].move == plain[row].move)
        }
    }

    @Test func `the best of the low tier are suggested a tier up, the worst of the high one a tier down`()
        throws
    {
        let points = (0..<20).map { Double($0) }
        let grades = try Grades(
            FeatureTable(columns: [("points", points)]), weights: [1],
            bands: [("bronze", 0), ("silver", 0.5), ("gold", 0.8)], tiers: ["basic", "premium", "vip"],
            tier: points.map { $0 == 0 ? "vip" : $0 >= 18 ? "basic" : "premium" })
        #expect(grades.members[0].move == .down(to: "premium"))
        #expect(grades.members[19].move == .up(to: "premium"))
        #expect(grades.members[12].move == .stay)
        let bands = grades.members.map(\.band)
        #expect(bands.count { $0 == 2 } == 4)
        #expect(bands.count { $0 == 1 } == 6)
        #expect(throws: MetricsError.outOfRange(name: "gold", row: 0, requirement: "a known tier")) {
            try Grades(
                FeatureTable(columns: [("points", points)]), weights: [1], bands: [("all", 0)],
                tiers: ["basic"],
                tier: points.map { _ in "gold" })
        }
    }
}
