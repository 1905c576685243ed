import AccessLogs
import Diagnostics
import Files
import Foundation

/// A log that is being read, from where it ended last time.
final class OpenLog {
    let stream: LogStream
    let number: Int
    private(set) var kind = LogFile.Kind.new
    private(set) var known: KnownFile?
    /// The name under which it was read before.
    private(set) var formerName: String?
    var formatName: String { format.name }
    private(set) var hasUnfinishedLine = false

    private let name: String
    private var format: LogFormat
    private var piece = 0
    /// Read but not handed out.
    private var rest: [UInt8] = []
    /// Where the next piece begins.
    private var position = 0
    /// The last bytes handed out.
    private var tail: [UInt8] = []
    private var head: [UInt8] = []
    /// How many bytes of headers stand before the head.
    private var headerLength = 0
    private var isInLongLine = false
    private var isAtEnd = false

    /// - Returns: nil for a log without a byte.
    /// - Throws: a `FileError`, ``UnfinishedLog``, or a `DiagnosticError` for a file of no known format.
    init?(
        _ input: LogInput, _ files: inout KnownFiles, _ options: LineSource.Options, number: Int
    ) throws {
        name = input.name
        self.number = number
        let first = try LogStream(input)
        let start = try LogBeginning(first)
        let beginning = start.bytes
        guard !beginning.isEmpty else { return nil }
        guard let format = start.format(options.format) else {
            guard !(first.canGrow && start.isPartOfLine) else { throw UnfinishedLog() }
            throw DiagnosticError(start.fault(of: input))
        }
        self.format = format
        headerLength = start.headerLength(format)
        head = Array(beginning[headerLength...].prefix(Fingerprint.longest))
        guard !head.isEmpty else {
            stream = first
            kind = .empty
            isAtEnd = true
            return
        }
        for candidate in head.withUnsafeBytes({ files.candidates($0, options.digest) }) {
            let attempt = first.canReopen ? try LogStream(input) : nil
            if let (found, kind) = try Self.resume(candidate, attempt, first, beginning, options.digest) {
                stream = found.stream
                rest = found.rest
                position = candidate.read
                tail = found.tail
                known = candidate
                if candidate.name != input.name { formerName = candidate.name }
                known?.name = input.name
                useColumns(candidate.header)
                self.kind = kind
                isAtEnd = kind != .grown
                return
            }
        }
        stream = first
        rest = beginning
        known = KnownFile(
            id: files.makeID(), name: input.name, head: Fingerprint(length: 0, digest: []), read: 0,
            tail: Fingerprint(length: 0, digest: []), lines: 0, header: "")
    }

    /// - Parameter header: the last line that named columns, or empty.
    private func useColumns(_ header: String) {
        let changed = Array(header.utf8).withUnsafeBytes {
            ByteSlice($0).flatMap { format.applying(header: $0) }
        }
        if let changed { format = changed }
    }

    private static func read(_ stream: LogStream, _ count: Int) throws(FileError) -> [UInt8] {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
        defer { memory.deallocate() }
        let got = try stream.read(into: memory)
        return Array(memory[..<got])
    }

    private typealias Resumed = (stream: LogStream, rest: [UInt8], tail: [UInt8])

    /// Goes to where the file ended, if it is the same file.
    private static func resume(
        _ file: KnownFile, _ attempt: LogStream?, _ first: LogStream, _ beginning: [UInt8],
        _ digest: (UnsafeRawBufferPointer) -> [UInt8]
    ) throws -> (Resumed, LogFile.Kind)? {
        let start = file.read - file.tail.length
        // Standard input and pipes cannot be read twice; what is read of them must do.
        let stream = attempt ?? first
        var rest: [UInt8] = []
        let tail: [UInt8]
        if attempt == nil, file.read <= beginning.count {
            tail = Array(beginning[start..<file.read])
            rest = Array(beginning[file.read...])
        } else if attempt == nil, start < beginning.count {
            tail = beginning[start...] + (try read(stream, file.read - beginning.count))
        } else {
            let isLongEnough = try stream.skip(to: start)
            tail = isLongEnough ? try read(stream, file.tail.length) : []
        }
        guard tail.count == file.tail.length else {
            // So short a beginning may be another file's, too.
            return file.head.length == Fingerprint.longest ? ((stream, [], []), .shorter) : nil
        }
        guard tail.withUnsafeBytes(digest) == file.tail.digest else {
            guard attempt != nil || file.read <= beginning.count else {
                throw FileError(
                    "read", first.input.name,
                    reason: "it begins like '\(file.name)' but goes on differently; save it to a file first")
            }
            return nil
        }
        // One more byte tells whether there is more.
        if rest.isEmpty { rest = try read(stream, 1) }
        return ((stream, rest, tail), rest.isEmpty ? .unchanged : .grown)
    }

