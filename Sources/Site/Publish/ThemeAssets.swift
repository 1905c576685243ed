import Assets
import Diagnostics
import Foundation
import Sealing

/// The theme's stylesheets, scripts and pictures as they are published, under names that change with what is in them.
///
/// What a name depends on is in the theme, the author's `layouts/` and the words of the site's languages, and in no page,
/// so that an edited page changes no other.
struct ThemeAssets: Sendable {
    /// Every file, with the name that it is published under.
    let files: [Fingerprints.Published]
    /// The addresses of files by the names that layouts use.
    let addresses: [String: String]
    /// The `integrity` of files by the names that layouts use.
    let integrity: [String: String]
    /// Those that the author wrote.
    let authorsFiles: [ThemeFiles.File]

    /// Folders below the site that hold nothing else.
    private static let folders = ["_sealpress/theme/", "_sealpress/reader/"]

    /// - Parameter words: the modules with the reader's words.
    static func make(
        _ theme: ThemeFiles, words: [(name: String, text: String)], configuration: SiteConfiguration
    ) -> (assets: ThemeAssets, diagnostics: [Diagnostic]) {
        let themeFiles = theme.publishedFiles(configuration)
        let site = configuration.site
        let (files, problems) = Fingerprints.publish(
            themeFiles.map { file in (file.isOverride ? nil : defaultFiles[file.name]) ?? prepared(file) }
                + words.map { Fingerprints.File(path: $0.name, bytes: Array($0.text.utf8)) },
            fixed: [ReaderConfiguration.path, ReaderConfiguration.coursesPath], folders: folders,
            base: site.basePath
        ) { SHA256Digest(of: $0).bytes }
        var addresses: [String: String] = [:]
        var integrity: [String: String] = [:]
        for (file, published) in zip(themeFiles, files) {
            addresses[file.assetName] = site.url(ofFile: published.path)
            integrity[file.assetName] = "sha256-" + Data(published.digest).base64EncodedString()
        }
        let sources = Dictionary(themeFiles.map { ($0.publishedPath, $0) }) { first, _ in first }
        let names = files.map { name(of: $0.plainPath) }.sorted()
        let diagnostics = problems.compactMap { problem in
            sources[problem.path].map { warning(problem, in: $0, names: names) }
        }
        let assets = ThemeAssets(
            files: files, addresses: addresses, integrity: integrity,
            authorsFiles: themeFiles.filter(\.isOverride))
        return (assets, diagnostics)
    }

    /// The default theme's files, which are read once in a process, for all builds.
    private static let defaultFiles = Dictionary(
        ThemeFiles.embedded().filter { $0.isPublished }.map { ($0.name, prepared($0)) }
    ) { first, _ in first }

    private static func prepared(_ file: ThemeFiles.File) -> Fingerprints.File {
        Fingerprints.File(path: file.publishedPath, bytes: file.publishedBytes)
    }

    private static func warning(
        _ problem: Fingerprints.Problem, in file: ThemeFiles.File, names: [String]
    ) -> Diagnostic {
        let (message, hint) =
            switch problem.kind {
            case .missing(let address, let path):
                (
                    "'\(address)' leads to no file of the theme",
                    didYouMean(name(of: path), among: names).map { "did you mean '\($0)'?" }
                        ?? "put '\(name(of: path))' into layouts/\(path.hasPrefix(folders[0]) ? "assets" : "reader")/"
                )
            case .stylesheet(let message):
                (message, "browsers skip what they do not understand; the stylesheet is published as it is")
            }
        var diagnostic = Diagnostic.error(
            message, offset: problem.range.lowerBound, length: problem.range.count, in: file.bytes,
            file: file.path, hint: hint)
        diagnostic.severity = .warning
        return diagnostic
    }

    /// `fonts/a.woff2` of `_sealpress/theme/fonts/a.woff2`.
    private static func name(of path: String) -> String {
        String(path.drop { $0 != "/" }.dropFirst().drop { $0 != "/" }.dropFirst())
    }
}

extension ThemeFiles {
    /// The names by which layouts refer to files: `style.css`, `fonts/a.woff2`, `reader/reader.js`. Those of the search
    /// are known where there is none, too, since one theme serves all sites.
    var assetNames: [String] {
        (files(below: "assets/") + files(below: "reader/")).map(\.assetName)
    }
}

extension ThemeFiles.File {
    fileprivate var isPublished: Bool { name.hasPrefix("assets/") || name.hasPrefix("reader/") }

    /// The name in `{{asset.NAME}}`: below `assets/`, or with `reader/` in front.
    fileprivate var assetName: String {
        name.hasPrefix("assets/") ? String(name.dropFirst("assets/".count)) : name
    }
}
