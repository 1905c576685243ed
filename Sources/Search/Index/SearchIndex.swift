/// A search index: words in shards, and the list of shards. docs/content/guide/search.md specifies the format.
public struct SearchIndex: Sendable {
    /// What the first field of the list says.
    public static let format = "sealpress-search/1"
    /// How large a shard becomes before the next one is begun, in bytes; one word may need more.
    static let shardSize = 16_384
    /// How much the weight of a word counts, and the length of a page: BM25's k₁ and b.
    static let saturation = 1.2
    static let lengthShare = 0.75

    /// How many pages there are.
    public let pageCount: Int
    /// Where shards begin: no word of a shard before stands at or after it in the order of bytes.
    public let firstWords: [[UInt8]]
    /// The words with their pages.
    public let shards: [[UInt8]]

    /// Puts segments together; the result does not depend on who made them when.
    ///
    /// - Parameter segments: in the order of their numbers.
    public init(_ segments: [SearchSegment]) {
        pageCount = segments.reduce(0) { $0 + $1.numbers.count }
        let total = segments.reduce(0) { $1.lengths.reduce($0) { $0 + Int($1) } }
        let mean = Double(max(1, total)) / Double(max(1, pageCount))

        // Every word with the segments that have it.
        var terms = TermTable()
        var places: [(term: Int, segment: Int, local: Int)] = []
        for (number, segment) in segments.enumerated() {
            for local in 0..<segment.terms.count {
                let term = segment.terms[local].withUnsafeBufferPointer { terms.number(of: $0) }
                places.append((term, number, local))
            }
        }
        var starts = [Int](repeating: 0, count: terms.count + 1)
        for place in places { starts[place.term + 1] += 1 }
        for term in 0..<terms.count { starts[term + 1] += starts[term] }
        var next = starts
        var sorted = [(segment: Int32, local: Int32)](repeating: (0, 0), count: places.count)
        for place in places {
            sorted[next[place.term]] = (Int32(place.segment), Int32(place.local))
            next[place.term] += 1
        }

        // By page, what a weight is divided by beside itself.
        let norms = segments.map { segment in
            segment.lengths.map { length in
                Self.saturation * (1 - Self.lengthShare + Self.lengthShare * Double(length) / mean)
            }
        }
        var writer = ShardWriter()
        for term in terms.sorted() {
            var postings = Postings()
            for (segment, local) in sorted[starts[term]..<starts[term + 1]] {
                postings.add(segments[Int(segment)], term: Int(local), norms: norms[Int(segment)])
            }
            writer.add(terms[term], postings)
        }
        (firstWords, shards) = writer.finish()
    }

    /// The list of shards, of an index whose files have fixed names.
    public var list: [UInt8] {
        var json = Array(#"{"format":"\#(Self.format)","pages":\#(pageCount),"first":["#.utf8)
        for (number, word) in firstWords.enumerated() {
            if number > 0 { json.append(UInt8(ascii: ",")) }
            json.appendJSON(word)
        }
        return json + "]}\n".utf8
    }

    /// The list of an index whose files have names of their own.
    ///
    /// - Parameters:
    ///   - words: the names of the shards.
    ///   - texts: the names of the files of texts, by their numbers.
    public func list(words: [String], texts: [(number: Int, name: String)]) -> [UInt8] {
        var json = list
        json.removeLast(2)
        json += #","words":["#.utf8
        json += words.map { "\"\($0)\"" }.joined(separator: ",").utf8
        json += #"],"texts":{"#.utf8
        json += texts.map { "\"\($0.number)\":\"\($0.name)\"" }.joined(separator: ",").utf8
        return json + "}}\n".utf8
    }
}

/// The pages of one word: gaps between their numbers, and how much the word means there.
private struct Postings {
    var count = 0
    var bytes: [UInt8] = []
    private var last = 0

    mutating func add(_ segment: SearchSegment, term: Int, norms: [Double]) {
        for posting in segment.starts[term]..<segment.starts[term + 1] {
            let page = Int(segment.pages[posting])
            let weight = Double(segment.weights[posting])
            // From 0 for a word that hardly occurs to 1 for one that the page is full of.
            let share = weight / (weight + norms[page])
            bytes.appendNumber(segment.numbers[page] - last)
            bytes.append(UInt8(clamping: max(1, Int(share * 255 + 0.5))))
            last = segment.numbers[page]
            count += 1
        }
    }
}

/// Writes words in the order of their bytes into shards of about the same size.
private struct ShardWriter {
    private var shards: [[UInt8]] = []
    private var firstWords: [[UInt8]] = []
    private var words: [UInt8] = []
    private var count = 0
    private var last: ArraySlice<UInt8> = []

    mutating func add(_ word: ArraySlice<UInt8>, _ postings: Postings) {
        if count > 0, words.count + word.count + postings.bytes.count > SearchIndex.shardSize {
            close()
            firstWords.append(Self.between(last, word))
        } else if firstWords.isEmpty {
            firstWords.append([])
        }
        let shared = count == 0 ? 0 : zip(last, word).prefix { $0 == $1 }.count
        words.appendNumber(shared)
        words.appendNumber(word.count - shared)
        words += word.dropFirst(shared)
        words.appendNumber(postings.count)
        words.appendNumber(postings.bytes.count)
        words += postings.bytes
        count += 1
        last = word
    }

    /// The shortest beginning of `after` that does not stand before or at `before`.
    private static func between(_ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>) -> [UInt8] {
        let shared = zip(before, after).prefix { $0 == $1 }.count
        var end = after.startIndex + min(shared + 1, after.count)
        // Up to the end of a character.
        while end < after.endIndex, after[end] & 0xC0 == 0x80 { end += 1 }
        return Array(after[..<end])
    }

    private mutating func close() {
        guard count > 0 else { return }
        var shard: [UInt8] = []
        shard.reserveCapacity(words.count + 4)
        shard.appendNumber(count)
        shards.append(shard + words)
        words = []
        count = 0
    }

    mutating func finish() -> (firstWords: [[UInt8]], shards: [[UInt8]]) {
        close()
        return (firstWords, shards)
    }
}
