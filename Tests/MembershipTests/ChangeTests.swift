import Foundation
import Membership
import TestSupport
import Testing

@Suite struct RenewalTests {
    private func renewed(
        _ member: Member, _ term: Term, on today: String, graceDays: Int = 0
    ) throws -> String? {
        try member.renewed(term, today: day(today), graceDays: graceDays).until?.description
    }

    @Test func `a renewal goes on from the last day`() throws {
        let member = Member(id: "ann", tier: "basic", from: day("2026-01-01"), until: day("2026-12-31"))
        #expect(try renewed(member, .months(12), on: "2026-11-20") == "2027-12-31")
        #expect(try renewed(member, .days(10), on: "2026-11-20") == "2027-01-10")
        #expect(try renewed(member, .until(day("2030-01-01")), on: "2026-11-20") == "2030-01-01")
    }

    @Test func `after the end and its days of grace it begins anew`() throws {
        let member = Member(id: "ann", tier: "basic", until: day("2026-10-31"))
        #expect(try renewed(member, .months(1), on: "2026-11-05", graceDays: 5) == "2026-11-30")
        #expect(try renewed(member, .months(1), on: "2026-11-06", graceDays: 5) == "2026-12-05")
        // Today counts, too.
        #expect(try renewed(member, .days(1), on: "2026-11-20") == "2026-11-20")
    }

    @Test func `a month too short does not move the months after it`() throws {
        var member = Member(id: "ann", tier: "basic", from: day("2026-01-31"), until: day("2026-02-27"))
        var ends: [String] = []
        for _ in 0..<4 {
            member = try member.renewed(.months(1), today: day("2026-02-01"), graceDays: 0)
            ends.append(member.until?.description ?? "")
        }
        #expect(ends == ["2026-03-30", "2026-04-29", "2026-05-30", "2026-06-29"])
    }

    @Test func `a trial that is renewed was paid, and who left comes back`() throws {
        for status in [MemberStatus.trial, .left] {
            let member = Member(id: "ann", tier: "basic", until: day("2026-12-31"), status: status)
            #expect(try member.renewed(.months(1), today: day("2026-11-20"), graceDays: 0).status == .active)
        }
        let left = Member(id: "ann", tier: "basic", until: day("2026-12-31"), status: .left)
        #expect(try renewed(left, .months(1), on: "2026-11-20") == "2026-12-19")
        let endless = Member(id: "ann", tier: "basic", status: .left)
        #expect(try renewed(endless, .days(30), on: "2026-11-20") == "2026-12-19")
        let gift = Member(id: "ann", tier: "basic", until: day("2026-12-31"), status: .gift)
        #expect(try gift.renewed(.months(1), today: day("2026-11-20"), graceDays: 0).status == .gift)
    }

    @Test func `what cannot be renewed says why`() {
        let revoked = Member(id: "a", tier: "basic", until: day("2026-12-31"), status: .revoked)
        #expect(throws: RenewalProblem.revoked) { try renewed(revoked, .months(1), on: "2026-11-20") }
        let endless = Member(id: "a", tier: "basic")
        #expect(throws: RenewalProblem.endless) { try renewed(endless, .months(1), on: "2026-11-20") }
        let later = Member(id: "a", tier: "basic", from: day("2027-01-01"), until: day("2027-12-31"))
        #expect(throws: RenewalProblem.endsBeforeStart(day("2027-01-01"))) {
            try renewed(later, .until(day("2026-12-31")), on: "2026-11-20")
        }
    }

    @Test func `months are added as calendars do, and never beyond the years there are`() {
        #expect(day("2026-11-30").adding(months: 3) == day("2027-02-28"))
        #expect(day("2024-02-29").adding(months: -12) == day("2023-02-28"))
        #expect(day("2026-01-15").adding(months: -1) == day("2025-12-15"))
        #expect(day("2026-01-15").adding(months: -25, anchor: 31) == day("2023-12-31"))
        #expect(day("2026-01-15").adding(months: .max) == day("9999-12-31"))
        #expect(day("2026-01-15").adding(months: .min) == day("0001-01-01"))
        var random = SeededGenerator(seed: 5)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for _ in 0..<500 {
            let start = day("2000-01-01").adding(days: .random(in: 0...20_000, using: &random))
            let months = Int.random(in: -100...100, using: &random)
            let date = Date(timeIntervalSince1970: Double(start.startUTC))
            let expected = calendar.date(byAdding: .month, value: months, to: date) ?? .distantPast
            #expect(start.adding(months: months) == Day(of: expected, in: .gmt))
        }
    }
}

