import Diagnostics
import Files
import Foundation
import Sealing
import Site
import TestSupport

/// A project written as text, in a folder of its own that goes with it.
///
///     let site = try TestSite(["content/articles/hello.md": "# Hello"])
///     try site.build()
///     site.text("articles/hello/index.html")
final class TestSite {
    /// The project's folder.
    let root: String
    var keys: SiteKeys
    /// The key file that a build is told of.
    var keyFile: String?
    /// The build date.
    var date = TestSite.day("2026-11-20")
    /// Whether builds may take over what the last one made.
    var reusesResults = true
    private let scratch: ScratchFolder

    /// The built site.
    var output: String

    /// - Parameters:
    ///   - files: what stands in the project, by path.
    ///   - config: `sealpress.yml`; nil writes none.
    ///   - roster: rows of `members.csv` below the usual header.
    init(
        _ files: [String: String] = [:], config: String? = TestSite.config, roster: [String] = [],
        key: UInt8 = 7
    ) throws {
        scratch = try ScratchFolder()
        root = scratch.path + "/project"
        output = root + "/site"
        keys = try TestSite.keys(key)
        try FileSystem.makeFolder(root + "/content")
        if let config { try write("sealpress.yml", config) }
        if !roster.isEmpty { try write("members.csv", TestSite.roster(roster)) }
        for (path, text) in files { try write(path, text) }
    }

    static let config = """
        site: {title: Test, baseURL: "https://example.org/learn/"}
        tiers:
          - {id: basic, name: Basic, price: 5, currency: EUR, period: month, checkout: "https://pay.example/basic"}
          - {id: premium, name: Premium}

        """

    static func keys(_ seed: UInt8) throws -> SiteKeys {
        try SiteKeys(root: RootKey(bytes: SecretBytes(copying: [UInt8](repeating: seed, count: 32))))
    }

    /// `id,tier,courses,from,until,status,generation` and rows of it.
    static func roster(_ rows: [String]) -> String {
        (["id,tier,courses,from,until,status,generation"] + rows).joined(separator: "\n") + "\n"
    }

    /// Noon of a day in UTC; a slip in a test shows as the year 1.
    static func day(_ text: String) -> Date {
        (try? Date(text + "T12:00:00Z", strategy: .iso8601)) ?? .distantPast
    }
}

/// A file that is an image to whoever looks at its beginning: a GIF of one pixel, with a text behind it.
func picture(_ text: String = "pixels") -> String {
    "GIF89a\u{1}\0\u{1}\0" + text
}

// MARK: - Sources

extension TestSite {
    @discardableResult
    func write(_ path: String, _ text: String) throws -> TestSite {
        try write(path, Array(text.utf8))
    }

    @discardableResult
    func write(_ path: String, _ bytes: [UInt8]) throws -> TestSite {
        let file = root + "/" + path
        try FileSystem.makeFolder(URL(filePath: file).deletingLastPathComponent().path)
        try FileSystem.write(bytes, to: file)
        return self
    }

    @discardableResult
    func remove(_ path: String) throws -> TestSite {
        try FileManager.default.removeItem(atPath: root + "/" + path)
        return self
    }

    @discardableResult
    func members(_ rows: String...) throws -> TestSite {
        try write("members.csv", TestSite.roster(rows))
    }

    func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: root + "/" + path, withDestinationPath: target)
    }
}

// MARK: - Builds

extension TestSite {
    func inputs(threads: Int = 2, drafts: Bool = false) -> BuildInputs {
        var inputs = BuildInputs(
            root: root, output: output, keys: keys, keyFile: keyFile, date: date, includesDrafts: drafts,
            threads: threads)
        inputs.reusesResults = reusesResults
        return inputs
    }

    @discardableResult
    func build(on day: String? = nil, threads: Int = 2, drafts: Bool = false) throws -> BuildSummary {
        if let day { date = TestSite.day(day) }
        do {
            return try Site.build(inputs(threads: threads, drafts: drafts))
        } catch let error as DiagnosticError {
            throw BuildFailure(text: render(error.diagnostics))
        }
    }

    /// What a build that must fail says, as people read it; the project's folder is `ROOT`.
    func faults(on day: String? = nil, drafts: Bool = false) -> String {
        do {
            try build(on: day, drafts: drafts)
            return "(no fault)"
        } catch let failure as BuildFailure {
            return failure.text
        } catch {
            return "(not a diagnostic) \(error)"
        }
    }

