/// A format of one JSON object a line: where each field stands in it.
public struct JSONLine: Sendable, Hashable {
    enum Field: Int, Sendable, CaseIterable {
        case time, address, fallbackAddress, method, host, target, version, referrer, agent, status, size
    }

    enum TimeUnit: Sendable { case seconds, any }

    /// For each field the keys that lead to it; `0` is the first of a list.
    let paths: [[[UInt8]]]
    let timeUnit: TimeUnit

    init(_ places: [Field: String], timeUnit: TimeUnit) {
        paths = Field.allCases.map { field in
            places[field].map { $0.split(separator: "/").map { Array($0.utf8) } } ?? []
        }
        self.timeUnit = timeUnit
    }

    static let caddy = JSONLine(
        [
            .time: "ts", .address: "request/client_ip", .fallbackAddress: "request/remote_ip",
            .method: "request/method", .host: "request/host", .target: "request/uri",
            .version: "request/proto", .referrer: "request/headers/Referer/0",
            .agent: "request/headers/User-Agent/0", .status: "status", .size: "size",
        ], timeUnit: .seconds)

    static let cloudflare = JSONLine(
        [
            .time: "EdgeStartTimestamp", .address: "ClientIP", .method: "ClientRequestMethod",
            .host: "ClientRequestHost", .target: "ClientRequestURI", .referrer: "ClientRequestReferer",
            .agent: "ClientRequestUserAgent", .status: "EdgeResponseStatus", .size: "EdgeResponseBytes",
        ], timeUnit: .any)

    /// Reads one line that is not empty.
    func parse(_ line: ByteSlice, _ scratch: Scratch, _ fields: inout LineFields) -> LineFault? {
        var reader = JSONLineReader(line: line, scratch: scratch, paths: paths)
        guard reader.readLine() else { return .shape }
        fields.givesAgent = true
        guard let address = reader.string(.address) ?? reader.string(.fallbackAddress),
            LineFields.isAddress(address), let time = reader.found(.time), timeUnit == .any || !time.isString,
            let method = reader.string(.method), let target = reader.string(.target),
            let status = reader.number(.status), reader.areOptionalTypesRight
        else { return .shape }
        fields.address = address
        guard let seconds = self.seconds(time) else { return .time }
        fields.time = seconds
        guard let code = status.decimal(upTo: 3), code == 0 || (100...599).contains(code) else {
            return .status
        }
        fields.status = code
        if let size = reader.number(.size) {
            guard let bytes = size.decimal(upTo: 15) else { return .size }
            fields.size = bytes
        }
        fields.setRequest(method: method, target: target)
        if let version = reader.string(.version), !LineFields.isProtocol(version) {
            fields.isRequestWellFormed = false
        }
        let none = line[0..<0]
        fields.host = LineFields.optional(reader.string(.host) ?? none)
        fields.referrer = LineFields.optional(reader.string(.referrer) ?? none)
        fields.agent = LineFields.optional(reader.string(.agent) ?? none)
        return nil
    }

    private func seconds(_ value: JSONLineReader.Value) -> Int? {
        switch (timeUnit, value.isString) {
        case (.seconds, _):
            return LogTime.seconds(value.text)
                ?? Double(value.text.text).flatMap { abs($0) < 1e15 ? Int($0.rounded(.down)) : nil }
        case (.any, true): return LogTime.iso8601(value.text)
        case (.any, false):
            // Nanoseconds of today have 19 digits.
            guard let number = value.text.decimal(upTo: 18) ?? Int(value.text.text), number >= 0 else {
                return nil
            }
            return number > 100_000_000_000_000 ? number / 1_000_000_000 : number
        }
    }
}

/// Walks over one JSON object and picks the fields that are asked for.
struct JSONLineReader {
    struct Value {
        var text: ByteSlice
        var isString: Bool
    }

    private let line: ByteSlice
    private let scratch: Scratch
    private let paths: [[[UInt8]]]
    private var index = 0
    private var values: [Value?]
    private static let deepest = 32
    /// The one control character that a line may have, and a string may not.
    private let hasTab: Bool

