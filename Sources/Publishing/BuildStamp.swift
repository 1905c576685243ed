/// What a site's signature says of its build: the trusted comment `sealpress/1 epoch:EPOCH date:DAY`.
public struct BuildStamp: Sendable, Hashable {
    /// `2026-11`; empty for a manual rotation.
    public let epoch: String
    /// The build's day in UTC, `2026-11-20`.
    public let day: String

    /// - Returns: nil for any other text.
    public init?(_ comment: String) {
        let parts = comment.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "sealpress/1", parts[1].hasPrefix("epoch:"),
            parts[2].hasPrefix("date:")
        else { return nil }
        let day = parts[2].dropFirst("date:".count)
        let isDay = zip(day.utf8, "0000-00-00".utf8).allSatisfy { byte, mark in
            mark == UInt8(ascii: "-") ? byte == mark : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard day.utf8.count == 10, isDay else { return nil }
        epoch = String(parts[1].dropFirst("epoch:".count))
        self.day = String(day)
    }

    /// Whether this build is of a later day than `other`; two builds of one day are told apart by nothing.
    func isNewer(than other: BuildStamp) -> Bool { day > other.day }
}
