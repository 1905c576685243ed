import Content

/// Where the pages of a book go in a course, so that the numbers give the book's order.
struct CourseLayout: Sendable {
    struct Place: Sendable {
        /// The page's path in the source; nil for a page that is only a chapter's title.
        var page: String?
        /// Below `content/`.
        var target: String
        var title: String
    }

    private(set) var places: [Place] = []
    private let folder: String
    private let name: @Sendable (String) -> String

    /// - Parameters:
    ///   - folder: the course's folder below `content/`.
    ///   - name: the name of a page's file, made of its path in the source, without number and ending.
    init(_ outline: Outline, folder: String, name: @escaping @Sendable (String) -> String) {
        self.folder = folder
        self.name = name
        // Lessons outside chapters come first in a course; one that follows a chapter gets a chapter of its own.
        let leading = outline.entries.prefix { $0.page != nil && $0.children.isEmpty }
        let chapters = outline.entries.dropFirst(leading.count)
        // Lessons and chapters of the course's own folder have addresses beside each other.
        var taken: Set<String> = []
        add(leading.flatMap(\.pages), to: folder, &taken)
        for (number, entry) in chapters.enumerated() {
            var slug = entry.page.map(name) ?? entry.title.fileName
            if slug.isEmpty { slug = "part" }
            slug = Self.unused(slug, &taken)
            let chapter = "\(folder)/\(Self.number(number + 1, of: chapters.count))-\(slug)"
            places.append(Place(page: nil, target: chapter + "/index.md", title: entry.title))
            var inner: Set<String> = []
            add(entry.pages, to: chapter, &inner)
        }
    }

    private mutating func add(
        _ pages: [(path: String, title: String)], to folder: String, _ taken: inout Set<String>
    ) {
        for (number, page) in pages.enumerated() {
            var slug = name(page.path)
            if slug.isEmpty { slug = page.title.fileName }
            if slug.isEmpty { slug = "page" }
            slug = Self.unused(slug, &taken)
            places.append(
                Place(
                    page: page.path,
                    target: "\(folder)/\(Self.number(number + 1, of: pages.count))-\(slug).md",
                    title: page.title))
        }
    }

    private static func unused(_ slug: String, _ taken: inout Set<String>) -> String {
        var candidate = slug
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(slug)-\(number)"
            number += 1
        }
        return candidate
    }

    /// As many digits as the last number has, and at least two.
    private static func number(_ number: Int, of count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, max(2, String(count).count) - digits.count)) + digits
    }
}
