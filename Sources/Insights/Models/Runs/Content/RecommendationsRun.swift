import Membership
import Metrics
import Recommendations

/// How the next lessons are chosen, and how well that is known to work.
public struct RecommendationsResult: Codable, Sendable, Equatable {
    /// How often a member's last page is among ten suggestions made without it.
    public struct Score: Codable, Sendable, Equatable {
        public var hitRate: Rate.Measured?
        public var ndcg: Double
        public var popularityHitRate: Rate.Measured?
        public var popularityNDCG: Double
    }

    /// What the learned policy would have earned on the last policy's exposures.
    public struct OffPolicy: Codable, Sendable, Equatable {
        public var policy: String
        /// Places shown, and how many led to a lesson done within two weeks.
        public var shown: Int
        public var completed: Int
        public var logged: Estimate
        public var ips: Estimate
        public var selfNormalised: Estimate
        public var doublyRobust: Estimate?
        public var effectiveExposures: Double
        /// Whether it is better beyond doubt.
        public var isBetter: Bool
        public var reading: String
        public var warnings: [String]
    }

    public var policy: SlatePolicy
    public var pages: Int
    /// Members with at least one page.
    public var readers: Int
    /// Members who got a slate.
    public var slates: Int
    public var relatedPages: Int
    public var score: Score?
    public var offPolicy: OffPolicy?
    /// Why the last policy was not judged.
    public var notJudged: NotRun?
}

enum RecommendationsRun {
    static let subject = Subject.recommendations
    static let inputs = [
        "facts of members by page", "events: complete, progress, exposure", "content/: courses, order, tags",
        "members.csv", "slates/: the slates of earlier runs",
    ]
    private static let fewestReaders = 10
    private static let relatedCount = 4

    /// What a build reads, and what the next run will judge it by.
    struct Advice {
        var findings: Findings<RecommendationsResult>
        var recommendations: Recommendations
        var log: SlateLog
    }

    /// - Parameter others: what other models say of members.
    static func run(_ data: ModelData, logs: [SlateLog], others: MemberFindings) throws(NotRun) -> Advice {
        guard data.facts.days != nil else { throw .noFacts }
        let pages = data.inputs.pages
        guard pages.count >= 2 else {
            throw .tooFew(
                pages.count, "articles and lessons that are out", needed: 2, record: "write in content/")
        }
        let pairs = data.facts.pairs
        let starts = Self.starts(pairs, members: data.memberships.count)
        let readers = (0..<data.memberships.count).count { starts[$0] < starts[$0 + 1] }
        guard readers >= Self.fewestReaders else {
            throw .tooFew(
                readers, "members who opened a page", needed: Self.fewestReaders,
                record: "sealpress ingest LOG… counts access logs")
        }
        let recommender = try fitting { () throws(MetricsError) in
            try Self.recommender(data, members: pairs.member, items: pairs.page)
        }
        var judgement: PolicyJudgement?
        var notJudged: NotRun?
        do throws(NotRun) { judgement = try PolicyJudgement(data, logs) } catch { notJudged = error }
        let scorer = judgement?.next ?? .ranked
        let date = data.inputs.date.description
        var kind = SlatePolicy.Kind.neighbours
        if case .learned = scorer { kind = .bandit }
        let policy = SlatePolicy(
            id: SlateLog.policyID(date), kind: kind, exploration: data.settings.exploration)
        var recommendations = Recommendations(date: date, policy: policy)
        var log = SlateLog(date: date, policy: policy, routes: pages.map(\.route))
        var makers = SlateMaker(
            data, recommender, scorer, policy, starts, learned: judgement.map { .learned($0.bandit) })
        var slates = 0
        for member in data.current {
            let (advice, entry) = try fitting { () throws(MetricsError) in try makers.advice(member, others) }
            recommendations.members[data.memberships.ids[member]] = advice
            if let entry {
                log.entries.append(entry)
                slates += 1
            }
        }
        recommendations.related = try fitting { () throws(MetricsError) in
            try Self.related(data, recommender)
        }
        let score = try? Self.score(data, starts)
        let result = RecommendationsResult(
            policy: policy, pages: pages.count, readers: readers, slates: slates,
            relatedPages: recommendations.related.count, score: score?.0,
            offPolicy: judgement.map(RecommendationsResult.OffPolicy.init), notJudged: notJudged)
        let reading = [score?.1.reading, judgement?.evaluation.reading].compactMap(\.self).joined(
            separator: "; ")
        return Advice(
            findings: Findings(
                result: result, reading: reading.isEmpty ? recommender.reading : reading,
                warnings: recommender.warnings + (score?.1.warnings ?? [])),
            recommendations: recommendations, log: log)
    }

