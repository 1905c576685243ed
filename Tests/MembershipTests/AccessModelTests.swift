import Foundation
import Membership
import TestSupport
import Testing

/// Who should read what, written down once more as plainly as possible, with Foundation's calendar and
/// without a word about keys.
private struct PlainRule {
    let tiers: [String]
    let rotation: Rotation
    let lapse: KeyPolicy.Lapse
    let now: Date
    let site: Calendar
    let graceDays: Int

    func mayRead(_ member: Member, _ section: SectionAccess) -> Bool {
        if member.status == .revoked || member.status == .left { return false }
        if let from = member.from, now < midnight(from) { return false }
        guard let until = member.until else { return opens(section, to: member, at: now, paidUntil: nil) }
        let lastMoment = midnight(until, plus: 1)
        if now < midnight(until, plus: 1 + graceDays) {
            return opens(section, to: member, at: now, paidUntil: nil)
        }
        // Courses bought beside a tier are the member's own.
        if member.tier != nil, member.status != .trial, opensByCourse(section, to: member, at: now) {
            return true
        }
        return lapse == .keep && opens(section, to: member, at: lastMoment - 1, paidUntil: lastMoment)
    }

    private func opens(
        _ section: SectionAccess, to member: Member, at time: Date, paidUntil: Date?
    ) -> Bool {
        if let needed = section.tier, let held = member.tier, let rank = tiers.firstIndex(of: held),
            tiers[...rank].contains(needed)
        {
            let began = periodStart(of: section.published ?? now) ?? .distantPast
            if paidUntil.map({ began < $0 }) ?? true { return true }
        }
        return opensByCourse(section, to: member, at: time)
    }

    private func opensByCourse(_ section: SectionAccess, to member: Member, at time: Date) -> Bool {
        // A course has no periods: whoever holds it holds what is added to it later, too.
        section.courses.contains { part in
            member.courses.contains { access in
                guard access.course == part.course else { return false }
                guard let start = access.start ?? member.from else { return true }
                return time >= midnight(start, plus: part.days)
            }
        }
    }

    private func midnight(_ day: Day, plus days: Int = 0) -> Date {
        let (year, month, number) = day.parts
        let noon = DateComponents(year: year, month: month, day: number + days, hour: 12)
        return site.startOfDay(for: site.date(from: noon) ?? .distantPast)
    }

    private func periodStart(of date: Date) -> Date? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        switch rotation {
        case .monthly: return calendar.dateInterval(of: .month, for: date)?.start
        case .yearly: return calendar.dateInterval(of: .year, for: date)?.start
        case .quarterly:
            var parts = calendar.dateComponents([.year, .month], from: date)
            parts.month = ((parts.month ?? 1) - 1) / 3 * 3 + 1
            return calendar.date(from: parts)
        case .manual: return nil
        }
    }
}

/// A random site: what it sells, its policy, the time, its members and sections.
private struct World {
    var tiers: [String]
    var courses: [Course]
    var policy: KeyPolicy
    var counters: EpochCounters
    var now: Date
    var timeZone: TimeZone
    var graceDays: Int
    var members: [Member]
    var sections: [SectionAccess]

    init(_ random: inout SeededGenerator) {
        tiers = Array(["basic", "premium", "vip", "patron"].prefix(.random(in: 1...4, using: &random)))
        courses = ["x", "y", "z"].prefix(.random(in: 0...3, using: &random)).map { id in
            Course(id, dripDays: [7, 14, 30, 365].filter { _ in Bool.random(using: &random) })
        }
        policy = KeyPolicy(
            rotation: Rotation.allCases.randomElement(using: &random) ?? .monthly,
            lapse: Bool.random(using: &random) ? .lock : .keep)
        // Often at the very edge of a month or a day, where mistakes live.
        let month = DateComponents(year: 2026, month: .random(in: 1...24, using: &random), day: 1)
        var gmt = Calendar(identifier: .gregorian)
        gmt.timeZone = .gmt
        let edge = gmt.date(from: month) ?? .distantPast
        now =
            edge
            + Double(
                [-1, 0, 1, Int.random(in: -90_000...2_600_000, using: &random)].randomElement(using: &random)
                    ?? 0)
        let zones = ["UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu"]
        timeZone = zone(zones.randomElement(using: &random) ?? "UTC")
        graceDays = [0, 0, 3, 40].randomElement(using: &random) ?? 0
        counters = EpochCounters()
        members = []
        sections = []
        let all =
            tiers.map(Grant.tier)
            + courses.flatMap { course in
                [.course(course.id)] + course.dripDays.map { Grant.drip(course: course.id, days: $0) }
            }
        for grant in all where Int.random(in: 0..<3, using: &random) == 0 {
            for _ in 0..<Int.random(in: 1...3, using: &random) { counters.raise([grant]) }
        }
        for index in 0..<12 { members.append(member(index, &random)) }
        for _ in 0..<12 { sections.append(section(&random)) }
    }

    private func near(_ random: inout SeededGenerator) -> Day? {
        let span = [1, 5, 20, 400].randomElement(using: &random) ?? 1
        if Int.random(in: 0..<4, using: &random) == 0 { return nil }
        let day = Day(of: now, in: timeZone).adding(days: .random(in: -span...span, using: &random))
        // Epochs begin around the first of a month.
        guard Int.random(in: 0..<3, using: &random) == 0 else { return day }
        return Day(year: day.parts.year, month: day.parts.month, day: 1)?
            .adding(days: .random(in: -1...1, using: &random))
    }

