import Foundation
import Search

/// Known answers, shared with the reader's tests in the browser.
func vectorFile(_ name: String) -> URL {
    (Bundle.module.resourceURL ?? URL(filePath: ".")).appending(path: "Vectors/" + name)
}

/// Collects words as text.
struct Collected: WordSink {
    var words: [String] = []

    mutating func add(_ word: UnsafeBufferPointer<UInt8>) {
        words.append(String(decoding: word, as: UTF8.self))
    }
}

/// The words that an index counts.
func scanned(_ text: String) -> [String] {
    var scanner = WordScanner()
    var sink = Collected()
    scanner.scan(text.utf8, into: &sink)
    return sink.words
}

/// The same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
