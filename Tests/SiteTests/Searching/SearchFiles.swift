import Files
import Foundation
import Sealing
import Site

extension TestSite {
    static let searchConfig = config + "search: true\n"
    static let searchFolder = "_sealpress/search/"

    /// The words of all public shards.
    func publicWords() throws -> Set<String> {
        Set(try files(below: Self.searchFolder + "words/").values.flatMap { Self.words(inShard: $0) })
    }

    /// The texts of all public pages in the index.
    func publicTexts() throws -> String {
        try files(below: Self.searchFolder + "texts/").sorted { $0.key < $1.key }
            .map { String(decoding: $0.value, as: UTF8.self) }.joined()
    }

    /// What of the sealed indexes opens with these keys, by the ids of files; the rest stays shut.
    func openedSearch(_ grants: HeldGrants) throws -> [String: [UInt8]] {
        var opened: [String: [UInt8]] = [:]
        for (path, bytes) in try files(below: Self.searchFolder + "sealed/") {
            let name = path.split(separator: "/").last?.dropLast(4) ?? ""
            guard let id = SealedID(hex: String(name)) else { continue }
            opened[id.hex] = (try? SealedFile.open(bytes, id: id, with: grants))?.plaintext
        }
        return opened
    }

    /// All that a member finds in sealed indexes.
    func sealedSearch(_ member: String) throws -> String {
        try openedSearch(view(member).bundle.grants).sorted { $0.key < $1.key }
            .map { String(decoding: $0.value, as: UTF8.self) }.joined()
    }

    /// The words of a shard, as docs/content/guide/search.md has them.
    static func words(inShard bytes: [UInt8]) -> [String] {
        var rest = bytes[...]
        func number() -> Int {
            var value = 0
            var shift = 0
            while let byte = rest.popFirst() {
                value |= Int(byte & 127) << shift
                if byte < 128 { break }
                shift += 7
            }
            return value
        }
        var word: [UInt8] = []
        return (0..<number()).map { _ in
            word = Array(word.prefix(number()))
            let count = number()
            word += rest.prefix(count)
            rest = rest.dropFirst(count)
            _ = number()
            let postings = number()
            rest = rest.dropFirst(postings)
            return String(decoding: word, as: UTF8.self)
        }
    }
}
