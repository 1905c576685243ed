import Foundation
import Search
import Testing

/// `Vectors/ranking.json`: pages, the files of their index, and what queries find. The tests of the reader read the
/// same file in the browser. `SEALPRESS_RECORD=1` writes files and results anew.
@Suite("Who comes first")
struct RankingTests {
    struct Known: Codable {
        struct Page: Codable {
            var address: String
            var title: String
            var keywords: String
            var html: String
        }
        struct Word: Codable {
            var word: String
            var open: Bool
        }
        struct Result: Codable, Equatable {
            var address: String
            var matched: Int
            var score: Double
        }
        struct Query: Codable {
            var text: String
            var words: [Word]
            var results: [Result]
        }
        var pages: [Page]
        /// By the name under which the reader asks for them, in base64.
        var files: [String: String]
        var queries: [Query]
    }

    @Test("queries find the known pages in the known order, and the index has the known bytes")
    func known() throws {
        let file = vectorFile("ranking.json")
        var known = try JSONDecoder().decode(Known.self, from: Data(contentsOf: file))
        let pages = known.pages.map {
            SearchPage(address: $0.address, title: $0.title, keywords: $0.keywords, html: Array($0.html.utf8))
        }
        let built = BuiltIndex(pages)
        var files = ["index": Data(built.index.list).base64EncodedString()]
        for (number, shard) in built.index.shards.enumerated() {
            files["words/\(number)"] = Data(shard).base64EncodedString()
        }
        for text in built.texts { files["texts/\(text.number)"] = Data(text.bytes).base64EncodedString() }
        let reference = Reference(pages)
        let results = known.queries.map { query in
            reference.search(query.words.map { ($0.word, $0.open) }).map {
                Known.Result(
                    address: $0.address, matched: $0.matched, score: ($0.score * 1e6).rounded() / 1e6)
            }
        }
        if ProcessInfo.processInfo.environment["SEALPRESS_RECORD"] != nil {
            known.files = files
            for number in known.queries.indices { known.queries[number].results = results[number] }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let source = URL(filePath: #filePath).deletingLastPathComponent().appending(
                path: "Vectors/ranking.json")
            try (encoder.encode(known) + Data("\n".utf8)).write(to: source)
            return
        }
        #expect(files == known.files)
        for (query, found) in zip(known.queries, results) { #expect(found == query.results, "\(query.text)") }
    }

    @Test("a word in the title counts for more than one in a heading, and that for more than one in the text")
    func weights() {
        func page(_ name: String, title: String = "Other", html: String) -> SearchPage {
            SearchPage(address: name, title: title, html: Array(html.utf8))
        }
        let pages = [
            page("text", html: "<h2>a thing</h2><p>about ownership here</p>"),
            page("heading", html: "<h2>an ownership</h2><p>about things here</p>"),
            page("title", title: "Ownership", html: "<h2>a thing</h2><p>about things here</p>"),
            page("none", html: "<p>nothing of the kind</p>"),
        ]
        #expect(
            Reference(pages).search([("ownership", false)]).map(\.address) == ["title", "heading", "text"])
    }
}
