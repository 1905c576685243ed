/// Words and what they mean, looked up by their bytes.
struct WordTable: Sendable {
    /// Open addressing; a length of 0 is an empty place.
    struct Entry: Sendable {
        var hash: UInt32 = 0
        var start: Int32 = 0
        var length: UInt8 = 0
        var kind = TokenKind.plain
    }

    private(set) var entries: [Entry]
    /// The words, one behind the other.
    private(set) var bytes: [UInt8] = []

    static let seed: UInt32 = 2_166_136_261

    /// FNV-1a, a byte at a time.
    @inline(__always)
    static func hash(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
        (hash ^ UInt32(byte)) &* 16_777_619
    }

    init(_ words: Words) {
        let lists: [(String, TokenKind)] = [
            (words.keywords, .keyword), (words.constants, .constant), (words.types, .type),
            (words.functions, .function),
        ]
        let all = lists.flatMap { list, kind in
            list.split(whereSeparator: \.isWhitespace).map { (Array($0.utf8), kind) }
        }
        var size = 8
        while size < 2 * all.count { size *= 2 }
        entries = Array(repeating: Entry(), count: size)
        for (word, kind) in all { add(word, kind) }
    }

    private mutating func add(_ word: [UInt8], _ kind: TokenKind) {
        let hash = word.reduce(Self.seed) { Self.hash($0, $1) }
        var index = Int(hash) & (entries.count - 1)
        while entries[index].length != 0 { index = (index + 1) & (entries.count - 1) }
        entries[index] = Entry(
            hash: hash, start: Int32(bytes.count), length: UInt8(clamping: word.count), kind: kind)
        bytes += word
    }
}
