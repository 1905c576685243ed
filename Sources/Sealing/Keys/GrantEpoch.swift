/// A grant in one epoch, such as `tier:premium@2026-11`: what one grant key opens.
///
/// The grant is made of `a-z 0-9 : / -`, the epoch of `0-9 A-Z a-z . -`; neither is empty. So the text
/// needs no escape in JSON, and its order by characters is its order by bytes.
public struct GrantEpoch: Sendable, Hashable {
    /// For example `tier:premium` or `course:swift-basics/drip-14`.
    public let grant: String
    /// For example `2026-11`, `2026-Q4`, `2026-11.1`, or `0`.
    public let epoch: String
    /// `grant@epoch`, by which values are compared: in ASCII, Swift's order of strings is that of the bytes.
    public let text: String

    /// - Throws: ``SealingError/invalidGrant(_:)``.
    public init(grant: String, epoch: String) throws {
        guard !grant.isEmpty, grant.utf8.allSatisfy(Self.isGrantCharacter), !epoch.isEmpty,
            epoch.utf8.allSatisfy(Self.isEpochCharacter)
        else { throw SealingError.invalidGrant("\(grant)@\(epoch)") }
        self.grant = grant
        self.epoch = epoch
        text = "\(grant)@\(epoch)"
    }

    public static func == (lhs: GrantEpoch, rhs: GrantEpoch) -> Bool { lhs.text == rhs.text }

    public func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// Reads `grant@epoch`.
    ///
    /// - Throws: ``SealingError/invalidGrant(_:)``.
    public init(_ text: String) throws {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw SealingError.invalidGrant(text) }
        try self.init(grant: String(parts[0]), epoch: String(parts[1]))
    }

    private static func isGrantCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func isEpochCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

extension GrantEpoch: CustomStringConvertible {
    public var description: String { text }
}

extension GrantEpoch: Comparable {
    /// By the bytes of `grant@epoch`.
    public static func < (lhs: GrantEpoch, rhs: GrantEpoch) -> Bool { lhs.text < rhs.text }
}
