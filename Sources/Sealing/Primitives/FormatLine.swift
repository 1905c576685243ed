/// The first line of every sealed thing: its name, a slash, its version.
enum FormatLine: String {
    case sealed = "sealpress-sealed/"
    case bundle = "sealpress-bundle/"
    case privateFile = "sealpress-private/"

    /// The one version there is.
    static let version = "1"
    /// No first line is longer: a version has at most nine digits.
    static let maximumCount = 32

    var line: [UInt8] { Array((rawValue + Self.version + "\n").utf8) }

    /// Steps over the line.
    ///
    /// - Throws: ``OpeningError/notSealpress``, ``OpeningError/unsupportedVersion(_:)``.
    func skip(in cursor: inout ByteCursor) throws {
        guard let name = cursor.take(rawValue.utf8.count), name.elementsEqual(rawValue.utf8) else {
            throw OpeningError.notSealpress
        }
        let digits = cursor.take { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }
        guard (1...9).contains(digits.count), digits.first != UInt8(ascii: "0"), cursor.skip("\n") else {
            throw OpeningError.notSealpress
        }
        let version = String(decoding: digits, as: UTF8.self)
        guard version == Self.version else { throw OpeningError.unsupportedVersion(version) }
    }
}
