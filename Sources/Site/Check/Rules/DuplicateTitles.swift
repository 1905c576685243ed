import Diagnostics

/// Pages of one language that search results and tabs cannot tell apart.
enum DuplicateTitles {
    private struct Name: Hashable {
        var language: String
        var title: String
    }

    static func findings(_ site: CheckedSite) -> [Diagnostic] {
        var first: [Name: SourcePage] = [:]
        var findings: [Diagnostic] = []
        for page in site.pages.map(\.page).sorted(by: { $0.path < $1.path }) {
            let words = page.title.lowercased().split(whereSeparator: \.isWhitespace)
            let name = Name(language: page.language, title: words.joined(separator: " "))
            guard let other = first[name] else {
                first[name] = page
                continue
            }
            findings.append(
                page.document.source.warning(
                    "the title '\(page.title)' is also that of \(other.path)", at: titlePlace(of: page),
                    hint: "give each page a title of its own: search results and tabs show little else"
                ).about(.duplicateTitle))
        }
        return findings
    }

    /// Where the title stands: in the front matter, else in the heading that opens the body.
    private static func titlePlace(of page: SourcePage) -> SourceLocation {
        if let title = page.frontMatter.title { return title.location }
        // Else the file's name is the title.
        guard page.document.headingTitle != nil else { return SourceLocation(file: page.path, line: 1) }
        let line = page.document.bodyLine - 1
        return SourceLocation(
            file: page.path, line: line, length: page.document.source.line(line)?.count ?? 1)
    }
}
