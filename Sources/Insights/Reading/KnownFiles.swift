import Foundation

/// The digest of some of a file's bytes, by which it is known again under any name.
struct Fingerprint: Sendable, Hashable {
    var length: Int
    var digest: [UInt8]

    /// The most bytes that enter.
    static let longest = 4096

    /// The power of two up to that many bytes: of thousands of small files the beginnings then have few lengths, and
    /// each is looked for among few. 0 for none.
    static func length(upTo count: Int) -> Int {
        count <= 0 ? 0 : 1 << (Int.bitWidth - 1 - min(count, longest).leadingZeroBitCount)
    }
}

/// A file as it was when it was last read.
struct KnownFile: Sendable, Hashable {
    var id: Int
    var name: String
    /// Of the first bytes behind headers.
    var head: Fingerprint
    /// How many bytes were read, decompressed.
    var read: Int
    /// Of the last bytes before there.
    var tail: Fingerprint
    /// How many lines were read.
    var lines: Int
    /// The last line in it that named its columns; empty for most formats.
    var header: String
}

/// Every file that was ever read.
struct KnownFiles: Sendable {
    private var files: [Int: KnownFile] = [:]
    private var byHead: [Fingerprint: Set<Int>] = [:]
    private var lengths: [Int: Int] = [:]
    private var nextID = 1

    init(_ known: [KnownFile]) {
        for file in known { update(file) }
    }

    mutating func makeID() -> Int {
        defer { nextID += 1 }
        return nextID
    }

    mutating func update(_ file: KnownFile) {
        if let old = files[file.id] {
            byHead[old.head]?.remove(file.id)
            lengths[old.head.length, default: 1] -= 1
            if lengths[old.head.length] == 0 { lengths[old.head.length] = nil }
        }
        files[file.id] = file
        byHead[file.head, default: []].insert(file.id)
        lengths[file.head.length, default: 0] += 1
        nextID = max(nextID, file.id + 1)
    }

    /// Files that began with the same bytes, the one read farthest first.
    ///
    /// - Parameter head: the first bytes behind headers, at most ``Fingerprint/longest``.
    func candidates(
        _ head: UnsafeRawBufferPointer, _ digest: (UnsafeRawBufferPointer) -> [UInt8]
    ) -> [KnownFile] {
        var found: [KnownFile] = []
        for length in lengths.keys where length <= head.count {
            let print = Fingerprint(
                length: length, digest: digest(UnsafeRawBufferPointer(rebasing: head[..<length])))
            found += (byHead[print] ?? []).compactMap { files[$0] }
        }
        return found.sorted { ($0.read, $1.id) > ($1.read, $0.id) }
    }
}
