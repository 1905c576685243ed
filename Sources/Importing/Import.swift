import Content
import Diagnostics
import Files

/// What to import, and how.
public struct ImportRequest: Sendable {
    /// The folder that holds the source, or the file that is it.
    public var source: String
    /// Nil is found out.
    public var kind: ImportKind?
    /// The folder below `content/` that takes all pages; nil is each kind's own way.
    public var into: String?
    /// The id of the course that the pages become.
    public var course: String?
    /// The tier that pages are for which do not say it themselves.
    public var tier: String?
    /// A file that lists the pages in order, instead of the source's own.
    public var order: String?
    /// Where the source was published.
    public var oldAddress: OldAddress?
    /// What the project's `sealpress.yml` has; nil when there is none yet.
    public var project: ProjectSettings?

    public init(source: String) {
        self.source = source
    }
}

/// What an import needs to know of the project that it goes into.
public struct ProjectSettings: Sendable, Hashable {
    /// Ids of the tiers, lowest first.
    public var tiers: [String] = []
    /// Ids of the taxonomies.
    public var taxonomies: [String] = []
    public var sections: [String] = []
    public var language: String?

    public init() {}

    /// Reads the text of `sealpress.yml` as far as that is needed; its faults are the build's to report.
    public init(yaml: String) {
        let source = try? SourceText(path: "sealpress.yml", text: yaml)
        let node = source.flatMap { (try? YAML.parse($0)) ?? nil }
        func ids(_ key: String) -> [String] {
            guard case .sequence(let nodes)? = node?[key]?.content else { return [] }
            return nodes.compactMap { $0.text ?? $0["id"]?.text }
        }
        tiers = ids("tiers")
        taxonomies = ids("taxonomies")
        sections = ids("sections")
        language = node?["site"]?["language"]?.text ?? "en"
    }
}

/// Reads a source and says which files of `content/` come of it, and what does not.
///
/// - Throws: `DiagnosticError` where there is nothing to import; whatever else is wrong is listed in the plan.
public func planImport(_ request: ImportRequest) throws -> ImportPlan {
    guard let status = try FileSystem.status(request.source) else {
        throw DiagnosticError(.error("there is no '\(request.source)'"))
    }
    var kind = request.kind
    let folder: SourceFolder
    if status.kind == .file {
        guard kind == nil || kind == .ghost, ImportKind.isGhost(request.source) else {
            throw DiagnosticError(
                .error(
                    "'\(request.source)' is a file, and no export of Ghost",
                    hint: "name the folder that holds the source"))
        }
        kind = .ghost
        folder = try SourceFolder(Paths.folder(request.source).isEmpty ? "." : Paths.folder(request.source))
    } else {
        folder = try SourceFolder(request.source)
    }
    let found = kind ?? ImportKind.detect(folder)
    var site = ImportedSite()
    site.diagnostics = folder.diagnostics
    switch found {
    case .mdbook: try MDBookSource(folder, request).read(into: &site)
    case .docc: try DocCSource(folder, request).read(into: &site)
    case .docsify: try DocsifySource(folder, request).read(into: &site)
    case .markdown: try MarkdownSource(folder, request).read(into: &site)
    case .hugo: try HugoSource(folder, request).read(into: &site)
    case .jekyll: try JekyllSource(folder, request).read(into: &site)
    case .ghost:
        try GhostSource(folder, request, file: status.kind == .file ? request.source : nil).read(into: &site)
    }
    guard !site.pages.isEmpty else {
        throw DiagnosticError(
            site.diagnostics + [
                .error(
                    "there is nothing to import in '\(request.source)': no page of \(found.name)",
                    hint: "name the kind: \(ImportKind.allCases.map(\.rawValue).joined(separator: ", "))")
            ])
    }
    if site.settings.language == nil { site.settings.language = LanguageGuess.language(of: site.pages) }
    var conversion = Conversion(site, folder: folder, request: request)
    return conversion.plan(kind: found)
}
