/// Finds the fields of a JSON object without decoding their values, so that an object of a hundred thousand can be decoded
/// one by one, and by several threads.
///
/// It checks as much as it needs to find where values end; what stands in them, their decoder checks.
struct ObjectScan {
    struct Field {
        /// With its quotes.
        var key: Range<Int>
        var value: Range<Int>
    }

    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    /// The fields of the object that is all of `range`, in their order; nil where there is no such object.
    static func fields(in range: Range<Int>, of bytes: [UInt8]) -> [Field]? {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
        var scan = ObjectScan(bytes: bytes, position: range.lowerBound, end: range.upperBound)
        return scan.object()
    }

    private mutating func object() -> [Field]? {
        var fields: [Field] = []
        skipSpace()
        guard skip(UInt8(ascii: "{")) else { return nil }
        skipSpace()
        if !skip(UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                guard let key = string() else { return nil }
                skipSpace()
                guard skip(UInt8(ascii: ":")) else { return nil }
                skipSpace()
                guard let value = self.value() else { return nil }
                fields.append(Field(key: key, value: value))
                skipSpace()
            } while skip(UInt8(ascii: ","))
            guard skip(UInt8(ascii: "}")) else { return nil }
        }
        skipSpace()
        return position == end ? fields : nil
    }

    private mutating func string() -> Range<Int>? {
        let start = position
        guard skip(UInt8(ascii: "\"")) else { return nil }
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return start..<position
            case UInt8(ascii: "\\"): position += 2
            default: position += 1
            }
        }
        return nil
    }

    /// Up to the comma or brace that ends it.
    private mutating func value() -> Range<Int>? {
        let start = position
        var depth = 0
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard string() != nil else { return nil }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return trimmed(start) }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return trimmed(start)
            default: break
            }
            position += 1
        }
        return nil
    }

    /// From `start` to here, without the white space before here; nil where nothing is left.
    private func trimmed(_ start: Int) -> Range<Int>? {
        var last = position
        while last > start, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[last - 1]) { last -= 1 }
        return last > start ? start..<last : nil
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }
}
