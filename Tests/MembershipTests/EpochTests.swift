import Files
import Foundation
import Membership
import Testing

@Suite struct EpochTests {
    private let premium = Grant.tier("premium")
    private let course = Grant.course("x")

    private func schedule(_ rotation: Rotation, _ counters: [Grant: Int] = [:]) -> EpochSchedule {
        EpochSchedule(policy: KeyPolicy(rotation: rotation), counters: EpochCounters(counters))
    }

    @Test(arguments: [
        (Rotation.monthly, "2026-11", "2026-11-01T00:00:00Z"),
        (.quarterly, "2026-Q4", "2026-10-01T00:00:00Z"),
        (.yearly, "2026", "2026-01-01T00:00:00Z"), (.manual, "0", "1970-01-01T00:00:00Z"),
    ])
    func `a tier's epoch is the period of the build date`(rotation: Rotation, epoch: String, start: String) {
        let date = utc("2026-11-20T10:00:00Z")
        #expect(schedule(rotation).currentEpoch(of: premium, at: date).description == epoch)
        #expect(schedule(rotation).issued(at: date) == Int(utc(start).timeIntervalSince1970))
    }

    @Test func `a raised counter follows the period, and is the whole epoch where there is none`() {
        let date = utc("2026-11-20T10:00:00Z")
        let counters = [premium: 2, course: 3]
        #expect(schedule(.monthly, counters).currentEpoch(of: premium, at: date).description == "2026-11.2")
        #expect(schedule(.quarterly, counters).currentEpoch(of: premium, at: date).description == "2026-Q4.2")
        #expect(schedule(.yearly, counters).currentEpoch(of: premium, at: date).description == "2026.2")
        #expect(schedule(.manual, counters).currentEpoch(of: premium, at: date).description == "2")
        #expect(schedule(.monthly, counters).currentEpoch(of: course, at: date).description == "3")
        #expect(
            schedule(.monthly, counters).currentEpoch(of: .drip(course: "x", days: 7), at: date).description
                == "0")
    }

    @Test func `epochs change at midnight UTC, wherever the site is`() {
        let monthly = schedule(.monthly)
        #expect(monthly.currentEpoch(of: premium, at: utc("2026-10-31T23:59:59Z")).description == "2026-10")
        #expect(monthly.currentEpoch(of: premium, at: utc("2026-11-01T00:00:00Z")).description == "2026-11")
        let quarters = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"].map {
            schedule(.quarterly).currentEpoch(of: premium, at: utc("2026-\($0)-15T00:00:00Z")).description
        }
        #expect(
            quarters.map { $0.suffix(2) } == [
                "Q1", "Q1", "Q1", "Q2", "Q2", "Q2", "Q3", "Q3", "Q3", "Q4", "Q4", "Q4",
            ])
    }

    @Test func `all epochs since a date carry the counter of today`() {
        let since = utc("2025-11-30T23:00:00Z")
        let until = utc("2026-02-01T00:00:00Z")
        func texts(_ schedule: EpochSchedule, _ grant: Grant) -> [String] {
            schedule.epochs(of: grant, since: since, until: until).map(\.description)
        }
        #expect(texts(schedule(.monthly), premium) == ["2025-11", "2025-12", "2026-01", "2026-02"])
        #expect(
            texts(schedule(.monthly, [premium: 1]), premium) == [
                "2025-11.1", "2025-12.1", "2026-01.1", "2026-02.1",
            ])
        #expect(texts(schedule(.quarterly), premium) == ["2025-Q4", "2026-Q1"])
        #expect(texts(schedule(.yearly), premium) == ["2025", "2026"])
        #expect(texts(schedule(.manual, [premium: 4]), premium) == ["4"])
        #expect(texts(schedule(.monthly), course) == ["0"])
        let backwards = schedule(.monthly).epochs(of: premium, since: until, until: since)
        #expect(backwards.map(\.description) == ["2025-11"])
        #expect(
            schedule(.monthly).epochs(of: premium, since: .distantPast, until: .distantFuture).count > 20_000)
    }

    @Test func `counters only rise, once for each grant`() {
        var counters = EpochCounters([premium: 1, course: -5])
        counters.raise([premium, course, premium])
        #expect(counters[premium] == 2)
        #expect(counters[course] == 1)
        #expect(counters[.tier("other")] == 0)
        #expect(counters.raised.map { "\($0.grant)=\($0.counter)" } == ["course:x=1", "tier:premium=2"])
        let merged = counters.merged(with: EpochCounters([premium: 1, .tier("vip"): 7]))
        #expect(merged == EpochCounters([premium: 2, course: 1, .tier("vip"): 7]))
        counters = EpochCounters([premium: .max])
        counters.raise([premium])
        #expect(counters[premium] == Epoch.highestCounter)
    }
}

