/// The salt of a part of a day.
public struct DaySalt: Sendable, Hashable {
    /// Which part of the day its lines belong to.
    public var part: Int
    /// 32 random bytes.
    public var bytes: [UInt8]

    public init(part: Int, bytes: [UInt8]) {
        self.part = part
        self.bytes = bytes
    }
}

/// Turns lines into the compact requests of days. Keep one per thread; what they make is counted together.
public struct RequestCollector {
    /// What all threads of a run share.
    public struct Settings: Sendable {
        /// Whose log it is.
        public var site: LoggedSite
        /// Tells programs by their user agents.
        public var bots: BotPatterns
        /// Times that count, in UTC seconds.
        public var range: ClosedRange<Int>
        /// Enters the sums of line hashes, and must stay the same for the life of a store.
        public var seed: UInt64
        /// SHA-256.
        public var digest: @Sendable (UnsafeRawBufferPointer) -> [UInt8]
        /// The salt of a day, given in days since 1970-01-01: the same for every call of a run.
        public var salt: @Sendable (Int) -> DaySalt

        public init(
            site: LoggedSite, bots: BotPatterns = .standard, range: ClosedRange<Int>, seed: UInt64,
            digest: @escaping @Sendable (UnsafeRawBufferPointer) -> [UInt8],
            salt: @escaping @Sendable (Int) -> DaySalt
        ) {
            self.site = site
            self.bots = bots
            self.range = range
            self.seed = seed
            self.digest = digest
            self.salt = salt
        }
    }

    private struct Day {
        var day: Int
        var salt: DaySalt
        var visitors: VisitorTable
        var requests: [LoggedRequest] = []

        /// No day at all.
        static func none(_ seed: UInt64) -> Day {
            Day(day: .min, salt: DaySalt(part: 0, bytes: []), visitors: VisitorTable(seed: seed))
        }
    }

    private struct Target {
        var requestClass: RequestClass
        var text: UInt32
    }

    private let settings: Settings
    private var clock: LocalDays
    /// The day of the last line, and the others.
    private var today: Day
    private var days: [Int: Day] = [:]
    private var agents: Interner
    private var agentKinds: [AgentKind] = []
    /// Texts of requests; 0 is the empty one.
    private var texts: Interner
    private var paths: Interner
    private var targets: [Target] = []
    private var referrers: Interner
    private var referrerHosts: [[UInt8]] = []
    private var origins: [UInt32] = []
    private var hosts: Interner
    private var isOwnHost: [Bool] = []
    private var requestCount = 0
    /// What a visitor's key is made of.
    private var message: [UInt8] = []

    /// A collector without any line.
    public init(_ settings: Settings) {
        self.settings = settings
        clock = LocalDays(settings.site.timeZone)
        today = .none(settings.seed)
        agents = Interner(seed: settings.seed)
        texts = Interner(seed: settings.seed)
        paths = Interner(seed: settings.seed)
        referrers = Interner(seed: settings.seed)
        hosts = Interner(seed: settings.seed)
        _ = texts.intern([])
    }

    /// Bytes of memory, about.
    public var footprint: Int {
        requestCount * 24 + days.values.reduce(today.visitors.footprint) { $0 + $1.visitors.footprint }
            + agents.footprint + texts.footprint
            + paths.footprint + targets.count * 8 + referrers.footprint + referrers.count * 64
            + hosts.footprint
    }

    /// Counts the lines of a piece of a log.
    ///
    /// - Parameter window: whole lines; the last may lack its LF.
    public mutating func add(_ window: ByteSlice, _ parser: inout LineParser) -> WindowTally {
        var tally = WindowTally()
        var fields = LineFields(empty: window)
        var minute = Int.min
        var sum = MinuteSum()
        var earliest = Int.max
        var latest = Int.min
        var start = 0
        while start < window.count {
            let end = window.firstIndex(of: 0x0A, from: start) ?? window.count
            let line = window[start..<end]
            start = end &+ 1
            tally.lines &+= 1
            switch parser.parse(line, &fields) {
            case .skipped:
                tally.skipped &+= 1
                continue
            case .fault(let fault):
                tally.add(fault)
                continue
            case .fields: break
            }
            guard settings.range.contains(fields.time) else {
                tally.outOfRange &+= 1
                continue
            }
            let lineMinute = fields.time / 60
            if lineMinute != minute {
                if sum.lines > 0 { tally.minutes[minute, default: MinuteSum()] += sum }
                minute = lineMinute
                sum = MinuteSum()
            }
            sum.lines &+= 1
            let hasReturn = line[line.count &- 1] == 0x0D
            sum.sum &+= ByteHash.hash(hasReturn ? line[0..<line.count &- 1] : line, seed: settings.seed)
            earliest = min(earliest, fields.time)
            latest = max(latest, fields.time)
            keep(fields, &tally)
        }
        if sum.lines > 0 { tally.minutes[minute, default: MinuteSum()] += sum }
        if earliest <= latest { tally.times = earliest...latest }
        return tally
    }

