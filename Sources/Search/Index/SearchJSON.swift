extension [UInt8] {
    /// Appends text as a JSON string; control characters become spaces.
    mutating func appendJSON(_ text: some Sequence<UInt8>) {
        append(UInt8(ascii: "\""))
        for byte in text {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { append(UInt8(ascii: "\\")) }
            append(byte < 0x20 ? 0x20 : byte)
        }
        append(UInt8(ascii: "\""))
    }

    /// Appends a number, seven bits a byte, the lowest first, the highest bit set where more follow.
    mutating func appendNumber(_ number: Int) {
        var rest = UInt64(Swift.max(0, number))
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }
}
