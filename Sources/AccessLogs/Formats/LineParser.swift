/// Reads lines of one format. Keep one per thread.
public struct LineParser {
    public static let longestLine = 65_536

    public private(set) var format: LogFormat
    private var time = LogTime()
    private let scratch = Scratch(capacity: 4 * LineParser.longestLine)

    public init(format: LogFormat) {
        self.format = format
    }

    public mutating func use(_ format: LogFormat) {
        guard format != self.format else { return }
        self.format = format
    }

    /// Reads one line without its LF; a CR before it is dropped.
    ///
    /// - Parameters:
    ///   - isClean: the line is known to hold nothing but 0x20 to 0x7E.
    ///   - fields: what the line says, when the result is ``LineResult/fields``.
    public mutating func parse(
        _ whole: ByteSlice, isClean: Bool = false, _ fields: inout LineFields
    ) -> LineResult {
        var line = whole
        if !line.isEmpty, line[line.count - 1] == 0x0D { line = line[0..<line.count - 1] }
        guard !line.isEmpty else { return .skipped }
        if line[0] == UInt8(ascii: "#"), format.hasHeaders {
            if let changed = format.applying(header: line) { format = changed }
            return .skipped
        }
        guard line.count <= Self.longestLine else { return .fault(.long) }
        if !isClean, let fault = LineText.fault(line) { return .fault(fault) }
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
public enum LineText {
    /// Whether all bytes are 0x20 to 0x7E or LF.
    public static func isClean(_ bytes: ByteSlice) -> Bool {
        var isClean = true
        let buffer = bytes.buffer
        var start = 0
        // In blocks without an early exit, which the compiler turns into vector instructions.
        while start < buffer.count, isClean {
            let end = min(start + 4096, buffer.count)
            var bad: UInt8 = 0
            for byte in UnsafeRawBufferPointer(rebasing: buffer[start..<end]) {
                bad |= (byte &- 0x20) > 0x5E && byte != 0x0A ? 1 : 0
            }
            isClean = bad == 0
            start = end
        }
        return isClean
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
