/// Reads lines of one format. Keep one per thread.
public struct LineParser {
    /// In bytes; what is longer is malformed.
    public static let longestLine = 65_536

    public private(set) var format: LogFormat
    private var time = LogTime()
    private let scratch = Scratch(capacity: 4 * LineParser.longestLine)

    /// A parser at the beginning of a file.
    public init(format: LogFormat) {
        self.format = format
    }

    /// Goes on with another format, or with other columns.
    public mutating func use(_ format: LogFormat) {
        guard format != self.format else { return }
        self.format = format
    }

    /// Reads one line without its LF; a CR before it is dropped.
    ///
    /// - Parameters:
    ///   - fields: what the line says, when the result is ``LineResult/fields``.
    public mutating func parse(_ whole: ByteSlice, _ fields: inout LineFields) -> LineResult {
        var line = whole
        if !line.isEmpty, line[line.count - 1] == 0x0D { line = line[0..<line.count - 1] }
        guard !line.isEmpty else { return .skipped }
        if line[0] == UInt8(ascii: "#"), format.hasHeaders {
            if let changed = format.applying(header: line) { format = changed }
            return .skipped
        }
        guard line.count <= Self.longestLine else { return .fault(.long) }
        if !LineText.isClean(line), let fault = LineText.fault(line) { return .fault(fault) }
        scratch.clear()
        fields = LineFields(empty: line)
        let fault: LineFault? =
            switch format.layout {
            case .template(let template): template.parse(line, &time, &fields)
            case .json(let json): json.parse(line, scratch, &fields)
            case .columns(.some(let columns), _): columns.parse(line, scratch, &fields)
            case .columns(.none, _): .shape
            }
        return fault.map(LineResult.fault) ?? .fields
    }
}

/// Which bytes may stand in a line at all.
enum LineText {
    /// Whether all bytes are 0x20 to 0x7E.
    @inline(__always)
    static func isClean(_ line: ByteSlice) -> Bool {
        let start = UnsafeRawPointer(line.base)
        let ones: UInt64 = 0x0101_0101_0101_0101
        // A byte's top bit is set in one of the three when it is above 0x7F, below 0x20, or 0x7F. A carry into the
        // next byte comes only from a byte that is found out itself.
        var found: UInt64 = 0
        func look(_ word: UInt64) { found |= word | (word &- 0x20 &* ones) | (word &+ ones) }
        var index = 0
        while index &+ 8 <= line.count {
            look(start.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index &+= 8
        }
        while index < line.count {
            look(UInt64(line.base[index]) &* ones)
            index &+= 1
        }
        return found & (0x80 &* ones) == 0
    }

    static func fault(_ line: ByteSlice) -> LineFault? {
        var isPlain = true
        for byte in line.buffer {
            if byte < 0x20 && byte != 0x09 || byte == 0x7F { return .control }
            if byte >= 0x80 { isPlain = false }
        }
        return isPlain || String(validating: line.buffer, as: UTF8.self) != nil ? nil : .encoding
    }
}
