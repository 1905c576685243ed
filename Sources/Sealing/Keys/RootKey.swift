import CSodium

/// The author's only secret, 32 bytes; everything else of a site is derived from it.
public struct RootKey: Sendable, Equatable {
    public static let count = 32
    let secret: SecretBytes

    /// A new key from the system's randomness.
    ///
    /// - Throws: ``SealingError/libraryUnavailable``.
    public static func generate() throws -> RootKey {
        try Sodium.start()
        return RootKey(secret: SecretBytes(count: count) { randombytes_buf($0.octets, $0.count) })
    }

    /// - Throws: ``SealingError/wrongKeyLength(expected:found:)``.
    public init(bytes: SecretBytes) throws {
        guard bytes.count == Self.count else {
            throw SealingError.wrongKeyLength(expected: Self.count, found: bytes.count)
        }
        secret = bytes
    }

    /// Reads the printed form as forgivingly as an unlock code.
    ///
    /// - Throws: ``CodeError``.
    public init(printed text: String) throws {
        secret = try PrintedSecret.rootKey.parse(text)
    }

    private init(secret: SecretBytes) {
        self.secret = secret
    }

    /// The key for a key file or a sheet of paper: 14 groups of four symbols. This is the secret itself, in
    /// a string that cannot be wiped: write it and let it go.
    public func printed() -> String {
        PrintedSecret.rootKey.text(of: secret)
    }

    /// Lends the 32 bytes for the length of `body`.
    public func withUnsafeBytes<R: Sendable>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try secret.withUnsafeBytes(body)
    }
}
