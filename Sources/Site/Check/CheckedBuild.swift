import Content

/// What a check takes from a build on its way.
final class CheckedBuild {
    /// Nil where the build ended before the pages were rendered.
    private(set) var site: CheckedSite?

    /// Called once all pages are rendered.
    func rendered(
        _ pages: [RenderedPage], plan: Plan, tree: SourceTree, configuration: SiteConfiguration
    ) {
        site = CheckedSite(configuration: configuration, tree: tree, plan: plan, pages: pages)
    }

    /// Called once all files of the site are made.
    func laidOut(_ records: [OutputRecord], sections seal: SealPlan) {
        site?.files = OutputFiles(records, seal)
    }
}

/// What the rules of a check look at.
struct CheckedSite: Sendable {
    let configuration: SiteConfiguration
    let tree: SourceTree
    let plan: Plan
    let pages: [RenderedPage]
    /// Nil where errors kept the pages from being laid out.
    var files: OutputFiles?
}

/// The files that a build would write.
struct OutputFiles: Sendable {
    /// In bytes, by path below the site.
    let sizes: [String: Int]
    /// The paths of the sealed sections of each page, in the order of the rendered pages.
    let sectionsOfPage: [[String]]
    /// The paths of files that only members may have, by their path below `content/`.
    let sealedAssets: [String: String]

    fileprivate init(_ records: [OutputRecord], _ seal: SealPlan) {
        sizes = Dictionary(records.map { ($0.path, $0.size) }) { first, _ in first }
        sectionsOfPage = seal.sectionsOfPage.map { $0.map { seal.sections[$0].id.path } }
        sealedAssets = Dictionary(
            uniqueKeysWithValues: seal.assets.values.lazy.filter { !$0.isPublic }.map {
                ($0.key, seal.keyring.site.assetID(path: $0.key).path)
            })
    }
}

extension RenderedBody {
    /// Files that the body refers to, its sealed sections too.
    var allAssets: [AssetReference] {
        sections.isEmpty ? open.assets : sections.reduce(open.assets) { $0 + $1.assets }
    }
}
