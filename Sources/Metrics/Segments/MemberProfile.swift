import Foundation

/// What is known of one member (article 2, article 3).
public struct MemberProfile: ModelResult, Equatable {
    /// Something a member did.
    public struct Event: Sendable, Equatable {
        /// Days before now, ≥ 0; may be fractional.
        public var daysAgo: Double
        /// 0 … 23, in the site's time zone.
        public var hour: Int
        public var tags: [String]
        /// How much the event says of interest; a view 1, a completion more.
        public var weight: Double

        public init(daysAgo: Double, hour: Int, tags: [String], weight: Double = 1) {
            self.daysAgo = daysAgo
            self.hour = hour
            self.tags = tags
            self.weight = weight
        }
    }

    public struct Course: Sendable, Equatable {
        public let name: String
        /// Lessons in the course's order.
        public let lessons: [String]
        public let completed: Set<String>

        public init(name: String, lessons: [String], completed: Set<String>) {
            self.name = name
            self.lessons = lessons
            self.completed = completed
        }
    }

    public struct Interest: Sendable, Equatable {
        public let tag: String
        /// Share of the member's decayed weight, 0 … 1.
        public let share: Double
    }

    public struct Progress: Sendable, Equatable {
        public let course: String
        public let completed: Rate
        /// The first lesson in order not completed; nil when the course is.
        public let next: String?
    }

    /// Where the member stands among all, as the other models of this module say; nil for what was not asked of them.
    public struct Standing: Sendable, Equatable {
        public var scores: RecencyFrequencyMoney.Scores?
        /// Name of the member's segment.
        public var segment: String?
        /// Name of the member's grade.
        public var grade: String?
        /// P(churn), 0 … 1.
        public var churnRisk: Double?

        public init(
            scores: RecencyFrequencyMoney.Scores? = nil, segment: String? = nil, grade: String? = nil,
            churnRisk: Double? = nil
        ) {
            self.scores = scores
            self.segment = segment
            self.grade = grade
            self.churnRisk = churnRisk
        }
    }

    /// Strongest first.
    public let interests: [Interest]
    /// Share of events by hour, 24 values; empty without events.
    public let hours: [Double]
    /// The hours, at most three, with the most events, most first.
    public let activeHours: [Int]
    /// Lessons completed per week over the member's span of activity; nil without events.
    public let lessonsPerWeek: Double?
    public let progress: [Progress]
    /// The next lesson of the course most recently worked on, or of the first unfinished one.
    public let nextLesson: String?
    public let standing: Standing
    public let warnings: [String]

    /// - Parameters:
    ///   - halfLife: days in which the weight of an event falls to half, > 0.
    ///   - current: name of the course last worked on.
    ///   - standing: what other models say of the member.
    /// - Throws: `outOfRange` or `nonFinite` naming the input and its row.
    public init(
        events: [Event], courses: [Course], current: String? = nil, halfLife: Double = 30,
        standing: Standing = Standing()
    ) throws(MetricsError) {
        if let risk = standing.churnRisk {
            try require(risk >= 0 && risk <= 1, "churn risk", "between 0 and 1")
        }
        self.standing = standing
        try require(halfLife > 0 && halfLife <= 1e6, "half-life", "greater than 0")
        var weights: [String: [Double]] = [:]
        var counts = [Int](repeating: 0, count: 24)
        var span = 0.0
        for (row, event) in events.enumerated() {
            try check(event.daysAgo, "daysAgo", row: row)
            try require(event.daysAgo >= 0, "daysAgo", "0 or more", row: row)
            try require(event.hour >= 0 && event.hour < 24, "hour", "between 0 and 23", row: row)
            try check(event.weight, "weight", row: row)
            try require(event.weight >= 0, "weight", "0 or more", row: row)
            let weight = event.weight * exp2(-event.daysAgo / halfLife)
            for tag in Set(event.tags) { weights[tag, default: []].append(weight) }
            counts[event.hour] += 1
            span = max(span, event.daysAgo)
        }
        // Sorted before adding, so that the order of events cannot change the last digit.
        let totals = weights.mapValues { Summary.sum($0.sorted()) }
        let all = Summary.sum(totals.values.sorted())
        interests =
            all > 0
            ? totals.map { Interest(tag: $0.key, share: $0.value / all) }
                .sorted { ($1.share, $0.tag) < ($0.share, $1.tag) } : []
        hours = events.isEmpty ? [] : counts.map { Double($0) / Double(events.count) }
        activeHours = Array(
            counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(3))
        let done = courses.reduce(0) { sum, course in
            sum + course.lessons.count { course.completed.contains($0) }
        }
        lessonsPerWeek = events.isEmpty ? nil : Double(done) / (max(span, 7) / 7)
        progress = courses.map { course in
            Progress(
                course: course.name,
                completed: Rate(
                    checked: course.lessons.count { course.completed.contains($0) }, of: course.lessons.count),
                next: course.lessons.first { !course.completed.contains($0) })
        }
        let preferred = progress.first { $0.course == current && $0.next != nil }
        nextLesson = (preferred ?? progress.first { $0.next != nil })?.next
        warnings = events.count < 5 ? ["only \(events.count) events"] : []
    }

    public var reading: String {
        let interest = interests.prefix(3).map { "\($0.tag) \(Prose.percent($0.share, decimals: 0))" }
        let place = [standing.segment, standing.grade.map { "grade \($0)" }].compactMap { $0 }
        return (interest.isEmpty ? "no interests known" : "interested in " + interest.joined(separator: ", "))
            + (place.isEmpty ? "" : "; " + place.joined(separator: ", "))
            + (standing.churnRisk.map { "; churn risk \(Prose.percent($0, decimals: 0))" } ?? "")
            + (nextLesson.map { "; next lesson: \($0)" } ?? "")
    }
}
