import CSodium

/// AES-256-GCM under one key, whose expanded form is kept for many messages and wiped at the end.
struct AESGCM: ~Copyable {
    static let keyCount = 32
    static let tagCount = 16

    /// 12 bytes: an 11-byte big-endian number, then 1 or 0.
    struct Nonce {
        static let zero = Nonce(chunk: 0, isLast: false)
        private var bytes: InlineArray<12, UInt8>

        init(chunk: UInt64, isLast: Bool) {
            bytes = InlineArray(repeating: 0)
            for place in 0..<8 { bytes[10 - place] = UInt8(truncatingIfNeeded: chunk >> (8 * UInt64(place))) }
            bytes[11] = isLast ? 1 : 0
        }

        func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
            bytes.span.withUnsafeBytes(body)
        }
    }

    private let state: UnsafeMutablePointer<crypto_aead_aes256gcm_state>

    /// - Throws: ``SealingError/aesUnavailable``, ``SealingError/libraryUnavailable``.
    init(key: UnsafeRawBufferPointer) throws {
        precondition(key.count == Self.keyCount)
        try Sodium.requireAES()
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: crypto_aead_aes256gcm_statebytes(), alignment: 16)
        state = memory.assumingMemoryBound(to: crypto_aead_aes256gcm_state.self)
        Sodium.assertSuccess(crypto_aead_aes256gcm_beforenm(state, key.octets))
    }

    deinit {
        sodium_memzero(state, crypto_aead_aes256gcm_statebytes())
        UnsafeMutableRawPointer(state).deallocate()
    }

    /// Writes ciphertext and tag: `output` is 16 bytes longer than `plaintext`.
    func seal(
        _ plaintext: UnsafeRawBufferPointer, nonce: Nonce, authenticating data: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) {
        precondition(output.count == plaintext.count + Self.tagCount)
        Sodium.assertSuccess(
            nonce.withUnsafeBytes { nonce in
                crypto_aead_aes256gcm_encrypt_afternm(
                    output.octets, nil, plaintext.octets, UInt64(plaintext.count), data.octets,
                    UInt64(data.count), nil, nonce.octets, state)
            })
    }

    /// Writes the plaintext, 16 bytes shorter than `ciphertext`, and says whether it is authentic. When
    /// it is not, `output` holds nothing of it.
    func open(
        _ ciphertext: UnsafeRawBufferPointer, nonce: Nonce, authenticating data: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) -> Bool {
        guard ciphertext.count >= Self.tagCount else { return false }
        precondition(output.count >= ciphertext.count - Self.tagCount)
        return nonce.withUnsafeBytes { nonce in
            crypto_aead_aes256gcm_decrypt_afternm(
                output.octets, nil, nil, ciphertext.octets, UInt64(ciphertext.count), data.octets,
                UInt64(data.count), nonce.octets, state) == 0
        }
    }
}
