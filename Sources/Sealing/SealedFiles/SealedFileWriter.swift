/// Seals a file that is too large for memory, reading it twice: once for the content key and with it the
/// header, once to encrypt. It holds one chunk at a time.
///
/// Between the two, a caller can compare ``header`` and ``sealedCount`` with an existing sealed file: the
/// header depends on every byte of the plaintext, so equal headers mean that nothing changed.
public struct SealedFileWriter: Sendable {
    public let header: SealedHeader
    public let contentKey: ContentKey
    /// The length of the whole sealed file, in bytes.
    public let sealedCount: Int

    private let keys: SiteKeys
    private let recipients: Recipients
    private let plaintextCount: Int

    /// The first reading.
    ///
    /// - Parameters:
    ///   - count: The plaintext's length in bytes.
    ///   - source: Reads the plaintext from its beginning.
    /// - Throws: ``SealingError/unexpectedLength(expected:)`` when the source has more or fewer bytes;
    ///   ``SealingError/headerTooLong(_:)``, ``SealingError/plaintextTooLong(_:)``,
    ///   ``SealingError/aesUnavailable``; what the source throws.
    public init(
        keys: SiteKeys, id: SealedID, mediaType: MediaType, recipients: Recipients, count: Int,
        reading source: ByteSource
    ) throws {
        try Sodium.requireAES()
        let layout = try PayloadLayout(plaintextCount: count, mediaType: mediaType)
        var hash = keys.contentKeyHash(
            id: id, mediaType: mediaType, recipients: recipients, paddedCount: layout.paddedCount)
        try Self.forEachChunk(of: source, layout) { chunk, _ in hash.append(chunk) }
        let contentKey = ContentKey(secret: hash.finish())
        let header = try keys.header(
            id: id, mediaType: mediaType, recipients: recipients, contentKey: contentKey)
        self.contentKey = contentKey
        self.header = header
        self.keys = keys
        self.recipients = recipients
        plaintextCount = count
        sealedCount = header.bytes.count + layout.payloadCount
    }

    /// The second reading.
    ///
    /// When this throws, whatever `sink` got must be deleted and never published.
    ///
    /// - Parameters:
    ///   - source: Reads the same plaintext, again from its beginning.
    ///   - sink: Takes the sealed file, header first.
    /// - Throws: ``SealingError/plaintextChanged``, ``SealingError/unexpectedLength(expected:)``; what the
    ///   source or the sink throws.
    public func write(reading source: ByteSource, to sink: ByteSink) throws {
        let layout = try PayloadLayout(plaintextCount: plaintextCount, mediaType: header.mediaType)
        let cipher = try PayloadCipher(contentKey: contentKey, header: header)
        var hash = keys.contentKeyHash(
            id: header.id, mediaType: header.mediaType, recipients: recipients,
            paddedCount: layout.paddedCount)
        try header.bytes.withUnsafeBytes { try sink($0) }
        try withUnsafeTemporaryAllocation(
            byteCount: SealedFile.chunkCount + AESGCM.tagCount, alignment: 16
        ) { buffer in
            try Self.forEachChunk(of: source, layout) { plaintext, chunk in
                hash.append(plaintext)
                let sealed = UnsafeMutableRawBufferPointer(
                    rebasing: buffer[..<(plaintext.count + AESGCM.tagCount)])
                cipher.seal(plaintext, chunk: chunk, isLast: layout.isLast(chunk), into: sealed)
                try sink(UnsafeRawBufferPointer(sealed))
            }
        }
        // The key stands for the plaintext of the first reading. Had the file changed in between, another
        // plaintext would just have met the same key and nonces, which gives away both and lets anyone
        // forge: so the result must not be used.
        guard hash.finish() == contentKey.secret else { throw SealingError.plaintextChanged }
    }

    /// Hands the padded plaintext to `body` chunk by chunk, and makes sure that the source ends where it
    /// was said to.
    private static func forEachChunk(
        of source: ByteSource, _ layout: PayloadLayout,
        _ body: (UnsafeRawBufferPointer, Int) throws -> Void
    ) throws {
        try withUnsafeTemporaryAllocation(byteCount: SealedFile.chunkCount, alignment: 16) { buffer in
            for chunk in 0..<layout.chunkCount {
                let range = layout.range(ofChunk: chunk)
                let read = max(0, min(range.upperBound, layout.plaintextCount) - range.lowerBound)
                let plaintext = UnsafeMutableRawBufferPointer(rebasing: buffer[..<read])
                guard try readFully(plaintext, from: source) == read else {
                    throw SealingError.unexpectedLength(expected: layout.plaintextCount)
                }
                UnsafeMutableRawBufferPointer(rebasing: buffer[read..<range.count]).fillWithSpaces()
                try body(UnsafeRawBufferPointer(rebasing: buffer[..<range.count]), chunk)
            }
            let beyond = UnsafeMutableRawBufferPointer(rebasing: buffer[..<1])
            guard try readFully(beyond, from: source) == 0 else {
                throw SealingError.unexpectedLength(expected: layout.plaintextCount)
            }
        }
    }
}
