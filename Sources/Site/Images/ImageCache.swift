import Diagnostics
import Files
import Sealing

/// `.sealpress/cache/images/`: what was made of pictures, so that it is made once.
///
/// An entry is named for all that its bytes depend on, and holds the same name, a digest over the rest, a table and
/// the files one after the other. What does not fit together is made anew.
struct ImageCache: Sendable {
    let folder: String
    private let root: String
    private static let name = "images"

    init(root: String) {
        self.root = root
        folder = "\(root)/\(CacheFolder.path)/\(Self.name)"
    }

    /// What an entry holds, but for the bytes.
    struct Entry: Sendable {
        /// 64 hex digits.
        var key: String
        var images: [Image]

        struct Image: Sendable {
            var width: Int
            var height: Int
            var digest: SHA256Digest
            /// Where its bytes stand in the entry's file.
            var range: Range<Int>
        }
    }

    /// One file to put into an entry.
    struct File: Sendable {
        var width: Int
        var height: Int
        var bytes: [UInt8]
    }

    private static let format = "sealpress-images/1"

    /// - Returns: nil where there is none, or one that is damaged or not ours.
    func entry(_ key: String) -> Entry? {
        guard let bytes = try? FileSystem.read(folder + "/" + key) else { return nil }
        let front = Array("\(Self.format)\n\(key)\n".utf8)
        guard bytes.starts(with: front), bytes.count > front.count + 65 else { return nil }
        let digest = bytes[front.count..<front.count + 64]
        let rest = Array(bytes[(front.count + 65)...])
        guard SHA256Digest(of: rest).hex.utf8.elementsEqual(digest),
            let end = rest.firstRange(of: Array("\n\n".utf8))
        else { return nil }
        var offset = front.count + 65 + end.upperBound
        var images: [Entry.Image] = []
        for line in rest[..<end.lowerBound].split(separator: 0x0A) {
            let numbers = line.split(separator: 0x20).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
            guard numbers.count == 3, numbers.allSatisfy({ $0 > 0 }), numbers[2] <= bytes.count - offset
            else {
                return nil
            }
            let range = offset..<offset + numbers[2]
            images.append(
                Entry.Image(
                    width: numbers[0], height: numbers[1], digest: SHA256Digest(of: Array(bytes[range])),
                    range: range))
            offset = range.upperBound
        }
        return offset == bytes.count ? Entry(key: key, images: images) : nil
    }

    func write(_ key: String, _ files: [File]) throws {
        var rest = files.map { "\($0.width) \($0.height) \($0.bytes.count)\n" }.joined() + "\n"
        if files.isEmpty { rest += "\n" }
        let bytes = Array(rest.utf8) + files.flatMap(\.bytes)
        let front = "\(Self.format)\n\(key)\n\(SHA256Digest(of: bytes).hex)\n"
        try CacheFolder.write(Array(front.utf8) + bytes, root: root, name: Self.name + "/" + key)
    }

    /// The bytes of one file.
    func bytes(_ image: Entry.Image, of entry: Entry) throws -> [UInt8] {
        let bytes = try FileSystem.read(
            folder + "/" + entry.key, from: image.range.lowerBound, count: image.range.count)
        guard SHA256Digest(of: bytes) == image.digest else {
            throw DiagnosticError(
                .error("the cache of images was changed while the site was built", hint: "build again"))
        }
        return bytes
    }

    /// Removes entries that are not among these; what is not an entry is not ours and stays.
    func keep(_ keys: Set<String>) throws {
        guard try FileSystem.status(folder)?.kind == .folder else { return }
        for entry in try FileSystem.list(folder) where entry.kind == .file && !keys.contains(entry.path) {
            guard entry.path.utf8.count == 64, entry.path.utf8.allSatisfy({ Self.hexDigits.contains($0) })
            else { continue }
            _ = try FileSystem.removeFile(RelativePath(entry.path), below: folder)
        }
    }

    private static let hexDigits = Set("0123456789abcdef".utf8)
}
