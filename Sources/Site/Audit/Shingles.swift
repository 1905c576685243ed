/// Finds runs of words in text, whatever their markup, case, accents and punctuation.
///
/// A shingle is the shortest run of consecutive words, ending at a given word, that weighs 16 or more. A word
/// of letters and digits weighs 2 and a Chinese character 1: so 8 words or 16 characters. It is a function of the
/// words alone, so the same run gives the same shingle wherever it stands.
struct ShingleScanner<Sink: ShingleSink>: ~Copyable {
    /// Where the shingles go.
    private(set) var sink: Sink
    /// What a run weighs that is a shingle.
    private let fullWeight: Int

    // The words of the current run, a ring: at most 16 of them weigh enough.
    private var hashes = InlineArray<32, UInt64>(repeating: 0)
    private var weights = InlineArray<32, UInt8>(repeating: 0)
    private var first = 0
    private var count = 0
    private var weight = 0
    private var rolling: UInt64 = 0
    /// `shingleBase` to the power of each index.
    private var powers = InlineArray<32, UInt64>(repeating: 1)

    /// - Parameter fullWeight: at most 16.
    init(into sink: Sink, fullWeight: Int = shingleWeight) {
        self.sink = sink
        self.fullWeight = fullWeight
        for exponent in 1..<32 { powers[exponent] = powers[exponent - 1] &* shingleBase }
    }

    /// Ends the run: what follows does not continue what came before.
    mutating func breakRun() {
        first = 0
        count = 0
        weight = 0
        rolling = 0
        sink.endRun()
    }

    mutating func push(_ hash: UInt64, weight added: Int, at offset: Int) {
        sink.addWord(hash, weight: added)
        let last = (first + count) & 31
        hashes[last] = hash
        weights[last] = UInt8(truncatingIfNeeded: added)
        count += 1
        weight += added
        rolling = rolling &* shingleBase &+ hash
        while weight - Int(weights[first]) >= fullWeight {
            rolling = rolling &- hashes[first] &* powers[(count - 1) & 31]
            weight -= Int(weights[first])
            first = (first + 1) & 31
            count -= 1
        }
        if weight >= fullWeight { sink.add(rolling, endingAt: offset) }
    }
}

/// Takes the shingles of a text.
protocol ShingleSink {
    /// - Parameters:
    ///   - shingle: the hash of the run.
    ///   - offset: of the byte just after its last word.
    mutating func add(_ shingle: UInt64, endingAt offset: Int)

    /// Called for each word before the shingle that ends with it.
    mutating func addWord(_ hash: UInt64, weight: Int)

    /// Called where what follows does not continue what came before.
    mutating func endRun()
}

extension ShingleSink {
    @inline(__always)
    mutating func addWord(_ hash: UInt64, weight: Int) {}

    @inline(__always)
    mutating func endRun() {}
}

/// What a run weighs that is long enough to be a leak.
let shingleWeight = 16

private let shingleBase: UInt64 = 0x9E37_79B9_7F4A_7C15
