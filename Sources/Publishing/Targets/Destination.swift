import Diagnostics

/// Where a site is published to, as the author writes it.
public enum Destination: Sendable, Hashable {
    /// A folder on this machine: `dir:/srv/www/site`.
    case folder(String)
    /// What rsync takes: `rsync:you@example.org:/srv/www/site`, `rsync:host::module/site`, a path.
    case rsync(String)
    /// A branch of a git repository: `git:gh-pages`.
    case branch(String)

    /// - Throws: a `DiagnosticError` for anything else.
    public init(parsing text: String) throws(DiagnosticError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        guard parts.count == 2, !parts[1].isEmpty, !parts[1].hasPrefix("-"), !parts[1].utf8.contains(0) else {
            throw Self.fault(text)
        }
        switch parts[0] {
        case "dir": self = .folder(parts[1])
        case "rsync": self = .rsync(parts[1])
        case "git": self = .branch(parts[1])
        default: throw Self.fault(text)
        }
    }

    private static func fault(_ text: String) -> DiagnosticError {
        DiagnosticError(
            .error(
                "'\(text)' is no place to publish to",
                hint: "write rsync:you@example.org:/srv/www/site, dir:/srv/www/site, or git:gh-pages"))
    }
}
