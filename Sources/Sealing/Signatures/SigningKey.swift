import CSodium

/// The site's Ed25519 key in minisign's terms: a secret key of 64 bytes and a key id of 8.
struct SigningKey: Sendable {
    let publicKey: MinisignPublicKey
    private let secret: SecretBytes

    /// - Parameters:
    ///   - seed: 32 bytes.
    ///   - id: 8 bytes.
    init(seed: SecretBytes, id: [UInt8]) {
        precondition(seed.count == Int(crypto_sign_SEEDBYTES))
        var publicBytes = [UInt8](repeating: 0, count: MinisignPublicKey.keyCount)
        secret = SecretBytes(count: Int(crypto_sign_SECRETKEYBYTES)) { secret in
            seed.withUnsafeBytes { seed in
                Sodium.assertSuccess(crypto_sign_seed_keypair(&publicBytes, secret.octets, seed.octets))
            }
        }
        publicKey = MinisignPublicKey(id: id, key: publicBytes)
    }

    func sign(_ message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: MinisignSignature.signatureCount)
        secret.withUnsafeBytes { secret in
            Sodium.assertSuccess(
                crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret.octets))
        }
        return signature
    }
}

extension SiteKeys {
    /// Signs a file as `minisign -S` does: Ed25519 over its BLAKE2b-512 hash, and again over the signature
    /// and the trusted comment.
    ///
    /// - Parameters:
    ///   - file: The file's bytes.
    ///   - trustedComment: One printable line of at most 8192 bytes; the signature covers it.
    ///   - untrustedComment: One printable line of at most 1024 bytes, which anyone can change.
    /// - Returns: The text of the `.minisig` file.
    /// - Throws: ``SealingError/invalidComment``.
    public func sign(
        _ file: [UInt8], trustedComment: String,
        untrustedComment: String = "signature from a Sealpress site's key"
    ) throws -> String {
        guard MinisignSignature.isComment(trustedComment, atMost: 8192),
            MinisignSignature.isComment(untrustedComment, atMost: 1024)
        else { throw SealingError.invalidComment }
        let signature = signingKey.sign(MinisignSignature.prehash(file))
        let global = signingKey.sign(signature + trustedComment.utf8)
        return MinisignSignature(
            untrustedComment: untrustedComment, keyID: publicKey.id, signature: signature,
            trustedComment: trustedComment, globalSignature: global
        ).text
    }
}
