/// Names of the theme's files, which change with what is in them: `_sealpress/theme/style.3f9c2a1b.css`.
///
/// Such a file is never changed in its place and is named by no page but those it was built with, so that it is Sealpress's own
/// wherever it is found.
enum FingerprintedName {
    /// Where they are.
    static let folders = ["_sealpress/theme/", "_sealpress/reader/"]

    /// - Parameter path: below the site.
    static func isOne(_ path: String) -> Bool {
        folders.contains(where: path.hasPrefix)
            && path.wholeMatch(of: #/.*[^\/]\.[0-9a-f]{8}(?:\.[^.\/]+)?/#) != nil
    }
}
