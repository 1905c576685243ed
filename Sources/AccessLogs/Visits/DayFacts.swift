/// Who made requests; docs/content/insights/analytics.md defines each.
public enum Audience: UInt8, Sendable, Hashable, CaseIterable {
    case human, agent, empty, robots, rate, assets

    /// As the facts have it.
    public var name: String { "\(self)" }
}

/// All facts of one part of a day but its visits, which are handed out as they are found.
///
/// Numbers are named and counted as docs/content/insights/analytics.md says: times in UTC seconds since 1970, durations in seconds, sizes in
/// bytes. Routes are decoded. Members are named by their place in ``Members/ids``.
public struct DayFacts: Sendable {
    /// The key of a row of `requests`.
    public struct RequestKey: Sendable, Hashable {
        public var audience: Audience
        public var requestClass: RequestClass
        public var status: Int

        /// The order of audiences, classes and statuses.
        public var order: Int { Int(audience.rawValue) << 13 | Int(requestClass.rawValue) << 10 | status }
    }

    /// How many requests, and how many bytes were sent.
    public struct Requests: Sendable, Hashable {
        public var requests = 0
        public var bytes = 0
    }

    /// How many visitors, and how many of them with a visit.
    public struct Visitors: Sendable, Hashable {
        public var visitors = 0
        public var active = 0
    }

    /// What was done with one route.
    public struct Content: Sendable, Hashable {
        public var views = 0
        public var visitors = 0
        public var memberViews = 0
        public var readings = 0
        public var memberReadings = 0
        public var entries = 0
        public var exits = 0
        public var bounces = 0
        public var seconds = 0
        /// The last visitor counted in ``visitors``.
        var lastVisitor = -1
    }

    /// What was done in an hour of the day.
    public struct Hour: Sendable, Hashable {
        public var visits = 0
        public var views = 0
        public var readings = 0
        public var memberViews = 0

        /// Whether nothing was done.
        public var isEmpty: Bool { self == Hour() }
    }

    /// The visits of one origin.
    public struct Source: Sendable, Hashable {
        public var visits = 0
        public var views = 0
        public var readings = 0
        public var bounces = 0
        public var memberVisits = 0
    }

    /// What one member did.
    public struct MemberDay: Sendable, Hashable {
        public var visits = 0
        public var views = 0
        public var readings = 0
        public var seconds = 0
        public var events = 0
        /// Bit h is set when there was an activity in hour h.
        public var hours = 0
        public var first = Int.max
        public var last = Int.min
    }

    /// A member and a route.
    public struct MemberRoute: Sendable, Hashable {
        public var member: Int
        public var route: Int
    }

    /// What a member did with a route.
    public struct MemberContent: Sendable, Hashable {
        public var views = 0
        public var readings = 0
        public var seconds = 0

        /// One view more.
        mutating func add(seconds: Int) {
            views += 1
            self.seconds += seconds
        }
    }

    /// What a member's reader reported: one thing, once or more.
    public struct Event: Sendable, Hashable {
        public var member: Int
        public var kind: BeaconKind
        /// Its place in ``DayFacts/eventRoutes``.
        public var route: Int
        public var value: String
        public var first: Int
        public var last: Int
        public var times: Int
    }

    /// What was asked for, and why it makes no fact.
    public struct RejectedKey: Sendable, Hashable {
        public var kind: RequestClass
        public var reason: Rejection
    }

    /// Every request, by who made it and what came of it.
    public var requests: [RequestKey: Requests] = [:]
    public var visitors: [Audience: Visitors] = [:]
    /// Routes and origins by their number; other texts stand between them.
    public var texts: [String] = []
    /// Routes by their place in ``texts``, in its order.
    public var content: [(route: Int, counts: Content)] = []
    /// 24 of them.
    public var hours: [Hour] = Array(repeating: Hour(), count: 24)
    /// Origins by their place in ``texts``; ``Origin/init(key:)`` takes one apart.
    public var sources: [(origin: Int, counts: Source)] = []
    public var memberDays: [Int: MemberDay] = [:]
    public var memberContent: [MemberRoute: MemberContent] = [:]
    /// Each member, kind, route and value once.
    public var events: [Event] = []
    /// The routes of ``events``.
    public var eventRoutes: [String] = []
    public var rejected: [RejectedKey: Int] = [:]
    /// How many visits were handed out.
    public var visitCount = 0

    /// Of a day on which nothing happened.
    public init() {}
}

/// One visit. Numbers are those of ``DayFacts/texts`` and of the members; -1 is none.
public struct Visit: Sendable, Hashable {
    public var visitor: VisitorKey
    /// In UTC seconds; ``seconds`` is how long it lasted.
    public var started: Int
    public var seconds: Int
    public var views: Int
    public var readings: Int
    public var entry: Int
    public var exit: Int
    public var origin: Int
    public var member: Int
}

/// Who the members are, by what they ask for.
public struct Members: Sendable {
    /// Member ids in bytes order; facts name members by their place here.
    public let ids: [String]
    private let bundles: [String: Int]
    private let beacons: [String: Int]

    /// - Parameters:
    ///   - bundles: members by bundle id, 32 hex digits; old generations' too.
    ///   - beacons: members by beacon id.
    public init(bundles: [String: String] = [:], beacons: [String: String] = [:]) {
        let ids = Set(bundles.values).union(beacons.values)
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let places = Dictionary(uniqueKeysWithValues: zip(ids, ids.indices))
        self.ids = ids
        self.bundles = bundles.compactMapValues { places[$0] }
        self.beacons = beacons.compactMapValues { places[$0] }
    }

    /// The same but for some, who are strangers then.
    public func without(_ forgotten: Set<String>) -> Members {
        guard !forgotten.isEmpty else { return self }
        let kept = { (places: [String: Int]) in
            places.filter { !forgotten.contains(ids[$0.value]) }.mapValues { ids[$0] }
        }
        return Members(bundles: kept(bundles), beacons: kept(beacons))
    }

    public var isEmpty: Bool { ids.isEmpty }

    /// A number that tells whether two tables are the same.
    public func fingerprint(seed: UInt64) -> UInt64 {
        ByteHash.sum(bundles.lazy.map { "bundle \($0.key) \(ids[$0.value])" }, seed: seed)
            &+ ByteHash.sum(beacons.lazy.map { "beacon \($0.key) \(ids[$0.value])" }, seed: seed)
    }

    func member(bundle: String) -> Int { bundles[bundle] ?? -1 }
    func member(beacon: String) -> Int { beacons[beacon] ?? -1 }
}
