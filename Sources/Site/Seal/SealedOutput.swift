import Content
import Diagnostics
import Files
import Foundation
import Membership
import Sealing

/// What sealing made.
struct SealedOutput: Sendable {
    var records: [OutputRecord] = []
    /// What must not stand in any public file.
    var texts: [PremiumText] = []
    var assetCount = 0
}

enum SealStage {
    /// Seals every section and every asset that only sections use.
    static func seal(_ split: SplitStage, output: Output, root: String, threads: Int) throws -> SealedOutput {
        let keyring = split.seal.keyring
        var sealed = try sealSections(of: split, output: output, threads: threads)
        let assets = split.seal.assets.values.filter { !$0.isPublic }.sorted { $0.key < $1.key }
        let files = assets.parallelMap(threads: threads) { asset in
            Result { try sealAsset(asset, keyring: keyring, output: output, root: root) }
        }
        for file in files { sealed.records.append(try file.get()) }
        sealed.records += try sealImages(assets, split: split, output: output, threads: threads)
        sealed.assetCount = assets.count
        return sealed
    }

    /// Seals sections, but not the assets that they use.
    static func sealSections(
        of split: SplitStage, where isWanted: (SealedSection) -> Bool = { _ in true }, output: Output,
        threads: Int
    ) throws -> SealedOutput {
        let keyring = split.seal.keyring
        let sections = split.seal.sections.filter(isWanted).parallelMap(threads: threads) { section in
            Result<(OutputRecord, PremiumText), any Error> {
                let html = split.sealedHTML(of: section)
                let bytes = try keyring.site.seal(
                    html, id: section.id, mediaType: .html, recipients: keyring.recipients(section.grants))
                return (
                    try output.put(bytes, at: section.id.path),
                    PremiumText(
                        html: split.auditedHTML(of: section), location: section.body.location,
                        sectionID: section.name)
                )
            }
        }
        var sealed = SealedOutput()
        for section in sections {
            let (record, text) = try section.get()
            sealed.records.append(record)
            sealed.texts.append(text)
        }
        return sealed
    }

    /// Seals the smaller ones of pictures, each as a file of its own for those who may open the picture.
    private static func sealImages(
        _ assets: [AssetUse], split: SplitStage, output: Output, threads: Int
    ) throws -> [OutputRecord] {
        let keyring = split.seal.keyring
        let images = split.addresses.images
        let variants = assets.flatMap { asset in images.variants(of: asset.key).map { (asset, $0) } }
        return try variants.parallelMap(threads: threads) { asset, variant in
            Result {
                let id = keyring.site.assetID(path: variant.sealedPath(asset.key))
                let bytes = try keyring.site.seal(
                    try images.bytes(variant), id: id, mediaType: MediaType("image/webp"),
                    recipients: keyring.recipients(asset.grants.sorted()))
                return try output.put(bytes, at: id.path)
            }
        }.map { try $0.get() }
    }

    /// Seals a file in pieces; it may be larger than memory.
    private static func sealAsset(
        _ asset: AssetUse, keyring: Keyring, output: Output, root: String
    ) throws -> OutputRecord {
        let source = root + "/" + SourceTree.folder + "/" + asset.key
        let id = keyring.site.assetID(path: asset.key)
        let writer = try SealedFileWriter(
            keys: keyring.site, id: id, mediaType: MediaType(MediaTypes.type(ofFile: asset.key)),
            recipients: keyring.recipients(asset.grants.sorted()), count: try SequentialReader(source).size,
            reading: try PieceSource(source).read)
        if let same = try output.unchanged(id.path, front: writer.header.bytes, size: writer.sealedCount) {
            return same
        }
        return try output.stream(to: id.path) { sink in
            try writer.write(reading: try PieceSource(source).read, to: sink)
        }
    }
}

/// A file's bytes, handed out in the sizes that are asked for.
private final class PieceSource {
    private var reader: SequentialReader

    init(_ path: String) throws(FileError) {
        reader = try SequentialReader(path)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let piece = try reader.next(upTo: buffer.count)
        piece.withUnsafeBytes { buffer.copyMemory(from: $0) }
        return piece.count
    }
}

enum BundleStage {
    /// Seals the bundles of all holders and stages each at once, so that only a few are in memory.
    static func seal(
        _ holders: [BundleHolder], entitlements: Entitlements, keyring: Keyring, codesOf: [SiteKeys],
        advice: AdviceMaker, date: Date,
        output: Output, threads: Int
    ) throws -> (records: [OutputRecord], counts: AdviceCounts) {
        let bundles = try Bundles(
            holders, entitlements: entitlements, keyring: keyring, codesOf: codesOf,
            advice: advice, date: date,
            threads: threads)
        let records = try holders.parallelMap(threads: threads) { holder in
            Result {
                try bundles.seal(holder).map {
                    try output.put($0.bytes, at: $0.path, isListed: false)
                }
            }
        }.flatMap { try $0.get() }
        return (records, bundles.counts)
    }
}
