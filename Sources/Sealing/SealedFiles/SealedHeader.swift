/// The two lines before a sealed file's chunks: what the file is, and for whom.
public struct SealedHeader: Sendable, Equatable {
    /// The longest header, both lines with their newlines: 1 MiB. A reader refuses more before it reads it.
    public static let maximumCount = 1 << 20
    static let saltCount = 16
    static let wrapCount = ContentKey.count + AESGCM.tagCount

    /// The content key, encrypted under one grant key.
    public struct Wrap: Sendable, Equatable {
        public let grant: GrantEpoch
        /// 48 bytes.
        public let bytes: [UInt8]
    }

    public let id: SealedID
    public let mediaType: MediaType
    /// 16 bytes.
    public let salt: [UInt8]
    /// Sorted by the bytes of their grants' text.
    public let wraps: [Wrap]
    /// Both lines with their newlines, exactly as in the file.
    public let bytes: [UInt8]

    /// Wraps `contentKey` for every recipient.
    init(
        id: SealedID, mediaType: MediaType, salt: [UInt8], contentKey: ContentKey, recipients: Recipients
    ) throws {
        self.id = id
        self.mediaType = mediaType
        self.salt = salt
        let idText = Array(id.hex.utf8)
        wraps = try zip(recipients.grants, recipients.all).map { grant, recipient in
            let wrap = try Self.wrap(contentKey, for: recipient, salt: salt, idText: idText)
            return Wrap(grant: grant, bytes: wrap)
        }
        bytes = Self.print(idText: idText, mediaType: mediaType, salt: salt, wraps: wraps)
        guard bytes.count <= Self.maximumCount else { throw SealingError.headerTooLong(bytes.count) }
    }

    /// Reads the header at the front of `file`, which may go on after it.
    ///
    /// Only the canonical form is accepted: what is read prints as the same bytes.
    ///
    /// - Throws: ``OpeningError/notSealpress``, ``OpeningError/unsupportedVersion(_:)``,
    ///   ``OpeningError/malformedHeader``.
    public init(readingFrontOf file: [UInt8]) throws {
        self = try file.withUnsafeBytes { try SealedHeader(readingFrontOf: $0) }
    }

    init(readingFrontOf file: UnsafeRawBufferPointer) throws {
        let file = UnsafeRawBufferPointer(rebasing: file.prefix(Self.maximumCount))
        var cursor = ByteCursor(file)
        try FormatLine.sealed.skip(in: &cursor)
        guard cursor.skip("{\"id\":\""), let id = cursor.takeString().flatMap(SealedID.init(hex:)),
            cursor.skip(",\"type\":\""), let type = cursor.takeString(), let mediaType = try? MediaType(type),
            cursor.skip(",\"salt\":\""), let salt = cursor.takeBase64(count: Self.saltCount),
            cursor.skip("\",\"grants\":{")
        else { throw OpeningError.malformedHeader }
        var wraps: [Wrap] = []
        repeat {
            guard cursor.skip("\""), let grant = cursor.takeString().flatMap({ try? GrantEpoch($0) }),
                wraps.last.map({ $0.grant < grant }) ?? true,
                cursor.skip(":\""), let wrap = cursor.takeBase64(count: Self.wrapCount), cursor.skip("\"")
            else { throw OpeningError.malformedHeader }
            wraps.append(Wrap(grant: grant, bytes: wrap))
        } while cursor.skip(",")
        guard cursor.skip("}}\n") else { throw OpeningError.malformedHeader }
        self.id = id
        self.mediaType = mediaType
        self.salt = salt
        self.wraps = wraps
        bytes = Array(file[..<cursor.position])
    }

    /// The content key, from the first wrap that a held grant opens.
    func unwrap(with held: HeldGrants) throws -> (key: ContentKey, grant: GrantEpoch) {
        let idText = Array(id.hex.utf8)
        for wrap in wraps {
            guard let grantKey = held[wrap.grant] else { continue }
            let info = Self.wrapInfo(grantName: Array(wrap.grant.text.utf8))
            if let key = try Self.unwrap(wrap.bytes, with: grantKey, info: info, salt: salt, idText: idText) {
                return (key, wrap.grant)
            }
        }
        throw OpeningError.shut(listed: wraps.map(\.grant))
    }

    // MARK: The formats' parts

    static func wrapInfo(grantName: [UInt8]) -> [UInt8] { Array("sealpress/1 wrap\n".utf8) + grantName }

    private static func wrap(
        _ contentKey: ContentKey, for recipient: Recipients.Recipient, salt: [UInt8], idText: [UInt8]
    ) throws -> [UInt8] {
        try withWipedBytes(AESGCM.keyCount) { wrapKey in
            HKDF.derive(from: recipient.key.secret, salt: salt, info: recipient.wrapInfo, into: wrapKey)
            let cipher = try AESGCM(key: UnsafeRawBufferPointer(wrapKey))
            return [UInt8](unsafeUninitializedCapacity: wrapCount) { output, count in
                contentKey.secret.withUnsafeBytes { key in
                    idText.withUnsafeBytes { id in
                        // The nonce may be fixed: the wrap key comes from a salt that is a hash of the
                        // content key, so one wrap key never meets two content keys; and the content key
                        // is a hash of the id among others, so it does not meet two ids either.
                        cipher.seal(key, nonce: .zero, authenticating: id, into: output.raw(wrapCount))
                    }
                }
                count = wrapCount
            }
        }
    }

    private static func unwrap(
        _ wrap: [UInt8], with grantKey: GrantKey, info: [UInt8], salt: [UInt8], idText: [UInt8]
    ) throws -> ContentKey? {
        try withWipedBytes(AESGCM.keyCount) { wrapKey in
            HKDF.derive(from: grantKey.secret, salt: salt, info: info, into: wrapKey)
            let cipher = try AESGCM(key: UnsafeRawBufferPointer(wrapKey))
            var isAuthentic = false
            let key = SecretBytes(count: ContentKey.count) { output in
                isAuthentic = wrap.withUnsafeBytes { wrap in
                    idText.withUnsafeBytes { id in
                        cipher.open(wrap, nonce: .zero, authenticating: id, into: output)
                    }
                }
            }
            return isAuthentic ? ContentKey(secret: key) : nil
        }
    }

    private static func print(
        idText: [UInt8], mediaType: MediaType, salt: [UInt8], wraps: [Wrap]
    ) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(160 + wraps.count * 128)
        text += FormatLine.sealed.line
        text += "{\"id\":\"".utf8
        text += idText
        text += "\",\"type\":\"".utf8
        text += mediaType.text.utf8
        text += "\",\"salt\":\"".utf8
        Base64.append(salt, to: &text)
        text += "\",\"grants\":{".utf8
        for (index, wrap) in wraps.enumerated() {
            text += (index == 0 ? "\"" : ",\"").utf8
            text += wrap.grant.text.utf8
            text += "\":\"".utf8
            Base64.append(wrap.bytes, to: &text)
            text.append(UInt8(ascii: "\""))
        }
        text += "}}\n".utf8
        return text
    }
}