    /// The warnings of a build that succeeds.
    func warnings(on day: String? = nil, drafts: Bool = false) throws -> String {
        render(try build(on: day, drafts: drafts).warnings)
    }

    func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map { $0.rendered() }.joined(separator: "\n").replacing(root, with: "ROOT")
            .replacing(scratch.path, with: "HOME")
    }
}

/// A build that ended in errors; printed as its author would see it.
struct BuildFailure: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
}

// MARK: - Output

extension TestSite {
    /// Every file of the built site, by path.
    func files(below folder: String = "") throws -> [String: [UInt8]] {
        guard try FileSystem.status(output) != nil else { return [:] }
        var files: [String: [UInt8]] = [:]
        for entry in try FileSystem.list(output) where entry.kind != .folder && entry.path.hasPrefix(folder) {
            files[entry.path] = try FileSystem.read(output + "/" + entry.path)
        }
        return files
    }

    /// Paths of the built site, sorted.
    func paths(below folder: String = "") throws -> [String] {
        try files(below: folder).keys.sorted()
    }

    /// Whether something stands at a path of the project.
    func isThere(_ path: String) throws -> Bool {
        try FileSystem.status(root + "/" + path) != nil
    }

    func has(_ path: String) -> Bool {
        (try? FileSystem.status(output + "/" + path)) ?? nil != nil
    }

    /// An output file as text; what is missing reads as its error.
    func text(_ path: String) -> String {
        do {
            return String(decoding: try FileSystem.read(output + "/" + path), as: UTF8.self)
        } catch {
            return "\(error)"
        }
    }

    /// The path under which a file of the theme is published: `_sealpress/theme/style.3f9c2a1b.css` for
    /// `theme/style.css`; the plain path where there is none, or several.
    func asset(_ name: String) -> String {
        let plain = "_sealpress/" + name
        let found = ((try? paths(below: "_sealpress/")) ?? []).filter {
            $0 != plain && $0.replacing(#/\.[0-9a-f]{8}(?=\.[a-z0-9]+$)/#, with: "") == plain
        }
        return found.count == 1 ? found[0] : plain
    }

    /// The page of a route: `/articles/hello/`.
    func page(_ route: String) -> String {
        text(route.dropFirst() + "index.html")
    }

    /// Files that everyone may read: all but sealed files and bundles.
    func publicFiles() throws -> [String: [UInt8]] {
        try files().filter {
            !$0.key.hasPrefix("_sealpress/sealed/") && !$0.key.hasPrefix("_sealpress/bundles/")
        }
    }

    /// When a file was written last, and as what: a new file in the same tick of the clock has another inode.
    struct Stamp: Hashable {
        var modified: Int
        var inode: UInt64
    }

    /// Output files that were written, added or removed since.
    func touched(since stamps: [String: Stamp]) throws -> [String] {
        let now = try self.stamps()
        return Set(now.keys).union(stamps.keys).filter { now[$0] != stamps[$0] }.sorted()
    }

    /// When each output file was last written.
    func stamps() throws -> [String: Stamp] {
        var stamps: [String: Stamp] = [:]
        for entry in try FileSystem.list(output) where entry.kind == .file {
            guard let status = try FileSystem.status(output + "/" + entry.path) else { continue }
            stamps[entry.path] = Stamp(modified: status.modified, inode: status.inode)
        }
        return stamps
    }
}

// MARK: - Members

extension TestSite {
    func code(_ member: String, generation: Int = 1) -> UnlockCode {
        keys.unlockCode(member: member, generation: generation)
    }

    func view(_ member: String, generation: Int = 1) throws -> MemberView {
        try MemberView(output, code: code(member, generation: generation))
    }

    /// What the member reads of a page's sealed sections, in order; nil for each that stays shut.
    func sections(_ route: String, as member: String, generation: Int = 1) throws -> [String?] {
        try view(member, generation: generation).sections(of: MemberView.pagePath(ofRoute: route)).map {
            try? String(decoding: $0.html.get(), as: UTF8.self)
        }
    }

    /// How many sealed sections of a page the member can open, of how many.
    func opened(_ route: String, by member: String, generation: Int = 1) throws -> String {
        let sections = try sections(route, as: member, generation: generation)
        return "\(sections.count { $0 != nil })/\(sections.count)"
    }
}
