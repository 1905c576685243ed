import Diagnostics
import Files
import Foundation

/// The newest epoch and the highest counters that a site has published, as its ledger remembers them.
///
/// Going back would seal new text under keys that people already hold.
public struct PublishedEpochs: Sendable, Hashable {
    /// The newest calendar period; `.none` before the first build and for a manual rotation.
    public var period: Period
    public var counters: EpochCounters

    public init(period: Period = .none, counters: EpochCounters = EpochCounters()) {
        self.period = period
        self.counters = counters
    }

    /// The newest epoch of a grant that was published.
    public func epoch(of grant: Grant) -> Epoch {
        Epoch(grant.course == nil ? period : .none, counter: counters[grant])
    }

    /// What is wrong with building at `date` after what was published; empty when all is well.
    public func faults(of schedule: EpochSchedule, at date: Date) -> [Diagnostic] {
        var faults: [Diagnostic] = []
        if let began = period.firstDay?.startUTC, date.wholeSeconds < began {
            let day = Day(secondsUTC: date.wholeSeconds)
            faults.append(
                .error(
                    "the build date \(day) (UTC) lies before the epoch \(period), which is already published",
                    hint: "build with a later date: keys of an older epoch are in more hands"))
        }
        for (grant, published) in counters.raised where schedule.counters[grant] < published {
            faults.append(
                .error(
                    "the counter of '\(grant)' is \(schedule.counters[grant]), but \(published) is already published",
                    hint: "counters never decrease; set it to \(published) or more in epochs.yml"))
        }
        return faults
    }

    /// What the ledger remembers after a build at `date`.
    public func after(_ schedule: EpochSchedule, at date: Date) -> PublishedEpochs {
        let current = Period(of: schedule.policy.rotation, at: date)
        let isNewer = (current.firstDay?.startUTC ?? Int.min) >= (period.firstDay?.startUTC ?? Int.min)
        return PublishedEpochs(
            period: isNewer && current != .none ? current : period,
            counters: counters.merged(with: schedule.counters))
    }
}

extension PublishedEpochs {
    /// `{"epoch":"2026-11","counters":{"course:x":1}}`; `epoch` is empty where there is none.
    public var json: JSONValue {
        let counters = counters.raised.map { JSONObject.Field("\($0.grant)", .integer($0.counter)) }
        return ["epoch": .string(period.description), "counters": .object(JSONObject(counters))]
    }

    public init(json: JSONObject) throws(JSONError) {
        let text = try json.string("epoch")
        guard let period = text.isEmpty ? Period.none : Period(text) else {
            throw .wrongKind(key: "epoch", expected: "an epoch such as 2026-11", found: "'\(text)'")
        }
        let object = try json.object("counters")
        var counters: [Grant: Int] = [:]
        for field in object.fields {
            guard let grant = Grant(field.key) else {
                throw .wrongKind(key: "counters", expected: "a grant", found: "'\(field.key)'")
            }
            counters[grant] = try object.integer(field.key)
        }
        self.init(period: period, counters: EpochCounters(counters))
    }
}
