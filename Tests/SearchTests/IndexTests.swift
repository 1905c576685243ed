import Foundation
import Search
import TestSupport
import Testing

@Suite("The index")
struct IndexTests {
    /// Pages of words of which some are rare, with headings, tags and Chinese text.
    static func pages(_ count: Int, seed: UInt64 = 4) -> [SearchPage] {
        var random = SeededGenerator(seed: seed)
        let latin = (0..<400).map { number in "w\(number * number % 997)x" }
        let chinese = Array("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜")
        func words(_ count: Int) -> String {
            (0..<count).map { _ in
                // The beginning of the list comes up far more often.
                let skewed =
                    Double.random(in: 0..<1, using: &random) * Double.random(in: 0..<1, using: &random)
                return latin[Int(skewed * Double(latin.count))]
            }.joined(separator: " ")
        }
        return (0..<count).map { number in
            let hanzi = String((0..<20).map { _ in chinese.randomElement(using: &random) ?? "天" })
            return SearchPage(
                address: "articles/p\(number)/", title: "Page \(number) " + words(3), keywords: words(2),
                html: Array(
                    "<p>\(words(Int.random(in: 5...60, using: &random)))</p><h2>\(words(2))</h2><p>\(hanzi)。</p>"
                        .utf8))
        }
    }

    @Test("what is read back is what a count of every page gives")
    func roundTrip() throws {
        let pages = Self.pages(700)
        let built = BuiltIndex(pages)
        let read = try ReadIndex(built.index)
        let entries = try built.entries()
        #expect(read.pages == 700)
        #expect(entries.count == 700)
        let place = Dictionary(uniqueKeysWithValues: pages.enumerated().map { ($1.address, $0) })
        let words = read.words.mapValues { postings in
            postings.map { posting in
                let page = entries[posting.page].flatMap { $0.first }.flatMap { place[$0] }
                return ReadIndex.Posting(page: page ?? -1, share: posting.share)
            }
        }
        #expect(words == Reference(pages).postings())
        for entry in entries.values {
            let page = pages[place[entry[0]] ?? 0]
            #expect(entry[1] == page.title)
            #expect(Array(entry[2].utf8) == PageText(html: page.html).bytes)
        }
    }

    @Test("the same pages give the same bytes, in whatever order segments are made")
    func deterministic() {
        let pages = Self.pages(600)
        let (one, other) = (BuiltIndex(pages), BuiltIndex(pages, backwards: true))
        #expect(one.index.list == other.index.list)
        #expect(one.index.shards == other.index.shards)
        #expect(one.texts.map(\.bytes) == other.texts.map(\.bytes))
    }

    @Test("every word is in the shard that the list of first words leads to")
    func shards() throws {
        let index = BuiltIndex(Self.pages(1_200)).index
        let read = try ReadIndex(index)
        #expect(read.shards.count > 3)
        #expect(read.first.count == read.shards.count)
        for (number, shard) in read.shards.enumerated() {
            for (word, _) in shard {
                let last = read.first.lastIndex { !word.utf8.lexicographicallyPrecedes($0.utf8) }
                #expect(last == number, "\(word)")
            }
            #expect(shard.count == 1 || index.shards[number].count <= 16_384 + 4)
        }
        let all = read.shards.joined().map(\.word)
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test("files of texts are of one size, and only the beginning of a very long page is in them")
    func texts() throws {
        let long = String(repeating: "历 long words ", count: 2_000)
        let pages =
            Self.pages(300) + [
                SearchPage(address: "long/", title: "Long", html: Array((long + "finally").utf8))
            ]
        let built = BuiltIndex(pages)
        for file in built.texts {
            let count = try JSONDecoder().decode([[String]].self, from: Data(file.bytes)).count
            #expect(count == 1 || file.bytes.count <= 10_001)
            #expect(count <= 16 && file.bytes.count < 12_300)
        }
        #expect(try ReadIndex(built.index).words["finally"]?.count == 1)
    }

    @Test("an empty site, an empty page and quotes in titles are fine")
    func edges() throws {
        let none = BuiltIndex([])
        #expect(
            String(decoding: none.index.list, as: UTF8.self)
                == #"{"format":"sealpress-search/1","pages":0,"first":[]}"# + "\n")
        #expect(none.index.shards.isEmpty && none.texts.isEmpty)
        let odd = BuiltIndex([SearchPage(address: "a/", title: "\"q\\\u{1}\"", html: [])])
        #expect(try odd.entries()[0] == ["a/", "\"q\\ \"", ""])
        #expect(try ReadIndex(odd.index).words.keys.sorted() == ["q"])
        let foreign = BuiltIndex([SearchPage(address: "a/", title: "A", language: "zh", html: [])])
        #expect(try foreign.entries()[0] == ["a/", "A", "", "zh"])
    }

    @Test("the list of a sealed index names its files")
    func namedFiles() throws {
        let index = BuiltIndex([SearchPage(address: "a/", title: "One", html: [])]).index
        let list = String(decoding: index.list(words: ["aa"], texts: [(0, "bb"), (3, "cc")]), as: UTF8.self)
        #expect(
            list
                == #"{"format":"sealpress-search/1","pages":1,"first":[""],"words":["aa"],"texts":{"0":"bb","3":"cc"}}"#
                + "\n")
    }
}
