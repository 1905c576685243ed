/// Encrypts one sealed file; 32 bytes, derived from what is encrypted and from who may open it.
public struct ContentKey: Sendable, Equatable {
    static let count = 32
    let secret: SecretBytes

    /// Lends the 32 bytes for the length of `body`.
    public func withUnsafeBytes<R: Sendable>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try secret.withUnsafeBytes(body)
    }
}

extension SiteKeys {
    /// The hash that becomes a content key once the padded plaintext, `paddedCount` bytes, is appended.
    func contentKeyHash(
        id: SealedID, mediaType: MediaType, recipients: Recipients, paddedCount: Int
    ) -> KeyedHash {
        var hash = KeyedHash(key: content, outputCount: ContentKey.count)
        hash.appendPart(id.hex)
        hash.appendPart(mediaType.text)
        hash.appendPart(recipients.joinedNames)
        hash.beginPart(count: paddedCount)
        return hash
    }

    /// The header for a content key, with its salt and wraps.
    func header(
        id: SealedID, mediaType: MediaType, recipients: Recipients, contentKey: ContentKey
    ) throws -> SealedHeader {
        var hash = KeyedHash(key: sealedSalt, outputCount: SealedHeader.saltCount)
        contentKey.secret.withUnsafeBytes { hash.appendPart($0) }
        return try SealedHeader(
            id: id, mediaType: mediaType, salt: hash.finishPublic(), contentKey: contentKey,
            recipients: recipients)
    }
}
