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
            of: roster, under: entitlements(counters), published: EpochCounters(published)
        ).map { $0.rendered() }
    }

    private func entitlements(
        _ counters: [Grant: Int] = [:], on day: String = "2026-11-10", lapse: KeyPolicy.Lapse = .lock
    ) -> Entitlements {
        Entitlements(
            catalogue: Catalogue(tiers: threeTiers, courses: [Course("swift", dripDays: [7, 14])]),
            schedule: EpochSchedule(policy: KeyPolicy(lapse: lapse), counters: EpochCounters(counters)),
            date: utc(day + "T12:00:00Z"), timeZone: .gmt)
    }

    /// The history after one build with the members, on the 10th of November.
    private func history(_ members: Roster) -> RosterHistory {
        RosterHistory().after(members, under: entitlements())
    }

    /// The history after builds with one member, each as it is then.
    private func history(
        of versions: [(day: String, member: Member)], lapse: KeyPolicy.Lapse = .lock
    ) -> (history: RosterHistory, published: PublishedEpochs) {
        var history = RosterHistory()
        var published = PublishedEpochs()
        for (day, member) in versions {
            let entitlements = entitlements(on: day, lapse: lapse)
            history = history.after(roster(member), under: entitlements, published: published)
            published = published.after(entitlements.schedule, at: entitlements.date)
        }
        return (history, published)
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

    @Test(arguments: [KeyPolicy.Lapse.lock, .keep])
    func `an old code's higher tier is not forgotten when the member was moved down before`(
        lapse: KeyPolicy.Lapse
    ) throws {
        let high = Member(id: "ann", tier: "vip")
        var low = high
        low.tier = "basic"
        var versions = [("2026-11-10", high), ("2026-11-11", low), ("2026-11-12", low)]
        var (history, published) = history(of: versions, lapse: lapse)
        var revoked = low
        revoked.status = .revoked
        let now = entitlements([.tier("basic"): 1], on: "2026-11-20", lapse: lapse)
        let faults = history.faults(of: roster(revoked), under: now, published: published.counters)
        #expect(
            faults.map { $0.rendered() } == [
                """
                error: member 'ann' was revoked, but the old keys still open 'tier:premium', 'tier:vip'
                      raise their counters in epochs.yml
                """
            ])
        #expect(
            history.grantsHeld(by: "ann", under: now).map(\.description)
                == ["tier:basic", "tier:premium", "tier:vip"])
        guard case .object(let json) = history.json else { return }
        #expect(try RosterHistory(json: json) == history)
        #expect(
            history.json.text()
                == #"{"ann":{"tier":"basic","former":["tier:premium@2026-11","tier:vip@2026-11"]}}"#)

        // In the next epoch the old keys open nothing new; under keep they open what was published before.
        versions.append(("2026-12-01", low))
        (history, published) = self.history(of: versions, lapse: lapse)
        let later = entitlements([.tier("basic"): 1], on: "2026-12-02", lapse: lapse)
        #expect(
            history.faults(of: roster(revoked), under: later, published: published.counters).isEmpty
                == (lapse == .lock))

        // New keys end the matter.
        let raised = entitlements(
            [.tier("basic"): 1, .tier("premium"): 1, .tier("vip"): 1], on: "2026-12-02", lapse: lapse)
        #expect(history.faults(of: roster(revoked), under: raised, published: published.counters).isEmpty)
        let after = history.after(roster(revoked), under: raised, published: published)
        #expect(after.json.text() == #"{"ann":{"tier":"basic","revoked":true}}"#)
    }

    @Test func `a course that was taken away, and one that came back`() {
        let both = Member(id: "ann", tier: "basic", courses: [CourseAccess("swift")])
        var without = both
        without.courses = []
        let (lost, published) = history(of: [("2026-11-10", both), ("2026-11-11", without)])
        #expect(
            lost.grantsHeld(by: "ann", under: entitlements(on: "2027-05-01")).map(\.description)
                == ["course:swift", "course:swift/drip-14", "course:swift/drip-7", "tier:basic"])
        let back = lost.after(roster(both), under: entitlements(on: "2026-11-12"), published: published)
        #expect(
            back.json.text()
                == #"{"ann":{"tier":"basic","courses":["swift","swift/drip-14","swift/drip-7"]}}"#)
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
            #"{"a":{"tier":null}}"#, #"{"a":{"former":["tier:x"]}}"#,
        ] {
            guard case .object(let object) = try JSONValue(parsing: Array(text.utf8)) else { continue }
            #expect(throws: JSONError.self) { try RosterHistory(json: object) }
        }
    }
}
