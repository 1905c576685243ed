import CSodium

/// libsodium's secretstream: XChaCha20-Poly1305 over chunks in order, of which the last says that it is.
struct SecretStream: ~Copyable {
    static let overhead = 17
    /// 24 bytes, public.
    let header: [UInt8]
    private let state: UnsafeMutablePointer<crypto_secretstream_xchacha20poly1305_state>

    /// Begins a stream for writing; libsodium draws its header.
    init(key: SecretBytes) throws {
        try Sodium.start()
        let state = UnsafeMutablePointer<crypto_secretstream_xchacha20poly1305_state>.allocate(capacity: 1)
        var header = [UInt8](repeating: 0, count: crypto_secretstream_xchacha20poly1305_headerbytes())
        let status = key.withUnsafeBytes {
            crypto_secretstream_xchacha20poly1305_init_push(state, &header, $0.octets)
        }
        Sodium.assertSuccess(status)
        self.state = state
        self.header = header
    }

    /// Takes a stream up for reading.
    init(key: SecretBytes, header: [UInt8]) throws {
        try Sodium.start()
        precondition(header.count == crypto_secretstream_xchacha20poly1305_headerbytes())
        let state = UnsafeMutablePointer<crypto_secretstream_xchacha20poly1305_state>.allocate(capacity: 1)
        let status = key.withUnsafeBytes {
            crypto_secretstream_xchacha20poly1305_init_pull(state, header, $0.octets)
        }
        Sodium.assertSuccess(status)
        self.state = state
        self.header = header
    }

    deinit {
        sodium_memzero(state, MemoryLayout<crypto_secretstream_xchacha20poly1305_state>.size)
        state.deallocate()
    }

    /// The next chunk, sealed.
    func push(_ plaintext: UnsafeRawBufferPointer, isLast: Bool) -> [UInt8] {
        let count = plaintext.count + Self.overhead
        return [UInt8](unsafeUninitializedCapacity: count) { output, initializedCount in
            Sodium.assertSuccess(
                crypto_secretstream_xchacha20poly1305_push(
                    state, output.raw(count).octets, nil, plaintext.octets, UInt64(plaintext.count), nil, 0,
                    isLast ? Self.final : Self.message))
            initializedCount = count
        }
    }

    /// The next chunk, opened; nil when it is not the one that was written there, or not the last when it should be.
    func pull(_ sealed: UnsafeRawBufferPointer, isLast: Bool) -> [UInt8]? {
        guard sealed.count >= Self.overhead else { return nil }
        let count = sealed.count - Self.overhead
        var tag: UInt8 = 0
        var isAuthentic = false
        let plaintext = [UInt8](unsafeUninitializedCapacity: count) { output, initializedCount in
            let status = crypto_secretstream_xchacha20poly1305_pull(
                state, output.raw(count).octets, nil, &tag, sealed.octets, UInt64(sealed.count), nil, 0)
            isAuthentic = status == 0
            initializedCount = isAuthentic ? count : 0
        }
        guard isAuthentic, tag == (isLast ? Self.final : Self.message) else { return nil }
        return plaintext
    }

    private static var message: UInt8 { crypto_secretstream_xchacha20poly1305_tag_message() }
    private static var final: UInt8 { crypto_secretstream_xchacha20poly1305_tag_final() }
}