@Suite struct LostAccessTests {
    private func lost(_ old: Member, _ new: Member, _ policy: KeyPolicy) -> [String] {
        let entitlements = Entitlements(
            catalogue: Catalogue(tiers: threeTiers, courses: [Course("swift", dripDays: [7])]),
            schedule: EpochSchedule(policy: policy), date: utc("2026-11-20T10:00:00Z"), timeZone: .gmt)
        return entitlements.lost(from: old, to: new).map { lost in
            switch lost.end {
            case .nextEpoch(let day): "\(lost.grant) until \(day)"
            case .never: "\(lost.grant)"
            }
        }
    }

    @Test func `a lower tier loses those above it, and its keys end with their epoch`() {
        let high = Member(id: "ann", tier: "vip", courses: [CourseAccess("swift")])
        let low = Member(id: "ann", tier: "basic")
        #expect(
            lost(high, low, KeyPolicy(rotation: .quarterly)) == [
                "course:swift", "course:swift/drip-7", "tier:premium until 2027-01-01",
                "tier:vip until 2027-01-01",
            ])
        #expect(lost(high, low, KeyPolicy(rotation: .manual)).contains("tier:vip"))
        #expect(lost(high, low, KeyPolicy(lapse: .keep)).contains("tier:vip"))
        #expect(lost(low, high, KeyPolicy()) == [])
        var left = high
        left.status = .left
        #expect(lost(high, left, KeyPolicy(rotation: .yearly)).count == 5)
    }
}

@Suite struct OwnCourseTests {
    private func grants(
        _ member: Member, lapse: KeyPolicy.Lapse = .lock, on day: String = "2026-11-20"
    ) -> [String] {
        Entitlements(
            catalogue: Catalogue(tiers: threeTiers, courses: [Course("swift", dripDays: [30])]),
            schedule: EpochSchedule(policy: KeyPolicy(lapse: lapse)), date: utc(day + "T10:00:00Z"),
            timeZone: .gmt, firstPublication: utc("2026-09-01T10:00:00Z")
        ).entitlement(of: member).grants.map(\.text)
    }

    private func member(_ tier: String?, _ status: MemberStatus = .active) -> Member {
        Member(
            id: "ann", tier: tier, courses: [CourseAccess("swift", start: day("2026-10-10"))],
            until: day("2026-10-31"), status: status)
    }

    @Test func `a course bought beside a tier stays when the tier has ended, and drips on`() {
        let held = ["course:swift/drip-30@0", "course:swift@0"]
        #expect(grants(member("basic")) == held)
        #expect(grants(member("basic", .gift)) == held)
        #expect(grants(member("basic"), lapse: .keep) == held + ["tier:basic@2026-09", "tier:basic@2026-10"])
    }

    @Test func `without a tier the last day is the course's, and a trial's is everything's`() {
        #expect(grants(member(nil)) == [])
        #expect(grants(member(nil), lapse: .keep) == ["course:swift@0"])
        #expect(grants(member("basic", .trial)) == [])
        #expect(
            grants(member("basic", .trial), lapse: .keep)
                == ["course:swift@0", "tier:basic@2026-09", "tier:basic@2026-10"])
        #expect(grants(member("basic", .left)) == [])
        #expect(grants(member("basic", .revoked)) == [])
    }
}
