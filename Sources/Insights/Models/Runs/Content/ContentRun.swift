import Metrics

/// What to write next, and when to publish.
public struct ContentResult: Codable, Sendable, Equatable {
    public struct Tag: Codable, Sendable, Equatable {
        public var tag: String
        public var views: Int
        public var completions: Int
        public var emptySearches: Int
        public var questions: Int
        public var items: Int
        public var demand: Double
        /// Above 1 is asked for more than there is.
        public var gap: Double
        public var evidence: String
    }

    public struct Slot: Codable, Sendable, Equatable {
        /// 0 is Monday.
        public var weekday: Int
        public var hour: Int
        /// Of the visits, those in the three hours from this one.
        public var share: Rate.Measured?
    }

    public struct Page: Codable, Sendable, Equatable {
        public var route: String
        public var title: String
        public var views: Int
        /// Members who opened it, and of them who finished it.
        public var members: Int
        public var completed: Int
    }

    public struct Search: Codable, Sendable, Equatable {
        public var text: String
        public var times: Int
    }

    /// The largest gap first.
    public var tags: [Tag]
    /// All hours of the week, best first, of the last 180 days.
    public var hours: [Slot]
    /// Most read first.
    public var pages: [Page]
    /// Searches without a result, most frequent first; at most 50.
    public var searches: [Search]
}

enum ContentRun: ModelRun {
    static let subject = Subject.content
    static let inputs = [
        "content/: tags", "facts of content", "facts of hours", "events: complete, progress, search",
        "comments.csv",
    ]

    static func run(_ data: ModelData) throws(NotRun) -> Findings<ContentResult> {
        guard data.facts.days != nil else { throw .noFacts }
        let pages = data.inputs.pages
        guard !pages.isEmpty else {
            throw NotRun(why: "no article or lesson is out", record: "write in content/")
        }
        let rows = Self.pages(data)
        let (plan, hours) = try fitting { () throws(MetricsError) in
            (
                try ContentPlan(Self.topics(data, rows)),
                try PublishingHours(
                    visits: data.totals.hours.enumerated().flatMap { slot, count in
                        Array(repeating: (weekday: slot / 24, hour: slot % 24), count: count)
                    })
            )
        }
        let result = ContentResult(
            tags: plan.rows.map { row in
                ContentResult.Tag(
                    tag: row.topic.tag, views: row.topic.views, completions: row.topic.completions,
                    emptySearches: row.topic.emptySearches, questions: row.topic.questions,
                    items: row.topic.items,
                    demand: row.demand, gap: row.gap, evidence: row.evidence)
            },
            hours: hours.slots.map {
                ContentResult.Slot(weekday: $0.weekday, hour: $0.hour, share: $0.share.measured)
            },
            pages: rows.sorted { ($1.views, $0.route) < ($0.views, $1.route) },
            searches: data.facts.searches.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(50).map {
                ContentResult.Search(text: $0.key, times: $0.value)
            })
        return Findings(
            result: result, reading: plan.reading + "; " + hours.reading,
            warnings: plan.warnings + hours.warnings)
    }

    private static func pages(_ data: ModelData) -> [ContentResult.Page] {
        var rows = data.inputs.pages.map {
            ContentResult.Page(
                route: $0.route, title: $0.title, views: data.totals.views[$0.route] ?? 0, members: 0,
                completed: 0)
        }
        let pairs = data.facts.pairs
        for pair in 0..<pairs.count {
            rows[Int(pairs.page[pair])].members += 1
            if pairs.done[pair] != Int32.max { rows[Int(pairs.page[pair])].completed += 1 }
        }
        return rows
    }

    private static func topics(_ data: ModelData, _ rows: [ContentResult.Page]) -> [ContentPlan.Topic] {
        var questions: [String: Int] = [:]
        for comment in data.inputs.tables.comments ?? []
        where comment.day <= data.inputs.date && (comment.text.contains("?") || comment.text.contains("？")) {
            questions[comment.route, default: 0] += 1
        }
        var topics: [String: ContentPlan.Topic] = [:]
        for (page, row) in zip(data.inputs.pages, rows) {
            for tag in Set(page.tags) {
                var topic =
                    topics[tag]
                    ?? ContentPlan.Topic(
                        tag: tag, views: 0, completions: 0, emptySearches: 0, questions: 0, items: 0)
                topic.views += row.views
                topic.completions += row.completed
                topic.questions += questions[page.route] ?? 0
                topic.items += 1
                topics[tag] = topic
            }
        }
        for (search, count) in data.facts.searches {
            // A search for what no tag names is in the list of searches.
            for tag in topics.keys where search.lowercased().contains(tag.lowercased()) {
                topics[tag]?.emptySearches += count
            }
        }
        return topics.values.sorted { $0.tag < $1.tag }
    }
}
