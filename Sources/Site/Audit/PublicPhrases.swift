/// Titles, headings and other short texts that everyone may read, and that layouts put side by side: a list of what a
/// course teaches has each of them in its own source, and the run from one to the next in none.
struct PublicPhrases: Sendable {
    private var whole: Set<UInt64> = []
    /// Beginnings and ends, the phrases themselves among them.
    private var heads: Set<UInt64> = []
    private var tails: Set<UInt64> = []

    /// No run has more words.
    private static let most = shingleWeight

    /// - Parameter words: the hashes of a text's words.
    init(_ texts: some Sequence<String>, words: (String) -> [UInt64]) {
        for text in texts {
            let words = words(text)
            guard !words.isEmpty else { continue }
            if words.count <= Self.most { whole.insert(Self.hash(words[...])) }
            for count in 1...min(words.count, Self.most) {
                heads.insert(Self.hash(words.prefix(count)))
                tails.insert(Self.hash(words.suffix(count)))
            }
        }
    }

    /// Whether the run is the end of a phrase, any number of whole ones, and the beginning of another.
    func explain(_ run: [UInt64]) -> Bool {
        guard run.count > 1 else { return false }
        var isEdge = [Bool](repeating: false, count: run.count)
        for edge in 1..<run.count {
            isEdge[edge] =
                tails.contains(Self.hash(run[..<edge]))
                || (1..<edge).contains { isEdge[$0] && whole.contains(Self.hash(run[$0..<edge])) }
            if isEdge[edge], heads.contains(Self.hash(run[edge...])) { return true }
        }
        return false
    }

    private static func hash(_ words: ArraySlice<UInt64>) -> UInt64 {
        words.reduce(0xCBF2_9CE4_8422_2325) { hash, word in
            let mixed = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
            return mixed ^ mixed >> 29
        }
    }
}
