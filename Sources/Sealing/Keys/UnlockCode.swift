/// What a member types: 16 secret bytes. From it come the member's bundle, the name it is found under, and
/// the name used in beacons.
public struct UnlockCode: Sendable, Equatable {
    public static let count = 16
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

    /// Reads what a member typed, ignoring case, white space and dashes, with O for 0 and I or L for 1.
    ///
    /// - Throws: ``CodeError``.
    public init(parsing text: String) throws {
        secret = try PrintedSecret.unlockCode.parse(text)
    }

    /// The code as members get it: seven groups of four symbols. This is the secret itself, in a string that
    /// cannot be wiped.
    public func printed() -> String {
        PrintedSecret.unlockCode.text(of: secret)
    }

    /// Lends the 16 bytes for the length of `body`.
    public func withUnsafeBytes<R: Sendable>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try secret.withUnsafeBytes(body)
    }

    public var bundleID: BundleID { BundleID(bytes: identifier("sealpress/1 bundle-id")) }

    public var beaconID: BeaconID { BeaconID(bytes: identifier("sealpress/1 beacon-id")) }

    /// The key of the bundle with this salt.
    func withBundleKey<R: ~Copyable>(
        salt: [UInt8], _ body: (UnsafeRawBufferPointer) throws -> R
    ) rethrows -> R {
        try withWipedBytes(AESGCM.keyCount) { key in
            HKDF.derive(from: secret, salt: salt, info: Array("sealpress/1 bundle-key".utf8), into: key)
            return try body(UnsafeRawBufferPointer(key))
        }
    }

    private func identifier(_ info: String) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 16)
        bytes.withUnsafeMutableBytes { HKDF.derive(from: secret, salt: [], info: Array(info.utf8), into: $0) }
        return bytes
    }
}
