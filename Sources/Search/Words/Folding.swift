import Foundation

/// Makes texts that people take for the same word the same: case, accents, full-width and other compatibility forms.
///
/// `Sources/Theme/default/reader/search/tokens.js` does the same in the browser; both are held to one list of known
/// answers, `Tests/SearchTests/Vectors/words.json`.
package enum Folding {
    /// Decomposed by compatibility, in lower case, without accents and invisible characters, letters such as `ß` and `ø`
    /// spelt out, and composed again.
    package static func fold(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
        where !isDropped(scalar.value) {
            if let spelt = spelling(scalar) {
                folded.append(contentsOf: spelt.unicodeScalars)
            } else {
                folded.append(scalar)
            }
        }
        // Kana and Hangul were taken apart, too.
        return String(folded).precomposedStringWithCanonicalMapping
    }

    /// Accents, the soft hyphen, and what has no width.
    private static func isDropped(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x0300...0x036F, 0x00AD, 0x200B...0x200F, 0x2060, 0xFEFF: true
        default: false
        }
    }

    /// Letters that no decomposition takes apart.
    private static func spelling(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "ß": "ss"
        case "æ": "ae"
        case "œ": "oe"
        case "ø": "o"
        case "đ", "ð": "d"
        case "ł": "l"
        case "ı": "i"
        case "þ": "th"
        case "ς": "σ"
        default: nil
        }
    }
}
