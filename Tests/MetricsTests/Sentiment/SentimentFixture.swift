import Foundation
import Metrics
import Testing

/// A tab-separated file of the test's fixtures.
func fixtureRows(_ name: String, columns: Int) throws -> [[String]] {
    let url = try #require(Bundle.module.resourceURL).appending(path: name)
    let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
        $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    try #require(rows.allSatisfy { $0.count == columns })
    return rows
}

/// Labelled sentences, one half or both; see the fixtures' README.
func labelledSentences(_ language: String) throws -> [(text: String, label: SentimentLabel)] {
    try fixtureRows("sentences-\(language).tsv", columns: 2).map { row in
        (row[1], try #require(SentimentLabel(rawValue: row[0])))
    }
}
