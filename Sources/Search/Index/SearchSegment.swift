/// The words of a few pages that follow each other: segments are made side by side and put together at the end.
public struct SearchSegment: Sendable {
    /// How many pages a segment holds at most.
    public static let length = 256
    /// Where one file of texts ends and the next begins, in bytes; only a single page may be longer.
    static let textSize = 10_000
    /// How many pages share a file of texts at most: as many as fit into the last digits of a page's number.
    static let mostTogether = 16
    /// How much of a page's text is kept for excerpts, in bytes; all of its words are found.
    static let longestText = 12_000

    /// How often a word counts by where it stands.
    enum Weight {
        static let text: UInt32 = 1
        /// Beside its place in the text.
        static let heading: UInt32 = 3
        static let keywords: UInt32 = 2
        static let title: UInt32 = 8
    }

    /// A file with addresses, titles and texts of pages.
    public struct TextFile: Sendable {
        /// A page's number, without its last four bits.
        public var number: Int
        /// JSON: `[[ADDRESS,TITLE,TEXT],…]`, with a fourth field where a page's language is not the site's.
        public var bytes: [UInt8]
    }

    /// The texts, for whoever writes them; taking them keeps memory small.
    public private(set) var texts: [TextFile]
    /// The number of each page in the index.
    let numbers: [Int]
    /// How many words the text of each page has.
    let lengths: [UInt32]
    let terms: TermTable
    /// Where each term's postings begin in `pages` and `weights`, and where the last one's end.
    let starts: [Int]
    /// Indices into `numbers`.
    let pages: [UInt8]
    let weights: [UInt16]

    /// - Parameters:
    ///   - pages: at most ``length``; further ones are left out.
    ///   - number: of the segment among those of its index, from 0.
    public init(_ pages: [SearchPage], number: Int) {
        var builder = SegmentBuilder()
        var writer = TextWriter(firstFile: number * Self.length)
        for page in pages.prefix(Self.length) {
            let text = PageText(html: page.html)
            builder.add(page, text)
            writer.add(page, text)
        }
        texts = writer.finish()
        numbers = writer.numbers
        lengths = builder.lengths
        (terms, starts, self.pages, weights) = builder.finish()
    }

    /// The texts, which the segment then no longer holds.
    public mutating func takeTexts() -> [TextFile] {
        defer { texts = [] }
        return texts
    }
}

/// Counts the words of pages.
private struct SegmentBuilder {
    private(set) var lengths: [UInt32] = []
    private var counter = Counter()
    private var scanner = WordScanner()
    // Postings in the order of pages.
    private var postingTerms: [UInt32] = []
    private var postingWeights: [UInt16] = []
    /// How many postings there are up to and with each page.
    private var ends: [Int] = []

    /// Adds up the weights of the words of one page.
    private struct Counter: WordSink {
        var terms = TermTable()
        /// By term; zero between pages.
        var weights: [UInt32] = []
        /// The terms of this page.
        var met: [Int] = []
        var weight = SearchSegment.Weight.text
        var count: UInt32 = 0

        mutating func add(_ word: UnsafeBufferPointer<UInt8>) {
            let term = terms.number(of: word)
            if term == weights.count { weights.append(0) }
            if weights[term] == 0 { met.append(term) }
            weights[term] &+= weight
            count &+= 1
        }
    }

    mutating func add(_ page: SearchPage, _ text: PageText) {
        counter.count = 0
        scan(text.bytes, weight: SearchSegment.Weight.text)
        lengths.append(counter.count)
        for heading in text.headings {
            scan(text.bytes[heading], weight: SearchSegment.Weight.heading)
        }
        scan(page.title.utf8, weight: SearchSegment.Weight.title)
        scan(page.keywords.utf8, weight: SearchSegment.Weight.keywords)
        for term in counter.met {
            postingTerms.append(UInt32(term))
            postingWeights.append(UInt16(clamping: counter.weights[term]))
            counter.weights[term] = 0
        }
        counter.met.removeAll(keepingCapacity: true)
        ends.append(postingTerms.count)
    }

    private mutating func scan(_ text: some Sequence<UInt8>, weight: UInt32) {
        counter.weight = weight
        scanner.scan(text, into: &counter)
    }

    /// The postings in the order of terms, each term's in the order of pages.
    func finish() -> (terms: TermTable, starts: [Int], pages: [UInt8], weights: [UInt16]) {
        var starts = [Int](repeating: 0, count: counter.terms.count + 1)
        for term in postingTerms { starts[Int(term) + 1] += 1 }
        for term in 0..<counter.terms.count { starts[term + 1] += starts[term] }
        var next = starts
        var pages = [UInt8](repeating: 0, count: postingTerms.count)
        var weights = [UInt16](repeating: 0, count: postingTerms.count)
        var posting = 0
        for (page, end) in ends.enumerated() {
            while posting < end {
                let term = Int(postingTerms[posting])
                pages[next[term]] = UInt8(page)
                weights[next[term]] = postingWeights[posting]
                next[term] += 1
                posting += 1
            }
        }
        return (counter.terms, starts, pages, weights)
    }
}

/// Puts the texts of pages into files of about the same size, and numbers pages by where they stand.
private struct TextWriter {
    private(set) var numbers: [Int] = []
    private var files: [SearchSegment.TextFile] = []
    private var current: [UInt8] = []
    private var count = 0
    private let firstFile: Int

    init(firstFile: Int) {
        self.firstFile = firstFile
    }

    mutating func add(_ page: SearchPage, _ text: PageText) {
        var entry: [UInt8] = [UInt8(ascii: "[")]
        entry.reserveCapacity(text.bytes.count + 256)
        entry.appendJSON(page.address.utf8)
        entry.append(UInt8(ascii: ","))
        entry.appendJSON(page.title.utf8)
        entry.append(UInt8(ascii: ","))
        entry.appendJSON(text.bytes.beginning(SearchSegment.longestText))
        if let language = page.language {
            entry.append(UInt8(ascii: ","))
            entry.appendJSON(language.utf8)
        }
        entry.append(UInt8(ascii: "]"))
        if count > 0,
            count == SearchSegment.mostTogether || current.count + entry.count > SearchSegment.textSize
        {
            close()
        }
        current.append(count == 0 ? UInt8(ascii: "[") : UInt8(ascii: ","))
        current += entry
        numbers.append((firstFile + files.count) * SearchSegment.mostTogether + count)
        count += 1
    }

    private mutating func close() {
        guard count > 0 else { return }
        files.append(
            SearchSegment.TextFile(number: firstFile + files.count, bytes: current + [UInt8(ascii: "]")]))
        current = []
        count = 0
    }

    mutating func finish() -> [SearchSegment.TextFile] {
        close()
        return files
    }
}

extension [UInt8] {
    /// The first bytes, at most `count`, up to the end of a character.
    fileprivate func beginning(_ count: Int) -> ArraySlice<UInt8> {
        guard self.count > count else { return self[...] }
        var end = count
        while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 }
        return self[..<end]
    }
}
