/// Counts one visitor after the other into the facts of a day.
struct VisitorTally {
    static let foldedSeconds: UInt32 = 10
    static let idleSeconds: UInt32 = 1800
    static let pagesPerMinute = 60
    static let pagesWithoutAssets = 10

    /// Texts of the day by number.
    private let texts: [[UInt8]]
    private let hasStatic: Bool
    let names: DayNames
    private var clock: LocalDays
    private var facts = DayFacts()
    private var content: [DayFacts.Content]
    private var sources: [DayFacts.Source]
    private var requests = Array(repeating: DayFacts.Requests(), count: 6 << 13)
    private var visitors = Array(repeating: DayFacts.Visitors(), count: Audience.allCases.count)
    private var beacons: BeaconTally
    private var visits: [Visit] = []
    private var visitorNumber = 0
    /// Time of the last view of a route or reading of a section, and whose it was.
    private var lastTimes: [(visitor: Int, time: UInt32)]
    private var visit = OpenVisit()

    init(
        texts: [[UInt8]], members: Members, sections: [String: String], clock: LocalDays, hasStatic: Bool
    ) {
        names = DayNames(texts: texts, members: members, sections: sections)
        self.texts = names.texts
        beacons = BeaconTally(texts: texts.count)
        self.clock = clock
        self.hasStatic = hasStatic
        content = Array(repeating: DayFacts.Content(), count: names.texts.count)
        sources = Array(repeating: DayFacts.Source(), count: texts.count)
        lastTimes = Array(repeating: (-1, 0), count: texts.count)
    }

    /// - Parameter requests: all of the visitor's requests of the day, by time.
    mutating func add(
        _ key: VisitorKey, _ kind: AgentKind, _ requests: UnsafeBufferPointer<LoggedRequest>
    ) {
        visitorNumber += 1
        let audience = self.audience(kind, requests)
        let base = Int(audience.rawValue) << 13
        for request in requests {
            let place = base | request.classNumber << 10 | request.status
            self.requests[place].requests &+= 1
            self.requests[place].bytes &+= request.size
            if request.isEffective { countUnknown(request) }
        }
        visitors[Int(audience.rawValue)].visitors += 1
        guard audience == .human else {
            for request in requests where request.isEffective && request.requestClass == .beacon {
                beacons.reject(.bot)
            }
            return
        }
        let before = visits.count
        for request in requests where request.isEffective { addActivity(request, key) }
        if visit.isOpen { close(key) }
        if visits.count > before { visitors[Int(audience.rawValue)].active += 1 }
    }

    private func audience(_ kind: AgentKind, _ requests: UnsafeBufferPointer<LoggedRequest>) -> Audience {
        switch kind {
        case .bot: return .agent
        case .missing: return .empty
        case .browser: break
        }
        var pages = 0
        var (minute, inMinute, most) = (UInt32.max, 0, 0)
        var hasRobots = false
        var hasAssets = false
        for request in requests {
            switch request.requestClass {
            case .page:
                pages += 1
                if request.time / 60 != minute {
                    minute = request.time / 60
                    inMinute = 0
                }
                inMinute += 1
                most = max(most, inMinute)
            case .robots: hasRobots = true
            case .static, .sealed, .beacon: hasAssets = true
            case .bundle:
                hasAssets = true
                if request.isEffective, names.bundleMember[Int(request.text)] >= 0 { return .human }
            case .garbled, .elsewhere: break
            }
        }
        if hasRobots { return .robots }
        if most > Self.pagesPerMinute { return .rate }
        return hasStatic && !hasAssets && pages >= Self.pagesWithoutAssets ? .assets : .human
    }

    private mutating func countUnknown(_ request: LoggedRequest) {
        let kind = request.requestClass
        guard
            kind == .bundle && names.bundleMember[Int(request.text)] < 0
                || kind == .sealed && names.sectionRoute[Int(request.text)] < 0
        else { return }
        facts.rejected[DayFacts.RejectedKey(kind: kind, reason: .unknown), default: 0] += 1
    }

