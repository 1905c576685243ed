import Search

/// The index of what everyone may read. It is made of public pages alone, so that no word of a sealed section
/// can get into it.
enum PublicSearch {
    /// Stages the index.
    ///
    /// - Parameters:
    ///   - pages: of all languages; hidden ones are left out.
    ///   - edition: the index's.
    ///   - stage: takes a file's bytes and path; called on any thread.
    static func stage<Staged: Sendable>(
        _ pages: [PublicPage], of edition: Edition, number: Int, threads: Int,
        stage: @Sendable ([UInt8], String) throws -> Staged
    ) throws -> [Staged] {
        let visible = pages.filter { !$0.isHidden && $0.edition == number }
        let addresses = SearchAddresses(edition)
        let parts = visible.inSegments
        let segments = parts.parallelMap(threads: threads) { part in
            Result {
                var segment = SearchSegment(
                    part.pages.map { SearchPage($0, on: edition.language) }, number: part.number)
                // The texts are most of it; they are not kept until all words are counted.
                let staged = try segment.takeTexts().map {
                    try stage($0.bytes, addresses.texts($0.number))
                }
                return (segment, staged)
            }
        }
        var done: [SearchSegment] = []
        var staged: [Staged] = []
        for segment in segments {
            let (words, texts) = try segment.get()
            done.append(words)
            staged += texts
        }
        let index = SearchIndex(done)
        let shards = Array(index.shards.enumerated()).parallelMap(threads: threads) { shard in
            Result { try stage(shard.element, addresses.words(shard.offset)) }
        }
        for shard in shards { staged.append(try shard.get()) }
        return staged + [try stage(index.list, addresses.list)]
    }
}

extension Array where Element: Sendable {
    /// The elements in pieces that make a segment each; the same whatever the number of threads.
    var inSegments: [(number: Int, pages: [Element])] {
        stride(from: 0, to: count, by: SearchSegment.length).enumerated().map { number, start in
            (number, Array(self[start..<Swift.min(start + SearchSegment.length, count)]))
        }
    }
}

extension SearchPage {
    fileprivate init(_ page: PublicPage, on siteLanguage: String) {
        self.init(
            address: page.route.searchAddress, title: page.title,
            keywords: ([page.description, page.author].compactMap(\.self) + page.terms.map(\.name))
                .joined(separator: " "),
            language: page.language == siteLanguage ? nil : page.language, html: page.html)
    }
}

extension Route {
    /// The address below the site's base, as a link needs it: `articles/hello/`.
    var searchAddress: String { String(path.dropFirst())[...].percentEncodedPath }
}
