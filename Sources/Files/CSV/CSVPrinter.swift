/// Writes CSV: fields separated by commas, lines ended by LF, quotes only where a value needs them.
///
/// What it prints, `CSVTable` parses to the same values.
public struct CSVPrinter: Sendable {
    /// What was printed so far.
    public private(set) var bytes: [UInt8] = []

    public init() {}

    /// Appends one record; the first is the header.
    public mutating func print(_ fields: some Collection<String>) {
        // A blank line would be passed over, and a line of one empty value looks like one.
        if fields.count == 1, fields.first?.isEmpty == true {
            bytes += "\"\"\n".utf8
            return
        }
        var isFirst = true
        for field in fields {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            append(field)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func append(_ field: String) {
        guard needsQuotes(field) else {
            bytes += field.utf8
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in field.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func needsQuotes(_ field: String) -> Bool {
        // At the head of the file it would be taken for a byte order mark.
        if bytes.isEmpty, field.utf8.starts(with: byteOrderMark) { return true }
        return field.utf8.contains { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
            default: false
            }
        }
    }
}
