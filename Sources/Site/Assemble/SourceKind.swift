/// What a Markdown file is, by where it stands in `content/`.
enum SourceKind: Hashable {
    case home
    case article
    /// `articles/index.md` or `courses/index.md`: the words above a list.
    case list
    case course(String)
    case chapter(course: String, folder: String)
    /// `chapter` is the chapter's folder, nil where the lesson stands in the course's own.
    case lesson(course: String, chapter: String?, name: String)
    case page
    /// Deeper in a course than lessons are.
    case misplaced(course: String)

    /// - Parameter path: below `content/`, ending in `.md`.
    init(path: String) {
        let parts = path.slashSeparated.map(String.init)
        let isIndex = parts.last == "index.md"
        let folders = Array(parts.dropLast())
        switch (folders.first, folders.count) {
        case (nil, _):
            self = isIndex ? .home : .page
        case ("articles", 1):
            self = isIndex ? .list : .article
        case ("articles", _):
            self = .article
        case ("courses", 1):
            self = isIndex ? .list : .page
        case ("courses", 2):
            self =
                isIndex
                ? .course(folders[1])
                : .lesson(course: folders[1], chapter: nil, name: Self.stem(parts[2]))
        case ("courses", 3):
            self =
                isIndex
                ? .chapter(course: folders[1], folder: folders[2])
                : .lesson(course: folders[1], chapter: folders[2], name: Self.stem(parts[3]))
        case ("courses", 4) where isIndex:
            self = .lesson(course: folders[1], chapter: folders[2], name: folders[3])
        case ("courses", _):
            self = .misplaced(course: folders[1])
        default:
            self = .page
        }
    }

    var course: String? {
        switch self {
        case .course(let id), .chapter(let id, _), .lesson(let id, _, _), .misplaced(let id): id
        default: nil
        }
    }

    var isCourse: Bool {
        if case .course = self { true } else { false }
    }

    var pageKind: PageKind {
        switch self {
        case .home: .home
        case .article: .article
        case .list: .list
        case .course: .course
        case .chapter: .chapter
        case .lesson: .lesson
        case .page, .misplaced: .page
        }
    }

    private static func stem(_ name: String) -> String {
        String(name.dropLast(3))
    }
}
