import Foundation
import Testing

/// Expects two texts to be the same, and shows both as they are where they are not.
func expect(
    _ actual: String, is expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    guard actual != expected else { return }
    Issue.record("expected:\n\(expected)\nfound:\n\(actual)", sourceLocation: sourceLocation)
}

extension Collection where Element == UInt8 {
    /// Whether the bytes of `text` stand somewhere in these.
    func contains(text: String) -> Bool {
        Data(self).range(of: Data(text.utf8)) != nil
    }
}

/// What stands between two marks, for each time they occur.
func between(_ start: String, _ end: String, in text: String) -> [String] {
    text.components(separatedBy: start).dropFirst().compactMap { part in
        part.range(of: end).map { String(part[..<$0.lowerBound]) }
    }
}
