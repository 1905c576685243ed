import Foundation

/// What insights hand to a build: `insights/recommendations.json`.
///
/// It holds advice only. A build that finds none of it, or a member whom it does not know, is complete all the same.
public struct Recommendations: Sendable, Equatable {
    /// Raised with every change of the file's form; other versions are refused.
    public static let version = 1
    /// In the insights folder.
    public static let fileName = "recommendations.json"

    /// The day it was made for, `2026-11-21`.
    public var date: String
    /// What chose the lessons.
    public var policy: SlatePolicy
    /// By member id.
    public var members: [String: MemberAdvice]
    /// Other public pages for a public page, best first; by route.
    public var related: [String: [RelatedPage]]

    public init(
        date: String, policy: SlatePolicy, members: [String: MemberAdvice] = [:],
        related: [String: [RelatedPage]] = [:]
    ) {
        self.date = date
        self.policy = policy
        self.members = members
        self.related = related
    }
}

/// How the lessons of a slate were chosen; its id comes back in the logs with each exposure.
public struct SlatePolicy: Sendable, Equatable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// What members with the same lessons went on to, likeness of content and the course's order.
        case neighbours
        /// A linear bandit (LinUCB) that learned from which shown lessons were completed.
        case bandit
    }

    /// 1 to 60 of `A–Z a–z 0–9 . _ @ -`.
    public var id: String
    public var kind: Kind
    /// The share of places that are given to chance, 0 < ε ≤ 1.
    public var exploration: Double

    public init(id: String, kind: Kind, exploration: Double) {
        self.id = id
        self.kind = kind
        self.exploration = exploration
    }

    /// The `v` of an `exposure` beacon for a place of this policy's slates, counted from 1: `slate-2026-11-21:2`.
    public func exposureValue(place: Int) -> String { "\(id):\(place)" }
}

/// What is for one member alone, and so belongs into that member's sealed bundle.
public struct MemberAdvice: Sendable, Equatable, Codable {
    /// The slate, first place first.
    public var lessons: [NextLesson]
    /// The courses that the member has begun.
    public var progress: [CourseProgress]
    /// What the models speak for, best first. The author's `offers:` decide whether any of it is made.
    public var offers: [SuggestedOffer]
    /// Nil where the site gives no points.
    public var standing: PointsStanding?

    public init(
        lessons: [NextLesson] = [], progress: [CourseProgress] = [], offers: [SuggestedOffer] = [],
        standing: PointsStanding? = nil
    ) {
        self.lessons = lessons
        self.progress = progress
        self.offers = offers
        self.standing = standing
    }
}

/// A lesson at its place in a slate.
public struct NextLesson: Sendable, Equatable, Codable {
    public var route: String
    public var reason: Reason
    /// P(this lesson here | the lessons above it), 0 < p ≤ 1.
    public var propensity: Double

    public init(route: String, reason: Reason, propensity: Double) {
        self.route = route
        self.reason = reason
        self.propensity = propensity
    }
}

/// Why a page is suggested; whoever shows it finds the words.
public struct Reason: Sendable, Equatable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// It follows `because` in its course.
        case continuesCourse
        /// Members who read `because` read it, too.
        case readTogether
        /// Its words and tags are like those of `because`.
        case similar
        /// Many read it.
        case popular
    }

    public var kind: Kind
    /// The route of the page that the reason speaks of; nil for `popular`.
    public var because: String?

    public init(_ kind: Kind, because: String? = nil) {
        self.kind = kind
        self.because = because
    }
}

/// How far a member is in a course.
public struct CourseProgress: Sendable, Equatable, Codable {
    public var course: String
    /// Lessons done, of `lessons`.
    public var completed: Int
    public var lessons: Int
    /// The route of the first lesson that is not done.
    public var next: String?

    public init(course: String, completed: Int, lessons: Int, next: String?) {
        self.course = course
        self.completed = completed
        self.lessons = lessons
        self.next = next
    }
}

/// Something that could be offered to a member.
public struct SuggestedOffer: Sendable, Equatable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A reminder that the membership ends soon.
        case renewal
        /// A price or promotion to keep a member who may leave.
        case promotion
        /// The next higher tier.
        case upgrade
    }

    public var kind: Kind
    /// The name of the promotion or tier; empty for a reminder.
    public var option: String
    /// In the site's currency; nil for a reminder.
    public var price: Double?
    /// The chance that the member leaves, 0 … 1, where the churn model ran.
    public var risk: Double?
    /// The last day of the membership.
    public var until: String?

    public init(
        kind: Kind, option: String = "", price: Double? = nil, risk: Double? = nil, until: String? = nil
    ) {
        self.kind = kind
        self.option = option
        self.price = price
        self.risk = risk
        self.until = until
    }
}

/// A member's points, and the place they give.
public struct PointsStanding: Sendable, Equatable, Codable {
    public var points: Double
    /// 1 for the most points; equal points share a rank.
    public var rank: Int
    /// How many have points.
    public var members: Int

    public init(points: Double, rank: Int, members: Int) {
        self.points = points
        self.rank = rank
        self.members = members
    }
}

/// A page to read beside another.
public struct RelatedPage: Sendable, Equatable, Codable {
    public var route: String
    public var reason: Reason.Kind

    public init(route: String, reason: Reason.Kind) {
        self.route = route
        self.reason = reason
    }
}