    init(line: ByteSlice, scratch: Scratch, paths: [[[UInt8]]]) {
        self.line = line
        self.scratch = scratch
        self.paths = paths
        hasTab = line.contains(0x09)
        values = Array(repeating: nil, count: paths.count)
    }

    /// - Returns: whether the line is one whole object, with every wanted key once.
    mutating func readLine() -> Bool {
        let wanted = paths.indices.reduce(0) { paths[$1].isEmpty ? $0 : $0 | 1 << $1 }
        skipSpace()
        guard index < line.count, line[index] == UInt8(ascii: "{"), value(wanted, depth: 0) else {
            return false
        }
        skipSpace()
        return index == line.count
    }

    func found(_ field: JSONLine.Field) -> Value? { values[field.rawValue] }

    func string(_ field: JSONLine.Field) -> ByteSlice? {
        found(field).flatMap { $0.isString ? $0.text : nil }
    }

    func number(_ field: JSONLine.Field) -> ByteSlice? {
        found(field).flatMap { $0.isString ? nil : $0.text }
    }

    var areOptionalTypesRight: Bool {
        let texts: [JSONLine.Field] = [.address, .fallbackAddress, .version, .host, .referrer, .agent]
        return texts.allSatisfy { found($0)?.isString ?? true } && found(.size)?.isString != true
    }

    private mutating func skipSpace() {
        while index < line.count, line[index] == 0x20 || line[index] == 0x09 { index += 1 }
    }

    /// - Parameter wanted: a bit for each field whose path leads here.
    private mutating func value(_ wanted: Int, depth: Int) -> Bool {
        guard index < line.count, depth <= Self.deepest else { return false }
        switch line[index] {
        case UInt8(ascii: "{"): return object(wanted, depth)
        case UInt8(ascii: "["): return list(wanted, depth)
        case UInt8(ascii: "\""):
            guard let text = string() else { return false }
            return keep(Value(text: text, isString: true), wanted, depth)
        case UInt8(ascii: "t"): return word("true") && !isLeaf(wanted, depth)
        case UInt8(ascii: "f"): return word("false") && !isLeaf(wanted, depth)
        case UInt8(ascii: "n"): return word("null")
        default:
            guard let text = number() else { return false }
            return keep(Value(text: text, isString: false), wanted, depth)
        }
    }

    private func isLeaf(_ wanted: Int, _ depth: Int) -> Bool {
        paths.indices.contains { wanted & 1 << $0 != 0 && paths[$0].count == depth }
    }

    private mutating func keep(_ value: Value, _ wanted: Int, _ depth: Int) -> Bool {
        guard wanted != 0 else { return true }
        for field in paths.indices where wanted & 1 << field != 0 && paths[field].count == depth {
            guard values[field] == nil else { return false }
            values[field] = value
        }
        return true
    }

    private func narrowed(_ wanted: Int, _ depth: Int, by key: ByteSlice) -> Int {
        guard wanted != 0 else { return 0 }
        var result = 0
        for field in paths.indices where wanted & 1 << field != 0 && paths[field].count > depth {
            let part = paths[field][depth]
            if part.count == key.count, key.starts(with: part) { result |= 1 << field }
        }
        return result
    }

    private mutating func object(_ wanted: Int, _ depth: Int) -> Bool {
        guard !isLeaf(wanted, depth) || depth == 0 else { return false }
        index += 1
        skipSpace()
        if index < line.count, line[index] == UInt8(ascii: "}") {
            index += 1
            return true
        }
        while true {
            skipSpace()
            guard index < line.count, line[index] == UInt8(ascii: "\""), let key = string() else {
                return false
            }
            skipSpace()
            guard index < line.count, line[index] == UInt8(ascii: ":") else { return false }
            index += 1
            skipSpace()
            guard value(narrowed(wanted, depth, by: key), depth: depth + 1) else { return false }
            guard let isEnd = separator(UInt8(ascii: "}")) else { return false }
            if isEnd { return true }
        }
    }

