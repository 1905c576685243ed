import Diagnostics

/// The text of one file, ready to be parsed.
///
/// The bytes are valid UTF-8 in Unicode normalization form C, without a byte order mark and without
/// NUL, and every line ends in `\n` alone: whatever reads them need not think of any of this again.
public struct SourceText: Sendable, Hashable {
    /// The path as the author knows it, relative to the project's root.
    public let path: String
    /// The text, as described above.
    public let bytes: [UInt8]

    /// No file, and nothing in it.
    static let empty = SourceText()

    private init() {
        path = ""
        bytes = []
    }

    /// Normalises the bytes of a file.
    ///
    /// - Parameters:
    ///   - path: what diagnostics call the file.
    ///   - raw: the bytes as they stand on disk.
    /// - Throws: one diagnostic when `raw` is not UTF-8 or holds a NUL byte.
    public init(path: String, bytes raw: [UInt8]) throws(DiagnosticError) {
        self.path = path
        let scan = UnicodeScan(raw)
        switch scan.fault {
        case .none: break
        case .malformed(let offset):
            throw DiagnosticError(Self.malformed(path: path, raw: raw, offset: offset))
        case .nul(let offset):
            throw DiagnosticError(Self.nul(path: path, raw: raw, offset: offset))
        }
        guard scan.hasByteOrderMark || scan.hasCarriageReturn || scan.mayNeedComposition else {
            self.bytes = raw
            return
        }
        var text = scan.hasByteOrderMark ? Array(raw.dropFirst(3)) : raw
        if scan.hasCarriageReturn { text = withoutCarriageReturns(text) }
        if scan.mayNeedComposition { text = composed(text) }
        self.bytes = text
    }

    /// The text of a string, for text that does not come from a file's bytes.
    ///
    /// - Throws: one diagnostic when `text` holds a NUL.
    public init(path: String, text: String) throws(DiagnosticError) {
        try self.init(path: path, bytes: Array(text.utf8))
    }

    private static func malformed(path: String, raw: [UInt8], offset: Int) -> Diagnostic {
        let isUTF16 = raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF])
        let place = Place(path: path, bytes: raw, offset: offset)
        return .error(
            "the file is not UTF-8 text", at: place.location, excerpt: place.excerpt,
            hint: isUTF16 ? "it looks like UTF-16: save it as UTF-8" : "save it as UTF-8")
    }

    private static func nul(path: String, raw: [UInt8], offset: Int) -> Diagnostic {
        let place = Place(path: path, bytes: raw, offset: offset)
        return .error(
            "the file holds a NUL byte", at: place.location, excerpt: place.excerpt,
            hint: "is it a text file? save it as UTF-8")
    }
}

extension SourceText {
    /// The place of some bytes; `offset` is 0-based, `length` in bytes.
    public func location(offset: Int, length: Int = 1) -> SourceLocation {
        Place(path: path, bytes: bytes, offset: offset, length: length).location
    }

    /// A line's text without its end, or nil when there is no such line.
    ///
    /// - Parameter number: 1-based.
    public func line(_ number: Int) -> String? {
        guard number >= 1 else { return nil }
        let start = lineOffset(number)
        if start == bytes.count, number > 1, bytes.newlines(from: 0, to: start) < number - 1 { return nil }
        return bytes.text(start..<bytes.lineEnd(from: start))
    }

    /// Where a line begins; the end of the text when there is no such line.
    ///
    /// - Parameter number: 1-based.
    func lineOffset(_ number: Int) -> Int {
        var start = 0
        for _ in 1..<max(1, number) {
            guard let newline = bytes.offset(of: UInt8(ascii: "\n"), from: start) else { return bytes.count }
            start = newline + 1
        }
        return start
    }

    /// An error at a place of this text, with that line as its excerpt.
    public func error(_ message: String, at location: SourceLocation, hint: String? = nil) -> Diagnostic {
        .error(message, at: location, excerpt: line(location.line), hint: hint)
    }

    /// A warning at a place of this text, with that line as its excerpt.
    public func warning(_ message: String, at location: SourceLocation, hint: String? = nil) -> Diagnostic {
        .warning(message, at: location, excerpt: line(location.line), hint: hint)
    }

    /// An error about some bytes; `offset` is 0-based, `length` in bytes.
    func error(_ message: String, offset: Int, length: Int, hint: String? = nil) -> Diagnostic {
        let place = Place(path: path, bytes: bytes, offset: offset, length: length)
        return .error(message, at: place.location, excerpt: place.excerpt, hint: hint)
    }

    /// A warning about some bytes; `offset` is 0-based, `length` in bytes.
    func warning(_ message: String, offset: Int, length: Int, hint: String? = nil) -> Diagnostic {
        let place = Place(path: path, bytes: bytes, offset: offset, length: length)
        return .warning(message, at: place.location, excerpt: place.excerpt, hint: hint)
    }
}

/// Line, column and excerpt of a byte offset, counted only when someone asks.
struct Place {
    var location: SourceLocation
    var excerpt: String

    init(path: String, bytes: [UInt8], offset: Int, length: Int = 1) {
        let offset = min(max(0, offset), bytes.count)
        var line = 1
        var start = 0
        while let newline = bytes.offset(of: UInt8(ascii: "\n"), from: start, to: offset) {
            line += 1
            start = newline + 1
        }
        let end = bytes.offset(of: UInt8(ascii: "\n"), from: offset) ?? bytes.count
        let stop = min(max(offset, offset + length), end)
        let column = Characters.count(bytes[start..<offset]) + 1
        let width = Characters.count(bytes[offset..<stop])
        location = SourceLocation(file: path, line: line, column: column, length: width)
        excerpt = String(decoding: bytes[start..<end], as: UTF8.self)
        if excerpt.hasSuffix("\r") { excerpt.removeLast() }
    }
}
