import AccessLogs
import Diagnostics
import Files
import Foundation

/// The first bytes of a log, by which its format is told.
struct LogBeginning {
    let bytes: [UInt8]

    private static let size = 128 << 10

    /// - Parameter stream: nothing of it was read.
    init(_ stream: LogStream) throws(FileError) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.size, alignment: 16)
        defer { memory.deallocate() }
        let got = try stream.read(into: memory)
        bytes = Array(memory[..<got])
    }

    /// The format that was named, or that the lines have, with the columns that headers name.
    ///
    /// - Returns: nil when it cannot be told.
    func format(_ named: LogFormat?) -> LogFormat? {
        bytes.withUnsafeBytes { buffer in
            guard let all = ByteSlice(buffer) else { return nil }
            guard let named else { return LogFormat.detect(all) }
            var parser = LineParser(format: named)
            var fields = LineFields(empty: all)
            for start in headerStarts where named.hasHeaders {
                _ = parser.parse(all[start..<(all.firstIndex(of: 0x0A, from: start) ?? all.count)], &fields)
            }
            return parser.format
        }
    }

    private var headerStarts: [Int] {
        var starts: [Int] = []
        var start = 0
        while start < bytes.count, bytes[start] == UInt8(ascii: "#") {
            starts.append(start)
            guard let end = bytes[start...].firstIndex(of: 0x0A) else { break }
            start = end + 1
        }
        return starts
    }

    /// Headers are the same in many files, and so are no fingerprint.
    func headerLength(_ format: LogFormat) -> Int {
        guard format.hasHeaders, let last = headerStarts.last else { return 0 }
        return bytes[last...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    }

    /// Whether it may be a line that is still being written.
    var isPartOfLine: Bool {
        bytes.count <= LineParser.longestLine && !bytes.contains(0x0A) && !bytes.contains(0)
    }

    // MARK: What cannot be read

    private static let packings: [(mark: [UInt8], name: String)] = [
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz"), (Array("BZh".utf8), "bzip2"), ([0x50, 0x4B, 3, 4], "zip"),
    ]

    /// That its format cannot be told.
    func fault(of input: LogInput) -> Diagnostic {
        if let packing = Self.packings.first(where: { bytes.starts(with: $0.mark) }) {
            return .error(
                "'\(input.name)' is packed by \(packing.name)",
                hint: "unpack it; plain files, .gz and .zst are read")
        }
        return .error(
            "cannot tell the format of '\(input.name)' by its first lines",
            hint: "name it with --format: \(LogFormat.all.map(\.name).joined(separator: ", ")), "
                + "or a log_format string in nginx's syntax")
    }

    /// Those of other files of a run that cannot go on.
    static func faults(of inputs: some Sequence<LogInput>, _ named: LogFormat?, atMost most: Int)
        -> [Diagnostic]
    {
        var faults: [Diagnostic] = []
        for input in inputs where faults.count < most {
            guard case .file = input, let stream = try? LogStream(input),
                let beginning = try? LogBeginning(stream), !beginning.bytes.isEmpty,
                beginning.format(named) == nil, !(stream.canGrow && beginning.isPartOfLine)
            else { continue }
            faults.append(beginning.fault(of: input))
        }
        return faults
    }
}

/// A file in which no line is whole yet, so that its format cannot be told.
struct UnfinishedLog: Error {}