    private func member(_ index: Int, _ random: inout SeededGenerator) -> Member {
        var member = Member(id: "m\(index)")
        member.tier = Int.random(in: 0..<4, using: &random) == 0 ? nil : tiers.randomElement(using: &random)
        for course in courses where Bool.random(using: &random) {
            member.courses.append(CourseAccess(course.id, start: near(&random)))
        }
        member.from = near(&random)
        member.until = near(&random)
        if let from = member.from, let until = member.until, until < from { member.until = from }
        member.status =
            Int.random(in: 0..<5, using: &random) == 0
            ? MemberStatus.allCases.randomElement(using: &random) ?? .active : .active
        return member
    }

    private func section(_ random: inout SeededGenerator) -> SectionAccess {
        var section = SectionAccess(tier: tiers.randomElement(using: &random))
        for course in courses where Int.random(in: 0..<3, using: &random) == 0 {
            section.courses.append(
                CourseDrip(course.id, days: ([0] + course.dripDays).randomElement(using: &random) ?? 0))
        }
        if !section.courses.isEmpty, Int.random(in: 0..<4, using: &random) == 0 { section.tier = nil }
        section.published = now - Double.random(in: 0...5e7, using: &random)
        return section
    }

    func schedule(_ counters: EpochCounters) -> EpochSchedule {
        EpochSchedule(policy: policy, counters: counters)
    }

    func entitlements(_ counters: EpochCounters) -> Entitlements {
        Entitlements(
            catalogue: Catalogue(tiers: TierList(tiers.map { Tier(id: $0) }), courses: courses),
            schedule: schedule(counters), date: now, timeZone: timeZone, graceDays: graceDays,
            firstPublication: sections.compactMap(\.published).min())
    }

    var rule: PlainRule {
        var site = Calendar(identifier: .gregorian)
        site.timeZone = timeZone
        return PlainRule(
            tiers: tiers, rotation: policy.rotation, lapse: policy.lapse, now: now, site: site,
            graceDays: graceDays)
    }
}

private func isOpen(_ bundle: [GrantEpoch], _ section: [GrantEpoch]) -> Bool {
    !Set(bundle).isDisjoint(with: section)
}

@Suite struct AccessModelTests {
    @Test func `a bundle opens a section exactly when the plain rule says so`() {
        var random = SeededGenerator(seed: 19)
        var open = 0
        var shut = 0
        for round in 0..<400 {
            let world = World(&random)
            let entitlements = world.entitlements(world.counters)
            let listed = world.sections.map { $0.grantEpochs(world.schedule(world.counters), at: world.now) }
            for member in world.members {
                let bundle = entitlements.entitlement(of: member).grants
                #expect(bundle == bundle.sorted() && Set(bundle).count == bundle.count)
                for (section, grants) in zip(world.sections, listed) {
                    let expected = world.rule.mayRead(member, section)
                    if expected { open += 1 } else { shut += 1 }
                    guard isOpen(bundle, grants) != expected else { continue }
                    Issue.record(
                        "round \(round): \(expected) expected\n\(member)\n\(section)\n\(bundle)\n\(grants)")
                }
            }
        }
        // Both answers must have been tried often.
        #expect(open > 5000)
        #expect(shut > 5000)
    }

    @Test func `after a revocation the old bundle opens nothing, and everyone else reads on`() {
        var random = SeededGenerator(seed: 23)
        var tried = 0
        for _ in 0..<300 {
            let world = World(&random)
            let before = world.entitlements(world.counters)
            guard let member = world.members.first(where: { !before.entitlement(of: $0).grants.isEmpty })
            else { continue }
            let oldBundle = before.entitlement(of: member).grants
            var counters = world.counters
            counters.raise(before.grantsInHand(of: member))
            let after = world.entitlements(counters)
            var shutOut = member
            shutOut.status = .revoked
            for section in world.sections {
                let sealed = section.grantEpochs(world.schedule(counters), at: world.now)
                #expect(!isOpen(oldBundle, sealed))
                #expect(!isOpen(after.entitlement(of: shutOut).grants, sealed))
                for other in world.members {
                    tried += 1
                    #expect(
                        isOpen(after.entitlement(of: other).grants, sealed)
                            == world.rule.mayRead(other, section))
                }
            }
        }
        #expect(tried > 5000)
    }

    @Test func `under lock the bundle of one period opens no tier section of the next`() {
        var random = SeededGenerator(seed: 29)
        for _ in 0..<200 {
            var world = World(&random)
            guard world.policy.rotation != .manual, world.policy.lapse == .lock else { continue }
            let bundles = world.members.map { world.entitlements(world.counters).entitlement(of: $0).grants }
            world.now += 370 * 86_400
            for section in world.sections {
                var tierOnly = section
                tierOnly.courses = []
                let sealed = tierOnly.grantEpochs(world.schedule(world.counters), at: world.now)
                for bundle in bundles { #expect(!isOpen(bundle, sealed)) }
            }
        }
    }
}
