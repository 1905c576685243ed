import Files
import Foundation

/// The bytes of a log from its beginning, decompressed when it is compressed.
final class LogStream {
    let input: LogInput
    private let raw: RawInput
    private let decoder: (any Decoder)?
    /// Compressed bytes, or the first bytes of a plain file, that were read but not handed out.
    private let pending: UnsafeMutableRawBufferPointer
    private var pendingRange: Range<Int>
    private var isRawAtEnd = false
    /// How many bytes were handed out or passed over.
    private(set) var position = 0

    init(_ input: LogInput) throws(FileError) {
        self.input = input
        raw = try RawInput(input)
        pending = .allocate(byteCount: 256 << 10, alignment: 16)
        pendingRange = 0..<0
        do throws(FileError) {
            // Pipes give less than asked for.
            while pendingRange.count < 4 {
                let room = UnsafeMutableRawBufferPointer(rebasing: pending[pendingRange.upperBound...])
                let count = try raw.read(into: room)
                pendingRange = 0..<pendingRange.upperBound + count
                if count == 0 { break }
            }
            decoder = try Self.decoder(UnsafeRawBufferPointer(rebasing: pending[pendingRange]), input)
        } catch {
            pending.deallocate()
            throw error
        }
    }

    deinit {
        pending.deallocate()
    }

    private static func decoder(
        _ beginning: UnsafeRawBufferPointer, _ input: LogInput
    ) throws(FileError) -> (any Decoder)? {
        do throws(DecodingError) {
            if beginning.starts(with: [0x1F, 0x8B]) { return try GzipDecoder() }
            if beginning.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return try ZstdDecoder() }
            return nil
        } catch {
            throw FileError("read", input.name, reason: error.reason)
        }
    }

    /// Whether more lines may be appended to it: it is a plain file.
    var canGrow: Bool { decoder == nil && raw.isSeekable }
    /// Whether it can be opened again from the beginning.
    var canReopen: Bool { raw.isSeekable }
    /// Bytes on disk, and how many of them were read.
    var progress: (read: Int, of: Int) { (raw.consumed, raw.size) }

    /// Fills the buffer as far as the log goes.
    ///
    /// - Returns: how many bytes; fewer than there is room only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count =
                if let decoder { try decode(decoder, into: room) } else { try readPlain(into: room) }
            if count == 0 { break }
            filled += count
        }
        position += filled
        return filled
    }

    private func readPlain(into room: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard !pendingRange.isEmpty else { return try raw.read(into: room) }
        let count = min(room.count, pendingRange.count)
        room.copyBytes(from: pending[pendingRange.prefix(count)])
        pendingRange = pendingRange.dropFirst(count)
        return count
    }

    private func decode(
        _ decoder: any Decoder, into room: UnsafeMutableRawBufferPointer
    ) throws(FileError) -> Int {
        while true {
            if pendingRange.isEmpty, !isRawAtEnd {
                let count = try raw.read(into: pending)
                pendingRange = 0..<count
                isRawAtEnd = count == 0
            }
            let step: (taken: Int, made: Int)
            do throws(DecodingError) {
                step = try decoder.decode(UnsafeRawBufferPointer(rebasing: pending[pendingRange]), into: room)
            } catch {
                throw FileError("read", input.name, reason: error.reason)
            }
            pendingRange = pendingRange.dropFirst(step.taken)
            if step.made > 0 { return step.made }
            if step.taken == 0, isRawAtEnd {
                guard decoder.isBetweenFrames else {
                    throw FileError("read", input.name, reason: "its compressed data ends too soon")
                }
                return 0
            }
        }
    }

    /// Passes over bytes.
    ///
    /// - Parameter target: not before ``position``.
    /// - Returns: whether the log is that long.
    func skip(to target: Int) throws(FileError) -> Bool {
        if canGrow {
            guard target <= raw.size else { return false }
            try raw.seek(to: target)
            pendingRange = 0..<0
            position = target
            return true
        }
        let size = 256 << 10
        let waste = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        defer { waste.deallocate() }
        while position < target {
            let wanted = UnsafeMutableRawBufferPointer(rebasing: waste[..<min(size, target - position)])
            if try read(into: wanted) == 0 { return false }
        }
        return true
    }
}
