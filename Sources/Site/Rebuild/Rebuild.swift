import Content
import Diagnostics
import Files
import Foundation
import Membership
import Sealing

/// A build that makes anew what edits of pages' text changed, where nothing else did since the last build.
///
/// It knows the plain cases only. Whatever else it meets – another configuration, a page more or less, a changed
/// title, a fault – it leaves to a whole build, and so never has to judge what is right.
struct Rebuild {
    let inputs: BuildInputs
    let configuration: SiteConfiguration
    private let file: SnapshotFile
    let listing: ContentListing

    var snapshot: Snapshot { file.snapshot }

    /// - Parameter world: as it is now.
    /// - Returns: nil where a whole build is needed.
    init?(
        _ inputs: BuildInputs, configuration: SiteConfiguration, world: World, listing: ContentListing
    ) throws {
        guard let file = SnapshotFile.read(inputs) else { return nil }
        let snapshot = file.snapshot
        guard snapshot.world == world.fingerprint, try snapshot.records == World.records(inputs),
            snapshot.date <= inputs.date, snapshot.nextPublication.map({ inputs.date < $0 }) ?? true,
            snapshot.sources.lazy.map(\.path).elementsEqual(listing.pages),
            // A build that was killed is completed by a whole one.
            try FileSystem.status(inputs.output + "/" + Output.stagingName) == nil
        else { return nil }
        (self.inputs, self.configuration, self.file, self.listing) = (inputs, configuration, file, listing)
    }

    /// What is on disk beside pages is what the last build read and wrote.
    ///
    /// - Parameter others: files of `content/` beside Markdown, as they are now.
    func isIntact(others: [SeenFile]) throws -> Bool {
        guard others.count == snapshot.others.count,
            try zip(others, snapshot.others).allSatisfy(isSame)
        else { return false }
        return try (snapshot.outputs + snapshot.manifest).parallelMap(threads: inputs.threads) { output in
            Result {
                let status = try FileSystem.status(
                    inputs.output + "/" + output.path, followingSymlink: false)
                return status.map { $0.kind == .file && FileSignature($0) == output.signature } ?? false
            }
        }.allSatisfy { try $0.get() }
    }

    private func isSame(_ now: SeenFile, _ before: SeenFile) throws -> Bool {
        guard now.path == before.path else { return false }
        if let signature = now.signature, signature == before.signature { return true }
        // It had changed a moment before the last build.
        guard let content = before.content else { return false }
        let path = inputs.root + "/" + SourceTree.folder + "/" + now.path
        return try now.content == content || Fingerprint(of: FileSystem.read(path)) == content
    }

    /// Markdown files that are not what the last build read, as they are now, by their number; and of the others those
    /// that were touched only.
    func newSources() throws -> (changed: [Int: SeenFile], touched: [Int: SeenFile]) {
        let folder = inputs.root + "/" + SourceTree.folder + "/"
        let found = try Array(snapshot.sources.enumerated()).map { ($0.offset, $0.element) }
            .parallelMap(threads: inputs.threads) { number, before -> Result<(Int, SeenFile)?, any Error> in
                Result {
                    if let signature = before.signature,
                        let status = try FileSystem.status(folder + before.path, followingSymlink: false),
                        status.kind == .file, FileSignature(status) == signature
                    {
                        return nil
                    }
                    return (number, try SourceTree.read(before.path, root: inputs.root).seen)
                }
            }.compactMap { try $0.get() }
        let isSame = { (entry: (Int, SeenFile)) in snapshot.sources[entry.0].content == entry.1.content }
        return (
            Dictionary(uniqueKeysWithValues: found.filter { !isSame($0) }),
            Dictionary(uniqueKeysWithValues: found.filter(isSame))
        )
    }

    /// A page as the last build placed it in the site.
    func page(_ number: Int, document: Document) throws -> SourcePage {
        try file.context(snapshot.pages[number], document: document)
    }

    /// Writes down what is new.
    func record(_ change: (inout Snapshot) throws -> Void) throws {
        var snapshot = snapshot
        snapshot.date = inputs.date
        try change(&snapshot)
        try SnapshotFile(snapshot: snapshot, contexts: file.contexts).write(inputs)
    }
}

extension Rebuild {
    /// - Parameter others: files of `content/` beside Markdown, as they are now.
    /// - Returns: nil where a whole build is needed; nothing was written then.
    func run(others: [SeenFile], onStage: (BuildStage) -> Void) throws -> BuildSummary? {
        guard try isIntact(others: others) else { return nil }
        let (changed, touched) = try newSources()
        var summary = snapshot.summary
        summary.unchanged += summary.written
        (summary.written, summary.removed, summary.hadLedger) = (0, 0, true)
        summary.reused = summary.pages
        guard !changed.isEmpty else {
            if !touched.isEmpty {
                try record { snapshot in
                    for (number, seen) in touched { snapshot.sources[number] = seen }
                }
            }
            return summary
        }
        guard let edit = try PageEdit(self, changed: Set(changed.keys)) else { return nil }
        onStage(.render)
        let output = try Output(folder: inputs.output, comparesSealed: false)
        var isCommitted = false
        defer { if !isCommitted { try? output.discard() } }
        guard let made = try edit.stage(output), let outputs = outputs(made.records) else { return nil }
        var ledger = inputs.preview == nil ? try Ledger.read(inputs.root) : nil
        if inputs.preview == nil {
            guard ledger?.replaceParagraphs(of: made.rendered) == true else { return nil }
        }

        onStage(.write)
        let schedule = EpochSchedule(policy: configuration.keys, counters: EpochCounters())
        let manifest = try ManifestFiles(outputs, keys: inputs.keys, schedule: schedule, date: inputs.date)
        let last = try WriteStage.replace(manifest, output: output, ledger: ledger, inputs: inputs)
        isCommitted = true
        try record { snapshot in
            for (number, seen) in changed.merging(touched, uniquingKeysWith: { first, _ in first }) {
                snapshot.sources[number] = seen
            }
            for page in made.pages { snapshot.pages[page.number].card = page.card }
            snapshot.site.anchors = Set(snapshot.site.anchors + made.anchors).sorted()
            snapshot.records = try World.records(inputs)
            snapshot.outputs = try OutputSnapshot.all(outputs, over: snapshot.outputs, folder: inputs.output)
            snapshot.manifest = try OutputSnapshot.manifest(folder: inputs.output)
        }
        let outcomes = made.records.map(\.outcome) + last
        let written = outcomes.count { $0 != .unchanged }
        summary.written = written
        summary.unchanged -= written
        summary.reused -= made.pageCount
        return summary
    }

    /// All files of the site with those made anew in their places; nil where one has none.
    private func outputs(_ made: [OutputRecord]) -> [OutputRecord]? {
        var left = Dictionary(made.map { ($0.path, $0) }) { first, _ in first }
        let outputs = snapshot.outputs.map { output in
            left.removeValue(forKey: output.path)
                ?? OutputRecord(
                    path: output.path, size: output.size, digest: output.digest, outcome: .unchanged)
        }
        return left.isEmpty ? outputs : nil
    }
}
