import Diagnostics

extension CSVTable {
    /// Parses a CSV file with a header row (RFC 4180; UTF-8; lines end in LF or CRLF; blank lines and
    /// a byte order mark are passed over).
    ///
    /// Every fault is appended to `diagnostics`, up to a thousand; the table holds the rows without one.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - file: its path, for diagnostics.
    public init(parsing bytes: [UInt8], file: String, diagnostics: inout [Diagnostic]) {
        var faults = FaultList(file: file)
        guard bytes.count <= CSVField.largestFile else {
            diagnostics.append(
                .error("'\(file)' is too large: a CSV file has at most \(CSVField.largestFile) bytes"))
            self.init(file: file, lines: TextLines([]), header: [], fields: [], rowCount: 0)
            return
        }
        let lines = TextLines(bytes)
        let isReadable = checkEncoding(lines, &faults)
        var parser = CSVParser(lines: lines, faults: faults)
        if isReadable { parser.parse() }
        diagnostics += parser.faults.diagnostics
        self.init(
            file: file, lines: lines, header: parser.header ?? [], fields: parser.fields,
            rowCount: parser.rowCount)
    }
}

/// Collects diagnostics up to a number that people still read.
struct FaultList {
    let file: String
    private(set) var diagnostics: [Diagnostic] = []

    static let most = 1000

    init(file: String) {
        self.file = file
    }

    var isFull: Bool { diagnostics.count > Self.most }

    mutating func add(_ diagnostic: Diagnostic) {
        if diagnostics.count < Self.most { return diagnostics.append(diagnostic) }
        guard diagnostics.count == Self.most else { return }
        diagnostics.append(.error("'\(file)' has more faults than the \(Self.most) shown"))
    }
}

/// Reports what is not UTF-8 text. Returns false when the file cannot be taken apart at all.
private func checkEncoding(_ lines: TextLines, _ faults: inout FaultList) -> Bool {
    let bytes = lines.bytes
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
        faults.add(
            .error(
                "'\(faults.file)' is UTF-16 text",
                at: SourceLocation(file: faults.file, line: 1),
                hint: "save it as 'CSV UTF-8' or with the encoding UTF-8"))
        return false
    }
    var start = 0
    while start < bytes.count, !faults.isFull {
        do {
            _ = try UTF8Span(validating: bytes.span.extracting(start..<bytes.count))
            break
        } catch {
            let fault = start + error.byteOffsets.lowerBound
            faults.add(
                lines.diagnostic(
                    .error, "not UTF-8 text", at: fault, file: faults.file,
                    hint: "save the file with the encoding UTF-8"))
            start += max(error.byteOffsets.upperBound, error.byteOffsets.lowerBound + 1)
        }
    }
    var next = bytes.firstIndex(of: 0)
    while let found = next, !faults.isFull {
        faults.add(
            lines.diagnostic(.error, "a NUL character", at: found, file: faults.file, hint: "delete it"))
        next = bytes[(found + 1)...].firstIndex(of: 0)
    }
    return true
}

/// One pass over the bytes.
private struct CSVParser {
    let lines: TextLines
    var faults: FaultList
    var header: [CSVField]?
    var fields: [CSVField] = []
    var rowCount = 0

    private var position = 0
    /// Whether the record at hand had a fault of its own.
    private var isFaulty = false

    init(lines: TextLines, faults: FaultList) {
        self.lines = lines
        self.faults = faults
        position = lines.bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    }

    mutating func parse() {
        let bytes = lines.bytes
        bytes.withUnsafeBufferPointer { buffer in
            while position < buffer.count, !faults.isFull { record(buffer) }
        }
        if header == nil {
            fault(
                "no header row", at: min(position, bytes.count),
                hint: "the first line names the columns, separated by commas")
        }
    }

    private mutating func record(_ bytes: UnsafeBufferPointer<UInt8>) {
        let start = position
        let first = fields.count
        isFaulty = false
        repeat { field(bytes) } while endOfField(bytes)
        let count = fields.count - first
        let isBlank = count == 1 && fields[first].length == 0 && !fields[first].isQuoted
        if isBlank, !isFaulty { return fields.removeSubrange(first...) }
        guard let header else {
            self.header = Array(fields[first...])
            fields.removeAll()
            return checkHeader(start)
        }
        if count != header.count { wrongCount(first: first, expected: header) }
        if isFaulty { return fields.removeSubrange(first...) }
        rowCount += 1
    }