    /// Where each member's pairs begin; they are sorted by member.
    static func starts(_ pairs: FactPanel.Pairs, members: Int) -> [Int] {
        var starts = [Int](repeating: 0, count: members + 1)
        for member in pairs.member { starts[Int(member) + 1] += 1 }
        for member in 0..<members { starts[member + 1] += starts[member] }
        return starts
    }

    private static func recommender(
        _ data: ModelData, members: [Int32], items: [Int32]
    ) throws(MetricsError) -> Recommender {
        let pages = data.inputs.pages
        let interactions = try Interactions(
            memberOf: members, itemOf: items, members: data.memberships.count, items: pages.count)
        let neighbours = try ItemNeighbours.fit(interactions, threads: data.threads)
        let content = try ContentSimilarity(terms: pages.map { words($0.title) }, tags: pages.map(\.tags))
        var next: [Int32: Int32] = [:]
        for index in pages.indices.dropLast() where pages[index].course != nil {
            if pages[index].course == pages[index + 1].course {
                next[Int32(clamping: index)] = Int32(clamping: index + 1)
            }
        }
        return try Recommender(interactions, neighbours: neighbours, content: content, next: next)
    }

    /// Words of a title; Chinese by pairs of characters.
    static func words(_ title: String) -> [String] {
        title.lowercased().split { !$0.isLetter && !$0.isNumber }.flatMap { word -> [String] in
            let scalars = Array(word.unicodeScalars)
            guard scalars.contains(where: { (0x3400...0x9FFF).contains($0.value) }), scalars.count > 1 else {
                return word.count > 2 ? [String(word)] : []
            }
            return zip(scalars, scalars.dropFirst()).map { "\($0.0)\($0.1)" }
        }
    }

    private static func related(
        _ data: ModelData, _ recommender: Recommender
    ) throws(MetricsError) -> [String: [RelatedPage]] {
        let pages = data.inputs.pages
        var related: [String: [RelatedPage]] = [:]
        for (index, page) in pages.enumerated() where page.tier == nil {
            let suggestions = try recommender.suggest(
                seen: [Int32(clamping: index)], count: Self.relatedCount
            )
            .filter { $0.behaviour > 0 || $0.content > 0 || $0.continuesCourse }
            guard !suggestions.isEmpty else { continue }
            related[page.route] = suggestions.map {
                RelatedPage(route: pages[Int($0.item)].route, reason: SlateMaker.kind($0))
            }
        }
        return related
    }

    /// Each member's last page against what the others' pages and the member's own before it suggest.
    private static func score(
        _ data: ModelData, _ starts: [Int]
    ) throws(MetricsError) -> (RecommendationsResult.Score, RecommendationScore) {
        let pairs = data.facts.pairs
        let judged = (0..<data.memberships.count).filter { starts[$0 + 1] - starts[$0] >= 2 }
        let step = max(1, judged.count / 1000)
        let sample = stride(from: 0, to: judged.count, by: step).map { judged[$0] }
        var held = Set<Int>()
        for member in sample { held.insert(starts[member + 1] - 1) }
        let kept = (0..<pairs.count).filter { !held.contains($0) }
        let recommender = try recommender(
            data, members: kept.map { pairs.member[$0] }, items: kept.map { pairs.page[$0] })
        var popularity = [Int](repeating: 0, count: data.inputs.pages.count)
        for pair in kept { popularity[Int(pairs.page[pair])] += 1 }
        let ranked = popularity.indices.sorted { (popularity[$1], $0) < (popularity[$0], $1) }
            .map { Int32(clamping: $0) }
        var suggestions: [[Int32]] = []
        var popular: [[Int32]] = []
        for member in sample {
            let seen = Array(pairs.page[starts[member]..<(starts[member + 1] - 1)])
            suggestions.append(try recommender.suggest(seen: seen).map(\.item))
            let known = Set(seen)
            popular.append(Array(ranked.lazy.filter { !known.contains($0) }.prefix(10)))
        }
        let score = try RecommendationScore(
            heldOut: sample.map { pairs.page[starts[$0 + 1] - 1] }, suggestions: suggestions, popular: popular
        )
        return (
            RecommendationsResult.Score(
                hitRate: score.hitRate.measured, ndcg: score.ndcg,
                popularityHitRate: score.popularityHitRate.measured, popularityNDCG: score.popularityNDCG),
            score
        )
    }
}

extension RecommendationsResult.OffPolicy {
    fileprivate init(_ judgement: PolicyJudgement) {
        let evaluation = judgement.evaluation
        self.init(
            policy: judgement.logged.id, shown: judgement.exposures, completed: judgement.completed,
            logged: evaluation.logged, ips: evaluation.ips, selfNormalised: evaluation.selfNormalised,
            doublyRobust: evaluation.doublyRobust, effectiveExposures: evaluation.effectiveExposures,
            isBetter: evaluation.replaces, reading: evaluation.reading, warnings: evaluation.warnings)
    }
}