    /// Fills the memory with whole lines.
    ///
    /// - Returns: nil at the end of the log.
    func fill(_ memory: UnsafeMutableRawBufferPointer) throws -> WindowContents? {
        while !isAtEnd {
            var filled = min(rest.count, memory.count)
            memory.copyBytes(from: rest[..<filled])
            rest.removeFirst(filled)
            if filled < memory.count {
                filled += try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[filled...]))
            }
            let isLast = filled < memory.count
            let bytes = UnsafeRawBufferPointer(rebasing: memory[..<filled])
            var end = Self.endOfLines(bytes)
            if isLast {
                isAtEnd = true
                if end < filled, stream.canGrow {
                    hasUnfinishedLine = true
                } else {
                    end = filled
                }
            } else if end == 0 {
                // One line fills the window: its beginning goes on as a line that is too long, the rest is passed over.
                end = filled
                isInLongLine = true
            }
            if end < filled, !isLast { rest = Array(bytes[end...]) + rest }
            guard end > 0 else { continue }
            let contents = WindowContents(file: number, piece: piece, format: format, count: end)
            follow(UnsafeRawBufferPointer(rebasing: bytes[..<end]))
            piece += 1
            if isInLongLine { try passLongLine() }
            return contents
        }
        return nil
    }

    private static func endOfLines(_ bytes: UnsafeRawBufferPointer) -> Int {
        bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    }

    /// Remembers the last bytes, and the columns that headers inside the piece name for the next.
    private func follow(_ bytes: UnsafeRawBufferPointer) {
        position += bytes.count
        tail = Array((tail + bytes.suffix(Fingerprint.longest)).suffix(Fingerprint.longest))
        guard format.hasHeaders, let all = ByteSlice(bytes) else { return }
        var start = 0
        while start < all.count {
            let end = all.firstIndex(of: 0x0A, from: start) ?? all.count
            if all[start] == UInt8(ascii: "#"), let changed = format.applying(header: all[start..<end]) {
                format = changed
                known?.header = all[start..<end].text
            }
            start = end + 1
        }
    }

    private func passLongLine() throws {
        isInLongLine = false
        while true {
            let more = rest.isEmpty ? try Self.read(stream, 1 << 20) : rest
            rest = []
            let end = more.firstIndex(of: 0x0A)
            let passed = end.map { $0 + 1 } ?? more.count
            more[..<passed].withUnsafeBytes { follow($0) }
            if end != nil {
                rest = Array(more[passed...])
                return
            }
            if more.isEmpty {
                isAtEnd = true
                return
            }
        }
    }

    /// The file as it is to be remembered; nil when no whole line of it was read.
    func finish(_ digest: (UnsafeRawBufferPointer) -> [UInt8]) -> KnownFile? {
        guard var file = known, kind == .new || kind == .grown else { return known }
        // Only bytes that were read as whole lines make the file known again.
        let headLength = Fingerprint.length(upTo: min(head.count, position - headerLength))
        guard headLength > 0 else { return nil }
        if headLength > file.head.length {
            file.head = Fingerprint(
                length: headLength, digest: head[..<headLength].withUnsafeBytes { digest($0) })
        }
        file.read = position
        file.tail = Fingerprint(length: tail.count, digest: tail.withUnsafeBytes { digest($0) })
        return file
    }
}
