import Files
import Foundation
import Insights
import Membership
import Recommendations
import Testing

@Suite("Slates, and what becomes of them")
struct SlateTests {
    /// 240 members since August who open pages of the course in order and then an article; every fourth has left.
    private static let roster: String = {
        var text = "id,name,email,tier,courses,from,until,status,generation,source,note\n"
        for member in 0..<240 {
            let until = member % 4 == 0 ? "2026-0\(1 + member % 3)-14" : ""
            text += "m\(100 + member),,,basic,,2025-08-\(10 + member % 18),\(until),active,1,,\n"
        }
        return text
    }()

    private func fixture() throws -> FactsFixture {
        let fixture = try FactsFixture()
        let start = FactsFixture.day("2025-09-01")
        try fixture.write { facts in
            for member in 0..<240 {
                let id = "m\(100 + member)"
                for month in 0..<7 where member % 4 != 0 || month < 4 {
                    for visit in 0..<(1 + member % 5) {
                        try facts.memberDay(
                            start + month * 30 + visit * 3 + member % 3, id, readings: visit % 2)
                    }
                }
                for (step, page) in SmallSite.pages.suffix(3).prefix(1 + member % 3).enumerated() {
                    try facts.opened(start + 10 * step, id, page.route)
                    try facts.event(start + 10 * step, id, "complete", page.route, "1")
                }
                if member % 7 == 0 { try facts.opened(start + 40, id, "/articles/moon/") }
            }
            try facts.visitors(start, 5000)
        }
        return fixture
    }

    private func run(_ fixture: FactsFixture, _ date: String, threads: Int = 1) throws -> InsightsRun {
        try InsightsRun(
            try fixture.store, try SmallSite.inputs(date, roster: Self.roster, threads: threads))
    }

    @Test("the same data and date give the same bytes, with any number of threads")
    func deterministic() throws {
        let fixture = try fixture()
        let one = try run(fixture, "2026-03-31").files()
        #expect(one == (try run(fixture, "2026-03-31").files()))
        #expect(one == (try run(fixture, "2026-03-31", threads: 4).files()))
    }

    @Test("what was written reads back")
    func reading() throws {
        let fixture = try fixture()
        let run = try run(fixture, "2026-03-31")
        try FileJournal.commit(try run.files(), in: fixture.folder)
        #expect(try InsightsResults(folder: fixture.folder) == run.results)
        let path = fixture.folder + "/" + Recommendations.fileName
        #expect(try Recommendations(parsing: FileSystem.read(path), file: path) == run.recommendations)
        #expect(run.results.segments.result != nil && run.results.churn.result != nil)
        #expect(run.results.survival.result != nil && run.results.growth.result != nil)
    }

    @Test("the author's settings decide how far and how much")
    func settings() throws {
        let fixture = try fixture()
        var inputs = try SmallSite.inputs("2026-03-31", roster: Self.roster)
        inputs.settings.slate = 2
        inputs.settings.exploration = 0.4
        inputs.settings.forecast = 9
        inputs.settings.horizon = 12
        let run = try InsightsRun(try fixture.store, inputs)
        let advice = try #require(run.recommendations)
        #expect(advice.policy.exploration == 0.4)
        #expect(advice.members.values.map(\.lessons.count).max() == 2)
        #expect(run.results.growth.result?.forecast.count == 9)
        #expect(run.results.retention.result?.curve?.survival.count == 13)
        #expect((run.results.survival.result?.survival.count ?? 99) <= 12)
    }

    @Test("a member is led on in the course begun, with the reason and the chance it had")
    func slates() throws {
        let run = try run(try fixture(), "2026-03-31")
        let advice = try #require(run.recommendations)
        #expect(advice.members.count == 180)
        // m101 opened the first two lessons, m102 all three.
        let begun = try #require(advice.members["m101"])
        #expect(
            begun.progress == [
                CourseProgress(course: "c", completed: 2, lessons: 3, next: "/courses/c/three/")
            ])
        let next = try #require(begun.lessons.first { $0.route == "/courses/c/three/" })
        #expect(next.reason == Reason(.continuesCourse, because: "/courses/c/two/"))
        #expect(advice.members["m102"]?.progress.first?.next == nil)
        var best = 0
        for (_, member) in advice.members {
            #expect(Set(member.lessons.map(\.route)).count == member.lessons.count)
            for (place, lesson) in member.lessons.enumerated() {
                let left = Double(member.lessons.count - place)
                let high = 0.9 + 0.1 / left
                #expect([high, 0.1 / left].contains { (lesson.propensity - $0).magnitude < 1e-12 })
                if place == 0, (lesson.propensity - high).magnitude < 1e-12 { best += 1 }
            }
        }
        // 180 draws with a chance of 0.93 to 0.95 each: six standard deviations.
        #expect((150...180).contains(best))
    }

    @Test("what was shown and done is judged before the next policy takes over")
    func offPolicy() throws {
        let fixture = try fixture()
        let first = try run(fixture, "2026-03-31")
        #expect(
            first.results.recommendations.result?.notJudged?.why == "no slate of an earlier run was shown")
        try FileJournal.commit(try first.files(), in: fixture.folder)
        let advice = try #require(first.recommendations)
        let day = FactsFixture.day("2026-04-02")
        var (shown, done) = (0, 0)
        try fixture.write { facts in
            for (id, member) in advice.members.sorted(by: { $0.key < $1.key }) {
                for (place, lesson) in member.lessons.prefix(2).enumerated() {
                    try facts.event(
                        day, id, "exposure", lesson.route, advice.policy.exposureValue(place: place + 1))
                    shown += 1
                    // An exposure that no slate had counts nowhere.
                    try facts.event(day, id, "exposure", lesson.route, advice.policy.exposureValue(place: 9))
                    guard lesson.reason.kind == .continuesCourse else { continue }
                    try facts.event(day + 1, id, "complete", lesson.route, "1")
                    done += 1
                }
            }
        }
        let second = try run(fixture, "2026-04-30")
        let result = try #require(second.results.recommendations.result)
        let judged = try #require(result.offPolicy)
        #expect(judged.policy == "slate-2026-03-31" && judged.shown == shown && judged.completed == done)
        #expect((judged.logged.value - Double(done) / Double(shown)).magnitude < 1e-12)
        #expect(result.policy.kind == (judged.isBetter ? .bandit : .neighbours))
        #expect(judged.doublyRobust != nil)
        // Before two weeks have passed nothing is known of what was shown.
        let early = try run(fixture, "2026-04-10")
        #expect(
            early.results.recommendations.result?.notJudged?.why == "no slate of an earlier run was shown")
    }
}
