/// The sealed format: its numbers, whether this machine can do it, and the way to open a file of it.
public enum SealedFile {
    /// The plaintext bytes of every chunk but the last.
    public static let chunkCount = 65_536
    /// The longest plaintext: 256 GiB, well within what one AES-GCM key may encrypt.
    public static let maximumPlaintextCount = 1 << 38

    /// Finds out before the work begins whether this machine can seal and open at all.
    ///
    /// - Throws: ``SealingError/aesUnavailable``, ``SealingError/libraryUnavailable``.
    public static func checkAvailability() throws {
        try Sodium.requireAES()
    }
}

extension SiteKeys {
    /// Seals a section's HTML.
    ///
    /// - Throws: As ``seal(_:id:mediaType:recipients:)``.
    public func seal(html: String, id: SealedID, recipients: Recipients) throws -> [UInt8] {
        var html = html
        return try html.withUTF8 { html in
            try seal(UnsafeRawBufferPointer(html), id: id, mediaType: .html, recipients: recipients)
        }
    }

    /// Seals bytes that are in memory. Equal arguments give equal bytes.
    ///
    /// - Returns: The whole sealed file.
    /// - Throws: ``SealingError/aesUnavailable``, ``SealingError/headerTooLong(_:)``,
    ///   ``SealingError/plaintextTooLong(_:)``.
    public func seal(
        _ plaintext: [UInt8], id: SealedID, mediaType: MediaType, recipients: Recipients
    ) throws -> [UInt8] {
        try plaintext.withUnsafeBytes {
            try seal($0, id: id, mediaType: mediaType, recipients: recipients)
        }
    }

    private func seal(
        _ plaintext: UnsafeRawBufferPointer, id: SealedID, mediaType: MediaType, recipients: Recipients
    ) throws -> [UInt8] {
        let layout = try PayloadLayout(plaintextCount: plaintext.count, mediaType: mediaType)
        guard layout.paddedCount > plaintext.count else {
            return try seal(padded: plaintext, layout, id: id, mediaType: mediaType, recipients: recipients)
        }
        return try withUnsafeTemporaryAllocation(byteCount: layout.paddedCount, alignment: 16) { padded in
            padded.copyMemory(from: plaintext)
            UnsafeMutableRawBufferPointer(rebasing: padded[plaintext.count...]).fillWithSpaces()
            return try seal(
                padded: UnsafeRawBufferPointer(padded), layout, id: id, mediaType: mediaType,
                recipients: recipients)
        }
    }

    private func seal(
        padded: UnsafeRawBufferPointer, _ layout: PayloadLayout, id: SealedID, mediaType: MediaType,
        recipients: Recipients
    ) throws -> [UInt8] {
        var hash = contentKeyHash(
            id: id, mediaType: mediaType, recipients: recipients, paddedCount: padded.count)
        hash.append(padded)
        let contentKey = ContentKey(secret: hash.finish())
        let header = try header(id: id, mediaType: mediaType, recipients: recipients, contentKey: contentKey)
        let cipher = try PayloadCipher(contentKey: contentKey, header: header)
        let total = header.bytes.count + layout.payloadCount
        return [UInt8](unsafeUninitializedCapacity: total) { file, count in
            let file = file.raw(total)
            file.copyBytes(from: header.bytes)
            var end = header.bytes.count
            for chunk in 0..<layout.chunkCount {
                let range = layout.range(ofChunk: chunk)
                let start = end
                end += range.count + AESGCM.tagCount
                cipher.seal(
                    UnsafeRawBufferPointer(rebasing: padded[range]), chunk: chunk,
                    isLast: layout.isLast(chunk),
                    into: UnsafeMutableRawBufferPointer(rebasing: file[start..<end]))
            }
            count = end
        }
    }
}

extension UnsafeMutableRawBufferPointer {
    func fillWithSpaces() {
        _ = initializeMemory(as: UInt8.self, repeating: UInt8(ascii: " "))
    }
}
