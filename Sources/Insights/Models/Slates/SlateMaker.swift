import Membership
import Metrics
import Recommendations

/// What other models say of members, by index.
struct MemberFindings {
    /// The chance to leave within a month.
    var risks: [Int: Double] = [:]
    /// From which risk on something is to be done.
    var riskThreshold = 1.0
    /// The tier that a member's activity speaks for.
    var upgrades: [Int: String] = [:]
    /// The best promotion by segment, `""` for all.
    var promotions: [String: (option: String, price: Double)] = [:]
    var standings: [Int: PointsStanding] = [:]
}

/// Makes the advice for members, one after another.
struct SlateMaker {
    private let data: ModelData
    private let recommender: Recommender
    private let scorer: SlateScorer
    private let policy: SlatePolicy
    private let starts: [Int]
    private let popularity: [Double]
    /// The experiment on what chooses the lessons, while it runs; the bandit of its arms, once there is one.
    private let experiment: AssignedExperiment?
    private let learned: SlateScorer?
    /// The lessons of each course, in order, by their pages' indices.
    private let courses: [(id: String, lessons: [Int])]

    init(
        _ data: ModelData, _ recommender: Recommender, _ scorer: SlateScorer, _ policy: SlatePolicy,
        _ starts: [Int], learned: SlateScorer?
    ) {
        self.data = data
        self.learned = learned
        experiment = data.inputs.experiments.first {
            $0.experiment.kind == .recommendation && $0.experiment.isRunning(on: data.today)
        }
        self.recommender = recommender
        self.scorer = scorer
        self.policy = policy
        self.starts = starts
        var counts = [Double](repeating: 0, count: data.inputs.pages.count)
        for page in data.facts.pairs.page { counts[Int(page)] += 1 }
        let most = max(counts.max() ?? 0, 1)
        popularity = counts.map { $0 / most }
        var courses: [(id: String, lessons: [Int])] = []
        for (index, page) in data.inputs.pages.enumerated() {
            guard let course = page.course else { continue }
            if courses.last?.id == course {
                courses[courses.count - 1].lessons.append(index)
            } else {
                courses.append((course, [index]))
            }
        }
        self.courses = courses
    }

    mutating func advice(
        _ member: Int, _ others: MemberFindings
    ) throws(MetricsError) -> (MemberAdvice, SlateLog.Entry?) {
        let range = starts[member]..<starts[member + 1]
        let pairs = data.facts.pairs
        let opened = Array(pairs.page[range])
        let done = Set(range.lazy.filter { pairs.done[$0] != Int32.max }.map { Int(pairs.page[$0]) })
        let (lessons, entry) = try slate(member, opened: opened)
        let advice = MemberAdvice(
            lessons: lessons, progress: progress(opened: opened, done: done), offers: offers(member, others),
            standing: others.standings[member])
        return (advice, entry)
    }

    private func slate(
        _ member: Int, opened: [Int32]
    ) throws(MetricsError) -> ([NextLesson], SlateLog.Entry?) {
        let pages = data.inputs.pages
        let choice = choice(member)
        guard choice != .nothing else { return ([], nil) }
        let suggestions = try recommender.suggest(seen: opened, count: pages.count)
        let candidates = candidates(suggestions, member, byPopularity: choice == .popular)
        guard !candidates.isEmpty else { return ([], nil) }
        let features = candidates.flatMap { suggestion in
            [
                suggestion.behaviour, suggestion.content, suggestion.continuesCourse ? 1 : 0,
                popularity[Int(suggestion.item)],
            ].map { ($0 * 1e6).rounded() / 1e6 }
        }
        let id = data.memberships.ids[member]
        var random = RandomStream(seed: Self.seed(policy.id + " " + id))
        let slate = SlateScorer.draw(
            try scorer(choice).scores(features, count: candidates.count), places: data.settings.slate,
            exploration: policy.exploration, &random)
        let lessons = slate.map { place in
            NextLesson(
                route: pages[Int(candidates[place.candidate].item)].route,
                reason: choice == .popular
                    ? Reason(.popular) : reason(candidates[place.candidate], opened: opened),
                propensity: place.propensity)
        }
        return (
            lessons,
            SlateLog.Entry(
                m: id, c: candidates.map { Int($0.item) }, x: features, s: slate.map(\.candidate),
                p: slate.map(\.propensity))
        )
    }

    /// What chooses for the member: the policy, unless an experiment says otherwise.
    private func choice(_ member: Int) -> Experiment.Policy {
        guard let experiment, let arm = experiment.arms[data.memberships.ids[member]],
            experiment.experiment.arms.indices.contains(arm),
            case .policy(let policy) = experiment.experiment.arms[arm].treatment
        else { return .best }
        return policy
    }

