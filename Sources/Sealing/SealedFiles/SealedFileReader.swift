/// A sealed file, opened.
public struct OpenedFile: Sendable, Equatable {
    public let header: SealedHeader
    /// The grant that opened it.
    public let grant: GrantEpoch
    /// With its padding: HTML ends in spaces that may not have been the author's.
    public let plaintext: [UInt8]
}

extension SealedFile {
    /// Opens a sealed file that is in memory.
    ///
    /// - Parameters:
    ///   - file: The whole file.
    ///   - id: The id in the file's name.
    ///   - held: The grant keys to try.
    /// - Throws: ``OpeningError``; ``SealingError/aesUnavailable``.
    public static func open(_ file: [UInt8], id: SealedID, with held: HeldGrants) throws -> OpenedFile {
        var plaintext: [UInt8] = []
        plaintext.reserveCapacity(file.count)
        return try file.withUnsafeBytes { file in
            var rest = file[...]
            let (header, grant) = try open(
                reading: { buffer in
                    let taken = rest.prefix(buffer.count)
                    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: taken))
                    rest = rest.dropFirst(taken.count)
                    return taken.count
                }, id: id, with: held, to: { plaintext.append(contentsOf: $0) })
            return OpenedFile(header: header, grant: grant, plaintext: plaintext)
        }
    }

    /// Opens a sealed file of any length, holding two chunks at a time.
    ///
    /// Every chunk that reaches `sink` is authentic and in its place, but only a return without an error
    /// says that the file is complete: when this throws, discard what `sink` got.
    ///
    /// - Parameters:
    ///   - source: Reads the sealed file from its beginning.
    ///   - id: The id in the file's name.
    ///   - held: The grant keys to try.
    ///   - sink: Takes the plaintext, padding included.
    /// - Returns: The header, and the grant that opened the file.
    /// - Throws: ``OpeningError``; ``SealingError/aesUnavailable``; what the source or the sink throws.
    public static func open(
        reading source: ByteSource, id: SealedID, with held: HeldGrants, to sink: ByteSink
    ) throws -> (header: SealedHeader, grant: GrantEpoch) {
        var (front, header) = try readHeader(from: source)
        if header.id != id { throw OpeningError.wrongID(found: header.id.hex) }
        let (contentKey, grant) = try header.unwrap(with: held)
        let cipher = try PayloadCipher(contentKey: contentKey, header: header)
        front.removeFirst(header.bytes.count)
        try openChunks(of: source, after: front, with: cipher, to: sink)
        return (header, grant)
    }

    /// Reads until the header is complete; returns what was read, which may be more than the header.
    private static func readHeader(from source: ByteSource) throws -> (front: [UInt8], SealedHeader) {
        var front: [UInt8] = []
        var wanted = 4096
        var newlines = 0
        while newlines < 2, front.count < SealedHeader.maximumCount {
            let block = try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
                count = try readFully(buffer.raw(wanted), from: source)
            }
            front += block
            if block.count < wanted { break }
            newlines += block.count { $0 == UInt8(ascii: "\n") }
            wanted = min(wanted * 2, SealedHeader.maximumCount)
        }
        return (front, try SealedHeader(readingFrontOf: front))
    }

    private static func openChunks(
        of source: ByteSource, after front: [UInt8], with cipher: borrowing PayloadCipher, to sink: ByteSink
    ) throws {
        let sealedCount = chunkCount + AESGCM.tagCount
        var front = front[...]
        /// Fills the buffer from `front`, then from the source.
        func next(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
            let taken = front.prefix(buffer.count)
            buffer.copyBytes(from: taken)
            front = front.dropFirst(taken.count)
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[taken.count...])
            return try taken.count + readFully(rest, from: source)
        }
        try withUnsafeTemporaryAllocation(byteCount: 2 * sealedCount + chunkCount, alignment: 16) { buffers in
            var current = UnsafeMutableRawBufferPointer(rebasing: buffers[..<sealedCount])
            var following = UnsafeMutableRawBufferPointer(rebasing: buffers[sealedCount..<(2 * sealedCount)])
            let plaintext = UnsafeMutableRawBufferPointer(rebasing: buffers[(2 * sealedCount)...])
            var count = try next(current)
            for chunk in 0... {
                let followingCount = count == sealedCount ? try next(following) : 0
                let isLast = followingCount == 0
                let plaintextCount = count - AESGCM.tagCount
                // An empty last chunk after a full one would be a second way to write the same plaintext.
                guard plaintextCount > 0 || (plaintextCount == 0 && chunk == 0),
                    cipher.open(
                        UnsafeRawBufferPointer(rebasing: current[..<count]), chunk: chunk, isLast: isLast,
                        into: plaintext)
                else { throw OpeningError.damaged }
                try sink(UnsafeRawBufferPointer(rebasing: plaintext[..<plaintextCount]))
                if isLast { return }
                swap(&current, &following)
                count = followingCount
            }
        }
    }
}
