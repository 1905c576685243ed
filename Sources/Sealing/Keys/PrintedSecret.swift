/// Why a typed code could not be read. No case holds more of it than one symbol that is in no code.
public enum CodeError: Error, Sendable, Equatable {
    /// A character that no code contains, at this 1-based place in the text, counted in characters.
    case invalidSymbol(Character, position: Int)
    /// Too few or too many symbols, spaces and dashes not counted.
    case wrongLength(expected: Int, found: Int)
    /// Every symbol is possible, but together they are no code: one or more were mistyped.
    case wrongChecksum
}

extension CodeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidSymbol(let symbol, let position):
            "'\(symbol)' at position \(position) is not a letter or digit that a code contains"
        case .wrongLength(let expected, let found):
            "a code has \(expected) letters and digits, this one has \(found)"
        case .wrongChecksum:
            "the code has a typing error: its letters and digits do not fit together"
        }
    }
}

/// How a secret is printed for people: its bytes and the first bits of a labelled SHA-256 as a checksum,
/// in Crockford's base32, in groups of four.
///
/// The label keeps one kind of code from being read as another.
struct PrintedSecret {
    static let unlockCode = PrintedSecret(byteCount: 16, checksumBits: 12, label: "sealpress/1/code")
    static let rootKey = PrintedSecret(byteCount: 32, checksumBits: 24, label: "sealpress/1/root-key")

    let byteCount: Int
    let checksumBits: Int
    let label: String

    private var symbolCount: Int { (byteCount * 8 + checksumBits) / 5 }
    /// Secret and checksum, in whole bytes; the bits that are left over are zero.
    private var packedCount: Int { byteCount + (checksumBits + 7) / 8 }

    /// The printed form: a plain string, which cannot be wiped.
    func text(of secret: SecretBytes) -> String {
        withWipedBytes(packedCount) { packed in
            pack(secret, into: packed)
            var text = ""
            for index in 0..<symbolCount {
                if index > 0, index % 4 == 0 { text.append("-") }
                text.unicodeScalars.append(Unicode.Scalar(Self.alphabet[Int(Self.symbol(index, of: packed))]))
            }
            return text
        }
    }

    /// Reads a printed form, ignoring case, white space and dashes, with O for 0 and I or L for 1.
    ///
    /// - Throws: ``CodeError``.
    func parse(_ text: String) throws -> SecretBytes {
        try withWipedBytes(packedCount) { typed in
            typed.wipe()
            var found = 0
            for (offset, character) in text.enumerated() where !Self.isIgnored(character) {
                guard let value = Self.value(of: character) else {
                    throw CodeError.invalidSymbol(character, position: offset + 1)
                }
                if found < symbolCount { Self.setSymbol(found, to: value, in: typed) }
                found += 1
            }
            guard found == symbolCount else {
                throw CodeError.wrongLength(expected: symbolCount, found: found)
            }
            let secret = SecretBytes(copying: UnsafeRawBufferPointer(rebasing: typed[..<byteCount]))
            return try withWipedBytes(packedCount) { correct in
                pack(secret, into: correct)
                guard correct.elementsEqual(typed) else { throw CodeError.wrongChecksum }
                return secret
            }
        }
    }

    private func pack(_ secret: SecretBytes, into packed: UnsafeMutableRawBufferPointer) {
        secret.withUnsafeBytes { packed.copyMemory(from: $0) }
        let checksum = withWipedBytes(label.utf8.count + byteCount) { labelled in
            labelled.copyBytes(from: label.utf8)
            secret.withUnsafeBytes { bytes in
                UnsafeMutableRawBufferPointer(rebasing: labelled[label.utf8.count...]).copyMemory(from: bytes)
            }
            return SHA256Digest(of: UnsafeRawBufferPointer(labelled)).bytes
        }
        for index in 0..<(packedCount - byteCount) {
            let bits = min(8, checksumBits - 8 * index)
            packed[byteCount + index] = checksum[index] & (0xFF << (8 - UInt8(bits)))
        }
    }

    // MARK: Crockford's base32

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private static func isIgnored(_ character: Character) -> Bool {
        character.isWhitespace
            || "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}".contains(character)
    }

    private static func value(of character: Character) -> UInt8? {
        guard let ascii = character.asciiValue else { return nil }
        let upper = ascii >= UInt8(ascii: "a") && ascii <= UInt8(ascii: "z") ? ascii - 32 : ascii
        switch upper {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return alphabet.firstIndex(of: upper).map { UInt8($0) }
        }
    }

    /// The five bits that begin at bit 5 × `index`, most significant first.
    private static func symbol(_ index: Int, of packed: UnsafeMutableRawBufferPointer) -> UInt8 {
        var value: UInt8 = 0
        for bit in (5 * index)..<(5 * index + 5) {
            value = value << 1 | (packed[bit / 8] >> (7 - UInt8(bit % 8))) & 1
        }
        return value
    }

    private static func setSymbol(_ index: Int, to value: UInt8, in packed: UnsafeMutableRawBufferPointer) {
        for place in 0..<5 {
            let bit = 5 * index + place
            packed[bit / 8] |= ((value >> (4 - UInt8(place))) & 1) << (7 - UInt8(bit % 8))
        }
    }
}