    private mutating func addActivity(_ request: LoggedRequest, _ key: VisitorKey) {
        let kind = request.requestClass
        guard kind == .page || kind == .bundle || kind == .sealed || kind == .beacon else { return }
        if visit.isOpen, request.time - visit.last > Self.idleSeconds { close(key) }
        let local = clock.local(Int(request.time))
        if !visit.isOpen { visit.open(at: request.time, hour: local.hour) }
        visit.last = request.time
        visit.hours |= 1 << local.hour
        let text = Int(request.text)
        switch kind {
        case .page:
            visit.see(request, texts)
            if !isFolded(text, request.time) { visit.views.append((text, request.time, local.hour)) }
        case .sealed:
            let route = names.sectionRoute[text]
            if route >= 0, !isFolded(text, request.time) { visit.readings.append((route, local.hour)) }
        case .bundle:
            visit.meet(names.bundleMember[text], at: request.time)
        default:
            beacons.add(text, at: request.time)
        }
    }

    private mutating func isFolded(_ text: Int, _ time: UInt32) -> Bool {
        let last = lastTimes[text]
        lastTimes[text] = (visitorNumber, time)
        return last.visitor == visitorNumber && time - last.time <= Self.foldedSeconds
    }

    private mutating func close(_ key: VisitorKey) {
        let member = visit.member
        let isBounce = visit.views.count == 1 && visit.readings.isEmpty
        visits.append(
            Visit(
                visitor: key, started: Int(visit.started), seconds: Int(visit.last - visit.started),
                views: visit.views.count, readings: visit.readings.count, entry: visit.entry,
                exit: visit.exit,
                origin: visit.origin, member: member))
        facts.hours[visit.startHour].visits += 1
        countViews(member)
        for (route, hour) in visit.readings {
            content[route].readings += 1
            facts.hours[hour].readings += 1
            if member >= 0 {
                content[route].memberReadings += 1
                facts.memberContent[.init(member: member, route: route), default: .init()].readings += 1
            }
        }
        if visit.entry >= 0 {
            content[visit.entry].entries += 1
            content[visit.exit].exits += 1
            if isBounce { content[visit.entry].bounces += 1 }
            sources[visit.origin].visits += 1
            sources[visit.origin].views += visit.views.count
            sources[visit.origin].readings += visit.readings.count
            if isBounce { sources[visit.origin].bounces += 1 }
            if member >= 0 { sources[visit.origin].memberVisits += 1 }
        }
        if member >= 0 { countMember(member) }
        visit.close()
    }

    private mutating func countViews(_ member: Int) {
        var next = visit.last
        var following = visit.last
        // From the last view to the first: `following` is the next later time, `next` the last view's own.
        for (index, view) in visit.views.enumerated().reversed() {
            let isLast = index == visit.views.count - 1
            if !isLast, view.time < next { following = next }
            next = view.time
            let seconds = Int(following - view.time)
            content[view.route].views += 1
            content[view.route].seconds += seconds
            if content[view.route].lastVisitor != visitorNumber {
                content[view.route].lastVisitor = visitorNumber
                content[view.route].visitors += 1
            }
            facts.hours[view.hour].views += 1
            guard member >= 0 else { continue }
            content[view.route].memberViews += 1
            facts.hours[view.hour].memberViews += 1
            let key = DayFacts.MemberRoute(member: member, route: view.route)
            facts.memberContent[key, default: .init()].add(seconds: seconds)
        }
    }

    private mutating func countMember(_ member: Int) {
        var day = facts.memberDays[member] ?? .init()
        day.visits += 1
        day.views += visit.views.count
        day.readings += visit.readings.count
        day.seconds += Int(visit.last - visit.started)
        day.hours |= visit.hours
        day.first = min(day.first, Int(visit.started))
        day.last = max(day.last, Int(visit.last))
        facts.memberDays[member] = day
    }

    mutating func takeVisits() -> [Visit] {
        facts.visitCount += visits.count
        defer { visits = [] }
        return visits
    }

    consuming func finish() -> DayFacts {
        var facts = facts
        for audience in Audience.allCases {
            let count = visitors[Int(audience.rawValue)]
            if count.visitors > 0 { facts.visitors[audience] = count }
            for kind in RequestClass.allCases {
                for status in 0..<1024 {
                    let count = requests[Int(audience.rawValue) << 13 | Int(kind.rawValue) << 10 | status]
                    guard count.requests > 0 else { continue }
                    facts.requests[.init(audience: audience, requestClass: kind, status: status)] = count
                }
            }
        }
        facts.texts = names.names
        for (route, counts) in content.enumerated() where counts.views > 0 || counts.readings > 0 {
            facts.content.append((route, counts))
        }
        for (origin, counts) in sources.enumerated() where counts.visits > 0 {
            facts.sources.append((origin, counts))
        }
        beacons.finish(texts, names.members, &facts)
        return facts
    }
}
