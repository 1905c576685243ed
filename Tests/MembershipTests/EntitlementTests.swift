import Foundation
import Membership
import Testing

@Suite struct EntitlementTests {
    private let catalogue = Catalogue(
        tiers: threeTiers, courses: [Course("swift", dripDays: [14, 7, 7, 0, -3]), Course("vapor")])

    private func entitlements(
        _ date: String, rotation: Rotation = .monthly, lapse: KeyPolicy.Lapse = .lock,
        counters: [Grant: Int] = [:], zone name: String = "Europe/Berlin", graceDays: Int = 0,
        first: String? = nil
    ) -> Entitlements {
        Entitlements(
            catalogue: catalogue,
            schedule: EpochSchedule(
                policy: KeyPolicy(rotation: rotation, lapse: lapse), counters: EpochCounters(counters)),
            date: utc(date), timeZone: zone(name), graceDays: graceDays, firstPublication: first.map(utc))
    }

    private func grants(_ entitlements: Entitlements, _ member: Member) -> [String] {
        entitlements.entitlement(of: member).grants.map(\.text)
    }

    @Test func `an active member holds the current epoch of the tier and all below it`() {
        let now = entitlements("2026-11-20T10:00:00Z", counters: [.tier("basic"): 2])
        let member = Member(id: "ann", tier: "premium")
        #expect(now.standing(of: member) == .active)
        #expect(grants(now, member) == ["tier:basic@2026-11.2", "tier:premium@2026-11"])
        #expect(grants(now, Member(id: "bob", tier: "gone")) == [])
    }

    @Test func `the last day counts as a whole, where the site is`() {
        let member = Member(id: "ann", tier: "basic", from: day("2026-10-01"), until: day("2026-10-31"))
        // 22:59 UTC is 23:59 in Berlin.
        #expect(entitlements("2026-10-31T22:59:59Z").standing(of: member) == .active)
        #expect(entitlements("2026-10-31T23:00:00Z").standing(of: member) == .lapsed)
        let west = "America/Los_Angeles"
        #expect(entitlements("2026-11-01T06:59:59Z", zone: west).standing(of: member) == .active)
        #expect(entitlements("2026-11-01T07:00:00Z", zone: west).standing(of: member) == .lapsed)
        #expect(entitlements("2026-09-30T21:59:59Z").standing(of: member) == .pending)
        #expect(entitlements("2026-09-30T22:00:00Z").standing(of: member) == .active)
        #expect(grants(entitlements("2026-10-31T23:00:00Z"), member) == [])
        #expect(grants(entitlements("2026-09-30T21:59:59Z"), member) == [])
    }

    @Test func `days of grace come after the last day`() {
        let member = Member(id: "ann", tier: "basic", until: day("2026-10-31"))
        #expect(entitlements("2026-11-03T12:00:00Z", graceDays: 3).standing(of: member) == .active)
        #expect(entitlements("2026-11-04T12:00:00Z", graceDays: 3).standing(of: member) == .lapsed)
        #expect(entitlements("2026-11-01T12:00:00Z", graceDays: -5).standing(of: member) == .lapsed)
    }

    @Test func `the status decides before the dates`() {
        let now = entitlements("2026-11-20T10:00:00Z", lapse: .keep, first: "2026-09-01T00:00:00Z")
        func standing(_ status: MemberStatus) -> Entitlement {
            now.entitlement(of: Member(id: "ann", tier: "basic", until: day("2026-10-15"), status: status))
        }
        for status in [MemberStatus.active, .trial, .gift, .unclaimed] {
            #expect(standing(status).standing == .lapsed)
            #expect(standing(status).grants.map(\.text) == ["tier:basic@2026-09", "tier:basic@2026-10"])
        }
        #expect(standing(.revoked) == Entitlement(standing: .revoked, grants: []))
        #expect(standing(.left) == Entitlement(standing: .lapsed, grants: []))
    }

