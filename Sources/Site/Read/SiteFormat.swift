import Diagnostics
import Files
import Sealing

/// Which versions of the formats a built site is in.
enum SiteFormat {
    /// The one version there is of each.
    static let version = 1

    /// Looks at what an output folder holds, before anything is written or removed.
    ///
    /// A build makes all files of a site in one version, so one file of each kind tells.
    ///
    /// - Returns: whether the site is of an older version, whose files are all to be made anew.
    /// - Throws: a `DiagnosticError` that names each file of a newer version.
    static func check(_ folder: String) throws -> Bool {
        var newer: [Diagnostic] = []
        var isOlder = false
        for path in [Manifest.path, PassphraseSettings.path] + (try samples(folder)) {
            guard try FileSystem.status(folder + "/" + path)?.kind == .file else { continue }
            let start = try FileSystem.read(folder + "/" + path, from: 0, count: 64)
            guard let version = Self.version(in: start) else { continue }
            if version < Self.version { isOlder = true }
            if version > Self.version {
                newer.append(
                    .error(
                        "'\(folder)/\(path)' is of format version \(version), which this version of sealpress does not know",
                        hint: "it was built by a newer sealpress: update this one; nothing was changed"))
            }
        }
        guard newer.isEmpty else { throw DiagnosticError(newer) }
        return isOlder
    }

    static let upgradeWarning = Diagnostic.warning(
        "the site was built in an older format: everything is sealed anew, and all of it is to be published")

    /// A sealed file and a bundle, where there are.
    private static func samples(_ folder: String) throws -> [String] {
        try ["_sealpress/sealed", "_sealpress/bundles"].compactMap { name in
            guard try FileSystem.status(folder + "/" + name)?.kind == .folder else { return nil }
            return try FileSystem.list(folder + "/" + name).first { $0.kind == .file }.map {
                name + "/" + $0.path
            }
        }
    }

    /// The version in the first line: `sealpress-NAME/VERSION`, or the same as a JSON object's format.
    static func version(in start: [UInt8]) -> Int? {
        let text = String(decoding: start, as: UTF8.self)
        let name = text.hasPrefix("{\"format\":\"") ? text.dropFirst(11) : text[...]
        guard name.hasPrefix("sealpress-"), let slash = name.firstIndex(of: "/") else { return nil }
        let digits = name[name.index(after: slash)...].prefix { $0.isASCII && $0.isNumber }
        return digits.count > 9 ? nil : Int(digits)
    }
}
