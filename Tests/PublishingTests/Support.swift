import Diagnostics
import Files
import Foundation
import Publishing
import Sealing
import Site
import TestSupport
import Testing

/// A project and a place beside it, in a folder of their own that goes with the value.
final class TestProject {
    private let scratch: ScratchFolder
    var home: String { scratch.path }
    var keys: SiteKeys
    var date = "2026-11-20"

    init(key: UInt8 = 7) throws {
        scratch = try ScratchFolder()
        keys = try Self.keys(key)
        try write("project/sealpress.yml", Self.configuration)
        try FileSystem.makeFolder(target)
    }

    private static let configuration = """
        site: {title: Test, baseURL: "https://example.org/learn/"}
        tiers:
          - {id: basic, name: Basic}
          - {id: premium, name: Premium}

        """

    static func keys(_ seed: UInt8) throws -> SiteKeys {
        try SiteKeys(root: RootKey(bytes: SecretBytes(copying: [UInt8](repeating: seed, count: 32))))
    }

    var root: String { home + "/project" }
    var site: String { root + "/site" }
    /// Where the tests publish to.
    var target: String { home + "/target" }

    // MARK: Files

    func write(_ path: String, _ text: String) throws {
        let file = home + "/" + path
        try FileSystem.makeFolder(URL(filePath: file).deletingLastPathComponent().path)
        try FileSystem.write(Array(text.utf8), to: file)
    }

    func text(_ path: String) throws -> String { try FileSystem.readText(home + "/" + path) }

    func remove(_ path: String) throws { try FileSystem.removeAll(home + "/" + path) }

    func has(_ path: String) throws -> Bool {
        try FileSystem.status(home + "/" + path, followingSymlink: false) != nil
    }

    /// Every file below a folder, by path.
    static func files(_ folder: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for entry in try FileSystem.list(folder) where entry.kind != .folder {
            files[entry.path] = try FileSystem.read(folder + "/" + entry.path)
        }
        return files
    }

    /// Folders with nothing in them.
    func emptyFolders() throws -> [String] {
        let entries = try FileSystem.list(target)
        return entries.filter { folder in
            folder.kind == .folder && !entries.contains { $0.path.hasPrefix(folder.path + "/") }
        }.map(\.path)
    }

    // MARK: Builds

    /// A version of the site: its files, and the rows of its roster.
    struct Version {
        var files: [String: String]
        var members: [String]

        /// How a GIF of one pixel begins.
        private static let gif = "GIF89a\u{1}\0\u{1}\0"

        /// Three versions that share, change, add and remove pages, sections, pictures and members.
        static let all = [
            Version(
                files: [
                    "articles/stays.md": "Open.\n\n::: premium\nFirst secret.\n:::\n",
                    "articles/goes.md":
                        "![p](goes.png)\n\n::: premium\nThis goes.\n\n![s](sealed.png)\n:::\n",
                    "articles/goes.png": gif + "a picture", "articles/sealed.png": gif + "a sealed picture",
                    "static/notes": "a file",
                ], members: ["anna,premium,active,1", "ben,basic,active,1"]),
            Version(
                files: [
                    "articles/stays.md":
                        "Open.\n\n::: premium\nSecond secret.\n:::\n\nMore.\n\n::: basic\nThird.\n:::\n",
                    "articles/comes.md": "![p](comes.png)\n\n::: basic\nThis comes.\n:::\n",
                    "articles/comes.png": gif + "another picture",
                    "static/notes/inner.txt": "in a folder now",
                ], members: ["anna,premium,active,1", "cleo,premium,active,1"]),
            Version(
                files: [
                    "articles/third.md": "Open.\n\n::: basic\nOnly here.\n:::\n",
                    "articles/stays.md": "Nothing is sealed here any more.\n", "static/notes": "a file again",
                ], members: ["anna,premium,active,1"]),
        ]
    }

    /// Builds a version from nothing.
    @discardableResult
    func build(_ version: Version, on day: String? = nil) throws -> LocalSite {
        try remove("project/content")
        try remove("project/.sealpress")
        try remove("project/site")
        for (path, text) in version.files { try write("project/content/" + path, text) }
        try write(
            "project/members.csv",
            (["id,tier,status,generation"] + version.members).joined(separator: "\n") + "\n")
        return try build(on: day)
    }

    @discardableResult
    func build(on day: String? = nil) throws -> LocalSite {
        if let day { date = day }
        let moment = try Date(date + "T12:00:00Z", strategy: .iso8601)
        do {
            _ = try Site.build(
                BuildInputs(root: root, output: site, keys: keys, keyFile: nil, date: moment, threads: 2))
        } catch let error as DiagnosticError {
            Issue.record("\(error.diagnostics.map { $0.rendered() })")
            throw error
        }
        return try local()
    }

    func local() throws -> LocalSite { try LocalSite(site, publicKey: keys.publicKey) }

    // MARK: Publications

    var settings: PublicationSettings {
        PublicationSettings(
            environment: ["PATH": "/usr/bin:/bin", "HOME": home], temporaryFolder: home, repository: root)
    }

    func publication(
        to place: Destination? = nil, replacing: Bool = false, settings: PublicationSettings? = nil
    ) throws -> Publication {
        try Publication(
            of: local(), to: place ?? .folder(target), settings: settings ?? self.settings,
            replacing: replacing)
    }

    /// - Returns: how many files were sent and removed.
    @discardableResult
    func publish(
        to place: Destination? = nil, replacing: Bool = false, settings: PublicationSettings? = nil,
        _ progress: (PublicationProgress) throws -> Void = { _ in }
    ) throws -> (sent: Int, removed: Int) {
        var publication = try publication(to: place, replacing: replacing, settings: settings)
        try publication.run(progress)
        return (publication.plan.sends.reduce(0) { $0 + $1.paths.count }, publication.plan.removals.count)
    }

    /// What a publication that must be refused says; `HOME` is the folder of it all.
    func refusal(to place: Destination? = nil, settings: PublicationSettings? = nil) -> String {
        do {
            try publish(to: place, settings: settings)
            return "(not refused)"
        } catch let error as DiagnosticError {
            return error.diagnostics.map { $0.rendered() }.joined(separator: "\n").replacing(
                home, with: "HOME")
        } catch {
            return "\(error)".replacing(home, with: "HOME")
        }
    }
}

/// Ends a publication where a kill would.
struct Killed: Error {}

/// What pages at a place name and is not there: sealed files, pictures, scripts and styles.
func dangling(in files: [String: [UInt8]]) -> [String] {
    var missing: [String] = []
    for (page, bytes) in files where page.hasSuffix(".html") && !page.hasPrefix("_sealpress/publishing/") {
        let html = String(decoding: bytes, as: UTF8.self)
        for match in html.matches(of: /<(?:sealpress-section|img|script)[^>]*\ssrc="([^"]+)"/) {
            let source = String(match.output.1)
            guard !source.contains("://") else { continue }
            let base = URL(filePath: "/learn/" + page)
            let path =
                URL(string: source, relativeTo: base)?.standardized.path(percentEncoded: false) ?? source
            let name = path.replacing("/learn/", with: "", maxReplacements: 1)
            if files[name] == nil { missing.append("\(page): \(source)") }
        }
    }
    return missing
}
