import Foundation

/// What to write next (article 5): demand against supply by tag, with the evidence.
public struct ContentPlan: ModelResult, Equatable {
    /// What was asked of a tag and what there is.
    public struct Topic: Sendable, Equatable {
        public var tag: String
        public var views: Int
        public var completions: Int
        /// Searches that found nothing.
        public var emptySearches: Int
        public var questions: Int
        /// Lessons and articles that carry the tag.
        public var items: Int

        public init(
            tag: String, views: Int, completions: Int, emptySearches: Int, questions: Int, items: Int
        ) {
            self.tag = tag
            self.views = views
            self.completions = completions
            self.emptySearches = emptySearches
            self.questions = questions
            self.items = items
        }
    }

    /// What each sign of demand is worth.
    public struct Weights: Sendable, Equatable {
        public var view: Double
        public var completion: Double
        public var emptySearch: Double
        public var question: Double

        public init(view: Double = 1, completion: Double = 2, emptySearch: Double = 5, question: Double = 5) {
            self.view = view
            self.completion = completion
            self.emptySearch = emptySearch
            self.question = question
        }
    }

    public struct Row: Sendable, Equatable {
        public let topic: Topic
        /// Σ weight × count.
        public let demand: Double
        /// Demand's share / supply's share, drawn towards 1 where little is known; above 1 is asked for more than
        /// there is. Without any demand or any content at all, 1 throughout, and `warnings` says so.
        public let gap: Double
        public let evidence: String
    }

    /// Largest gap first.
    public let rows: [Row]
    public let warnings: [String]

    /// - Parameter prior: gap = ((D + prior d̄) / (ΣD + …)) / ((S + prior s̄) / …): how many average tags' worth of
    ///   demand and supply is assumed of every tag before counting, ≥ 0.01.
    public init(
        _ topics: [Topic], weights: Weights = Weights(), prior: Double = 0.5
    ) throws(MetricsError) {
        try require(prior >= 0.01 && prior <= 1e6, "prior", "0.01 or more")
        for weight in [weights.view, weights.completion, weights.emptySearch, weights.question] {
            try require(weight >= 0 && weight <= 1e6, "weights", "between 0 and a million")
        }
        var demands: [Double] = []
        for (row, topic) in topics.enumerated() {
            for count in [topic.views, topic.completions, topic.emptySearches, topic.questions, topic.items] {
                try checkCount(count, topic.tag, row: row)
            }
            demands.append(
                weights.view * Double(topic.views) + weights.completion * Double(topic.completions)
                    + weights.emptySearch * Double(topic.emptySearches) + weights.question
                    * Double(topic.questions))
        }
        let n = Double(max(topics.count, 1))
        let meanDemand = Summary.mean(demands)
        let meanSupply = Summary.sum(topics.lazy.map { Double($0.items) }) / n
        // Without any demand or any supply there is nothing to compare.
        let comparable = meanDemand > 0 && meanSupply > 0
        rows = zip(topics, demands).map { topic, demand in
            let gap =
                comparable
                ? (demand / meanDemand + prior) / (Double(topic.items) / meanSupply + prior) : 1
            return Row(topic: topic, demand: demand, gap: gap, evidence: ContentPlan.evidence(topic))
        }.sorted { ($1.gap, $0.topic.tag) < ($0.gap, $1.topic.tag) }
        warnings = comparable ? [] : ["no demand or no content to compare"]
    }

    private static func evidence(_ topic: Topic) -> String {
        let signs = [
            (topic.questions, "questions"), (topic.emptySearches, "searches without result"),
            (topic.views, "views"), (topic.completions, "completions"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return (signs.isEmpty ? "no demand" : signs.joined(separator: ", ")) + " on \(topic.items) items"
    }

    public var reading: String {
        let wanted = rows.filter { $0.gap > 1.2 }.prefix(3)
        guard !wanted.isEmpty else { return "supply follows demand" }
        return "write next: " + wanted.map { "\($0.topic.tag) (\($0.evidence))" }.joined(separator: "; ")
    }
}
