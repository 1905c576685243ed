import CSodium

/// PBKDF2 with HMAC-SHA-256 (RFC 8018 § 5.2) over libsodium's HMAC, since libsodium 1.0.18 has none of its own.
///
/// It is not the best there is against guessing – Argon2 also costs memory – but it is what every browser's
/// WebCrypto has, so that no code for it is shipped.
public enum PBKDF2 {
    static let blockCount = 32

    /// - Parameters:
    ///   - salt: any length.
    ///   - iterations: at least 1.
    ///   - count: how many bytes to derive: 1 to 8,160.
    /// - Throws: ``SealingError/outputTooLong(_:)``.
    public static func derive(
        from passphrase: SecretBytes, salt: [UInt8], iterations: Int, count: Int
    ) throws -> SecretBytes {
        guard count > 0, count <= 255 * blockCount else { throw SealingError.outputTooLong(count) }
        try Sodium.start()
        return SecretBytes(count: count) { output in
            passphrase.withUnsafeBytes { key in
                HMAC.withKeyedState(key: key) { keyed, scratch in
                    for start in stride(from: 0, to: count, by: blockCount) {
                        let block = UnsafeMutableRawBufferPointer(
                            rebasing: output[start..<min(start + blockCount, count)])
                        fill(
                            block, number: UInt32(start / blockCount + 1), salt: salt, iterations: iterations,
                            keyed, scratch)
                    }
                }
            }
        }
    }

    /// T = U₁ ⊕ … ⊕ Uₙ, with U₁ = HMAC(salt ‖ number) and Uᵢ = HMAC(Uᵢ₋₁).
    private static func fill(
        _ output: UnsafeMutableRawBufferPointer, number: UInt32, salt: [UInt8], iterations: Int,
        _ keyed: UnsafePointer<crypto_auth_hmacsha256_state>,
        _ scratch: UnsafeMutablePointer<crypto_auth_hmacsha256_state>
    ) {
        withWipedBytes(2 * blockCount) { bytes in
            let link = UnsafeMutableRawBufferPointer(rebasing: bytes[..<blockCount])
            let sum = UnsafeMutableRawBufferPointer(rebasing: bytes[blockCount...])
            scratch.update(from: keyed, count: 1)
            let mac = HMAC(state: scratch)
            salt.withUnsafeBytes { mac.update($0) }
            withUnsafeBytes(of: number.bigEndian) { mac.update($0) }
            crypto_auth_hmacsha256_final(scratch, link.octets)
            sum.copyMemory(from: UnsafeRawBufferPointer(link))
            let (from, to) = (link.octets, sum.octets)
            var left = iterations - 1
            while left > 0 {
                scratch.update(from: keyed, count: 1)
                crypto_auth_hmacsha256_update(scratch, from, UInt64(blockCount))
                crypto_auth_hmacsha256_final(scratch, from)
                var place = 0
                while place < blockCount {
                    to[place] ^= from[place]
                    place &+= 1
                }
                left &-= 1
            }
            output.copyMemory(from: UnsafeRawBufferPointer(rebasing: sum[..<output.count]))
        }
    }
}
