import Metrics
import Testing

struct ContentPlanTests {
    private typealias Topic = ContentPlan.Topic

    @Test func `what is asked for and missing comes first, with the evidence`() throws {
        let topics = [
            Topic(tag: "basics", views: 900, completions: 300, emptySearches: 0, questions: 2, items: 20),
            Topic(tag: "testing", views: 50, completions: 10, emptySearches: 60, questions: 40, items: 1),
            Topic(tag: "macros", views: 10, completions: 0, emptySearches: 0, questions: 0, items: 9),
        ]
        let plan = try ContentPlan(topics)
        #expect(plan.rows.map(\.topic.tag) == ["testing", "basics", "macros"])
        #expect(plan.rows[0].demand == 50 + 20 + 300 + 200)
        #expect(
            plan.rows[0].evidence
                == "40 questions, 60 searches without result, 50 views, 10 completions on 1 items")
        #expect(plan.rows[0].gap > 1 && plan.rows[2].gap < 1)
        #expect(try ContentPlan(topics.reversed()) == plan)
    }

    @Test func `a gap is a ratio of shares: doubling all demand or all supply changes nothing`() throws {
        let topics = (1...5).map {
            Topic(
                tag: "t\($0)", views: $0 * 10, completions: 0, emptySearches: 6 - $0, questions: 0,
                items: $0 * $0)
        }
        let plan = try ContentPlan(topics)
        let doubled = try ContentPlan(
            topics.map {
                Topic(
                    tag: $0.tag, views: 2 * $0.views, completions: 0, emptySearches: 2 * $0.emptySearches,
                    questions: 0,
                    items: 3 * $0.items)
            })
        for (a, b) in zip(plan.rows, doubled.rows) { expectClose(a.gap, b.gap, within: 1e-12) }
    }

    @Test func `without demand or content there is nothing to say`() throws {
        let plan = try ContentPlan([
            Topic(tag: "a", views: 0, completions: 0, emptySearches: 0, questions: 0, items: 4)
        ])
        #expect(plan.rows[0].gap == 1)
        #expect(plan.warnings.count == 1)
        #expect(try ContentPlan([]).rows.isEmpty)
        #expect(throws: MetricsError.self) {
            try ContentPlan([
                Topic(tag: "a", views: -1, completions: 0, emptySearches: 0, questions: 0, items: 4)
            ])
        }
    }

    @Test func `the best hour is the one that most visits follow, also over midnight`() throws {
        var visits = Array(repeating: (weekday: 1, hour: 23), count: 30)
        visits += Array(repeating: (weekday: 2, hour: 0), count: 30)
        visits += Array(repeating: (weekday: 4, hour: 12), count: 40)
        let hours = try PublishingHours(visits: visits)
        #expect(hours.slots[0].weekday == 1)
        #expect(hours.slots[0].hour == 22)
        #expect(hours.slots[0].share.value == 0.6)
        #expect(hours.slots.count == 168)
        #expect(throws: MetricsError.self) { try PublishingHours(visits: [(7, 0)]) }
    }
}
