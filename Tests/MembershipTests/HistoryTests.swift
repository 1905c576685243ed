import Files
import Membership
import Testing

@Suite struct RosterHistoryTests {
    private func roster(_ members: Member...) -> Roster {
        var roster = Roster()
        for member in members { roster.update(member) }
        return roster
    }

    private func faults(
        _ history: RosterHistory, _ roster: Roster, _ counters: [Grant: Int] = [:],
        published: [Grant: Int] = [:]
    ) -> [String] {
        history.faults(
            of: roster, tiers: threeTiers, counters: EpochCounters(counters),
            published: EpochCounters(published)
        ).map { $0.rendered() }
    }

    /// The history after one build with the members, on the 10th of November.
    private func history(_ members: Roster) -> RosterHistory {
        let catalogue = Catalogue(tiers: threeTiers, courses: [Course("swift", dripDays: [7, 14])])
        let entitlements = Entitlements(
            catalogue: catalogue, schedule: EpochSchedule(), date: utc("2026-11-10T12:00:00Z"), timeZone: .gmt
        )
        return RosterHistory().after(members, under: entitlements)
    }

    private let ann = Member(
        id: "ann", tier: "premium", courses: [CourseAccess("swift", start: day("2026-11-01"))])

    @Test func `the first build and an unchanged roster are fine`() {
        let history = history(roster(ann))
        #expect(faults(RosterHistory(), roster(ann)).isEmpty)
        #expect(faults(history, roster(ann, Member(id: "bob", tier: "vip"))).isEmpty)
    }

    @Test func `an id that is gone`() {
        #expect(
            faults(history(roster(ann)), roster()) == [
                """
                error: member 'ann' was published and is no longer in the roster
                      keep the row with the status 'left': an id is never given to anyone else
                """
            ])
    }

    @Test func `a generation that was lowered`() {
        var newer = ann
        newer.generation = 3
        #expect(
            faults(history(roster(newer)), roster(ann)) == [
                """
                error: member 'ann' has generation 1, but 3 was published
                      generations are never lowered: the older code would open again
                """
            ])
    }

    @Test func `a new code without new keys`() {
        let history = history(roster(ann))
        var reissued = ann
        reissued.generation = 2
        // Moving down a tier hides nothing: the old code held the old tier.
        reissued.tier = "basic"
        #expect(
            faults(history, roster(reissued), [.tier("basic"): 1]) == [
                """
                error: member 'ann' has a new code, but the old keys still open 'course:swift', 'course:swift/drip-7', 'tier:premium'
                      raise their counters in epochs.yml
                """
            ])
        let raised: [Grant: Int] = [
            .tier("basic"): 1, .tier("premium"): 1, .course("swift"): 1, .drip(course: "swift", days: 7): 1,
        ]
        #expect(faults(history, roster(reissued), raised).isEmpty)
        // Counters of the last build are not new.
        #expect(faults(history, roster(reissued), raised, published: raised).count == 1)
        // Once built, the matter is closed.
        #expect(faults(self.history(roster(reissued)), roster(reissued), raised, published: raised).isEmpty)
    }

    @Test func `a revocation without new keys`() {
        let history = history(roster(ann))
        var revoked = ann
        revoked.status = .revoked
        #expect(
            faults(history, roster(revoked)) == [
                """
                error: member 'ann' was revoked, but the old keys still open 'course:swift', 'course:swift/drip-7', 'tier:basic', 'tier:premium'
                      raise their counters in epochs.yml
                """
            ])
        #expect(faults(self.history(roster(revoked)), roster(revoked)).isEmpty)
    }

    @Test func `the ledger keeps it as JSON`() throws {
        var revoked = Member(id: "bob", status: .revoked, generation: 4)
        revoked.courses = [CourseAccess("vapor"), CourseAccess("swift")]
        let history = history(roster(ann, revoked, Member(id: "cat", tier: "vip", from: day("2027-01-01"))))
        #expect(
            history.json.text()
                == #"{"ann":{"tier":"premium","courses":["swift","swift/drip-7"]},"#
                + #""bob":{"generation":4,"courses":["swift","swift/drip-14","swift/drip-7","vapor"],"revoked":true},"cat":{}}"#
        )
        guard case .object(let object) = history.json else { return }
        #expect(try RosterHistory(json: object) == history)
        for text in [
            #"{"a":1}"#, #"{"a":{"generation":"1"}}"#, #"{"a":{"courses":[1]}}"#, #"{"a":{"courses":["X"]}}"#,
            #"{"a":{"tier":null}}"#,
        ] {
            guard case .object(let object) = try JSONValue(parsing: Array(text.utf8)) else { continue }
            #expect(throws: JSONError.self) { try RosterHistory(json: object) }
        }
    }
}
