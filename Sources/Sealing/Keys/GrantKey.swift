/// Opens every sealed file that lists its grant and epoch; 32 bytes. Members hold these.
public struct GrantKey: Sendable, Equatable {
    static let count = 32
    let secret: SecretBytes

    init(secret: SecretBytes) {
        self.secret = secret
    }

    /// - Throws: ``SealingError/wrongKeyLength(expected:found:)``.
    public init(bytes: SecretBytes) throws {
        guard bytes.count == Self.count else {
            throw SealingError.wrongKeyLength(expected: Self.count, found: bytes.count)
        }
        secret = bytes
    }

    /// Lends the 32 bytes for the length of `body`.
    public func withUnsafeBytes<R: Sendable>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try secret.withUnsafeBytes(body)
    }
}

/// The grant keys that someone holds.
public typealias HeldGrants = [GrantEpoch: GrantKey]

/// The grants that open a sealed file, with their keys: at least one, sorted by bytes.
///
/// Most files of a site share a few such sets; make each once and use it for many files.
public struct Recipients: Sendable {
    struct Recipient {
        let name: [UInt8]
        let wrapInfo: [UInt8]
        let key: GrantKey
    }

    public let grants: [GrantEpoch]
    let all: [Recipient]
    /// The names joined by newlines, as they enter the content key.
    let joinedNames: [UInt8]

    /// - Throws: ``SealingError/noRecipients``.
    public init(_ keys: HeldGrants) throws {
        guard !keys.isEmpty else { throw SealingError.noRecipients }
        let sorted = keys.sorted { $0.key < $1.key }
        grants = sorted.map(\.key)
        all = sorted.map { grant, key in
            let name = Array(grant.text.utf8)
            return Recipient(name: name, wrapInfo: SealedHeader.wrapInfo(grantName: name), key: key)
        }
        joinedNames = Array(all.map(\.name).joined(separator: [UInt8(ascii: "\n")]))
    }
}
