import Diagnostics
import Files
import Foundation
import Importing
import Sealing
import Site
import TestSupport
import Testing

/// A source written as text, what an import makes of it, and the site that is built from that; all in a folder of its own.
final class Import {
    private let scratch: ScratchFolder
    private var home: String { scratch.path }
    var source: String { home + "/source" }
    var project: String { home + "/project" }
    private(set) var plan: ImportPlan
    private(set) var outcome: ImportOutcome

    /// - Parameters:
    ///   - files: the source, by path.
    ///   - config: the project's `sealpress.yml`; nil for a project that has none.
    init(
        _ kind: ImportKind? = nil, _ files: [String: String], config: String? = nil, file: String? = nil,
        existing: [String: String] = [:], force: Bool = false, isDry: Bool = false,
        _ change: (inout ImportRequest) -> Void = { _ in }
    ) throws {
        scratch = try ScratchFolder()
        let home = scratch.path
        for (path, text) in files {
            // Builds look at pictures.
            let header = path.hasSuffix(".png") ? "GIF89a\u{1}\0\u{1}\0" : ""
            try Self.write(header + text, to: home + "/source/" + path)
        }
        try FileSystem.makeFolder(home + "/project")
        for (path, text) in existing { try Self.write(text, to: home + "/project/" + path) }
        var request = ImportRequest(source: file.map { home + "/source/" + $0 } ?? home + "/source")
        request.kind = kind
        if let config {
            try Self.write(config, to: home + "/project/sealpress.yml")
            request.project = ProjectSettings(yaml: config)
        }
        change(&request)
        plan = try planImport(request)
        outcome = try plan.write(below: home + "/project", force: force, isDry: isDry)
        if config == nil, !isDry {
            try Self.write(plan.newConfiguration(tier: request.tier), to: home + "/project/sealpress.yml")
        }
    }

    static func write(_ text: String, to path: String) throws {
        try FileSystem.makeFolder(URL(filePath: path).deletingLastPathComponent().path)
        try FileSystem.write(Array(text.utf8), to: path)
    }

    /// A file of the project; empty where there is none.
    func text(_ path: String) -> String {
        (try? FileSystem.readText(project + "/content/" + path)) ?? ""
    }

    /// Every file that was planned, below `content/`.
    var paths: [String] { plan.files.map { String($0.path.dropFirst("content/".count)) }.sorted() }

    /// Faults as `file:line:column: message`.
    var faults: [String] {
        plan.diagnostics.map { fault in
            guard let place = fault.location else { return fault.message }
            return "\(place.file):\(place.line):\(place.column): \(fault.message)"
        }
    }

    /// Builds the project, and returns what the build warns of.
    @discardableResult
    func build(drafts: Bool = true) throws -> [Diagnostic] {
        let keys = try SiteKeys(root: RootKey(bytes: SecretBytes(copying: [UInt8](repeating: 7, count: 32))))
        do {
            let summary = try Site.build(
                BuildInputs(
                    root: project, output: project + "/site", keys: keys, keyFile: nil,
                    date: (try? Date("2026-11-20T12:00:00Z", strategy: .iso8601)) ?? .distantPast,
                    includesDrafts: drafts, threads: 2))
            return summary.warnings
        } catch let error as DiagnosticError {
            for fault in error.diagnostics { Issue.record("the build says: \(fault.rendered())") }
            throw error
        }
    }

    /// A built page.
    func page(_ route: String) -> String {
        (try? FileSystem.readText(project + "/site/" + route + "index.html")) ?? ""
    }
}

/// Expects two texts to be the same, and shows both as they are where they are not.
func expect(_ actual: String, is expected: String, sourceLocation: Testing.SourceLocation = #_sourceLocation)
{
    guard actual != expected else { return }
    Issue.record("expected:\n\(expected)\nfound:\n\(actual)", sourceLocation: sourceLocation)
}

/// The code of every fenced block of a text, with its language.
func fencedCode(_ text: String) -> [String] {
    var blocks: [String] = []
    var open: (fence: String, lines: [String])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
        if let current = open {
            if line == current.fence {
                blocks.append(current.lines.joined(separator: "\n"))
                open = nil
            } else {
                open?.lines.append(line)
            }
        } else if line.hasPrefix("```") {
            open = (String(line.prefix { $0 == "`" }), [line])
        }
    }
    return blocks
}
