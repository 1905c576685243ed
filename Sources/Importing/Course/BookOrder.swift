import Content
import Diagnostics

/// The order of a book that has no list of its pages: what the pages tell of it among themselves.
struct BookOrder {
    enum Evidence: Hashable {
        /// Weights, or numbers in names.
        case numbers
        /// The links of a page, by its path.
        case links(String)
        /// Links to the next page and the previous one.
        case neighbours
        /// Headings of a page, by its path, that name the others.
        case headings(String)
        /// Nothing but names.
        case names
    }

    private(set) var evidence = Evidence.names
    private(set) var outline = Outline()
    private let pages: [String: ImportedPage]
    private let folder: SourceFolder
    /// The paths to be ordered; the front page is not one of them.
    private let paths: [String]
    private let names: [String: [String]]

    /// - Parameter front: the page that stands for the book itself.
    init(_ pages: [String: ImportedPage], front: String?, folder: SourceFolder) {
        self.pages = pages
        self.folder = folder
        paths = pages.keys.filter { $0 != front }.sorted(by: naturally)
        names = Dictionary(grouping: pages.keys, by: { Paths.name($0).lowercased() })
        let natural = FolderOutline(pages, front: front).outline
        if isMost(paths.count { pages[$0].map(FolderOutline.saysItsPlace) == true }) {
            (evidence, outline) = (.numbers, natural)
        } else if let found = contents(front) {
            (evidence, outline) = (.links(found.page), found.outline)
        } else if let chain = neighbours() {
            (evidence, outline) = (.neighbours, Outline(entries: chain.map(entry)))
        } else if paths.allSatisfy({ !$0.contains("/") }), let found = headings() {
            (evidence, outline) = (.headings(found.page), Outline(entries: found.pages.map(entry)))
        } else {
            outline = natural
        }
        addOthers(natural.pages.map(\.path))
    }

    /// Whether somebody put the pages in an order.
    var isTold: Bool { evidence != .names }

    /// Why the pages stand as they do.
    var words: String {
        switch evidence {
        case .numbers: "the pages are in the order of their weights and numbers"
        case .links(let page): "the pages are in the order of the links in '\(page)'"
        case .neighbours: "the pages are in the order of their links to the next and the previous one"
        case .headings(let page):
            "no file lists the pages: their order is guessed from the headings of '\(page)', which name them"
        case .names: "no file lists the pages: their order is guessed from their names"
        }
    }

    /// Says where the order comes from: a guess is something to look at, the rest a remark.
    func tell(_ site: inout ImportedSite) {
        switch evidence {
        case .numbers: break
        case .links, .neighbours: site.notes.append(words + "; --order FILE names another list")
        case .headings, .names:
            guard paths.count > 1 else { return }
            site.diagnostics.append(
                .warning(
                    words,
                    hint: "name a Markdown file with links to the pages in their order: --order FILE"))
        }
    }

    private func isMost(_ count: Int) -> Bool { count >= 2 && count * 2 >= paths.count }

    private func entry(_ path: String) -> Outline.Entry {
        Outline.Entry(title: FolderOutline.title(of: path, pages), page: path)
    }

    /// Puts pages that the order does not name behind those it does, in the order of their names; what opens and
    /// closes books by its name goes to the ends.
    private mutating func addOthers(_ natural: [String]) {
        let known = Set(outline.pages.map(\.path))
        let rest = natural.filter { !known.contains($0) }
        guard !rest.isEmpty else { return }
        let parts = Dictionary(grouping: rest) { BookPart(name: Paths.stem($0)) }
        var closing = parts[.closing] ?? []
        if case .headings(let page) = evidence, let index = closing.firstIndex(of: page) {
            // The page that goes through all the others stands right behind them.
            closing.insert(closing.remove(at: index), at: 0)
        }
        outline.entries =
            (parts[.opening] ?? []).map(entry) + outline.entries + (parts[.middle] ?? []).map(entry)
            + closing.map(entry)
    }

    // MARK: Links

    private static let contentsNames: Set<String> = [
        "readme", "index", "_index", "summary", "toc", "contents", "content", "tableofcontents", "sidebar",
        "_sidebar", "outline", "目录",
    ]

