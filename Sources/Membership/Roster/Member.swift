/// A row of the roster.
public struct Member: Sendable, Hashable, Identifiable {
    public var id: String
    public var name: String
    public var email: String
    /// The id of the tier; nil for those who only hold courses.
    public var tier: String?
    /// The courses held singly, each once.
    public var courses: [CourseAccess]
    /// The first day of membership; nil is since ever.
    public var from: Day?
    /// The last day of membership, the whole of it; nil is without end.
    public var until: Day?
    public var status: MemberStatus
    /// Counts the member's unlock codes, from 1.
    public var generation: Int
    /// Where the member came from, such as `gumroad`; free text.
    public var source: String
    public var note: String
    /// How long an unclaimed code is good for from its claim on; nil where the sale says it.
    public var term: MembershipTerm?
    /// The values of the roster's unknown columns, in their order.
    public var extra: [String]

    public init(
        id: String, name: String = "", email: String = "", tier: String? = nil,
        courses: [CourseAccess] = [], from: Day? = nil, until: Day? = nil,
        status: MemberStatus = .active, generation: Int = 1, source: String = "", note: String = "",
        term: MembershipTerm? = nil, extra: [String] = []
    ) {
        self.id = id
        self.name = name
        self.email = email
        self.tier = tier
        self.courses = courses
        self.from = from
        self.until = until
        self.status = status
        self.generation = generation
        self.source = source
        self.note = note
        self.term = term
        self.extra = extra
    }
}

extension Member {
    /// Whether the courses stay when `until` has passed: bought beside a tier they are the member's own, and
    /// `until` is the tier's last day. Without a tier, and in a trial, it is the courses' last day too.
    public var ownsCourses: Bool { tier != nil && status != .trial && status.isGovernedByDates }
}

/// A course in a member's hands.
public struct CourseAccess: Sendable, Hashable, CustomStringConvertible {
    public var course: String
    /// The member's first day in it; nil is the membership's first day.
    public var start: Day?

    public init(_ course: String, start: Day? = nil) {
        self.course = course
        self.start = start
    }

    /// `swift-basics` or `swift-basics@2026-10-01`
    public var description: String { start.map { "\(course)@\($0)" } ?? course }
}

/// What kind of membership a row is. All but `revoked` and `left` are governed by their dates.
public enum MemberStatus: String, Sendable, Hashable, CaseIterable {
    case active
    /// Free for a time: needs an `until`.
    case trial
    /// Paid by someone else.
    case gift
    /// Without end: has no `until`.
    case lifetime
    /// A code that was made for sale and has no buyer yet.
    case unclaimed
    /// Shut out; the counters of what they held are raised.
    case revoked
    /// Gone of their own will: no keys from the next build on, also not those of what they paid for.
    case left

    /// Whether the row's dates decide; otherwise it opens nothing.
    public var isGovernedByDates: Bool { self != .revoked && self != .left }
}
