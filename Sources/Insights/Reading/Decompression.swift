import CZlib
import CZstd
import Files
import Foundation

/// Turns the bytes of a compressed file into those that were compressed.
protocol Decoder: AnyObject {
    /// Decodes what it can.
    ///
    /// - Returns: how many bytes were taken and made; both 0 when it needs more.
    /// - Throws: the reason as text.
    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(DecodingError) -> (taken: Int, made: Int)

    /// Whether the input may end here.
    var isBetweenFrames: Bool { get }
}

struct DecodingError: Error {
    let reason: String
}

/// gzip, several members one after the other, too.
final class GzipDecoder: Decoder {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private(set) var isBetweenFrames = true

    init() throws(DecodingError) {
        stream.initialize(to: z_stream())
        guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw DecodingError(reason: "zlib does not start")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(DecodingError) -> (taken: Int, made: Int) {
        guard !input.isEmpty else { return (0, 0) }
        if isBetweenFrames { inflateReset(stream) }
        let (given, room) = (min(input.count, 1 << 30), min(output.count, 1 << 30))
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(given)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room)
        let code = inflate(stream, Z_NO_FLUSH)
        guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
            throw DecodingError(reason: "its gzip data is damaged")
        }
        isBetweenFrames = code == Z_STREAM_END
        return (given - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out))
    }
}

/// Zstandard, several frames one after the other, too.
final class ZstdDecoder: Decoder {
    private let stream: OpaquePointer
    private(set) var isBetweenFrames = true

    init() throws(DecodingError) {
        guard let stream = ZSTD_createDStream() else { throw DecodingError(reason: "zstd does not start") }
        self.stream = stream
    }

    deinit {
        ZSTD_freeDStream(stream)
    }

    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(DecodingError) -> (taken: Int, made: Int) {
        guard !(input.isEmpty && isBetweenFrames) else { return (0, 0) }
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let code = ZSTD_decompressStream(stream, &target, &source)
        guard ZSTD_isError(code) == 0 else { throw DecodingError(reason: "its Zstandard data is damaged") }
        isBetweenFrames = code == 0
        return (source.pos, target.pos)
    }
}
