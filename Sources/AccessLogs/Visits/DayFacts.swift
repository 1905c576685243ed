/// Who made requests; docs/analytics.md defines each.
public enum Audience: UInt8, Sendable, Hashable, CaseIterable {
    case human, agent, empty, robots, rate, assets

    public var name: String { "\(self)" }
}

/// All facts of one part of a day but its visits, which are handed out as they are found. Routes are decoded.
public struct DayFacts: Sendable {
    public struct RequestKey: Sendable, Hashable {
        public var audience: Audience
        public var requestClass: RequestClass
        public var status: Int

        /// The order of audiences, classes and statuses.
        public var order: Int { Int(audience.rawValue) << 13 | Int(requestClass.rawValue) << 10 | status }
    }

    public struct Requests: Sendable, Hashable {
        public var requests = 0
        public var bytes = 0
    }

    public struct Visitors: Sendable, Hashable {
        public var visitors = 0
        public var active = 0
    }

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

    public struct Hour: Sendable, Hashable {
        public var visits = 0
        public var views = 0
        public var readings = 0
        public var memberViews = 0

        public var isEmpty: Bool { self == Hour() }
    }

    public struct Source: Sendable, Hashable {
        public var visits = 0
        public var views = 0
        public var readings = 0
        public var bounces = 0
        public var memberVisits = 0
    }

    public struct MemberDay: Sendable, Hashable {
        public var visits = 0
        public var views = 0
        public var readings = 0
        public var seconds = 0
        public var events = 0
        public var hours = 0
        public var first = Int.max
        public var last = Int.min
    }

    public struct MemberRoute: Sendable, Hashable {
        public var member: Int
        public var route: Int
    }

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

    public struct RejectedKey: Sendable, Hashable {
        public var kind: RequestClass
        public var reason: Rejection
    }

    public var requests: [RequestKey: Requests] = [:]
    public var visitors: [Audience: Visitors] = [:]
    /// Routes and origins by their number; other texts stand between them.
    public var texts: [String] = []
    public var content: [(route: Int, counts: Content)] = []
    public var hours: [Hour] = Array(repeating: Hour(), count: 24)
    public var sources: [(origin: Int, counts: Source)] = []
    public var memberDays: [Int: MemberDay] = [:]
    public var memberContent: [MemberRoute: MemberContent] = [:]
    /// Each member, kind, route and value once.
    public var events: [Event] = []
    public var eventRoutes: [String] = []
    public var rejected: [RejectedKey: Int] = [:]
    public var visitCount = 0

    public init() {}
}

/// One visit. Numbers are those of ``DayFacts/texts`` and of the members; -1 is none.
public struct Visit: Sendable, Hashable {
    public var visitor: VisitorKey
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

    func member(bundle: String) -> Int { bundles[bundle] ?? -1 }
    func member(beacon: String) -> Int { beacons[beacon] ?? -1 }
}
