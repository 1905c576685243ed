import Diagnostics
import Files
import Site

/// What is sent and what is removed, in the order in which it happens.
public struct PublicationPlan: Sendable {
    /// The files of each step, sorted by UTF-8 bytes; only those that differ at the target.
    public let sends: [(step: PublicationStep, paths: [String])]
    /// What earlier publications put there and this site does not have: pages first, sealed files last. Files of the theme
    /// under names with fingerprints stay for one publication more.
    public let removals: [String]
    /// Old files where a folder is to be, or in a folder where a file is to be: they go before anything is put.
    let obstacles: [String]
    /// Files that are at the target as they are here.
    public let unchanged: Int
    /// Length in bytes of all that is sent.
    public let bytes: Int
    /// Whether an earlier publication was cut short.
    public let completesAnother: Bool

    /// Whether the target is as it should be.
    public var isEmpty: Bool {
        sends.isEmpty && removals.isEmpty && obstacles.isEmpty && !completesAnother
    }

    /// - Throws: a `DiagnosticError` when a symlink or a file of somebody else is in the way.
    init(
        of site: LocalSite, over published: PublishedSite, at target: any PublicationTarget, replacing: Bool
    ) throws {
        let ours = published.listed.union(published.bundles).union(published.fingerprinted)
            .union([Manifest.path, Manifest.signaturePath])
        let wanted = Set(site.paths)
        let kinds = try target.kinds(of: Array(wanted.union(ours)), below: [])
        try PublishedSite.refuseSymlinks(kinds, at: target)
        let differing = try target.differing(site.paths, of: site)
        let ways = Ways(wanted: wanted, ours: ours, kinds: kinds)
        if !replacing {
            try Self.refuse(ways.strangers(differing), at: target)
            try Self.refuseWithoutBundles(site, published, at: target)
        }
        let old = ours.subtracting(wanted).filter { kinds[$0] == .file }
        obstacles = ways.obstacles(among: old).sorted(by: byUTF8)
        // Whoever has a page of the site that was there has to find what it loads later, until the next time.
        let needed =
            published.isSame
            ? published.fingerprinted : published.fingerprinted.intersection(published.listed)
        let gone = old.subtracting(obstacles).subtracting(needed)
        removals = PublicationStep.removalOrder.flatMap { step in
            gone.filter { PublicationStep(of: $0) == step }.sorted(by: byUTF8)
        }
        let byStep = Dictionary(grouping: site.paths.filter(differing.contains), by: PublicationStep.init)
        sends = PublicationStep.allCases.compactMap { step in byStep[step].map { (step, $0) } }
        unchanged = site.paths.count - differing.count
        bytes = try differing.reduce(0) { sum, path in
            sum + (try FileSystem.status(site.folder + "/" + path)?.size ?? 0)
        }
        completesAnother = published.isInterrupted
    }

    private static func refuse(_ strangers: [String], at target: any PublicationTarget) throws {
        guard !strangers.isEmpty else { return }
        throw DiagnosticError(
            strangers.prefix(20).map {
                .error(
                    "'\($0)' in \(target.name) is in no manifest: it is not Sealpress's to replace",
                    hint: "move it away, or publish with --replace")
            })
    }

    /// Most likely the roster was not there when the site was built.
    private static func refuseWithoutBundles(
        _ site: LocalSite, _ published: PublishedSite, at target: any PublicationTarget
    ) throws {
        let hasBundles = site.paths.contains(where: PublicationStep.isBundle)
        guard !hasBundles, !published.bundles.isEmpty else { return }
        throw DiagnosticError(
            .error(
                "this site has no bundles, and the one in \(target.name) has \(published.bundles.count): "
                    + "no member could open anything",
                hint:
                    "was members.csv missing at the build? if nobody is to open anything, publish with --replace"
            ))
    }
}

/// What stands in the way of the site's files.
private struct Ways {
    /// The site's paths.
    let wanted: Set<String>
    /// Paths that are ours at the target.
    let ours: Set<String>
    /// What stands at all of these and their folders.
    let kinds: [String: FileKind]

    /// Things at the target that are not ours and that the site's files would replace.
    func strangers(_ differing: Set<String>) -> [String] {
        var strangers: Set<String> = []
        for path in differing {
            if let kind = kinds[path], kind != .folder, !ours.contains(path) { strangers.insert(path) }
            for folder in folders(of: path) {
                if let kind = kinds[folder], kind != .folder, !ours.contains(folder) {
                    strangers.insert(folder)
                }
            }
        }
        return strangers.sorted(by: byUTF8)
    }

    /// Old files of ours that stand where the site has a folder, or below where it has a file.
    func obstacles(among old: Set<String>) -> Set<String> {
        let needed = Set(wanted.flatMap(folders))
        return old.filter { path in
            needed.contains(path) || folders(of: path).contains(where: wanted.contains)
        }
    }

    /// `a`, `a/b` of `a/b/c`.
    private func folders(of path: String) -> [String] { foldersAbove(path) }
}

/// The folders above a path, outermost first: `a`, `a/b` of `a/b/c`.
func foldersAbove(_ path: String) -> [String] {
    path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
}
