/// The bundle file: a line with the version, a line with the salt, and the encrypted plaintext.
public enum BundleFile {
    static let saltCount = 16

    /// Opens a member's bundle.
    ///
    /// - Throws: ``OpeningError``, ``OpeningError/damaged`` also when the code is another member's;
    ///   ``SealingError/aesUnavailable``.
    public static func open(_ file: [UInt8], with code: UnlockCode) throws -> BundlePlaintext {
        try file.withUnsafeBytes { file in
            var cursor = ByteCursor(file)
            try FormatLine.bundle.skip(in: &cursor)
            guard cursor.skip("{\"salt\":\""), let salt = cursor.takeBase64(count: saltCount),
                cursor.skip("\"}\n")
            else { throw OpeningError.malformedHeader }
            let lines = UnsafeRawBufferPointer(rebasing: file[..<cursor.position])
            let ciphertext = UnsafeRawBufferPointer(rebasing: file[cursor.position...])
            guard ciphertext.count >= AESGCM.tagCount else { throw OpeningError.damaged }
            let cipher = try code.withBundleKey(salt: salt) { try AESGCM(key: $0) }
            let plaintext = try SecretBytes(count: ciphertext.count - AESGCM.tagCount) { output in
                guard cipher.open(ciphertext, nonce: .zero, authenticating: lines, into: output) else {
                    throw OpeningError.damaged
                }
            }
            return try plaintext.withUnsafeBytes { try BundlePlaintext(decoding: $0) }
        }
    }
}

extension SiteKeys {
    /// Seals a member's bundle. Equal arguments give equal bytes.
    ///
    /// - Parameters:
    ///   - paddedCount: The site's common length, from ``BundlePlaintext/paddedCount(longest:)``.
    ///   - code: The member's unlock code.
    /// - Returns: The whole bundle file, for the path of the code's ``UnlockCode/bundleID``.
    /// - Throws: ``SealingError/invalidBundlePadding(bundle:padded:)``, ``SealingError/aesUnavailable``.
    public func seal(
        _ bundle: BundlePlaintext, paddedTo paddedCount: Int, for code: UnlockCode
    ) throws -> [UInt8] {
        let encodedCount = bundle.encodedCount
        guard paddedCount >= encodedCount, paddedCount % BundlePlaintext.paddingUnit == 0 else {
            throw SealingError.invalidBundlePadding(bundle: encodedCount, padded: paddedCount)
        }
        let plaintext = bundle.encoded(paddedTo: paddedCount)
        var hash = KeyedHash(key: bundleSalt, outputCount: BundleFile.saltCount)
        plaintext.withUnsafeBytes { hash.appendPart($0) }
        let salt = hash.finishPublic()
        var lines = FormatLine.bundle.line
        lines += "{\"salt\":\"".utf8
        Base64.append(salt, to: &lines)
        lines += "\"}\n".utf8
        let cipher = try code.withBundleKey(salt: salt) { try AESGCM(key: $0) }
        let total = lines.count + paddedCount + AESGCM.tagCount
        return [UInt8](unsafeUninitializedCapacity: total) { file, count in
            let file = file.raw(total)
            file.copyBytes(from: lines)
            let ciphertext = UnsafeMutableRawBufferPointer(rebasing: file[lines.count...])
            plaintext.withUnsafeBytes { plaintext in
                lines.withUnsafeBytes { lines in
                    // The nonce may be fixed: the key comes from a salt that is a hash of the padded
                    // plaintext, so one key never meets two plaintexts. The associated data follows from
                    // the salt.
                    cipher.seal(plaintext, nonce: .zero, authenticating: lines, into: ciphertext)
                }
            }
            count = total
        }
    }
}
