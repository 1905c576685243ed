import Files
import Membership
import Search
import Sealing

/// The indexes of what is sealed: one for each set of grants that sections list, sealed for just these.
enum SealedSearch {
    /// The sections that one index is of.
    private struct Group: Sendable {
        /// An index into the site's editions.
        var edition: Int
        var grants: [Membership.GrantEpoch]
        /// Indices into the plan's sections, page by page.
        var sections: [Int]
    }

    /// Sealed files have multiples of this size, so that how long a shard is says little.
    private static let step = 8192
    private static let mediaType = "application/octet-stream"

    /// Seals all indexes.
    ///
    /// - Parameter pages: the pages that the sections stand on; drafts are left out.
    static func seal(
        _ split: SplitStage, pages: [RenderedPage], output: Output, threads: Int
    ) throws -> [OutputRecord] {
        try split.configuration.editions.indices.flatMap { edition in
            try seal(split, pages: pages, edition: edition, output: output, threads: threads)
        }
    }

    private static func seal(
        _ split: SplitStage, pages: [RenderedPage], edition: Int, output: Output, threads: Int
    ) throws -> [OutputRecord] {
        var numbers: [[Membership.GrantEpoch]: Int] = [:]
        var groups: [Group] = []
        for (index, section) in split.seal.sections.enumerated()
        where pages.indices.contains(section.page) && !pages[section.page].page.isDraft
            && pages[section.page].page.edition == edition
        {
            let number = numbers[section.grants] ?? groups.count
            if number == groups.count {
                numbers[section.grants] = number
                groups.append(Group(edition: edition, grants: section.grants, sections: []))
            }
            groups[number].sections.append(index)
        }
        guard !groups.isEmpty else { return [] }
        var records: [OutputRecord] = []
        var entries: [(grants: String, id: String)] = []
        for group in groups {
            let sealed = try seal(group, split, pages: pages, output: output, threads: threads)
            records += sealed.records
            entries.append((group.grants.map { "\"\($0.text)\"" }.joined(separator: ","), sealed.list))
        }
        entries.sort { byUTF8($0.grants, $1.grants) }
        let json =
            #"{"format":"\#(SearchIndex.format)","indexes":["#
            + entries.map { #"{"grants":[\#($0.grants)],"file":"\#($0.id)"}"# }.joined(separator: ",")
            + "]}\n"
        let addresses = SearchAddresses(split.configuration.editions[edition])
        return records + [try output.put(Array(json.utf8), at: addresses.sealedList)]
    }

    /// Seals one index; `list` is the id of the file that names its others.
    private static func seal(
        _ group: Group, _ split: SplitStage, pages: [RenderedPage], output: Output, threads: Int
    ) throws -> (records: [OutputRecord], list: String) {
        let keyring = split.seal.keyring
        let recipients = try keyring.recipients(group.grants)
        let mediaType = try MediaType(mediaType)
        let holders = group.grants.map(\.text).joined(separator: "\n")
        let edition = split.configuration.editions[group.edition]
        let addresses = SearchAddresses(edition)
        // So that no two indexes have files of one name.
        let prefix = edition.folder.map { $0 + "/" } ?? ""
        let put = { @Sendable (bytes: [UInt8], name: String) throws -> (record: OutputRecord, id: String) in
            let id = keyring.site.searchID(grants: holders, name: prefix + name)
            let padding = (step - bytes.count % step) % step
            let sealed = try keyring.site.seal(
                bytes + [UInt8](repeating: 0x20, count: padding), id: id, mediaType: mediaType,
                recipients: recipients)
            return (try output.put(sealed, at: addresses.sealed(id.hex)), id.hex)
        }
        let parts = documents(group, split, pages: pages).inSegments
        let segments = parts.parallelMap(threads: threads) { part in
            Result {
                let pages = part.pages.map { document in
                    let page = pages[document.page].page
                    return SearchPage(
                        address: page.route.searchAddress, title: page.title,
                        language: page.language == edition.language ? nil : page.language,
                        html: document.sections.flatMap { split.sealedHTML(of: split.seal.sections[$0]) })
                }
                var segment = SearchSegment(pages, number: part.number)
                let texts = try segment.takeTexts().map {
                    ($0.number, try put($0.bytes, "texts/\($0.number)"))
                }
                return (segment, texts)
            }
        }
        var words: [SearchSegment] = []
        var texts: [(number: Int, file: (record: OutputRecord, id: String))] = []
        for segment in segments {
            let (counted, sealed) = try segment.get()
            words.append(counted)
            texts += sealed
        }
        let index = SearchIndex(words)
        let shards = try Array(index.shards.enumerated()).parallelMap(threads: threads) { shard in
            Result { try put(shard.element, "words/\(shard.offset)") }
        }.map { try $0.get() }
        let list = try put(
            index.list(words: shards.map(\.id), texts: texts.map { ($0.number, $0.file.id) }), "index")
        return (texts.map(\.file.record) + shards.map(\.record) + [list.record], list.id)
    }

    /// The sections of a group, those of a page together.
    private static func documents(
        _ group: Group, _ split: SplitStage, pages: [RenderedPage]
    ) -> [(page: Int, sections: [Int])] {
        var documents: [(page: Int, sections: [Int])] = []
        for section in group.sections {
            let page = split.seal.sections[section].page
            if documents.last?.page == page {
                documents[documents.count - 1].sections.append(section)
            } else {
                documents.append((page, [section]))
            }
        }
        return documents
    }
}
