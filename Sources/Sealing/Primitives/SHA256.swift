import CSodium

/// A SHA-256 digest, 32 bytes.
public struct SHA256Digest: Sendable, Hashable {
    public let bytes: [UInt8]

    /// A digest that was written down; nil unless these are 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The digest of `bytes`.
    public init(of bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { SHA256Digest(of: $0) }
    }

    /// The digest of `bytes`.
    public init(of bytes: UnsafeRawBufferPointer) {
        self.bytes = [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            crypto_hash_sha256(digest.raw(32).octets, bytes.octets, UInt64(bytes.count))
            count = 32
        }
    }

    fileprivate init(finishing state: inout crypto_hash_sha256_state) {
        bytes = [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            crypto_hash_sha256_final(&state, digest.raw(32).octets)
            count = 32
        }
    }

    /// 64 lower-case hex digits.
    public var hex: String { Hex.encode(bytes) }
}

extension SHA256Digest: CustomStringConvertible {
    public var description: String { hex }
}

/// SHA-256 of bytes that come in pieces, such as a large file. Not for secrets: the state is not wiped.
public struct SHA256Hasher: Sendable {
    private var state = crypto_hash_sha256_state()

    public init() {
        crypto_hash_sha256_init(&state)
    }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        crypto_hash_sha256_update(&state, bytes.octets, UInt64(bytes.count))
    }

    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// The digest of everything so far; more may follow.
    public func finalize() -> SHA256Digest {
        var copy = state
        return SHA256Digest(finishing: &copy)
    }
}
