/// Lower-case hexadecimal.
enum Hex {
    static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encodeUTF8(bytes), as: UTF8.self)
    }

    static func encodeUTF8(_ bytes: [UInt8]) -> [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            digits.append(digit(byte >> 4))
            digits.append(digit(byte & 0xF))
        }
        return digits
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }

    private static func digit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
}

/// Base64 in the two alphabets that the formats use: base64url without padding, and minisign's standard
/// one with padding. Decoding accepts only what encoding gives.
enum Base64 {
    enum Alphabet {
        case url, standard

        fileprivate func symbol(_ value: UInt8) -> UInt8 {
            switch value {
            case 0..<26: UInt8(ascii: "A") + value
            case 26..<52: UInt8(ascii: "a") + value - 26
            case 52..<62: UInt8(ascii: "0") + value - 52
            case 62: self == .url ? UInt8(ascii: "-") : UInt8(ascii: "+")
            default: self == .url ? UInt8(ascii: "_") : UInt8(ascii: "/")
            }
        }

        fileprivate func value(_ symbol: UInt8) -> UInt8? {
            switch symbol {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): symbol - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): symbol - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): symbol - UInt8(ascii: "0") + 52
            case UInt8(ascii: "-") where self == .url, UInt8(ascii: "+") where self == .standard: 62
            case UInt8(ascii: "_") where self == .url, UInt8(ascii: "/") where self == .standard: 63
            default: nil
            }
        }
    }

    /// How many symbols `byteCount` bytes take, without padding.
    static func symbolCount(_ byteCount: Int) -> Int { (byteCount * 8 + 5) / 6 }

    /// Hands the symbols one by one to `emit`, so that secrets need no intermediate string.
    static func encode(
        _ bytes: UnsafeRawBufferPointer, _ alphabet: Alphabet = .url, emit: (UInt8) -> Void
    ) {
        var bits: UInt32 = 0
        var held: UInt32 = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            held += 8
            while held >= 6 {
                held -= 6
                emit(alphabet.symbol(UInt8(truncatingIfNeeded: bits >> held) & 63))
            }
        }
        if held > 0 { emit(alphabet.symbol(UInt8(truncatingIfNeeded: bits << (6 - held)) & 63)) }
    }

    static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        bytes.withUnsafeBytes { bytes in encode(bytes) { text.append($0) } }
    }

    /// Standard base64 with padding.
    static func padded(_ bytes: [UInt8]) -> String {
        var symbols: [UInt8] = []
        bytes.withUnsafeBytes { bytes in encode(bytes, .standard) { symbols.append($0) } }
        while symbols.count % 4 != 0 { symbols.append(UInt8(ascii: "=")) }
        return String(decoding: symbols, as: UTF8.self)
    }

    /// Fills `output` from exactly as many symbols as it takes; false when the text is anything else,
    /// spare bits included.
    static func decode(
        _ symbols: UnsafeRawBufferPointer, _ alphabet: Alphabet = .url,
        into output: UnsafeMutableRawBufferPointer
    ) -> Bool {
        guard symbols.count == symbolCount(output.count) else { return false }
        var bits: UInt32 = 0
        var held: UInt32 = 0
        var next = 0
        for symbol in symbols {
            guard let value = alphabet.value(symbol) else { return false }
            bits = bits << 6 | UInt32(value)
            held += 6
            if held >= 8, next < output.count {
                held -= 8
                output[next] = UInt8(truncatingIfNeeded: bits >> held)
                next += 1
            }
        }
        return bits & ((1 << held) - 1) == 0
    }

    /// Standard base64 of exactly `count` bytes, with its padding.
    static func decodePadded(_ text: some StringProtocol, count: Int) -> [UInt8]? {
        let symbols = Array(text.utf8)
        let unpadded = symbolCount(count)
        guard symbols.count == (unpadded + 3) / 4 * 4,
            symbols.dropFirst(unpadded).allSatisfy({ $0 == UInt8(ascii: "=") })
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        let isValid = bytes.withUnsafeMutableBytes { output in
            symbols.withUnsafeBytes {
                decode(UnsafeRawBufferPointer(rebasing: $0[..<unpadded]), .standard, into: output)
            }
        }
        return isValid ? bytes : nil
    }
}
