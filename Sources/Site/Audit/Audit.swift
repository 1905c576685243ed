import Diagnostics

/// Text that only some may read, and where its author wrote it.
struct PremiumText: Sendable {
    /// The section's HTML before it was sealed.
    var html: [UInt8]
    /// Where the section begins.
    var location: SourceLocation
    var sectionID: String
}

/// Looks for premium text in what is about to be published.
///
/// The last line of defence: the types already keep sealed text out of pages and feeds. A run of 8 words or 16
/// Chinese characters of a sealed section that stands in a public file, and in no public source, fails the build.
struct Audit: Sendable {
    private let texts: [PremiumText]
    /// The shingles of all texts.
    private let premium: Set<UInt64>
    /// A filter of them, which says no faster.
    private let filter: BloomFilter
    /// A filter of the shorter runs of all texts.
    private let probe: Probe

    /// Runs of premium text met in one public file: hash, and the offset just after.
    struct Finding: Sendable {
        var path: String
        var runs: [UInt64: Int]
    }

    init(_ texts: [PremiumText], threads: Int) {
        self.texts = texts
        let found = texts.parallelMap(threads: threads) { text in
            (
                whole: Self.shingles(of: text.html, form: .markup, into: All()).shingles,
                short: Self.shingles(
                    of: text.html, form: .markup, into: EverySecond(), fullWeight: Probe.weight
                )
                .shingles
            )
        }
        premium = found.reduce(into: Set()) { $0.formUnion($1.whole) }
        filter = BloomFilter(premium)
        probe = Probe(found.flatMap(\.short))
    }

    /// Premium runs in one file, or nil when there are none.
    func search(_ bytes: [UInt8], form: Form, path: String) -> Finding? {
        guard !premium.isEmpty else { return nil }
        guard Self.shingles(of: bytes, form: form, into: probe, fullWeight: Probe.weight).isHit else {
            return nil
        }
        let runs = Self.shingles(of: bytes, form: form, into: Matches(filter: filter, premium: premium)).runs
        return runs.isEmpty ? nil : Finding(path: path, runs: runs)
    }

    /// Tells quickly that a file holds no premium run, as nearly all do.
    ///
    /// It knows every second run of 7 words (14 characters) of the premium texts: of those, a run of 8 (16) holds two in
    /// a row.
    private struct Probe: ShingleSink {
        static let weight = 14

        private let filter: BloomFilter
        private(set) var isHit = false

        init(_ runs: [UInt64]) {
            filter = BloomFilter(runs)
        }

        @inline(__always)
        mutating func add(_ shingle: UInt64, endingAt offset: Int) {
            if filter.mayContain(shingle) { isHit = true }
        }
    }

    /// Collects the first of each two shingles.
    private struct EverySecond: ShingleSink {
        private var isNext = false
        private(set) var shingles: [UInt64] = []

        mutating func add(_ shingle: UInt64, endingAt offset: Int) {
            isNext.toggle()
            if isNext { shingles.append(shingle) }
        }
    }

    /// Collects the shingles that are premium.
    private struct Matches: ShingleSink {
        let filter: BloomFilter
        let premium: Set<UInt64>
        var runs: [UInt64: Int] = [:]

        @inline(__always)
        mutating func add(_ shingle: UInt64, endingAt offset: Int) {
            guard filter.mayContain(shingle), premium.contains(shingle) else { return }
            runs[shingle] = runs[shingle] ?? offset
        }
    }

    /// Collects every shingle.
    private struct All: ShingleSink {
        var shingles: Set<UInt64> = []

        mutating func add(_ shingle: UInt64, endingAt offset: Int) {
            shingles.insert(shingle)
        }
    }

    /// The errors that findings amount to, once what public sources hold too is set aside.
    ///
    /// - Parameter publicSources: every text that the author wrote for everyone; read only when there is a finding.
    func diagnostics(for findings: [Finding], publicSources: PublicSources) -> [Diagnostic] {
        var suspects = findings.reduce(into: Set<UInt64>()) { $0.formUnion($1.runs.keys) }
        guard !suspects.isEmpty else { return [] }
        for source in publicSources.texts {
            if suspects.isEmpty { return [] }
            suspects.subtract(Self.shingles(of: source.bytes(), form: source.form, into: All()).shingles)
        }
        guard !suspects.isEmpty else { return [] }
        var owned = owned(suspects)
        let phrases = PublicPhrases(publicSources.phrases) { text in
            Self.shingles(of: Array(text.utf8), form: .plain, into: WordRuns()).words
        }
        owned = owned.filter { !phrases.explain($0.value.words) }
        return findings.flatMap { finding in
            Set(finding.runs.keys.compactMap { owned[$0]?.text }).sorted().map { owner in
                let text = texts[owner]
                return Diagnostic.error(
                    "text of the sealed section '\(text.sectionID)' would be published in \(finding.path)",
                    at: text.location,
                    hint:
                        "8 words or 16 Chinese characters in a row stand in both; change one, or make the text public"
                )
            }
        }
    }

    /// Which text each run stands in first, and the words of the run.
    private func owned(_ runs: Set<UInt64>) -> [UInt64: (text: Int, words: [UInt64])] {
        var owned: [UInt64: (text: Int, words: [UInt64])] = [:]
        for (index, text) in texts.enumerated() {
            let found = Self.shingles(of: text.html, form: .markup, into: WordRuns(wanted: runs)).found
            owned.merge(found.mapValues { (index, $0) }) { first, _ in first }
        }
        return owned
    }

    /// Collects words, and those of the shingles that are wanted.
    private struct WordRuns: ShingleSink {
        var wanted: Set<UInt64> = []
        private(set) var words: [UInt64] = []
        private(set) var found: [UInt64: [UInt64]] = [:]
        /// Of the words since the run began.
        private var weights: [Int] = []

        init(wanted: Set<UInt64> = []) {
            self.wanted = wanted
        }

        mutating func addWord(_ hash: UInt64, weight: Int) {
            words.append(hash)
            weights.append(weight)
        }

        mutating func endRun() { weights = [] }

        mutating func add(_ shingle: UInt64, endingAt offset: Int) {
            guard wanted.contains(shingle), found[shingle] == nil else { return }
            var (count, weight) = (0, 0)
            while weight < shingleWeight, count < weights.count {
                count += 1
                weight += weights[weights.count - count]
            }
            found[shingle] = Array(words.suffix(count))
        }
    }

    private static func shingles<Sink: ShingleSink>(
        of bytes: [UInt8], form: Form, into sink: Sink, fullWeight: Int = shingleWeight
    ) -> Sink {
        var scanner = ShingleScanner(into: sink, fullWeight: fullWeight)
        bytes.withUnsafeBufferPointer { scanner.scan($0, as: form) }
        return scanner.sink
    }
}
