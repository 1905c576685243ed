import Diagnostics

/// A CSV file, held as its bytes and where in them each field lies.
///
/// Only rows with as many fields as the header are in the table; what is wrong with the others is in
/// the diagnostics of the parse.
public struct CSVTable: Sendable {
    /// The path for diagnostics.
    public let file: String
    /// The header's names in order; none when the file has no header.
    public let columns: [String]
    public let rowCount: Int

    let lines: TextLines
    let header: [CSVField]
    /// Row by row, `columns.count` each.
    let fields: [CSVField]

    init(
        file: String, lines: TextLines, header: [CSVField], fields: [CSVField], rowCount: Int
    ) {
        self.file = file
        self.lines = lines
        self.header = header
        self.fields = fields
        self.rowCount = rowCount
        columns = header.map { $0.text(in: lines.bytes) }
    }

    /// The position of a column, by its exact name.
    public func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

    /// A field's value, with quotes resolved.
    ///
    /// - Precondition: `row` < `rowCount` and `column` < `columns.count`.
    public func text(row: Int, column: Int) -> String {
        fields[row * columns.count + column].text(in: lines.bytes)
    }

    public func isEmpty(row: Int, column: Int) -> Bool {
        fields[row * columns.count + column].length == 0
    }

    /// Whether a field's value has exactly these bytes, without making a `String`.
    public func matches(row: Int, column: Int, _ bytes: some Collection<UInt8>) -> Bool {
        let field = fields[row * columns.count + column]
        if field.hasEscapes { return field.text(in: lines.bytes).utf8.elementsEqual(bytes) }
        return field.length == bytes.count && lines.bytes[field.range].elementsEqual(bytes)
    }

    /// The line on which a row begins.
    public func line(ofRow row: Int) -> Int {
        lines.number(ofLineAt: fields[row * columns.count].outerStart)
    }
}

/// Places for diagnostics.
extension CSVTable {
    /// An error at a field, with the line it stands on.
    ///
    /// - Parameters:
    ///   - utf8Offset: where in the value the fault begins.
    ///   - length: how many characters it covers; nil for the rest of the value.
    public func error(
        _ message: String, row: Int, column: Int, utf8Offset: Int = 0, length: Int? = nil,
        hint: String? = nil
    ) -> Diagnostic {
        diagnostic(
            .error, message, at: fields[row * columns.count + column], utf8Offset: utf8Offset,
            length: length, hint: hint)
    }

    /// A diagnostic at a column's name in the header.
    public func diagnostic(
        _ severity: Diagnostic.Severity, _ message: String, header column: Int, hint: String? = nil
    ) -> Diagnostic {
        diagnostic(severity, message, at: header[column], utf8Offset: 0, length: nil, hint: hint)
    }

    /// A diagnostic about the header as a whole.
    public func error(aboutHeader message: String, hint: String? = nil) -> Diagnostic {
        lines.diagnostic(.error, message, at: header.first?.outerStart ?? 0, file: file, hint: hint)
    }

    private func diagnostic(
        _ severity: Diagnostic.Severity, _ message: String, at field: CSVField, utf8Offset: Int,
        length: Int?, hint: String?
    ) -> Diagnostic {
        // Offsets into a value with doubled quotes are not offsets into the file.
        let skipped = field.hasEscapes ? 0 : min(max(0, utf8Offset), field.length)
        let start = field.start + skipped
        let rest = field.length - skipped
        let shown = length ?? lines.characters(start..<(start + rest))
        return lines.diagnostic(severity, message, at: start, length: shown, file: file, hint: hint)
    }
}

/// Where a field lies in the file, in eight bytes.
struct CSVField: Sendable {
    private let offset: UInt32
    private let packed: UInt32

    private static let quotedBit: UInt32 = 1 << 31
    private static let escapesBit: UInt32 = 1 << 30
    /// Longer files are refused before they are parsed.
    static let largestFile = Int(escapesBit) - 1

    /// - Parameters:
    ///   - range: the bytes of the value, without the quotes around it; below `largestFile`.
    ///   - hasEscapes: whether it contains doubled quotes.
    init(_ range: Range<Int>, isQuoted: Bool = false, hasEscapes: Bool = false) {
        offset = UInt32(range.lowerBound)
        packed =
            UInt32(range.count) | (isQuoted ? Self.quotedBit : 0) | (hasEscapes ? Self.escapesBit : 0)
    }

    var start: Int { Int(offset) }
    var length: Int { Int(packed & (Self.escapesBit - 1)) }
    var range: Range<Int> { start..<(start + length) }
    var isQuoted: Bool { packed & Self.quotedBit != 0 }
    var hasEscapes: Bool { packed & Self.escapesBit != 0 }
    /// Where the field begins in the file, its opening quote included.
    var outerStart: Int { isQuoted ? start - 1 : start }

    func text(in bytes: [UInt8]) -> String {
        let raw = bytes[range]
        guard hasEscapes else { return String(decoding: raw, as: UTF8.self) }
        var value: [UInt8] = []
        value.reserveCapacity(raw.count)
        var skip = false
        for byte in raw {
            let isQuote = byte == UInt8(ascii: "\"")
            if isQuote, skip {
                skip = false
                continue
            }
            skip = isQuote
            value.append(byte)
        }
        return String(decoding: value, as: UTF8.self)
    }
}