    /// Reads one field and leaves `position` at what ends it.
    private mutating func field(_ bytes: UnsafeBufferPointer<UInt8>) {
        if position < bytes.count, bytes[position] == quote { return quotedField(bytes) }
        let start = position
        skipUnquoted(bytes)
        fields.append(CSVField(start..<position))
    }

    private mutating func skipUnquoted(_ bytes: UnsafeBufferPointer<UInt8>) {
        var reported = false
        while position < bytes.count {
            switch bytes[position] {
            case comma, lineFeed: return
            case carriageReturn:
                if position + 1 < bytes.count, bytes[position + 1] == lineFeed { return }
                fault(
                    "a carriage return without a line feed", at: position,
                    hint: "lines end in LF or CRLF; a line break inside a value stands in quotes")
            case quote where !reported:
                reported = true
                fault(
                    "a quote inside an unquoted value", at: position,
                    hint: "put the value in quotes and double those inside: \"a \"\"b\"\" c\"")
            default: break
            }
            position += 1
        }
    }

    private mutating func quotedField(_ bytes: UnsafeBufferPointer<UInt8>) {
        let opening = position
        var hasEscapes = false
        position += 1
        while position < bytes.count {
            if bytes[position] == quote {
                guard position + 1 < bytes.count, bytes[position + 1] == quote else { break }
                hasEscapes = true
                position += 1
            }
            position += 1
        }
        guard position < bytes.count else { return unclosed(opening, bytes) }
        fields.append(CSVField((opening + 1)..<position, isQuoted: true, hasEscapes: hasEscapes))
        position += 1
        if position < bytes.count, !isEnd(bytes) {
            fault(
                "text after a closing quote", at: position,
                hint: "a quote inside a quoted value is written twice")
            // Its own quotes are part of this fault, not another.
            while position < bytes.count, !isEnd(bytes) { position += 1 }
        }
    }

    /// Goes on after the line of the opening quote, so that later faults are seen too.
    private mutating func unclosed(_ opening: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
        fault("a quote that is never closed", at: opening, hint: "close it, or remove it")
        position = bytes[opening...].firstIndex(of: lineFeed) ?? bytes.count
        fields.append(CSVField((opening + 1)..<position, isQuoted: true))
    }

    private func isEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch bytes[position] {
        case comma, lineFeed: true
        case carriageReturn: position + 1 < bytes.count && bytes[position + 1] == lineFeed
        default: false
        }
    }

    /// Passes what ends a field; whether another field of the record follows.
    private mutating func endOfField(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard position < bytes.count else { return false }
        if bytes[position] == comma {
            position += 1
            return true
        }
        position += bytes[position] == carriageReturn ? 2 : 1
        return false
    }

    private mutating func fault(_ message: String, at offset: Int, length: Int = 1, hint: String? = nil) {
        isFaulty = true
        faults.add(
            lines.diagnostic(.error, message, at: offset, length: length, file: faults.file, hint: hint))
    }
}

/// Faults of whole records.
extension CSVParser {
    private mutating func checkHeader(_ start: Int) {
        let names = (header ?? []).map { $0.text(in: lines.bytes) }
        if names.count == 1, let name = names.first, name.contains(where: { $0 == ";" || $0 == "\t" }) {
            let what = name.contains(";") ? "semicolons" : "tabs"
            fault(
                "the columns are separated by \(what)", at: start, hint: "save the file separated by commas")
        }
        var seen: [String: Int] = [:]
        for (index, name) in names.enumerated() {
            let offset = header?[index].start ?? start
            if name.isEmpty {
                fault("column \(index + 1) has no name", at: offset, hint: "name it, or delete the column")
            } else if let first = seen[name] {
                fault(
                    "column '\(name)' is there twice: columns \(first + 1) and \(index + 1)", at: offset,
                    length: name.count, hint: "rename or delete one")
            } else {
                seen[name] = index
            }
        }
    }

    private mutating func wrongCount(first: Int, expected header: [CSVField]) {
        let count = fields.count - first
        // A fault inside the record already explains a wrong number.
        if isFaulty { return }
        let message =
            "\(count) \(count == 1 ? "value" : "values") where the header has \(header.count)"
        if count > header.count {
            let extra = fields[first + header.count]
            return fault(
                message, at: extra.outerStart,
                hint: "delete what is too much, or put a value with commas in quotes")
        }
        let missing = header[count...].map { "'\($0.text(in: lines.bytes))'" }
        fault(
            message, at: fields[fields.count - 1].outerStart,
            hint: "missing: \(missing.prefix(8).joined(separator: ", "))\(missing.count > 8 ? ", …" : "")")
    }
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
