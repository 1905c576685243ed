import Files

/// How often the key of each grant was replaced. A grant not mentioned stands at 0.
///
/// A counter applies to every epoch of its grant and never decreases.
public struct EpochCounters: Sendable, Hashable {
    private var values: [Grant: Int]

    public init() {
        values = [:]
    }

    /// Counters below 0 count as 0, those above `Epoch.highestCounter` as that.
    public init(_ values: [Grant: Int]) {
        self.values = values.compactMapValues { $0 > 0 ? min($0, Epoch.highestCounter) : nil }
    }

    public subscript(grant: Grant) -> Int { values[grant] ?? 0 }

    /// The counters above 0, sorted by grant.
    public var raised: [(grant: Grant, counter: Int)] {
        values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Raises each of the grants by one: what their old keys open is sealed anew at the next build.
    public mutating func raise(_ grants: some Sequence<Grant>) {
        for grant in Set(grants) { values[grant] = min(self[grant] + 1, Epoch.highestCounter) }
    }

    /// The higher of the two counters for each grant.
    public func merged(with other: EpochCounters) -> EpochCounters {
        var merged = self
        merged.values.merge(other.values) { max($0, $1) }
        return merged
    }
}
