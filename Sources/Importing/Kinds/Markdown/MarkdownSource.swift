import Content
import Diagnostics
import Files

/// A folder of Markdown files: as they lie below a folder of `content/`, or in order as a course.
struct MarkdownSource {
    private let folder: SourceFolder
    private let request: ImportRequest

    init(_ folder: SourceFolder, _ request: ImportRequest) {
        self.folder = folder
        self.request = request
    }

    func read(into site: inout ImportedSite) throws {
        let pages = MarkdownPages.read(folder, request, into: &site)
        let front = ["README.md", "index.md", "_index.md", "readme.md"].first { pages[$0] != nil }
        if request.course != nil || request.order != nil || request.into?.contains("courses/") == true {
            try readCourse(pages, front: front, told: nil, into: &site)
        } else if let order = order(of: pages, front: front) {
            site.notes.append(
                "the pages say their order, and so become a course; 'sealpress import markdown' makes articles of them"
            )
            try readCourse(pages, front: front, told: order, into: &site)
        } else {
            let base = try CourseFolder.below(request.into ?? "articles")
            site.files = AssetPlaces.beside(folder, pages: Set(pages.keys), base: base)
            for path in pages.keys.sorted(by: byUTF8) {
                guard var page = pages[path] else { continue }
                page.target = Self.target(path, below: base)
                site.pages.append(page)
            }
            if pages.count > 1, pages.values.allSatisfy({ $0.matter.date == nil }) {
                site.notes.append(
                    "the pages have no dates and become articles; --course ID makes a course of them")
            }
        }
    }

    /// The order of a book. Only a source of no named kind and for no named place is asked whether it is one.
    private func order(of pages: [String: ImportedPage], front: String?) -> BookOrder? {
        guard request.kind == nil, request.into == nil, pages.count >= 5,
            pages.values.allSatisfy({ $0.matter.date == nil })
        else { return nil }
        let order = BookOrder(pages, front: front, folder: folder)
        return order.isTold ? order : nil
    }

    /// The same place below another folder, with names that are addresses.
    static func target(_ path: String, below base: String) -> String {
        let isIndex = FolderOutline.isIndex(path)
        let folders = Paths.folder(path).split(separator: "/").map { String($0).fileName }.filter {
            !$0.isEmpty
        }
        let name = isIndex ? "index" : Paths.stem(path).fileName
        return Paths.join(base, folders.joined(separator: "/"), (name.isEmpty ? "page" : name) + ".md")
    }

    private func readCourse(
        _ pages: [String: ImportedPage], front: String?, told: BookOrder?, into site: inout ImportedSite
    ) throws {
        var outline: Outline
        if let order = request.order {
            let text = TracedText(try OrderFile.read(order))
            outline = OrderFile.outline(
                OutlineText.lines(text), text, pages: pages, folder: folder, &site.diagnostics)
            let used = Set(outline.pages.map(\.path))
            OrderFile.addUnlisted(
                pages.keys.filter { !used.contains($0) && $0 != front }, pages, to: &outline,
                &site.diagnostics)
        } else {
            let order = told ?? BookOrder(pages, front: front, folder: folder)
            order.tell(&site)
            outline = order.outline
        }
        let title = front.flatMap { pages[$0]?.title } ?? sourceName
        var book = BookPages(title: title)
        if let front, !outline.pages.contains(where: { $0.path == front }) { book.front = pages[front] }
        site.settings.title = title
        site.files = AssetPlaces.beside(
            folder, pages: Set(pages.keys), base: try CourseFolder.folder(request, title: title))
        try book.place(outline, pages, request: request, into: &site) { FolderOutline.name($0) }
    }

    /// The folder's name, also where it was named as `.` or `../book/`.
    private var sourceName: String {
        let name = Paths.name(
            request.source.hasSuffix("/") ? String(request.source.dropLast()) : request.source)
        return [".", "..", ""].contains(name) ? "Book" : FolderOutline.readable(name)
    }
}
