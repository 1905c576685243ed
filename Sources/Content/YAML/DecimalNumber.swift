/// An exact decimal number, such as a price: `digits` / 10^`scale`.
///
/// Keeps the digits as written, so that `12.50` stays `12.50`.
public struct DecimalNumber: Sendable, Hashable {
    /// All digits as one whole number: 1250 for `12.50`.
    public let digits: Int
    /// How many of them follow the point: 2 for `12.50`.
    public let scale: Int

    public init(digits: Int, scale: Int = 0) {
        self.digits = digits
        self.scale = max(0, scale)
    }

    /// Reads `12`, `-3`, `12.50`; nil for anything else, and for more than 15 digits.
    public init?(_ text: String) {
        var digits = 0
        var count = 0
        var scale: Int?
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        for byte in bytes {
            if byte == UInt8(ascii: ".") {
                guard scale == nil, count > 0 else { return nil }
                scale = 0
            } else {
                guard byte.isDigit, count < 15 else { return nil }
                digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
                count += 1
                if let seen = scale { scale = seen + 1 }
            }
        }
        guard count > 0, scale != 0 else { return nil }
        self.init(digits: isNegative ? -digits : digits, scale: scale ?? 0)
    }

    /// The nearest binary fraction, for arithmetic that needs no exactness.
    public var double: Double {
        var divisor = 1.0
        for _ in 0..<scale { divisor *= 10 }
        return Double(digits) / divisor
    }
}

extension DecimalNumber: CustomStringConvertible {
    /// The number as it was written, without a plus sign or leading zeros.
    public var description: String {
        let sign = digits < 0 ? "-" : ""
        let text = String(digits.magnitude)
        guard scale > 0 else { return sign + text }
        let padded = String(repeating: "0", count: max(0, scale + 1 - text.count)) + text
        return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
    }
}