    @Test func `under keep a lapsed member holds the epochs that began by the last day`() {
        let member = Member(id: "ann", tier: "premium", until: day("2026-10-31"))
        func held(_ zone: String, graceDays: Int = 0) -> [String] {
            grants(
                entitlements(
                    "2026-12-15T10:00:00Z", lapse: .keep, counters: [.tier("premium"): 1], zone: zone,
                    graceDays: graceDays, first: "2026-09-20T00:00:00Z"),
                member)
        }
        let berlin = [
            "tier:basic@2026-09", "tier:basic@2026-10", "tier:premium@2026-09.1", "tier:premium@2026-10.1",
        ]
        #expect(held("Europe/Berlin") == berlin)
        // November began in UTC while it was still the 31st of October there.
        #expect(
            held("America/Los_Angeles")
                == (berlin + ["tier:basic@2026-11", "tier:premium@2026-11.1"]).sorted())
        // Grace is a courtesy, not a payment.
        #expect(held("Europe/Berlin", graceDays: 20) == berlin)
    }

    @Test func `under keep an active member holds all epochs to date`() {
        let now = entitlements(
            "2026-12-15T10:00:00Z", rotation: .quarterly, lapse: .keep, first: "2026-02-01T00:00:00Z")
        #expect(
            grants(now, Member(id: "ann", tier: "basic", from: day("2026-12-01"))) == [
                "tier:basic@2026-Q1", "tier:basic@2026-Q2", "tier:basic@2026-Q3", "tier:basic@2026-Q4",
            ])
        // Without sections there is nothing old to open.
        #expect(
            grants(entitlements("2026-12-15T10:00:00Z", lapse: .keep), Member(id: "ann", tier: "basic"))
                == ["tier:basic@2026-12"])
    }

    @Test func `a course opens by its own start, its drips after their days`() {
        let member = Member(
            id: "ann", courses: [CourseAccess("swift", start: day("2026-11-01")), CourseAccess("vapor")],
            from: day("2026-10-01"))
        func held(_ date: String) -> [String] { grants(entitlements(date), member) }
        #expect(held("2026-10-31T12:00:00Z") == ["course:vapor@0"])
        #expect(held("2026-11-07T12:00:00Z") == ["course:swift@0", "course:vapor@0"])
        // Midnight in Berlin, at the beginning of the 8th.
        #expect(
            held("2026-11-07T23:00:00Z") == ["course:swift/drip-7@0", "course:swift@0", "course:vapor@0"])
        #expect(
            held("2026-11-15T12:00:00Z")
                == ["course:swift/drip-14@0", "course:swift/drip-7@0", "course:swift@0", "course:vapor@0"])
    }

    @Test func `without its own start a course begins with the membership, without that ever since`() {
        let now = entitlements("2026-11-10T12:00:00Z")
        let dated = Member(id: "a", courses: [CourseAccess("swift")], from: day("2026-11-01"))
        #expect(grants(now, dated) == ["course:swift/drip-7@0", "course:swift@0"])
        let undated = Member(id: "b", courses: [CourseAccess("swift")])
        #expect(
            grants(now, undated) == ["course:swift/drip-14@0", "course:swift/drip-7@0", "course:swift@0"])
    }

    @Test func `under keep the drips of a lapsed member stop at the last day`() {
        let member = Member(
            id: "ann", courses: [CourseAccess("swift", start: day("2026-10-20"))], until: day("2026-10-31"))
        let now = entitlements("2026-12-15T10:00:00Z", lapse: .keep, counters: [.course("swift"): 3])
        #expect(grants(now, member) == ["course:swift/drip-7@0", "course:swift@3"])
        #expect(grants(entitlements("2026-12-15T10:00:00Z"), member) == [])
    }

    @Test func `what revoking must raise is what a code may hold, also after a lapse`() {
        let now = entitlements("2026-11-10T12:00:00Z")
        let member = Member(
            id: "ann", tier: "premium", courses: [CourseAccess("swift", start: day("2026-11-01"))],
            until: day("2026-11-05"), status: .revoked)
        #expect(
            now.grantsInHand(of: member).map(\.description)
                == ["course:swift", "course:swift/drip-7", "tier:basic", "tier:premium"])
        #expect(now.grantsInHand(of: Member(id: "bob", tier: "vip", from: day("2026-12-01"))) == [])
    }
}

@Suite struct SectionAccessTests {
    private func listed(
        _ access: SectionAccess, _ lapse: KeyPolicy.Lapse = .lock, counters: [Grant: Int] = [:]
    ) -> [String] {
        let schedule = EpochSchedule(
            policy: KeyPolicy(rotation: .monthly, lapse: lapse), counters: EpochCounters(counters))
        return access.grantEpochs(schedule, at: utc("2026-11-20T10:00:00Z")).map(\.text)
    }

    @Test func `a section lists its tier and the courses that contain it`() {
        #expect(listed(SectionAccess(tier: "premium")) == ["tier:premium@2026-11"])
        #expect(
            listed(SectionAccess(tier: "premium", courses: [CourseDrip("swift"), CourseDrip("all")]))
                == ["course:all@0", "course:swift@0", "tier:premium@2026-11"])
        #expect(listed(SectionAccess(tier: nil, courses: [CourseDrip("swift")])) == ["course:swift@0"])
    }

    @Test func `a dripped lesson lists the drip instead of the course`() {
        #expect(
            listed(
                SectionAccess(tier: "premium", courses: [CourseDrip("swift", days: 14)]),
                counters: [.course("swift"): 5, .drip(course: "swift", days: 14): 1])
                == ["course:swift/drip-14@1", "tier:premium@2026-11"])
    }

    @Test func `under keep a section stays in the epoch of its publication`() {
        let old = SectionAccess(tier: "premium", published: utc("2026-03-31T23:59:59Z"))
        #expect(listed(old, .lock) == ["tier:premium@2026-11"])
        #expect(listed(old, .keep) == ["tier:premium@2026-03"])
        #expect(listed(old, .keep, counters: [.tier("premium"): 2]) == ["tier:premium@2026-03.2"])
        #expect(listed(SectionAccess(tier: "premium"), .keep) == ["tier:premium@2026-11"])
        // A preview of what is to come is sealed as of today.
        let future = SectionAccess(tier: "premium", published: utc("2027-01-01T00:00:00Z"))
        #expect(listed(future, .keep) == ["tier:premium@2026-11"])
    }
}
