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
        if request.course != nil || request.order != nil || request.into?.contains("courses/") == true {
            try readCourse(pages, into: &site)
        } else {
            let base = try CourseFolder.below(request.into ?? "articles")
            site.files = AssetPlaces.beside(folder, pages: Set(pages.keys), base: base)
            for path in pages.keys.sorted(by: byUTF8) {
                guard var page = pages[path] else { continue }
                page.target = Self.target(path, below: base)
                site.pages.append(page)
            }
        }
    }

    /// The same place below another folder, with names that are addresses.
    static func target(_ path: String, below base: String) -> String {
        let isIndex = ["index", "readme", "_index"].contains(Paths.stem(path).lowercased())
        let folders = Paths.folder(path).split(separator: "/").map { String($0).fileName }.filter {
            !$0.isEmpty
        }
        let name = isIndex ? "index" : Paths.stem(path).fileName
        return Paths.join(base, folders.joined(separator: "/"), (name.isEmpty ? "page" : name) + ".md")
    }

    private func readCourse(_ pages: [String: ImportedPage], into site: inout ImportedSite) throws {
        let front = ["README.md", "index.md", "_index.md", "readme.md"].first { pages[$0] != nil }
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
            outline = FolderOutline(pages, front: front).outline
        }
        let source = request.source.hasSuffix("/") ? String(request.source.dropLast()) : request.source
        let title = front.flatMap { pages[$0]?.matter.title ?? pages[$0]?.heading } ?? Paths.name(source)
        var book = BookPages(title: title)
        if let front, !outline.pages.contains(where: { $0.path == front }) { book.front = pages[front] }
        site.files = AssetPlaces.beside(
            folder, pages: Set(pages.keys), base: try CourseFolder.folder(request, title: title))
        try book.place(outline, pages, request: request, into: &site) { FolderOutline.name($0) }
    }
}

/// The order of pages that no list names: by weight, then by the numbers and words of their names.
struct FolderOutline {
    private(set) var outline = Outline()
    private let pages: [String: ImportedPage]

    init(_ pages: [String: ImportedPage], front: String?) {
        self.pages = pages
        outline.entries = entries(of: pages.keys.filter { $0 != front }, below: "")
    }

    /// A page's name without its number; the folder's for a page that stands for one.
    static func name(_ path: String) -> String {
        let stem = Paths.stem(path)
        let own = isIndex(path) ? Paths.name(Paths.folder(path)) : stem
        return splitOrder(own).name.fileName
    }

    private static func isIndex(_ path: String) -> Bool {
        ["index", "readme", "_index"].contains(Paths.stem(path).lowercased())
    }

    private func entries(of paths: [String], below folder: String) -> [Outline.Entry] {
        let start = folder.isEmpty ? 0 : folder.utf8.count + 1
        var groups: [String: [String]] = [:]
        for path in paths {
            let rest = String(path.utf8.dropFirst(start)) ?? path
            groups[rest.split(separator: "/").first.map(String.init) ?? rest, default: []].append(path)
        }
        let named = groups.map { name, paths -> (name: String, weight: Int?, entry: Outline.Entry) in
            let inner = Paths.join(folder, name)
            guard !(paths.count == 1 && paths[0] == inner) else {
                let page = pages[inner]
                return (
                    Self.isIndex(inner) ? "" : name, page?.weight,
                    Outline.Entry(title: title(of: inner), page: inner)
                )
            }
            let index = paths.first { Paths.folder($0) == inner && Self.isIndex($0) }
            let others = paths.filter { $0 != index }
            return (
                name, index.flatMap { pages[$0]?.weight },
                Outline.Entry(
                    title: index.map(title) ?? Self.readable(name), page: index,
                    children: entries(of: others, below: inner))
            )
        }
        return named.sorted { a, b in
            let (first, second) = (splitOrder(a.name), splitOrder(b.name))
            return (a.name.isEmpty ? 0 : 1, a.weight ?? .max, first.order ?? .max, first.name)
                < (b.name.isEmpty ? 0 : 1, b.weight ?? .max, second.order ?? .max, second.name)
        }.map(\.entry)
    }

    private func title(of path: String) -> String {
        pages[path].flatMap { $0.matter.title ?? $0.heading } ?? Self.readable(Paths.stem(path))
    }

    private static func readable(_ name: String) -> String {
        let words = splitOrder(name).name.replacing("-", with: " ").replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