    private func scorer(_ choice: Experiment.Policy) -> SlateScorer {
        switch choice {
        case .best, .nothing: scorer
        case .popular, .neighbours: .ranked
        case .bandit: learned ?? scorer
        }
    }

    /// The pages to choose from, best first.
    private func candidates(
        _ suggestions: [Recommender.Suggestion], _ member: Int, byPopularity: Bool
    ) -> [Recommender.Suggestion] {
        let open = suggestions.lazy.filter { opens(member, data.inputs.pages[Int($0.item)]) }
        guard byPopularity else { return Array(open.prefix(SlateScorer.candidates)) }
        return Array(
            open.sorted { (popularity[Int($1.item)], $0.item) < (popularity[Int($0.item)], $1.item) }
                .prefix(SlateScorer.candidates))
    }

    /// Whether the member may read all of the page.
    private func opens(_ member: Int, _ page: SitePage) -> Bool {
        guard let tier = page.tier else { return true }
        if let course = page.course, data.memberships.courses[member].contains(course) { return true }
        let rank = Int(data.memberships.tier[member])
        return data.inputs.tiers.rank(of: tier).map { rank >= $0 } ?? false
    }

    static func kind(_ suggestion: Recommender.Suggestion) -> Reason.Kind {
        if suggestion.continuesCourse { return .continuesCourse }
        if suggestion.behaviour == 0, suggestion.content == 0 { return .popular }
        return suggestion.behaviour >= suggestion.content ? .readTogether : .similar
    }

    private func reason(_ suggestion: Recommender.Suggestion, opened: [Int32]) -> Reason {
        let kind = Self.kind(suggestion)
        let because: Int32? =
            switch kind {
            case .continuesCourse: opened.last { recommender.next[$0] == suggestion.item }
            case .readTogether: strongest(opened) { likeness($0, suggestion.item) }
            case .similar: strongest(opened.suffix(20)) { content($0, suggestion.item) }
            case .popular: nil
            }
        guard let because else { return Reason(.popular) }
        return Reason(kind, because: data.inputs.pages[Int(because)].route)
    }

    private func strongest(_ opened: some Sequence<Int32>, _ score: (Int32) -> Double) -> Int32? {
        var best: (page: Int32, score: Double)?
        for page in opened {
            let score = score(page)
            if score > 0, score > best?.score ?? 0 { best = (page, score) }
        }
        return best?.page
    }

    private func likeness(_ page: Int32, _ other: Int32) -> Double {
        recommender.neighbours.neighbours[Int(page)].first { $0.item == other }.map { Double($0.similarity) }
            ?? 0
    }

    private func content(_ page: Int32, _ other: Int32) -> Double {
        (try? recommender.content?.similarity(Int(page), Int(other))) ?? 0
    }

    private func progress(opened: [Int32], done: Set<Int>) -> [CourseProgress] {
        let opened = Set(opened.map(Int.init))
        return courses.compactMap { course in
            guard course.lessons.contains(where: { opened.contains($0) }) else { return nil }
            return CourseProgress(
                course: course.id, completed: course.lessons.count { done.contains($0) },
                lessons: course.lessons.count,
                next: course.lessons.first { !done.contains($0) }.map { data.inputs.pages[$0].route })
        }
    }

    private func offers(_ member: Int, _ others: MemberFindings) -> [SuggestedOffer] {
        let risk = others.risks[member].map { ($0 * 1e4).rounded() / 1e4 }
        let end = data.memberships.end[member]
        let until = end == Memberships.open ? nil : Month.day(Int(end))
        let tier = data.memberships.tier[member]
        var offers: [SuggestedOffer] = []
        if let risk, risk >= others.riskThreshold {
            let name = tier >= 0 ? data.inputs.tiers.tiers[Int(tier)].id : ""
            if let best = others.promotions[name] ?? others.promotions[""] {
                offers.append(
                    SuggestedOffer(
                        kind: .promotion, option: best.option, price: best.price, risk: risk,
                        until: until?.description))
            }
        }
        if let until, until.number - data.today <= Self.reminderDays {
            offers.append(SuggestedOffer(kind: .renewal, risk: risk, until: until.description))
        }
        if let tier = others.upgrades[member] {
            offers.append(SuggestedOffer(kind: .upgrade, option: tier, risk: risk, until: until?.description))
        }
        return offers
    }

    /// From how many days before its end on a membership is to be renewed.
    private static let reminderDays = 30

    /// FNV-1a, so that a member's chance depends on the member and the policy alone.
    private static func seed(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
