import Content
import Diagnostics
import Files
import Foundation
import Sealing

/// Writes down what a build made, for the next one.
struct SnapshotMaker {
    let memory: BuildMemory
    let tree: SourceTree
    let assembly: Assembly
    let plan: Plan
    let drips: [Route: Int]
    let rendered: [RenderedPage]
    let seal: SealPlan
    let data: AuthorData
    let weave: PageWeave
    /// Those that pages and the reader have.
    let words: [Strings]

    private var inputs: BuildInputs { memory.inputs }
    private var configuration: SiteConfiguration { memory.configuration }

    /// - Parameter records: every file of the site, in place.
    /// - Throws: a `FileError`.
    func write(_ records: [OutputRecord], summary: BuildSummary) throws {
        // Whoever changed a layout meanwhile may have had it read before or after.
        guard
            try World(inputs, timeZone: configuration.site.timeZone).fingerprint == memory.world.fingerprint,
            let outputs = try OutputSnapshot.all(records, folder: inputs.output, threads: inputs.threads)
        else { return try SnapshotFile.remove(inputs) }
        let (pages, contexts) = try pages()
        let snapshot = Snapshot(
            world: memory.world.fingerprint, records: try World.records(inputs), date: inputs.date,
            nextPublication: nextPublication, sources: tree.seen, others: memory.others, site: site,
            pages: pages,
            outputs: outputs, manifest: try OutputSnapshot.manifest(folder: inputs.output), summary: summary)
        try SnapshotFile(snapshot: snapshot, contexts: contexts).write(inputs)
    }

    private var nextPublication: Date? {
        let timeZone = configuration.site.timeZone
        return assembly.heldBack.compactMap { document in
            document.frontMatter.date.map { Moment($0.value, in: timeZone).date }
        }.filter { $0 > inputs.date }.min()
    }

    private var site: SiteSnapshot {
        SiteSnapshot(
            structure: plan.structure,
            menus: plan.menus.map { menus in
                menus.sorted { $0.key < $1.key }.map { .init(name: $0.key, entries: $0.value) }
            },
            generated: plan.generated, feeds: plan.feeds,
            paginations: plan.paginations.values.sorted { $0.first < $1.first },
            terms: plan.terms.sorted { $0.key < $1.key }.map { .init(route: $0.key, terms: $0.value) },
            drips: drips.sorted { $0.key < $1.key }.map { .init(route: $0.key, days: $0.value) },
            heldBack: plan.heldBack.sorted(),
            assets: seal.assets.values.sorted { $0.key < $1.key }.map {
                .init(key: $0.key, isPublic: $0.isPublic)
            },
            anchors: anchors, params: data.paramsShape, words: words.map(\.language), lists: weave.lists,
            wovenFeeds: weave.feeds,
            courses: weave.courses)
    }

    private var anchors: [SiteSnapshot.Anchor] {
        var anchors: Set<SiteSnapshot.Anchor> = []
        for page in rendered {
            for anchor in page.body.anchors {
                anchors.insert(
                    .init(route: anchor.route ?? page.page.route.path, fragment: anchor.fragment))
            }
        }
        return anchors.sorted()
    }

    /// Pages by number, and their contexts.
    private func pages() throws -> (pages: [PageSnapshot], contexts: [UInt8]) {
        let sources = Dictionary(tree.seen.enumerated().map { ($1.path, $0) }) { first, _ in first }
        let size = max(1, rendered.count / (inputs.threads * 4))
        let chunks = stride(from: 0, to: rendered.count, by: size).map {
            $0..<min($0 + size, rendered.count)
        }
        let written = chunks.parallelMap(threads: inputs.threads) { numbers in
            Result {
                let encoder = CompactEncoder(capacity: numbers.count * 256)
                let pages = try numbers.map { number in
                    let page = rendered[number]
                    let start = encoder.bytes.count
                    try encoder.encode(page.page.value)
                    return PageSnapshot(
                        source: sources[page.page.contentPath] ?? -1, route: page.page.route,
                        front: page.page.document.front, shape: page.body.shape, card: weave.cards[number],
                        related: weave.related[number], context: start)
                }
                return (pages: pages, bytes: encoder.bytes)
            }
        }
        var pages: [PageSnapshot] = []
        var contexts: [UInt8] = []
        for chunk in written {
            let chunk = try chunk.get()
            for var page in chunk.pages {
                page.context += contexts.count
                pages.append(page)
            }
            contexts += chunk.bytes
        }
        return (pages, contexts)
    }
}

extension OutputSnapshot {
    /// Files of the site as they stand; nil when one is not there.
    static func all(
        _ records: [OutputRecord], folder: String, threads: Int
    ) throws -> [OutputSnapshot]? {
        let outputs = try records.parallelMap(threads: threads) { record in
            Result { try OutputSnapshot(record, folder: folder) }
        }.map { try $0.get() }
        return outputs.contains { $0 == nil } ? nil : outputs.compactMap(\.self)
    }

    /// Files of which some were written anew, in the order of those that were there.
    static func all(
        _ records: [OutputRecord], over before: [OutputSnapshot], folder: String
    ) throws -> [OutputSnapshot] {
        try zip(records, before).map { record, before in
            record.outcome == .unchanged ? before : try OutputSnapshot(record, folder: folder) ?? before
        }
    }

    /// The files that name the others.
    static func manifest(folder: String) throws -> [OutputSnapshot] {
        try [Manifest.path, Manifest.signaturePath].compactMap { path in
            try OutputSnapshot(
                OutputRecord(path: path, size: 0, digest: nil, outcome: .unchanged), folder: folder)
        }
    }

    private init?(_ record: OutputRecord, folder: String) throws {
        guard let status = try FileSystem.status(folder + "/" + record.path, followingSymlink: false) else {
            return nil
        }
        self.init(
            path: record.path, size: record.size, digest: record.digest, signature: FileSignature(status))
    }
}

extension Document {
    /// All of the file that decides on more than its own text: its front matter and its opening heading.
    var front: Fingerprint {
        var bytes = Array(source.bytes[..<body.lowerBound])
        for experiment in experiments.sorted() { bytes += "\0\(experiment)".utf8 }
        return Fingerprint(of: bytes)
    }
}

extension RenderedBody {
    var anchors: [AnchorReference] { open.anchors + sections.flatMap(\.anchors) }

    /// What other files of the site depend on: the sections, and the files that each part refers to.
    var shape: Fingerprint {
        // Of a picture that is shown smaller ones are made.
        let files = { (assets: [AssetReference]) in
            Set(assets.map { ($0.picture == nil ? "file " : "picture ") + $0.key }).sorted()
        }
        var texts = ["open"] + files(open.assets)
        for section in sections {
            texts += ["section", section.id, section.tier] + files(section.assets)
        }
        return Fingerprint(of: texts)
    }
}
