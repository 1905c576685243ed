/// What insights say to one member: where to go on, how far the courses are, an offer.
///
/// It grants nothing. Texts are one line each, in NFC.
public struct BundleAdvice: Sendable, Equatable {
    /// The most bytes of UTF-8 that a text has; the least is one.
    public static let maximumTextCount = 2000
    public static let maximumLessons = 20
    public static let maximumProgress = 100
    public static let maximumArms = 50
    /// The largest whole number that every reader can represent: 2⁵³ − 1.
    public static let maximumInteger = Int(BundlePlaintext.maximumIssued)

    /// What chose the lessons: 1 to 60 of `A–Z a–z 0–9 . _ @ -`. There exactly when lessons are.
    public let policy: String?
    /// The slate, first place first.
    public let lessons: [Lesson]
    public let progress: [Progress]
    public let offer: Offer?
    public let standing: Standing?
    /// By experiment, the arm that the member is in. Ids match `[a-z0-9][a-z0-9-]*` and have a letter.
    public let arms: [String: String]

    /// - Throws: ``SealingError/invalidBundleField(name:)``, with the field as `advice.lessons`.
    public init(
        policy: String? = nil, lessons: [Lesson] = [], progress: [Progress] = [], offer: Offer? = nil,
        standing: Standing? = nil, arms: [String: String] = [:]
    ) throws {
        try Self.check(policy.map(Self.isPolicyID) ?? true, "policy")
        try Self.check((policy != nil) == !lessons.isEmpty, "policy")
        try Self.check(lessons.count <= Self.maximumLessons, "lessons")
        try Self.check(progress.count <= Self.maximumProgress, "progress")
        try Self.check(arms.count <= Self.maximumArms, "arms")
        try Self.check(arms.allSatisfy { Self.isArmID($0) && Self.isArmID($1) }, "arms")
        self.policy = policy
        self.lessons = lessons
        self.progress = progress
        self.offer = offer
        self.standing = standing
        self.arms = arms
    }

    /// Whether there is nothing to say; such advice is not written.
    public var isEmpty: Bool {
        lessons.isEmpty && progress.isEmpty && offer == nil && standing == nil && arms.isEmpty
    }

    /// Whether a page's title or the like can be told: 1 to ``maximumTextCount`` bytes without control characters.
    public static func isText(_ text: String) -> Bool {
        (1...maximumTextCount).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    /// Whether this is the address of a page below the site's base: `/`, `/courses/a/two/`. It has no `"`, `\`, `?`
    /// or `#`.
    public static func isRoute(_ text: String) -> Bool {
        let bytes = text.utf8
        guard isText(text), bytes.first == UInt8(ascii: "/"), bytes.last == UInt8(ascii: "/") else {
            return false
        }
        // A backslash is a slash to browsers, and two slashes in a row begin the name of a host.
        return !bytes.contains { "\"\\?#".utf8.contains($0) }
            && !zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "/") && $1 == UInt8(ascii: "/") }
    }

    /// Whether this is where an offer can be taken up: a web address or `mailto:`.
    public static func isAddress(_ text: String) -> Bool {
        isText(text) && ["https://", "http://", "mailto:"].contains { text.hasPrefix($0) }
    }

    /// An id with a letter in it: readers in JavaScript cannot keep the order of keys that are numbers.
    private static func isArmID(_ text: String) -> Bool {
        BundlePlaintext.isID(text)
            && text.utf8.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            && text.utf8.count <= maximumTextCount
    }

    private static func isPolicyID(_ text: String) -> Bool {
        (1...60).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || "._@-".utf8.contains(byte)
            }
    }

    fileprivate static func check(_ isValid: Bool, _ name: String) throws {
        guard isValid else { throw SealingError.invalidBundleField(name: "advice.\(name)") }
    }
}

extension BundleAdvice {
    /// A page at its place in the slate.
    public struct Lesson: Sendable, Equatable {
        public enum Reason: String, Sendable, CaseIterable {
            case continuesCourse, readTogether, similar, popular
        }

        public let route: String
        public let title: String
        public let reason: Reason
        /// The title of the page that the reason speaks of; nil for `popular`, and where that page is gone.
        public let because: String?

        public init(route: String, title: String, reason: Reason, because: String? = nil) throws {
            try check(isRoute(route), "lessons.route")
            try check(isText(title), "lessons.title")
            try check(because.map { reason != .popular && isText($0) } ?? true, "lessons.because")
            self.route = route
            self.title = title
            self.reason = reason
            self.because = because
        }
    }

    /// How far a course is.
    public struct Progress: Sendable, Equatable {
        /// The first lesson that is not done.
        public struct Next: Sendable, Equatable {
            public let route: String
            public let title: String

            public init(route: String, title: String) throws {
                try check(isRoute(route), "progress.next")
                try check(isText(title), "progress.nextTitle")
                self.route = route
                self.title = title
            }
        }

        /// The course's id, title and page.
        public let course: String
        public let title: String
        public let route: String
        /// Lessons done, of `lessons`, which is 1 or more.
        public let completed: Int
        public let lessons: Int
        public let next: Next?

        public init(
            course: String, title: String, route: String, completed: Int, lessons: Int, next: Next?
        ) throws {
            try check(BundlePlaintext.isID(course) && isText(course), "progress.course")
            try check(isText(title), "progress.title")
            try check(isRoute(route), "progress.route")
            try check((1...maximumInteger).contains(lessons), "progress.lessons")
            try check((0...lessons).contains(completed), "progress.completed")
            self.course = course
            self.title = title
            self.route = route
            self.completed = completed
            self.lessons = lessons
            self.next = next
        }
    }

    /// What the author offers this member, in the author's words.
    public struct Offer: Sendable, Equatable {
        public enum Kind: String, Sendable, CaseIterable {
            case renewal, promotion, upgrade
        }

        /// `[a-z0-9][a-z0-9-]*`.
        public let id: String
        public let kind: Kind
        public let title: String
        public let text: String?
        /// A web address or `mailto:`.
        public let url: String?
        /// For people: `12 EUR`.
        public let price: String?
        /// The last day, `YYYY-MM-DD`.
        public let until: String?

        public init(
            id: String, kind: Kind, title: String, text: String? = nil, url: String? = nil,
            price: String? = nil, until: String? = nil
        ) throws {
            try check(BundlePlaintext.isID(id) && isText(id), "offer.id")
            try check(isText(title), "offer.title")
            try check(text.map(isText) ?? true, "offer.text")
            try check(url.map(isAddress) ?? true, "offer.url")
            try check(price.map(isText) ?? true, "offer.price")
            try check(until.map(BundlePlaintext.isDay) ?? true, "offer.until")
            self.id = id
            self.kind = kind
            self.title = title
            self.text = text
            self.url = url
            self.price = price
            self.until = until
        }
    }

    /// Points, and the place among `members` that they give.
    public struct Standing: Sendable, Equatable {
        public static let maximumPoints = 999_999_999_999.99

        /// To two decimals.
        public let points: Double
        public let rank: Int
        public let members: Int

        /// - Parameter points: 0 to ``maximumPoints``; rounded to hundredths.
        public init(points: Double, rank: Int, members: Int) throws {
            try check((0...Self.maximumPoints).contains(points), "standing.points")
            try check((1...maximumInteger).contains(members), "standing.members")
            try check((1...members).contains(rank), "standing.rank")
            self.points = (points * 100).rounded() / 100
            self.rank = rank
            self.members = members
        }
    }
}
