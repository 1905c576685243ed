import CSodium

/// `B2(key, [parts], n)` of docs/content/internals/format.md: keyed BLAKE2b over parts, each prefixed by its length as a
/// little-endian UInt64, so that no two lists of parts hash the same input.
///
/// A part may come in pieces: announce it with ``beginPart(count:)``, then ``append(_:)``.
public struct KeyedHash: ~Copyable {
    private let memory: UnsafeMutableRawPointer
    private let outputCount: Int

    /// - Parameters:
    ///   - key: 16 to 64 bytes.
    ///   - outputCount: 16 to 64 bytes; part of the hash, so two lengths are unrelated.
    public init(key: SecretBytes, outputCount: Int) {
        // The library asks for a 64-byte boundary, which a Swift variable does not promise.
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: crypto_generichash_statebytes(), alignment: 64)
        _ = Sodium.isReady
        Sodium.assertSuccess(
            key.withUnsafeBytes {
                crypto_generichash_init(OpaquePointer(memory), $0.octets, $0.count, outputCount)
            })
        self.memory = memory
        self.outputCount = outputCount
    }

    deinit {
        sodium_memzero(memory, crypto_generichash_statebytes())
        memory.deallocate()
    }

    private var state: OpaquePointer { OpaquePointer(memory) }

    /// Starts a part of `count` bytes, which ``append(_:)`` then has to supply.
    public mutating func beginPart(count: Int) {
        withUnsafeBytes(of: UInt64(count).littleEndian) { append($0) }
    }

    /// Bytes of the part that was begun.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        Sodium.assertSuccess(crypto_generichash_update(state, bytes.octets, UInt64(bytes.count)))
    }

    /// A whole part.
    public mutating func appendPart(_ bytes: UnsafeRawBufferPointer) {
        beginPart(count: bytes.count)
        append(bytes)
    }

    /// A whole part.
    public mutating func appendPart(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { appendPart($0) }
    }

    /// A whole part: the text in NFC, as UTF-8.
    public mutating func appendPart(_ text: String) {
        appendPart(text.canonicalUTF8)
    }

    /// The hash, of the announced length, as a secret.
    public consuming func finish() -> SecretBytes {
        SecretBytes(count: outputCount) { output in
            Sodium.assertSuccess(crypto_generichash_final(state, output.octets, output.count))
        }
    }

    /// The hash, of the announced length, for a value that is to be published.
    public consuming func finishPublic() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: outputCount) { output, initializedCount in
            Sodium.assertSuccess(crypto_generichash_final(state, output.raw(outputCount).octets, outputCount))
            initializedCount = outputCount
        }
    }
}
