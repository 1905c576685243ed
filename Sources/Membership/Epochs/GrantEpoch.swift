import Files

/// What a grant key belongs to: `tier:premium@2026-11`. Compared by the UTF-8 bytes of its text.
public struct GrantEpoch: Sendable {
    public let grant: Grant
    public let epoch: Epoch
    /// As it stands in bundles and sealed files.
    public let text: String

    public init(_ grant: Grant, _ epoch: Epoch) {
        self.grant = grant
        self.epoch = epoch
        text = "\(grant)@\(epoch)"
    }

    /// Reads what `text` is. A tier's epoch of four digits is taken for a year.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let grant = Grant(parts[0]) else { return nil }
        let calendar = grant.course == nil ? Epoch(parts[1], isCalendar: true) : nil
        guard let epoch = calendar ?? Epoch(parts[1], isCalendar: false) else { return nil }
        self.init(grant, epoch)
    }
}

extension GrantEpoch: Hashable, Comparable, CustomStringConvertible {
    public static func == (a: GrantEpoch, b: GrantEpoch) -> Bool { a.text == b.text }
    public static func < (a: GrantEpoch, b: GrantEpoch) -> Bool { byUTF8(a.text, b.text) }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
    public var description: String { text }
}
