import Foundation

/// Words that a group of people shares, as they type them: any case, any spaces, dashes for spaces.
///
/// Weaker than an unlock code, since people choose it and it can be guessed offline; a few words too many for
/// a dictionary are the least it must have.
public struct Passphrase: Sendable, Equatable {
    /// How many different words it has at least.
    public static let leastWords = 4
    /// How many of its words are longer than four letters, or are not in plain Latin letters: two, so that a code
    /// with a mistake in one group is not taken for a passphrase.
    public static let leastLongWords = 2
    /// How many bytes its words have at least, together.
    public static let leastBytes = 16
    /// How many bytes it has at most, in its normal form.
    public static let mostBytes = 512

    /// The normal form in UTF-8.
    let secret: SecretBytes

    /// Brings what someone typed into the normal form of docs/content/internals/format.md.
    ///
    /// - Throws: ``PassphraseError``, which holds none of the text.
    public init(_ text: String) throws {
        // Longer than any passphrase, and cheap to find out.
        guard text.utf8.count <= 16 * Self.mostBytes else { throw PassphraseError.tooLong }
        let words = Self.words(of: text)
        let wordsWithLetter = Set(words.filter { $0.contains(where: \.isLetter) })
        guard wordsWithLetter.count >= Self.leastWords else {
            throw PassphraseError.tooFewWords(found: wordsWithLetter.count)
        }
        let normal = words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
        guard normal.utf8.count <= Self.mostBytes else { throw PassphraseError.tooLong }
        guard normal.utf8.count - (words.count - 1) >= Self.leastBytes else { throw PassphraseError.tooShort }
        guard words.count(where: { !Self.isShort($0) }) >= Self.leastLongWords,
            (try? UnlockCode(parsing: text)) == nil
        else {
            throw PassphraseError.looksLikeCode
        }
        secret = SecretBytes(copying: Array(normal.utf8))
    }

    /// The 16 bytes that stand for the member secret of those who know the passphrase.
    ///
    /// - Throws: ``SealingError/libraryUnavailable``.
    public func code(_ settings: PassphraseSettings) throws -> UnlockCode {
        try UnlockCode(
            bytes: PBKDF2.derive(
                from: secret, salt: Array("sealpress/1 passphrase\n".utf8) + settings.salt,
                iterations: settings.iterations, count: UnlockCode.count))
    }

    /// The words of the normal form.
    private static func words(of text: String) -> [[Unicode.Scalar]] {
        let folded = text.precomposedStringWithCompatibilityMapping.lowercased()
            .precomposedStringWithCompatibilityMapping
        let scalars = folded.unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
            switch scalar.value {
            case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF: nil
            case 0x3C2: "\u{3C3}"
            case 0x2018, 0x2019: "'"
            default: scalar
            }
        }
        return scalars.split(whereSeparator: isSeparator).map(Array.init)
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0x1680, 0x2028, 0x2029, 0x2D, 0x2010...0x2015, 0x2212: true
        default: false
        }
    }

    /// Groups of up to four letters and digits are how codes look.
    private static func isShort(_ word: [Unicode.Scalar]) -> Bool {
        word.count <= 4 && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isDigit) }
    }
}

extension Unicode.Scalar {
    /// General category L.
    fileprivate var isLetter: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}

/// Why a passphrase is not taken. No case holds any of it.
public enum PassphraseError: Error, Sendable, Equatable {
    /// Fewer than ``Passphrase/leastWords`` different words; those without a letter do not count.
    case tooFewWords(found: Int)
    case tooShort, tooLong
    /// Hardly anything but groups of up to four letters and digits, which a reader takes for an unlock code.
    case looksLikeCode
}

extension PassphraseError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooFewWords(let found):
            "a passphrase has at least \(Passphrase.leastWords) different words, this one has \(found)"
        case .tooShort:
            "a passphrase has at least \(Passphrase.leastBytes) letters, this one has fewer"
        case .tooLong: "a passphrase has at most \(Passphrase.mostBytes) bytes, this one has more"
        case .looksLikeCode:
            "a passphrase has at least \(Passphrase.leastLongWords) words of five letters or more; this one looks like an unlock code"
        }
    }
}
