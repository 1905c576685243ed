import Sealing
import Testing

@Suite struct `Hashes and derivation` {
    struct RFC5869 {
        let secret, salt, info, output: String
    }

    /// RFC 5869, appendix A, the three cases with SHA-256.
    static let rfc5869 = [
        RFC5869(
            secret: "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", salt: "000102030405060708090a0b0c",
            info: "f0f1f2f3f4f5f6f7f8f9",
            output: "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"),
        RFC5869(
            secret: hex((0x00...0x4f).map { UInt8($0) }), salt: hex((0x60...0xaf).map { UInt8($0) }),
            info: hex((0xb0...0xff).map { UInt8($0) }),
            output: """
                b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09\
                da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87
                """),
        RFC5869(
            secret: "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", salt: "", info: "",
            output: "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
    ]

    @Test(arguments: rfc5869) func `HKDF gives the outputs of RFC 5869`(vector: RFC5869) throws {
        let output = try HKDF.derive(
            from: SecretBytes(copying: bytes(hex: vector.secret)), salt: bytes(hex: vector.salt),
            info: bytes(hex: vector.info), count: vector.output.count / 2)
        #expect(hex(output) == vector.output)
    }

    @Test func `HKDF refuses more than 255 blocks`() throws {
        let secret = SecretBytes(copying: [1, 2, 3])
        #expect(throws: Never.self) { try HKDF.derive(from: secret, salt: [], info: [], count: 255 * 32) }
        #expect(throws: SealingError.outputTooLong(255 * 32 + 1)) {
            try HKDF.derive(from: secret, salt: [], info: [], count: 255 * 32 + 1)
        }
        #expect(throws: SealingError.outputTooLong(-1)) {
            try HKDF.derive(from: secret, salt: [], info: [], count: -1)
        }
    }

    @Test func `SHA-256 gives the outputs of FIPS 180-4, whole and in pieces`() {
        #expect(
            SHA256Digest(of: Array("abc".utf8)).hex
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            SHA256Digest(of: []).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        var hasher = SHA256Hasher()
        hasher.update(Array("ab".utf8))
        #expect(hasher.finalize() == SHA256Digest(of: Array("ab".utf8)))
        hasher.update(Array("c".utf8))
        #expect(hasher.finalize() == SHA256Digest(of: Array("abc".utf8)))
        #expect(hasher.finalize().bytes.count == 32)
    }

    private func keyedHash(_ parts: [String], count: Int = 32) -> SecretBytes {
        var hash = KeyedHash(key: SecretBytes(copying: Fixtures.rootBytes), outputCount: count)
        for part in parts { hash.appendPart(part) }
        return hash.finish()
    }

    @Test func `The keyed hash tells where one part ends and the next begins`() {
        #expect(keyedHash(["ab", "c"]) != keyedHash(["a", "bc"]))
        #expect(keyedHash(["ab", "c"]) != keyedHash(["abc"]))
        #expect(keyedHash(["abc"]) != keyedHash(["abc", ""]))
        #expect(keyedHash(["abc"]) == keyedHash(["abc"]))
    }

    @Test func `A shorter keyed hash is not the beginning of a longer one`() {
        let short = hex(keyedHash(["abc"], count: 16))
        #expect(short.count == 32)
        #expect(!hex(keyedHash(["abc"], count: 32)).hasPrefix(short))
    }

    @Test func `A part in pieces hashes as the whole part`() {
        let text = Array("a longer part, in pieces".utf8)
        var hash = KeyedHash(key: SecretBytes(copying: Fixtures.rootBytes), outputCount: 32)
        hash.beginPart(count: text.count)
        text[..<7].withUnsafeBytes { hash.append($0) }
        text[7...].withUnsafeBytes { hash.append($0) }
        #expect(hash.finish() == keyedHash(["a longer part, in pieces"]))
    }

    @Test func `Text enters the keyed hash in NFC`() {
        #expect(keyedHash(["Übung"]) == keyedHash(["U\u{308}bung"]))
        #expect(keyedHash(["Übung"]) != keyedHash(["Ubung"]))
    }
}
