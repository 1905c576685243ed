import Diagnostics

extension DiagnosticRule {
    /// What the rule asks for, in a few words.
    public var summary: String {
        switch self {
        case .linkInternal: "links lead to pages and files of the site"
        case .linkExternal: "links to other sites are answered; asked only with --external"
        case .anchor: "links to places inside pages lead to ids that exist"
        case .image: "pictures are there, and are what their names say"
        case .altText: "pictures have words for those who do not see them"
        case .frontMatter: "front matter has known keys and right values"
        case .fence: "fences and call-outs are closed and stand where they may"
        case .tierSpelling: "tiers are those of sealpress.yml"
        case .tagSpelling: "no tag, series or author is a slip of a common one"
        case .duplicateTitle: "no two pages of a language have one title"
        case .unusedAsset: "files in content/ are used by some page"
        case .sizeBudget: "pages, pictures and the site are within 'check: budget'"
        case .address: "every address has one source"
        case .leak: "no public file holds premium text"
        case .layout: "layouts exist, parse, and name known variables"
        case .data: "files in data/ can be read"
        case .configuration: "sealpress.yml has known keys and right values"
        case .roster: "the roster can be read"
        case .build: "whatever else would stop a build, or be warned of"
        }
    }

    /// What a breach is, at the worst.
    public var severity: Diagnostic.Severity {
        switch self {
        case .altText, .tagSpelling, .duplicateTitle, .unusedAsset, .sizeBudget: .warning
        default: .error
        }
    }

    /// What something is about that does not say so, by the file it is in.
    init(of diagnostic: Diagnostic) {
        let file = diagnostic.location?.file ?? ""
        if file == SiteConfiguration.path {
            self = .configuration
        } else if file == Workplace.rosterPath {
            self = .roster
        } else if file.hasPrefix(ThemeFiles.folder + "/") {
            self = .layout
        } else if file.hasPrefix(DataFiles.folder + "/") {
            self = .data
        } else {
            self = .build
        }
    }
}
