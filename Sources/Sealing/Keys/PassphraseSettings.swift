/// What turns a site's passphrases into secrets: public, the same for all passphrases of the site.
public struct PassphraseSettings: Sendable, Hashable {
    /// Where the file lies below the site's base.
    public static let path = "_sealpress/passphrase.json"
    public static let saltCount = 16
    /// What a reader accepts: fewer make guessing cheap, more would keep a phone busy for long.
    public static let acceptedIterations = 600_000...10_000_000

    /// 16 bytes.
    public let salt: [UInt8]
    public let iterations: Int

    init(salt: [UInt8], iterations: Int = acceptedIterations.lowerBound) {
        self.salt = salt
        self.iterations = iterations
    }

    /// Reads the file.
    ///
    /// - Throws: ``OpeningError``: `notSealpress`, `unsupportedVersion` or `malformedHeader`.
    public init(parsing file: [UInt8]) throws {
        self = try file.withUnsafeBytes { file in
            var cursor = ByteCursor(file)
            guard cursor.skip("{\"format\":\"sealpress-passphrase/") else { throw OpeningError.notSealpress }
            guard let version = cursor.takeDecimal(), cursor.skip("\",") else {
                throw OpeningError.notSealpress
            }
            guard version == 1 else { throw OpeningError.unsupportedVersion(String(version)) }
            guard cursor.skip("\"salt\":\""), let salt = cursor.takeBase64(count: Self.saltCount),
                cursor.skip("\",\"iterations\":"), let iterations = cursor.takeDecimal(), cursor.skip("}\n"),
                cursor.isAtEnd, Self.acceptedIterations.contains(iterations)
            else { throw OpeningError.malformedHeader }
            return PassphraseSettings(salt: salt, iterations: iterations)
        }
    }

    /// The file, one line.
    public var file: [UInt8] {
        var bytes = Array("{\"format\":\"sealpress-passphrase/1\",\"salt\":\"".utf8)
        Base64.append(salt, to: &bytes)
        return bytes + "\",\"iterations\":\(iterations)}\n".utf8
    }
}

extension ByteCursor {
    /// A decimal without leading zero, at most nine digits.
    mutating func takeDecimal() -> Int? {
        let digits = take { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }
        guard (1...9).contains(digits.count), digits.count == 1 || digits.first != UInt8(ascii: "0") else {
            return nil
        }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
