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