    @inline(__always)
    private mutating func keep(_ fields: LineFields, _ tally: inout WindowTally) {
        tally.kept &+= 1
        let day = clock.local(fields.time).day
        if today.day != day { enter(day) }

        let agent = agents.intern(fields.agent)
        if agent == agentKinds.count { agentKinds.append(kind(ofNewAgent: fields)) }
        let agentKind = fields.givesAgent ? agentKinds[agent] : .browser
        if agentKind != .browser { tally.botAgents &+= 1 }
        let visitor =
            today.visitors.number(fields.address, agent: agent)
            ?? addVisitor(fields.address, fields.agent, agent, agentKind)

        var target = Target(requestClass: .garbled, text: 0)
        var origin: UInt32 = 0
        var isEffective = false
        if fields.isRequestWellFormed, fields.target.count <= RequestTarget.longestTarget {
            let (path, query) = RequestTarget.split(fields.target)
            target = self.target(path)
            if !fields.host.isEmpty, target.requestClass != .garbled, !isOwn(fields.host) {
                target = Target(requestClass: .elsewhere, text: 0)
            }
            isEffective =
                (fields.status == 200 || fields.status == 304 || fields.status == 206)
                && fields.method.equals("GET")
            if isEffective {
                if target.requestClass == .page {
                    origin = self.origin(fields.referrer, query)
                } else if target.requestClass == .beacon {
                    target.text = UInt32(texts.intern(BeaconEvent(query: query).key))
                }
            }
        }
        if target.requestClass == .garbled { tally.garbled &+= 1 }
        if target.requestClass == .elsewhere { tally.elsewhere &+= 1 }
        // A page that was not sent needs no route.
        let text = isEffective ? target.text : 0
        today.requests.append(
            LoggedRequest(
                requestClass: target.requestClass, isEffective: isEffective, status: fields.status,
                size: fields.size, time: fields.time, visitor: visitor, text: Int(text), origin: Int(origin)))
        requestCount &+= 1
    }

    @inline(never)
    private mutating func enter(_ day: Int) {
        if today.day != Int.min { days[today.day] = today }
        today =
            days.removeValue(forKey: day)
            ?? Day(day: day, salt: settings.salt(day), visitors: VisitorTable(seed: settings.seed))
    }

    @inline(never)
    private mutating func addVisitor(
        _ address: ByteSlice, _ text: ByteSlice, _ agent: Int, _ kind: AgentKind
    ) -> Int {
        message.removeAll(keepingCapacity: true)
        message.append(contentsOf: today.salt.bytes)
        message.append(contentsOf: address.buffer)
        message.append(0)
        message.append(contentsOf: text.buffer)
        let key = VisitorKey(digest: message.withUnsafeBytes(settings.digest))
        return today.visitors.add(address, agent: agent, key: key, kind: kind)
    }

    @inline(never)
    private func kind(ofNewAgent fields: LineFields) -> AgentKind {
        fields.agent.isEmpty ? .missing : settings.bots.matches(fields.agent.array) ? .bot : .browser
    }

    @inline(__always)
    private mutating func target(_ path: ByteSlice) -> Target {
        let number = paths.intern(path)
        if number == targets.count {
            let target = RequestTarget(path: path, site: settings.site)
            targets.append(
                Target(requestClass: target.requestClass, text: UInt32(texts.intern(target.text))))
        }
        return targets[number]
    }

    @inline(__always)
    private mutating func origin(_ referrer: ByteSlice, _ query: ByteSlice) -> UInt32 {
        let number = referrers.intern(referrer)
        if number == origins.count {
            let host = Origin.host(ofReferrer: referrer, site: settings.site)
            referrerHosts.append(host)
            origins.append(UInt32(texts.intern(Origin.key(referrer: host, query: query[0..<0]))))
        }
        guard query.count > 4 else { return origins[number] }
        return UInt32(texts.intern(Origin.key(referrer: referrerHosts[number], query: query)))
    }

    private mutating func isOwn(_ host: ByteSlice) -> Bool {
        let number = hosts.intern(host)
        if number == isOwnHost.count { isOwnHost.append(settings.site.hosts.contains(Host.bare(host.array))) }
        return isOwnHost[number]
    }

    /// Hands out everything collected so far and begins anew.
    public mutating func flush() -> [DayBatch] {
        if today.day != .min { days[today.day] = today }
        let batches = days.values.sorted { $0.day < $1.day }.map { day in
            DayBatch(
                day: day.day, part: day.salt.part, visitors: day.visitors, requests: day.requests,
                texts: texts)
        }
        days = [:]
        today = .none(settings.seed)
        requestCount = 0
        texts = Interner(seed: settings.seed)
        _ = texts.intern([])
        paths = Interner(seed: settings.seed)
        targets = []
        referrers = Interner(seed: settings.seed)
        referrerHosts = []
        origins = []
        hosts = Interner(seed: settings.seed)
        isOwnHost = []
        if agents.footprint > 4 << 20 {
            agents = Interner(seed: settings.seed)
            agentKinds = []
        }
        return batches
    }
}
