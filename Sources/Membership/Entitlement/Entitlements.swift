import Foundation

/// What a member is on the day of a build.
public enum Standing: String, Sendable, Hashable, CaseIterable {
    case active, lapsed, revoked
    /// The first day is still to come.
    case pending
}

/// What a member's bundle says and holds.
public struct Entitlement: Sendable, Hashable {
    public let standing: Standing
    /// Sorted by UTF-8 bytes, each once.
    public let grants: [GrantEpoch]

    public init(standing: Standing, grants: [GrantEpoch]) {
        self.standing = standing
        self.grants = grants
    }
}

/// Who may open what, at one build date. Make one for a build and ask it for every member.
///
/// A day ends in the site's time zone and `until` is inclusive; epochs are in UTC.
public struct Entitlements: Sendable {
    public let catalogue: Catalogue
    public let schedule: EpochSchedule
    /// The build date.
    public let date: Date
    /// The day of the build in the site's time zone.
    public let today: Day
    public let graceDays: Int

    /// For each tier, by rank: the epochs whose keys exist, and the day each began.
    private let tierEpochs: [[DatedEpoch]]
    /// For each tier, by rank: all that an active member of it holds, sorted.
    private let activeGrants: [[GrantEpoch]]

    /// - Parameters:
    ///   - date: the build date.
    ///   - timeZone: the site's; decides on which day `date` falls.
    ///   - graceDays: how long after `until` a member still counts as active; nil is what the policy says.
    ///   - firstPublication: when the oldest section was published, for `keep`: epochs before it have
    ///     nothing to open. nil is the build date.
    public init(
        catalogue: Catalogue, schedule: EpochSchedule, date: Date, timeZone: TimeZone,
        graceDays: Int? = nil, firstPublication: Date? = nil
    ) {
        self.catalogue = catalogue
        self.schedule = schedule
        self.date = date
        self.graceDays = max(0, graceDays ?? schedule.policy.graceDays)
        today = Day(of: date, in: timeZone)
        let since = schedule.policy.lapse == .lock ? date : firstPublication ?? date
        let tierEpochs = catalogue.tiers.tiers.map { tier in
            let grant = Grant.tier(tier.id)
            return schedule.epochs(of: grant, since: since, until: date).map { epoch in
                let start = epoch.period.firstDay.map { Date(timeIntervalSince1970: Double($0.startUTC)) }
                return DatedEpoch(
                    grant: GrantEpoch(grant, epoch), began: start.map { Day(of: $0, in: timeZone) })
            }
        }
        self.tierEpochs = tierEpochs
        activeGrants = tierEpochs.indices.map { rank in
            tierEpochs[...rank].flatMap { $0.map(\.grant) }.sorted()
        }
    }

    public func standing(of member: Member) -> Standing {
        switch member.status {
        case .revoked: return .revoked
        case .left: return .lapsed
        case .active, .trial, .gift, .lifetime, .unclaimed: break
        }
        if let from = member.from, from > today { return .pending }
        if let until = member.until, until.adding(days: graceDays) < today { return .lapsed }
        return .active
    }

    /// Whether the last day has passed and the days of grace have not.
    public func isInGrace(_ member: Member) -> Bool {
        guard let until = member.until else { return false }
        return until < today && standing(of: member) == .active
    }

    /// What the member's bundle holds.
    ///
    /// Active members hold the current epoch of each grant, under `keep` all epochs to date. Lapsed ones hold of
    /// their tier nothing under `lock`, and under `keep` the epochs that began on or before `until`; the courses that
    /// are their own stay with them under both.
    public func entitlement(of member: Member) -> Entitlement {
        let standing = standing(of: member)
        switch standing {
        case .active:
            return Entitlement(
                standing: standing,
                grants: sorted(
                    tierGrants(of: member, began: nil), courses: courseGrants(of: member, through: today)))
        case .lapsed where member.status.isGovernedByDates:
            guard let until = member.until else { break }
            let keeps = schedule.policy.lapse == .keep
            let courses: [Grant] =
                if member.ownsCourses {
                    courseGrants(of: member, through: today)
                } else if keeps {
                    courseGrants(of: member, through: until)
                } else {
                    []
                }
            return Entitlement(
                standing: standing,
                grants: sorted(keeps ? tierGrants(of: member, began: until) : [], courses: courses))
        case .lapsed, .revoked, .pending: break
        }
        return Entitlement(standing: standing, grants: [])
    }

    /// The courses of which lessons are still to open for the member, where the first day is another than `from`: a
    /// reader that knows it can tell the dates.
    public func startsToTell(of member: Member) -> [CourseAccess] {
        guard member.courses.contains(where: { $0.start != nil && $0.start != member.from }) else {
            return []
        }
        let standing = standing(of: member)
        guard standing == .active || (standing == .lapsed && member.ownsCourses) else { return [] }
        return member.courses.filter { access in
            guard let start = access.start, start != member.from,
                let longest = catalogue.courses[access.course]?.dripDays.last
            else { return false }
            return start <= today && start.adding(days: longest) > today
        }
    }

    /// The grants whose keys a code of this member may hold, whatever the row says by now: what
    /// `revoke` and `reissue` raise. Sorted.
    public func grantsInHand(of member: Member) -> [Grant] {
        let tiers = member.tier.map { catalogue.tiers.upTo($0).map { Grant.tier($0.id) } } ?? []
        if let from = member.from, from > today { return [] }
        // Where the last day is the courses' too, no drip opened after it and its days of grace.
        let isTheirs = member.tier != nil && member.status != .trial
        let end = isTheirs ? nil : member.until?.adding(days: graceDays)
        return Array(Set(tiers + courseGrants(of: member, through: min(today, end ?? today)))).sorted()
    }

    /// The epochs of the member's tier and all below it; nil for `began` is all there are. Sorted.
    private func tierGrants(of member: Member, began day: Day?) -> [GrantEpoch] {
        guard let rank = member.tier.flatMap({ catalogue.tiers.rank(of: $0) }) else { return [] }
        guard let day else { return activeGrants[rank] }
        return tierEpochs[...rank].flatMap { $0.filter { $0.began(by: day) }.map(\.grant) }.sorted()
    }

    /// - Parameter tiers: sorted.
    private func sorted(_ tiers: [GrantEpoch], courses: [Grant]) -> [GrantEpoch] {
        if courses.isEmpty { return tiers }
        // Courses have no calendar, so that any date gives their epoch.
        return (tiers + courses.map { GrantEpoch($0, schedule.currentEpoch(of: $0, at: date)) }).sorted()
    }

    /// The course and drip grants that have opened for a member by the end of a day.
    private func courseGrants(of member: Member, through day: Day) -> [Grant] {
        var grants: Set<Grant> = []
        for access in member.courses {
            // Whoever has no start has been there since ever.
            let start = access.start ?? member.from
            if let start, start > day { continue }
            grants.insert(.course(access.course))
            for days in catalogue.courses[access.course]?.dripDays ?? [] {
                if let start, start.adding(days: days) > day { break }
                grants.insert(.drip(course: access.course, days: days))
            }
        }
        return Array(grants)
    }
}

/// A key that exists, and since which day in the site's time zone; nil is since ever.
private struct DatedEpoch: Sendable {
    let grant: GrantEpoch
    let began: Day?

    func began(by day: Day) -> Bool { began.map { $0 <= day } ?? true }
}
