import Foundation
import Search

/// An index read back as docs/content/guide/search.md has it.
struct ReadIndex {
    struct Posting: Hashable {
        var page: Int
        var share: Int
    }

    var pages: Int
    var first: [String]
    /// The words of each shard, in order.
    var shards: [[(word: String, postings: [Posting])]]

    struct List: Decodable {
        var format: String
        var pages: Int
        var first: [String]
    }

    init(_ index: SearchIndex) throws {
        let list = try JSONDecoder().decode(List.self, from: Data(index.list))
        pages = list.pages
        first = list.first
        shards = index.shards.map { bytes in
            var reader = Reader(bytes: bytes)
            var word: [UInt8] = []
            return (0..<reader.number()).map { _ in
                word.removeLast(word.count - reader.number())
                word += reader.take(reader.number())
                let count = reader.number()
                var postings = Reader(bytes: reader.take(reader.number()))
                var page = 0
                let read = (0..<count).map { _ in
                    page += postings.number()
                    return Posting(page: page, share: Int(postings.take(1)[0]))
                }
                precondition(postings.isDone)
                return (String(decoding: word, as: UTF8.self), read)
            }
        }
    }

    var words: [String: [Posting]] {
        Dictionary(uniqueKeysWithValues: shards.joined().map { ($0.word, $0.postings) })
    }

    private struct Reader {
        var bytes: [UInt8]
        var at = 0

        var isDone: Bool { at == bytes.count }

        mutating func take(_ count: Int) -> [UInt8] {
            defer { at += count }
            return Array(bytes[at..<at + count])
        }

        mutating func number() -> Int {
            var value = 0
            var shift = 0
            while true {
                let byte = take(1)[0]
                value |= Int(byte & 127) << shift
                if byte < 128 { return value }
                shift += 7
            }
        }
    }
}

/// An index with the texts of its pages.
struct BuiltIndex {
    var index: SearchIndex
    var texts: [SearchSegment.TextFile]

    init(_ pages: [SearchPage], backwards: Bool = false) {
        let starts = Array(stride(from: 0, to: pages.count, by: SearchSegment.length))
        let order = backwards ? Array(starts.enumerated().reversed()) : Array(starts.enumerated())
        var segments = order.map { number, start in
            (
                number,
                SearchSegment(
                    Array(pages[start..<min(start + SearchSegment.length, pages.count)]), number: number)
            )
        }
        segments.sort { $0.0 < $1.0 }
        index = SearchIndex(segments.map(\.1))
        texts = segments.flatMap { $0.1.texts }
    }

    /// Address, title and text by the page's number.
    func entries() throws -> [Int: [String]] {
        var entries: [Int: [String]] = [:]
        for file in texts {
            for (place, entry) in try JSONDecoder().decode([[String]].self, from: Data(file.bytes))
                .enumerated()
            {
                entries[file.number * 16 + place] = entry
            }
        }
        return entries
    }
}

/// The slow, obvious way to find pages: every text is looked through for every word.
struct Reference {
    var pages: [SearchPage]
    private var counts: [[String: Int]]
    private var lengths: [Int]

    init(_ pages: [SearchPage]) {
        self.pages = pages
        let texts = pages.map { PageText(html: $0.html) }
        counts = zip(pages, texts).map { page, text in
            var counts: [String: Int] = [:]
            func add(_ text: String, _ weight: Int) {
                for word in WordScanner.words(of: text) { counts[word, default: 0] += weight }
            }
            add(String(decoding: text.bytes, as: UTF8.self), 1)
            for heading in text.headings { add(String(decoding: text.bytes[heading], as: UTF8.self), 3) }
            add(page.title, 8)
            add(page.keywords, 2)
            return counts
        }
        lengths = texts.map { WordScanner.words(of: String(decoding: $0.bytes, as: UTF8.self)).count }
    }

    /// Pages and shares by word; pages as indices.
    func postings() -> [String: [ReadIndex.Posting]] {
        let mean = Double(max(1, lengths.reduce(0, +))) / Double(max(1, lengths.count))
        var postings: [String: [ReadIndex.Posting]] = [:]
        for (page, words) in counts.enumerated() {
            for (word, count) in words {
                let norm = 1.2 * (0.25 + 0.75 * Double(lengths[page]) / mean)
                let share = Double(count) / (Double(count) + norm)
                postings[word, default: []].append(.init(page: page, share: max(1, Int(share * 255 + 0.5))))
            }
        }
        return postings
    }

    /// Addresses, the best first, with their scores.
    func search(_ query: [(word: String, open: Bool)]) -> [(address: String, matched: Int, score: Double)] {
        let all = postings()
        var scores = [[Double]](repeating: [Double](repeating: 0, count: query.count), count: pages.count)
        for (place, wanted) in query.enumerated() {
            for (word, postings) in all
            where word == wanted.word || wanted.open && word.hasPrefix(wanted.word) {
                let count = Double(postings.count)
                let rarity = log(1 + (Double(pages.count) - count + 0.5) / (count + 0.5))
                for posting in postings {
                    let score = rarity * (word == wanted.word ? 1 : 0.6) * Double(posting.share) / 255
                    scores[posting.page][place] = max(scores[posting.page][place], score)
                }
            }
        }
        let found = pages.indices.filter { scores[$0].contains { $0 > 0 } }
        let results = found.map { page in
            (
                address: pages[page].address, matched: scores[page].count { $0 > 0 },
                score: scores[page].reduce(0, +)
            )
        }
        // Stable: of equals the earlier page comes first.
        return results.sorted { a, b in
            a.matched != b.matched ? a.matched > b.matched : a.score > b.score
        }
    }
}
