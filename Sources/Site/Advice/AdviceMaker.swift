import Membership
import Recommendations
import Sealing

/// How much advice a build gives.
public struct AdviceCounts: Sendable, Hashable, Codable {
    /// How many bundles hold any.
    public var members = 0
    /// Places of slates that are left out: pages that are gone, or that the member may not open now.
    public var droppedPlaces = 0

    static func += (counts: inout AdviceCounts, others: AdviceCounts) {
        counts.members += others.members
        counts.droppedPlaces += others.droppedPlaces
    }
}

/// What each member's bundle says of where to go on: the recommendations as far as they hold in this build.
struct AdviceMaker: Sendable {
    private let suggestions: [String: MemberAdvice]
    private let policy: String?
    private let offers: OfferChoice
    /// Nil where there are no recommendations, and so nothing names a page.
    private let pages: AdvicePages?
    private let showsPoints: Bool
    private let arms: MemberArms

    /// - Parameter recommendations: nil where there are none; offers that need none are made all the same.
    init(
        _ recommendations: Recommendations?, configuration: SiteConfiguration, roster: Roster,
        entitlements: Entitlements, pages: AdvicePages?, keys: SiteKeys
    ) throws {
        suggestions = recommendations?.members ?? [:]
        policy = recommendations?.policy.id
        offers = try OfferChoice(
            configuration.offers, roster: roster, suggestions: suggestions, entitlements: entitlements)
        self.pages = pages
        arms = MemberArms(configuration.experiments, keys: keys, roster: roster, today: entitlements.today)
        showsPoints = configuration.showsPoints
    }

    /// A member's advice; nil where there is nothing to say.
    struct Made: Sendable {
        var advice: BundleAdvice?
        var counts: AdviceCounts

        init(_ advice: BundleAdvice?, droppedPlaces: Int = 0) {
            self.advice = advice.flatMap { $0.isEmpty ? nil : $0 }
            counts = AdviceCounts(members: self.advice == nil ? 0 : 1, droppedPlaces: droppedPlaces)
        }
    }

    /// - Parameter entitlement: the member's.
    func advice(for member: Member, _ entitlement: Entitlement) throws -> Made {
        let offer = try offers[member.id].map { try arms.priced($0, for: member) }
        let isActive = entitlement.standing == .active
        let armIDs = isActive || offer != nil ? arms.ids(of: member) : [:]
        // Who is no longer a member can be asked to come back, and that is all.
        guard isActive, let pages, let found = suggestions[member.id] else {
            return Made(try BundleAdvice(offer: offer, arms: armIDs))
        }
        let held = Set(entitlement.grants)
        let lessons = try found.lessons.compactMap { try lesson($0, held, pages) }
            .prefix(BundleAdvice.maximumLessons)
        let advice = try BundleAdvice(
            policy: lessons.isEmpty ? nil : policy, lessons: Array(lessons),
            progress: try progress(found.progress, held, pages), offer: offer,
            standing: showsPoints ? found.standing.flatMap(standing) : nil, arms: armIDs)
        return Made(advice, droppedPlaces: found.lessons.count - lessons.count)
    }

    /// Nil for a page that is gone, or that the member may not open now.
    private func lesson(
        _ lesson: NextLesson, _ held: Set<Membership.GrantEpoch>, _ pages: AdvicePages
    ) throws -> BundleAdvice.Lesson? {
        guard let page = pages.page(lesson.route), page.opens(with: held) else { return nil }
        let reason: BundleAdvice.Lesson.Reason =
            switch lesson.reason.kind {
            case .continuesCourse: .continuesCourse
            case .readTogether: .readTogether
            case .similar: .similar
            case .popular: .popular
            }
        let because = reason == .popular ? nil : lesson.reason.because.flatMap { pages.page($0)?.title }
        return try BundleAdvice.Lesson(
            route: page.route, title: page.title, reason: reason, because: because)
    }

    /// Courses that are out, with as many lessons as they have now; those that are done give way where there are too many.
    private func progress(
        _ courses: [CourseProgress], _ held: Set<Membership.GrantEpoch>, _ pages: AdvicePages
    ) throws -> [BundleAdvice.Progress] {
        let made = try courses.compactMap { entry -> BundleAdvice.Progress? in
            guard let course = pages.course(entry.course) else { return nil }
            let next = entry.next.flatMap { pages.page($0) }.flatMap { page in
                course.lessons.contains(page.route) && page.opens(with: held) ? page : nil
            }
            return try BundleAdvice.Progress(
                course: entry.course, title: course.title, route: course.route,
                completed: min(max(0, entry.completed), course.lessons.count), lessons: course.lessons.count,
                next: next.map { try .init(route: $0.route, title: $0.title) })
        }
        guard made.count > BundleAdvice.maximumProgress else { return made }
        let open = made.filter { $0.completed < $0.lessons }
        return Array((open + made.filter { $0.completed >= $0.lessons }).prefix(BundleAdvice.maximumProgress))
    }

    /// Nil for points beyond all that a bundle can say.
    private func standing(_ standing: PointsStanding) -> BundleAdvice.Standing? {
        try? BundleAdvice.Standing(
            points: standing.points, rank: standing.rank, members: standing.members)
    }
}
