import CSodium

/// Why a signature was not accepted.
public enum SignatureError: Error, Sendable, Equatable {
    /// Not the text of a minisign signature or public key.
    case malformed
    /// A minisign signature that is not pre-hashed Ed25519.
    case unsupportedAlgorithm
    /// Made by another key; the ids are as minisign prints them.
    case wrongKey(expected: String, found: String)
    /// The file is not the one that was signed.
    case wrongSignature
    /// The trusted comment is not the one that was signed.
    case wrongComment
}

extension SignatureError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformed: "this is not a minisign signature or public key"
        case .unsupportedAlgorithm: "this signature is not of minisign's pre-hashed kind"
        case .wrongKey(let expected, let found):
            "the signature was made by key \(found), not by \(expected)"
        case .wrongSignature: "the signature does not fit: the file was altered, or is another one"
        case .wrongComment: "the signature's trusted comment was altered"
        }
    }
}

/// A minisign public key: an Ed25519 key of 32 bytes and an id of 8.
public struct MinisignPublicKey: Sendable, Hashable {
    static let idCount = 8
    static let keyCount = 32
    private static let algorithm = Array("Ed".utf8)

    public let id: [UInt8]
    public let key: [UInt8]

    init(id: [UInt8], key: [UInt8]) {
        self.id = id
        self.key = key
    }

    /// Reads a public key file, or only its second line, which is what `minisign -P` takes.
    ///
    /// - Throws: ``SignatureError/malformed``.
    public init(parsing text: String) throws {
        let lines = text.unicodeScalars.split(separator: "\n").map(String.init)
        guard let line = lines.last, lines.count == 1 || lines.count == 2,
            lines.count == 1 || lines[0].hasPrefix("untrusted comment:"),
            let bytes = Base64.decodePadded(line, count: 2 + Self.idCount + Self.keyCount),
            Array(bytes[..<2]) == Self.algorithm
        else { throw SignatureError.malformed }
        id = Array(bytes[2..<(2 + Self.idCount)])
        key = Array(bytes[(2 + Self.idCount)...])
    }

    /// The id as minisign prints it: 16 upper-case hex digits, last byte first.
    public var idText: String { Self.idText(id) }

    /// The base64 line that `minisign -P` takes.
    public var base64: String { Base64.padded(Self.algorithm + id + key) }

    /// The text of a public key file, such as `minisign.pub`.
    public var text: String {
        """
        untrusted comment: minisign public key \(idText)
        \(base64)

        """
    }

    /// Checks a file against its `.minisig` text.
    ///
    /// - Returns: The trusted comment.
    /// - Throws: ``SignatureError``.
    public func verify(_ file: [UInt8], signature text: String) throws -> String {
        let signature = try MinisignSignature(parsing: text)
        guard signature.keyID == id else {
            throw SignatureError.wrongKey(expected: idText, found: Self.idText(signature.keyID))
        }
        guard verify(signature.signature, over: MinisignSignature.prehash(file)) else {
            throw SignatureError.wrongSignature
        }
        guard verify(signature.globalSignature, over: signature.signature + signature.trustedComment.utf8)
        else {
            throw SignatureError.wrongComment
        }
        return signature.trustedComment
    }

    /// Checks what can be checked of a `.minisig` text without its file: that this key signed its trusted comment.
    ///
    /// - Returns: The trusted comment.
    /// - Throws: ``SignatureError``.
    public func verifyComment(ofSignature text: String) throws -> String {
        let signature = try MinisignSignature(parsing: text)
        guard signature.keyID == id else {
            throw SignatureError.wrongKey(expected: idText, found: Self.idText(signature.keyID))
        }
        guard verify(signature.globalSignature, over: signature.signature + signature.trustedComment.utf8)
        else {
            throw SignatureError.wrongComment
        }
        return signature.trustedComment
    }

    private func verify(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        crypto_sign_verify_detached(signature, message, UInt64(message.count), key) == 0
    }

    private static func idText(_ id: [UInt8]) -> String {
        Hex.encode(id.reversed()).uppercased()
    }
}
