import CSodium

/// HMAC-SHA-256 with a key of any length and a message in pieces; the state is wiped.
struct HMAC {
    let state: UnsafeMutablePointer<crypto_auth_hmacsha256_state>

    /// Writes 32 bytes to `output`.
    static func authenticate(
        key: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, _ message: (HMAC) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: crypto_auth_hmacsha256_state.self, capacity: 1) { states in
            guard let state = states.baseAddress else { return }
            defer { UnsafeMutableRawBufferPointer(states).wipe() }
            crypto_auth_hmacsha256_init(state, key.octets, key.count)
            message(HMAC(state: state))
            crypto_auth_hmacsha256_final(state, output.octets)
        }
    }

    func update(_ bytes: UnsafeRawBufferPointer) {
        crypto_auth_hmacsha256_update(state, bytes.octets, UInt64(bytes.count))
    }

    func update(_ byte: UInt8) {
        withUnsafeBytes(of: byte) { update($0) }
    }

    /// Lends the states of two MACs under one key, so that many short messages need not hash the key again:
    /// `keyed` is as after the key, `scratch` takes a copy of it for each message.
    static func withKeyedState(
        key: UnsafeRawBufferPointer,
        _ body: (
            _ keyed: UnsafePointer<crypto_auth_hmacsha256_state>,
            _ scratch: UnsafeMutablePointer<crypto_auth_hmacsha256_state>
        ) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: crypto_auth_hmacsha256_state.self, capacity: 2) { states in
            guard let keyed = states.baseAddress else { return }
            defer { UnsafeMutableRawBufferPointer(states).wipe() }
            crypto_auth_hmacsha256_init(keyed, key.octets, key.count)
            body(keyed, keyed + 1)
        }
    }
}
