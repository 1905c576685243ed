import Content
import Diagnostics

/// Plain Markdown pages with the front matter that most tools have in common.
enum MarkdownPages {
    /// Every page of a folder, by its path.
    static func read(
        _ folder: SourceFolder, _ request: ImportRequest, below part: String = "",
        into site: inout ImportedSite
    ) -> [String: ImportedPage] {
        var pages: [String: ImportedPage] = [:]
        for path in folder.paths(endingIn: ".md", ".markdown") {
            guard part.isEmpty || path.hasPrefix(part + "/"),
                let source = folder.text(path, &site.diagnostics)
            else { continue }
            pages[path] = page(source, &site.diagnostics)
        }
        return pages
    }

    static func page(_ source: SourceText, _ diagnostics: inout [Diagnostic]) -> ImportedPage {
        let split = SourceMatter(source)
        diagnostics += split.diagnostics
        var page = ImportedPage(source, body: split.body)
        var mapping = MatterMapping(source)
        mapping.map(split.node, into: &page)
        page.weight = mapping.weight
        diagnostics += mapping.diagnostics
        ForeignFences.run(&page.text, &diagnostics)
        Callouts.convertQuotes(&page.text, &diagnostics, Callouts.alert)
        return page
    }
}