@Suite struct PublishedEpochsTests {
    private let premium = Grant.tier("premium")

    @Test func `a build before the newest epoch, or with a counter set back, is refused`() {
        let published = PublishedEpochs(
            period: .month(year: 2026, month: 11), counters: EpochCounters([premium: 2, .course("x"): 1]))
        let schedule = EpochSchedule(counters: EpochCounters([premium: 2]))
        #expect(
            published.faults(of: schedule, at: utc("2026-10-31T23:59:59Z")).map { $0.rendered() } == [
                """
                error: the build date 2026-10-31 (UTC) lies before the epoch 2026-11, which is already published
                      build with a later date: keys of an older epoch are in more hands
                """,
                """
                error: the counter of 'course:x' is 0, but 1 is already published
                      counters never decrease; set it to 1 or more in epochs.yml
                """,
            ])
        let fine = EpochSchedule(counters: EpochCounters([premium: 3, .course("x"): 1]))
        #expect(published.faults(of: fine, at: utc("2026-11-01T00:00:00Z")).isEmpty)
        #expect(PublishedEpochs().faults(of: fine, at: .distantPast).isEmpty)
    }

    @Test func `what is remembered only grows, also when the rotation changes`() {
        let november = utc("2026-11-20T00:00:00Z")
        var published = PublishedEpochs()
        published = published.after(EpochSchedule(counters: EpochCounters([premium: 1])), at: november)
        #expect(published.period == .month(year: 2026, month: 11))
        let yearly = EpochSchedule(
            policy: KeyPolicy(rotation: .yearly), counters: EpochCounters([.tier("a"): 1]))
        #expect(
            published.faults(of: yearly, at: november).map(\.message) == [
                "the counter of 'tier:premium' is 0, but 1 is already published"
            ])
        published = published.after(yearly, at: november)
        // The year began before the month did: the month stays the newest.
        #expect(published.period == .month(year: 2026, month: 11))
        #expect(published.counters == EpochCounters([premium: 1, .tier("a"): 1]))
        published = published.after(EpochSchedule(policy: KeyPolicy(rotation: .manual)), at: november)
        #expect(published.period == .month(year: 2026, month: 11))
    }

    @Test func `the ledger keeps it as JSON`() throws {
        let published = PublishedEpochs(
            period: .quarter(year: 2026, quarter: 4), counters: EpochCounters([premium: 2, .course("x"): 1]))
        let text = published.json.text()
        #expect(text == #"{"epoch":"2026-Q4","counters":{"course:x":1,"tier:premium":2}}"#)
        for value in [published, PublishedEpochs()] {
            guard case .object(let object) = value.json else { continue }
            #expect(try PublishedEpochs(json: object) == value)
        }
        #expect(
            message(#"{"epoch":"soon","counters":{}}"#)
                == "the field 'epoch' is 'soon' where an epoch such as 2026-11 is expected")
        #expect(
            message(#"{"epoch":"","counters":{"x":1}}"#)
                == "the field 'counters' is 'x' where a grant is expected")
        #expect(
            message(#"{"epoch":"","counters":{"tier:x":"1"}}"#)
                == "the field 'tier:x' is a string where an integer is expected")
        #expect(message(#"{"epoch":""}"#) == "the field 'counters' is missing")
    }

    private func message(_ text: String) -> String {
        guard case .object(let object) = try? JSONValue(parsing: Array(text.utf8)) else { return "no JSON" }
        do {
            _ = try PublishedEpochs(json: object)
            return ""
        } catch {
            return "\(error)"
        }
    }
}
