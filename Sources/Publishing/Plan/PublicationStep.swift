import Site

/// The steps in which files reach the target, in their order: whatever a page names is there before the page.
public enum PublicationStep: String, CaseIterable, Sendable, Hashable {
    case sealed, bundles, assets, pages, manifest

    static let sealedFolder = "_sealpress/sealed/"
    static let bundleFolder = "_sealpress/bundles/"

    /// The step of a file, by its path below the site.
    init(of path: String) {
        self =
            if path == Manifest.path || path == Manifest.signaturePath {
                .manifest
            } else if path.hasPrefix(Self.sealedFolder) {
                .sealed
            } else if path.hasPrefix(Self.bundleFolder) {
                .bundles
            } else if path.hasSuffix(".html") {
                .pages
            } else {
                .assets
            }
    }

    /// The order in which files go that are no longer wanted: nothing goes before the page that names it.
    static let removalOrder: [PublicationStep] = [.pages, .assets, .bundles, .sealed, .manifest]
}
