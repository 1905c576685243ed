/// HKDF with SHA-256 (RFC 5869) over libsodium's HMAC, since libsodium 1.0.18 has none of its own.
public enum HKDF {
    /// The most bytes that one derivation yields: 255 blocks.
    public static let maximumCount = 255 * blockCount
    static let blockCount = 32

    /// Extract and expand.
    ///
    /// - Parameters:
    ///   - secret: The input keying material.
    ///   - salt: Any length; empty stands for 32 zero bytes, as in the RFC.
    ///   - info: What the derived bytes are for.
    ///   - count: How many bytes to derive, at most ``maximumCount``.
    /// - Throws: ``SealingError/outputTooLong(_:)``.
    public static func derive(
        from secret: SecretBytes, salt: [UInt8], info: [UInt8], count: Int
    ) throws -> SecretBytes {
        guard count >= 0, count <= maximumCount else { throw SealingError.outputTooLong(count) }
        return SecretBytes(count: count) { derive(from: secret, salt: salt, info: info, into: $0) }
    }

    /// `output.count` is at most ``maximumCount``.
    static func derive(
        from secret: SecretBytes, salt: [UInt8], info: [UInt8], into output: UnsafeMutableRawBufferPointer
    ) {
        withWipedBytes(blockCount) { pseudorandomKey in
            salt.withUnsafeBytes { salt in
                HMAC.authenticate(key: salt, into: pseudorandomKey) { mac in
                    secret.withUnsafeBytes { mac.update($0) }
                }
            }
            info.withUnsafeBytes { expand(UnsafeRawBufferPointer(pseudorandomKey), info: $0, into: output) }
        }
    }

    private static func expand(
        _ key: UnsafeRawBufferPointer, info: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) {
        withWipedBytes(blockCount) { block in
            var counter: UInt8 = 1
            var done = 0
            while done < output.count {
                HMAC.authenticate(key: key, into: block) { mac in
                    if done > 0 { mac.update(UnsafeRawBufferPointer(block)) }
                    mac.update(info)
                    mac.update(counter)
                }
                let taken = min(blockCount, output.count - done)
                UnsafeMutableRawBufferPointer(rebasing: output[done..<(done + taken)])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<taken]))
                done += taken
                counter &+= 1
            }
        }
    }
}