    /// A page that leads to most of the others, and the tree of its links.
    private func contents(_ front: String?) -> (page: String, outline: Outline)? {
        let named = paths.filter { path in
            Self.contentsNames.contains(Paths.stem(path).lowercased().filter { $0 != "-" })
        }
        for path in [front].compactMap(\.self) + named {
            guard let page = pages[path] else { continue }
            var faults: [Diagnostic] = []
            let lines = OutlineText.lines(page.text).filter { line in
                // Headings are parts where links follow; the page's own title is none.
                if case .part(level: 1) = line.form { return false }
                guard let destination = line.destination else { return true }
                return OrderFile.page(destination, pages, names).map { $0 != path } ?? false
            }
            let found = OrderFile.outline(lines, page.text, pages: pages, folder: folder, &faults)
            if isMost(found.pages.count) { return (path, found) }
        }
        return nil
    }

    private static let nextWords: Set<String> = [
        "next", "next page", "next chapter", "continue", "weiter", "suivant", "siguiente", "下一章", "下一页",
        "下一节",
        "下一篇", "次へ",
    ]
    private static let previousWords: Set<String> = [
        "previous", "prev", "previous page", "previous chapter", "back", "zurück", "précédent", "anterior",
        "上一章", "上一页", "上一节", "上一篇", "前へ",
    ]

    /// The order of links such as `[Next](two.md)` and `[« Previous](one.md)`.
    private func neighbours() -> [String]? {
        var next: [String: String] = [:]
        for path in paths {
            guard let page = pages[path] else { continue }
            let view = MarkdownView(page.text.bytes)
            for link in LinkScanner(view).links {
                guard case .link = link.form,
                    let other = OrderFile.page(page.text.text(link.destination), pages, names), other != path
                else { continue }
                let words = page.text.text(link.text).lowercased()
                let plain = (words.split(separator: ":").first.map(String.init) ?? words).filter {
                    $0.isLetter || $0.isNumber || $0 == " "
                }.trimmed
                if Self.nextWords.contains(plain) || words.trimmed == "→" {
                    next[path] = next[path] ?? other
                } else if Self.previousWords.contains(plain) || words.trimmed == "←" {
                    next[other] = next[other] ?? path
                }
            }
        }
        guard isMost(next.count + 1), !next.isEmpty else { return nil }
        let followers = Set(next.values)
        var order: [String] = []
        var seen: Set<String> = []
        for start in paths where next[start] != nil && !followers.contains(start) {
            var path: String? = start
            while let current = path, seen.insert(current).inserted {
                order.append(current)
                path = next[current]
            }
        }
        return isMost(order.count) ? order : nil
    }

    // MARK: Headings

    /// A page that goes through the others in their order, as lists of further reading do: its headings name them.
    private func headings() -> (page: String, pages: [String])? {
        var best: (page: String, pages: [String])?
        for path in paths where pages[path] != nil {
            let found = pagesNamed(by: path)
            if found.count > (best?.pages.count ?? 0) { best = (path, found) }
        }
        guard let best, best.pages.count >= 5, isMost(best.pages.count) else { return nil }
        return best
    }

    private func pagesNamed(by path: String) -> [String] {
        guard let page = pages[path] else { return [] }
        let view = MarkdownView(page.text.bytes)
        var terms: [String] = []
        for number in view.proseLines {
            let line = view.bytes.text(view.line(number))
            guard line.hasPrefix("## ") else { continue }
            let title = Self.key(line.dropFirst(3))
            terms.append(title)
            terms += Self.parts(title)
        }
        guard terms.count >= 5 else { return [] }
        var places: [(place: Int, path: String)] = []
        for other in paths where other != path {
            let title = Self.key((pages[other]?.title ?? "")[...])
            let stem = Paths.stem(other).lowercased()
            // The longest name says most.
            let found = terms.enumerated().filter { term in
                term.element.count >= 2 && (title.contains(term.element) || stem == term.element)
            }.max { ($0.element.count, -$0.offset) < ($1.element.count, -$1.offset) }
            if let found { places.append((found.offset, other)) }
        }
        return places.sorted {
            $0.place == $1.place
                ? naturally(Paths.stem($0.path), Paths.stem($1.path)) : $0.place < $1.place
        }.map(\.path)
    }

    private static func key(_ title: Substring) -> String {
        OutlineText.plain(title.trimmed).lowercased().filter { !$0.isWhitespace }
    }

    /// The subjects of a heading that names several.
    private static func parts(_ title: String) -> [String] {
        let parts = title.split { "和与、/&,，".contains($0) }.map(String.init)
        return parts.count > 1 ? parts : []
    }
}
