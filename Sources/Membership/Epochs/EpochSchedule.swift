import Foundation

/// How keys change over time, from `keys:` in `sealpress.yml`.
public struct KeyPolicy: Sendable, Hashable {
    /// What a lapsed member keeps.
    public enum Lapse: String, Sendable, Hashable, CaseIterable {
        /// Nothing: every section is sealed under the current epoch.
        case lock
        /// What was published while they paid: a section is sealed under the epoch of its publication.
        case keep
    }

    public var rotation: Rotation
    public var lapse: Lapse
    /// How many days after `until` a member still counts as active.
    public var graceDays: Int

    /// The longest grace: a year.
    public static let mostGraceDays = 366

    public init(rotation: Rotation = .monthly, lapse: Lapse = .lock, graceDays: Int = 0) {
        self.rotation = rotation
        self.lapse = lapse
        self.graceDays = graceDays
    }
}

/// Which epoch each grant is in at which time.
///
/// Tiers rotate with the policy, in UTC; courses and their drips have a counter only.
public struct EpochSchedule: Sendable, Hashable {
    public let policy: KeyPolicy
    public let counters: EpochCounters

    public init(policy: KeyPolicy = KeyPolicy(), counters: EpochCounters = EpochCounters()) {
        self.policy = policy
        self.counters = counters
    }

    public func currentEpoch(of grant: Grant, at date: Date) -> Epoch {
        Epoch(period(of: grant, at: date), counter: counters[grant])
    }

    /// Every epoch of the grant from the one that holds `since` to the one that holds `until`, in
    /// order; at least the latter, and one only where there is no calendar.
    public func epochs(of grant: Grant, since: Date, until: Date) -> [Epoch] {
        let counter = counters[grant]
        let last = period(of: grant, at: until)
        var period = period(of: grant, at: min(since, until))
        var epochs: [Epoch] = []
        while period != last, let next = period.next {
            epochs.append(Epoch(period, counter: counter))
            period = next
        }
        return epochs + [Epoch(last, counter: counter)]
    }

    /// Whether a build at `date` seals anything that this key opens: under `lock` only under the current epoch, under
    /// `keep` under older ones too, unless the grant's counter was raised since.
    public func opensAnything(_ key: GrantEpoch, at date: Date) -> Bool {
        let current = currentEpoch(of: key.grant, at: date)
        if GrantEpoch(key.grant, current) == key { return true }
        return policy.lapse == .keep && key.epoch.counter >= current.counter
    }

    /// When the current epoch began, in UTC seconds since 1970: `issued` in a bundle. 0 for a manual
    /// rotation, which has no beginning.
    public func issued(at date: Date) -> Int {
        Period(of: policy.rotation, at: date).firstDay?.startUTC ?? 0
    }

    private func period(of grant: Grant, at date: Date) -> Period {
        guard case .tier = grant else { return .none }
        return Period(of: policy.rotation, at: date)
    }
}
