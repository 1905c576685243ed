/// A grant that a change takes away, and how long keys handed out before still open what is sealed for it.
public struct LostGrant: Sendable, Hashable {
    public enum End: Sendable, Hashable {
        /// The UTC day on which the grant's next epoch begins.
        case nextEpoch(Day)
        /// The keys stay good until the grant's counter is raised.
        case never
    }

    public let grant: Grant
    public let end: End
}

extension Entitlements {
    /// What the first row could open and the second cannot, sorted.
    public func lost(from old: Member, to new: Member) -> [LostGrant] {
        guard old.status.isGovernedByDates else { return [] }
        let kept = new.status.isGovernedByDates ? Set(grantsInHand(of: new)) : []
        return grantsInHand(of: old).filter { !kept.contains($0) }.map {
            LostGrant(grant: $0, end: end(of: $0))
        }
    }

    /// Under `lock` a tier's key ends with its epoch. Under `keep` it opens what was published in the epoch for ever,
    /// and a course's key has no end under either.
    private func end(of grant: Grant) -> LostGrant.End {
        let period = schedule.currentEpoch(of: grant, at: date).period
        guard schedule.policy.lapse == .lock, let next = period.next?.firstDay else { return .never }
        return .nextEpoch(next)
    }
}
