/// The cipher of one sealed file's chunks.
struct PayloadCipher: ~Copyable {
    private let cipher: AESGCM

    /// - Throws: ``SealingError/aesUnavailable``, ``SealingError/libraryUnavailable``.
    init(contentKey: ContentKey, header: SealedHeader) throws {
        cipher = try withWipedBytes(AESGCM.keyCount) { key in
            let info = Array("sealpress/1 payload\n".utf8) + SHA256Digest(of: header.bytes).bytes
            HKDF.derive(from: contentKey.secret, salt: header.salt, info: info, into: key)
            return try AESGCM(key: UnsafeRawBufferPointer(key))
        }
    }

    func seal(
        _ plaintext: UnsafeRawBufferPointer, chunk: Int, isLast: Bool,
        into output: UnsafeMutableRawBufferPointer
    ) {
        // The nonce repeats from file to file, but the key does not: it comes from the content key, a hash
        // of the whole plaintext, so under one key each nonce meets one chunk of one plaintext. The last
        // byte marks the end, so that no cut at a chunk's edge goes unseen.
        cipher.seal(
            plaintext, nonce: AESGCM.Nonce(chunk: UInt64(chunk), isLast: isLast), authenticating: .empty,
            into: output)
    }

    func open(
        _ ciphertext: UnsafeRawBufferPointer, chunk: Int, isLast: Bool,
        into output: UnsafeMutableRawBufferPointer
    ) -> Bool {
        cipher.open(
            ciphertext, nonce: AESGCM.Nonce(chunk: UInt64(chunk), isLast: isLast), authenticating: .empty,
            into: output)
    }
}

extension UnsafeRawBufferPointer {
    static var empty: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
}

/// How a plaintext of some length lies in a sealed file.
struct PayloadLayout {
    /// Without padding.
    let plaintextCount: Int
    let paddedCount: Int
    let chunkCount: Int

    /// - Throws: ``SealingError/plaintextTooLong(_:)``.
    init(plaintextCount: Int, mediaType: MediaType) throws {
        guard plaintextCount >= 0, plaintextCount <= SealedFile.maximumPlaintextCount else {
            throw SealingError.plaintextTooLong(plaintextCount)
        }
        self.plaintextCount = plaintextCount
        paddedCount = mediaType == .html ? Padme.paddedCount(max(plaintextCount, 1024)) : plaintextCount
        let chunk = SealedFile.chunkCount
        chunkCount = max(1, (paddedCount + chunk - 1) / chunk)
    }

    var payloadCount: Int { paddedCount + chunkCount * AESGCM.tagCount }

    /// The plaintext bytes of one chunk.
    func range(ofChunk chunk: Int) -> Range<Int> {
        let start = chunk * SealedFile.chunkCount
        return start..<min(paddedCount, start + SealedFile.chunkCount)
    }

    func isLast(_ chunk: Int) -> Bool { chunk == chunkCount - 1 }
}

/// Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", 2019): lengths that leak
/// O(log log n) bits for at most 12 % more bytes.
enum Padme {
    /// `count` is at least 2 and far below `Int.max`.
    static func paddedCount(_ count: Int) -> Int {
        let exponent = floorLog2(count)
        let mask = (1 << (exponent - (floorLog2(exponent) + 1))) - 1
        return (count + mask) & ~mask
    }

    private static func floorLog2(_ number: Int) -> Int {
        Int.bitWidth - 1 - number.leadingZeroBitCount
    }
}
