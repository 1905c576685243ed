import Content
import Diagnostics

/// Puts the pages of a book into a course.
struct BookPages {
    /// The words of the course's own page.
    var front: ImportedPage?
    var title: String
    var description: String?
    var authors: [String] = []
    var language: String?

    /// - Parameters:
    ///   - pages: by their path in the source; each is used once.
    ///   - name: the name of a page's file, made of its path.
    func place(
        _ outline: Outline, _ pages: [String: ImportedPage], request: ImportRequest,
        into site: inout ImportedSite,
        name: @escaping @Sendable (String) -> String = { Paths.stem($0).fileName }
    ) throws(DiagnosticError) {
        let folder = try CourseFolder.folder(request, title: title)
        let layout = CourseLayout(outline, folder: folder, name: name)
        let empty = try SourceText(path: folder + "/index.md", text: "")
        var index = front ?? ImportedPage(empty, body: 0..<0)
        index.target = folder + "/index.md"
        if index.heading == nil, index.matter.title == nil { index.matter.title = title }
        index.matter.description = index.matter.description ?? description
        if index.matter.authors.isEmpty { index.matter.authors = authors }
        index.matter.language = index.matter.language ?? language
        index.matter.tier = index.matter.tier ?? request.tier
        site.pages.append(index)
        for place in layout.places {
            guard let path = place.page else {
                var chapter = ImportedPage(try SourceText(path: place.target, text: ""), body: 0..<0)
                chapter.matter.title = place.title
                chapter.target = place.target
                chapter.matter.language = language
                site.pages.append(chapter)
                continue
            }
            guard var page = pages[path] else { continue }
            page.target = place.target
            if page.heading == nil, page.matter.title == nil, !place.title.isEmpty {
                page.matter.title = place.title
            }
            page.matter.language = page.matter.language ?? language
            site.pages.append(page)
        }
    }
}

enum CourseFolder {
    /// Where a book goes below `content/`: the course that was named, else one named for the book.
    static func folder(_ request: ImportRequest, title: String) throws(DiagnosticError) -> String {
        if let into = request.into { return try below(into) }
        if let course = request.course {
            guard isIdentifier(course) else {
                throw DiagnosticError(
                    .error(
                        "'\(course)' cannot be a course's id",
                        hint: "ids are lower-case letters, digits and '-'"))
            }
            return "courses/" + course
        }
        let source = Paths.stem(
            request.source.hasSuffix("/") ? String(request.source.dropLast()) : request.source)
        guard let id = title.identifier ?? source.identifier else {
            throw DiagnosticError(
                .error("no id for the course can be made of '\(title)'", hint: "name one: --course my-course")
            )
        }
        return "courses/" + id
    }

    /// A folder of `content/` as people name it: with `content/` or without.
    static func below(_ into: String) throws(DiagnosticError) -> String {
        var parts = into.split(separator: "/").map(String.init)
        if parts.first == "." { parts.removeFirst() }
        if parts.first == "content" { parts.removeFirst() }
        guard !into.hasPrefix("/"), parts.allSatisfy({ $0 != ".." && $0 != "." && !$0.hasPrefix(".") }) else {
            throw DiagnosticError(
                .error("'\(into)' is no folder below content/", hint: "write it as content/articles"))
        }
        guard parts.first != "static" else {
            throw DiagnosticError(
                .error("pages cannot go to content/static/", hint: "files there are published as they are"))
        }
        return parts.joined(separator: "/")
    }
}
