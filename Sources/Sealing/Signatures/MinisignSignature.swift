import CSodium

/// The parts of a `.minisig` file with a pre-hashed signature (algorithm `ED`).
struct MinisignSignature {
    static let signatureCount = 64
    private static let algorithm = Array("ED".utf8)
    private static let untrustedPrefix = "untrusted comment: "
    private static let trustedPrefix = "trusted comment: "

    let untrustedComment: String
    let keyID: [UInt8]
    let signature: [UInt8]
    let trustedComment: String
    let globalSignature: [UInt8]

    init(
        untrustedComment: String, keyID: [UInt8], signature: [UInt8], trustedComment: String,
        globalSignature: [UInt8]
    ) {
        self.untrustedComment = untrustedComment
        self.keyID = keyID
        self.signature = signature
        self.trustedComment = trustedComment
        self.globalSignature = globalSignature
    }

    /// - Throws: ``SignatureError/malformed``, ``SignatureError/unsupportedAlgorithm``.
    init(parsing text: String) throws {
        // By scalars: Swift takes a carriage return and a newline for one character.
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        guard lines.count == 5, lines[4].isEmpty, lines[0].hasPrefix(Self.untrustedPrefix),
            lines[2].hasPrefix(Self.trustedPrefix),
            let first = Base64.decodePadded(
                lines[1], count: 2 + MinisignPublicKey.idCount + Self.signatureCount),
            let second = Base64.decodePadded(lines[3], count: Self.signatureCount)
        else { throw SignatureError.malformed }
        guard Array(first[..<2]) == Self.algorithm else { throw SignatureError.unsupportedAlgorithm }
        untrustedComment = String(lines[0].dropFirst(Self.untrustedPrefix.count))
        keyID = Array(first[2..<(2 + MinisignPublicKey.idCount)])
        signature = Array(first[(2 + MinisignPublicKey.idCount)...])
        trustedComment = String(lines[2].dropFirst(Self.trustedPrefix.count))
        globalSignature = second
    }

    var text: String {
        """
        \(Self.untrustedPrefix)\(untrustedComment)
        \(Base64.padded(Self.algorithm + keyID + signature))
        \(Self.trustedPrefix)\(trustedComment)
        \(Base64.padded(globalSignature))

        """
    }

    /// BLAKE2b-512 of the file.
    static func prehash(_ file: [UInt8]) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: 64)
        Sodium.assertSuccess(crypto_generichash(&hash, hash.count, file, UInt64(file.count), nil, 0))
        return hash
    }

    static func isComment(_ text: String, atMost limit: Int) -> Bool {
        text.utf8.count <= limit && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }
}