    private mutating func list(_ wanted: Int, _ depth: Int) -> Bool {
        guard !isLeaf(wanted, depth) else { return false }
        index += 1
        skipSpace()
        if index < line.count, line[index] == UInt8(ascii: "]") {
            index += 1
            return true
        }
        var inside = 0
        for field in paths.indices where wanted & 1 << field != 0 && paths[field].count > depth {
            if paths[field][depth] == [UInt8(ascii: "0")] { inside |= 1 << field }
        }
        while true {
            skipSpace()
            guard value(inside, depth: depth + 1) else { return false }
            inside = 0
            guard let isEnd = separator(UInt8(ascii: "]")) else { return false }
            if isEnd { return true }
        }
    }

    /// - Returns: whether the end came and not a comma; nil for neither.
    private mutating func separator(_ end: UInt8) -> Bool? {
        skipSpace()
        guard index < line.count, line[index] == end || line[index] == UInt8(ascii: ",") else { return nil }
        index += 1
        return line[index - 1] == end
    }

    private mutating func word(_ text: StaticString) -> Bool {
        guard line.starts(with: text, at: index) else { return false }
        index += text.utf8CodeUnitCount
        return true
    }

    /// A number as RFC 8259 writes it: no zero in front, digits around the dot.
    private mutating func number() -> ByteSlice? {
        let start = index
        skip(UInt8(ascii: "-"))
        if !skip(UInt8(ascii: "0")), !digits() { return nil }
        if skip(UInt8(ascii: ".")), !digits() { return nil }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            if !skip(UInt8(ascii: "+")) { skip(UInt8(ascii: "-")) }
            guard digits() else { return nil }
        }
        let text = line[start..<index]
        return text.equals("-0") ? text.from(1) : text
    }

    @discardableResult
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard index < line.count, line[index] == byte else { return false }
        index += 1
        return true
    }

    /// - Returns: whether there was one at least.
    private mutating func digits() -> Bool {
        let first = index
        while index < line.count, (0x30...0x39).contains(line[index]) { index += 1 }
        return index > first
    }

    private mutating func string() -> ByteSlice? {
        let start = index + 1
        guard let quote = line.firstIndex(of: UInt8(ascii: "\""), from: start) else { return nil }
        if !line[start..<quote].contains(UInt8(ascii: "\\")) {
            index = quote + 1
            return hasTab && line[start..<quote].contains(0x09) ? nil : line[start..<quote]
        }
        var bytes: [UInt8] = []
        index = start
        while index < line.count {
            let byte = line[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return scratch.keep(bytes) }
            if byte == 0x09 { return nil }
            if byte != UInt8(ascii: "\\") {
                bytes.append(byte)
            } else if !escape(into: &bytes) {
                return nil
            }
        }
        return nil
    }

    private mutating func escape(into bytes: inout [UInt8]) -> Bool {
        guard index < line.count else { return false }
        let byte = line[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
        case UInt8(ascii: "b"): bytes.append(8)
        case UInt8(ascii: "f"): bytes.append(12)
        case UInt8(ascii: "n"): bytes.append(10)
        case UInt8(ascii: "r"): bytes.append(13)
        case UInt8(ascii: "t"): bytes.append(9)
        case UInt8(ascii: "u"):
            guard let scalar = unicode() else { return false }
            bytes.append(contentsOf: Array(String(scalar).utf8))
        default: return false
        }
        return true
    }

    private mutating func unicode() -> Unicode.Scalar? {
        guard let first = codeUnit() else { return nil }
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800...0xDBFF).contains(first), index + 1 < line.count, line[index] == UInt8(ascii: "\\"),
            line[index + 1] == UInt8(ascii: "u")
        else { return nil }
        index += 2
        guard let second = codeUnit(), (0xDC00...0xDFFF).contains(second) else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func codeUnit() -> UInt32? {
        guard index + 4 <= line.count else { return nil }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = PercentDecoding.hexValue(line[index]) else { return nil }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }
}
