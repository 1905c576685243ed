import Content

/// The order of pages that no list names: by weight, then by the numbers and words of their names. What opens a book
/// by its name comes first, and what closes one last.
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

    /// Whether the page says itself where it stands: by a weight, or by a number in its name or a folder's.
    static func saysItsPlace(_ page: ImportedPage) -> Bool {
        page.weight != nil || page.path.split(separator: "/").contains { splitOrder(String($0)).order != nil }
    }

    /// Whether the page stands for its folder, by its name.
    static func isIndex(_ path: String) -> Bool {
        ["index", "readme", "_index"].contains(Paths.stem(path).lowercased())
    }

    private struct Named {
        var name: String
        var weight: Int?
        var entry: Outline.Entry

        /// What comes first, in this order; the rest is by name.
        var keys: [Int] {
            let order = splitOrder(name).order
            let place = weight == nil && order == nil ? BookPart(name: name) : .middle
            return [name.isEmpty ? 0 : 1, place.rawValue, weight ?? .max, order ?? .max]
        }
    }

    private func entries(of paths: [String], below folder: String) -> [Outline.Entry] {
        let start = folder.isEmpty ? 0 : folder.utf8.count + 1
        var groups: [String: [String]] = [:]
        for path in paths {
            let rest = String(path.utf8.dropFirst(start)) ?? path
            groups[rest.split(separator: "/").first.map(String.init) ?? rest, default: []].append(path)
        }
        let named = groups.map { name, paths -> Named in
            let inner = Paths.join(folder, name)
            guard !(paths.count == 1 && paths[0] == inner) else {
                return Named(
                    name: Self.isIndex(inner) ? "" : Paths.stem(name), weight: pages[inner]?.weight,
                    entry: Outline.Entry(title: title(of: inner), page: inner))
            }
            let index = paths.first { Paths.folder($0) == inner && Self.isIndex($0) }
            return Named(
                name: name, weight: index.flatMap { pages[$0]?.weight },
                entry: Outline.Entry(
                    title: index.map(title) ?? Self.readable(name), page: index,
                    children: entries(of: paths.filter { $0 != index }, below: inner)))
        }
        return named.sorted { a, b in
            a.keys == b.keys
                ? naturally(splitOrder(a.name).name, splitOrder(b.name).name)
                : a.keys.lexicographicallyPrecedes(b.keys)
        }.map(\.entry)
    }

    private func title(of path: String) -> String { Self.title(of: path, pages) }

    /// A page's title, else its name as people would write it.
    static func title(of path: String, _ pages: [String: ImportedPage]) -> String {
        pages[path]?.title ?? readable(Paths.stem(path))
    }

    /// `03-my_name` as `My name`.
    static func readable(_ name: String) -> String {
        let words = splitOrder(name).name.replacing("-", with: " ").replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

/// Where a page stands in a book by its name.
enum BookPart: Int {
    case opening, middle, closing

    init(name: String) {
        let word = String(name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " })
        self = Self.openings.contains(word) ? .opening : Self.closings.contains(word) ? .closing : .middle
    }

    private static let openings: Set<String> = [
        "cover", "titlepage", "copyright", "dedication", "foreword", "preface", "intro", "introduction",
        "about", "overview", "start", "gettingstarted", "welcome", "prologue", "前言", "序", "序言", "简介", "介绍",
        "引言",
    ]
    private static let closings: Set<String> = [
        "conclusion", "summary", "epilogue", "afterword", "appendix", "appendices", "faq", "glossary",
        "reference", "references", "bibliography", "resources", "changelog", "changes", "revisionhistory",
        "license", "contributing", "contributors", "credits", "acknowledgment", "acknowledgments",
        "acknowledgement", "acknowledgements", "thanks", "结语", "附录", "参考", "参考链接", "鸣谢", "致谢", "后记",
    ]
}
