import Content
import Diagnostics
import Files

/// Turns pages that have their places into files: links, aliases, front matter, and a look at the result with the
/// eyes of the build.
struct Conversion {
    private var site: ImportedSite
    private let folder: SourceFolder
    private let request: ImportRequest
    private var diagnostics: [Diagnostic]
    private var notes: [String]

    init(_ site: ImportedSite, folder: SourceFolder, request: ImportRequest) {
        self.site = site
        self.folder = folder
        self.request = request
        diagnostics = site.diagnostics
        notes = site.notes
    }

    mutating func plan(kind: ImportKind) -> ImportPlan {
        placeApart()
        for index in site.pages.indices {
            HeadingIDs.run(&site.pages[index].text)
            ActiveHTML.list(site.pages[index].text, &diagnostics)
        }
        let anchors = site.pages.map { PageAnchors($0.text) }
        var links = LinkPass(site, LinkMap(site, oldAddress: request.oldAddress), anchors: anchors)
        for index in site.pages.indices {
            var page = site.pages[index]
            links.run(index, &page.text)
            page.matter.image = page.matter.image.flatMap { links.image($0, of: index, at: page.text) }
            if request.course == nil, page.matter.tier == nil { page.matter.tier = request.tier }
            site.pages[index].text = page.text
            site.pages[index].matter = page.matter
        }
        diagnostics += links.diagnostics
        setAliases()
        fitTaxonomies()
        fitParams()
        var files: [PlannedFile] = site.pages.indices.map { file(of: $0) }
        files += copies(links.usedFiles)
        noteHosts(links.pictureHosts)
        noteUnused(links.usedFiles)
        var seen: Set<Diagnostic> = []
        let matters = site.pages.map(\.matter)
        var plan = ImportPlan(
            kind: kind, files: files, diagnostics: diagnostics.filter { seen.insert($0).inserted }.sorted(),
            notes: notes, settings: site.settings)
        plan.tiers = Set(matters.compactMap(\.tier)).sorted()
        if matters.contains(where: { !$0.categories.isEmpty }) { plan.taxonomies.append("categories") }
        if matters.contains(where: { $0.series != nil }) { plan.taxonomies.append("series") }
        if matters.contains(where: { !$0.authors.isEmpty }) { plan.taxonomies.append("authors") }
        return plan
    }

    // MARK: Places

    /// Gives pages that would stand in one place, or have one address, places of their own.
    private mutating func placeApart() {
        var taken: Set<String> = []
        for index in site.pages.indices {
            let target = site.pages[index].target
            var number = 2
            var candidate = target
            while !taken.insert(Self.route(candidate, slug: site.pages[index].matter.slug)).inserted {
                let isIndex = Paths.name(target) == "index.md"
                let stem = isIndex ? Paths.folder(target) : String(target.dropLast(3))
                candidate = isIndex ? "\(stem)-\(number)/index.md" : "\(stem)-\(number).md"
                if site.pages[index].matter.slug != nil { site.pages[index].matter.slug = nil }
                number += 1
            }
            guard candidate != target else { continue }
            site.pages[index].target = candidate
            diagnostics.append(
                .warning(
                    "another page has the address of this one: it goes to content/\(candidate)",
                    at: SourceLocation(file: site.pages[index].path, line: 1)))
        }
    }

    /// The address that the build gives a file.
    static func route(_ target: String, slug: String?) -> String {
        var parts = target.split(separator: "/").map(String.init)
        let isCourse = parts.first == "courses"
        guard let last = parts.popLast() else { return "/" }
        if last != "index.md" { parts.append(String(last.dropLast(3))) }
        var names = parts.enumerated().map { index, part in
            slugify(isCourse && index > 1 ? splitOrder(part).name : part)
        }
        if let slug, !names.isEmpty { names[names.count - 1] = slugify(slug) }
        return names.isEmpty ? "/" : "/" + names.joined(separator: "/") + "/"
    }

    // MARK: Front matter

    private mutating func setAliases() {
        var taken = Set(site.pages.map { Self.route($0.target, slug: $0.matter.slug) })
        for index in site.pages.indices {
            let page = site.pages[index]
            // The old front page is the new site's own.
            for address in page.addresses where address != "/" {
                guard let alias = Self.alias(address) else {
                    diagnostics.append(
                        page.source.warning(
                            "the old address '\(address)' cannot lead to the new one",
                            at: SourceLocation(file: page.path, line: 1)))
                    continue
                }
                let route = alias.hasSuffix("/") || alias.hasSuffix(".html") ? alias : alias + "/"
                if taken.insert(route).inserted { site.pages[index].matter.aliases.append(alias) }
            }
        }
    }

    /// An address as `aliases:` takes it.
    private static func alias(_ address: String) -> String? {
        var path = address
        for ending in ["index.html", "index.htm"] where path.hasSuffix("/" + ending) {
            path = String(path.dropLast(ending.count))
        }
        guard path.hasPrefix("/"), !path.contains("//"),
            path.unicodeScalars.allSatisfy({
                $0.value > 0x20 && $0.value != 0x7F && !"?#\\\"<>%".unicodeScalars.contains($0)
            }),
            !path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." || $0 == "_sealpress" })
        else { return nil }
        return path
    }

    /// Categories and series are keys only where the site has them.
    private mutating func fitTaxonomies() {
        let known = request.project?.taxonomies ?? ["categories", "series"]
        var hasMoved = false
        for index in site.pages.indices {
            var matter = site.pages[index].matter
            if !known.contains("categories"), !matter.categories.isEmpty {
                matter.tags += matter.categories
                matter.categories = []
                hasMoved = true
            }
            if !known.contains("series"), let series = matter.series {
                matter.series = nil
                matter.params.append(
                    YAMLEntry(
                        key: Located("series", at: SourceLocation(file: "", line: 1)),
                        value: YAMLNode(
                            .scalar(series, isQuoted: true), at: SourceLocation(file: "", line: 1))))
                notes.append("series are kept as params.series: sealpress.yml has no 'taxonomies: [series]'")
            }
            matter.tags = Self.distinct(matter.tags)
            matter.categories = Self.distinct(matter.categories)
            site.pages[index].matter = matter
        }
        if hasMoved {
            notes.append("categories became tags: sealpress.yml has no 'taxonomies: [categories]'")
        }
        var seen: Set<String> = []
        notes = notes.filter { seen.insert($0).inserted }
    }

    /// A field of one's own holds the same kind of value on all pages; what differs from the first is left out.
    private mutating func fitParams() {
        var kinds: [String: Int] = [:]
        func fits(_ node: YAMLNode, _ path: String) -> Bool {
            if node.isNull { return true }
            let kind: Int
            switch node.content {
            case .scalar: kind = 0
            case .sequence(let nodes):
                kind = 1
                guard nodes.allSatisfy({ fits($0, path + "[]") }) else { return false }
            case .mapping(let entries):
                kind = 2
                guard entries.allSatisfy({ fits($0.value, path + "." + $0.key.value) }) else { return false }
            }
            let known = kinds[path] ?? kind
            kinds[path] = known
            return known == kind
        }
        for index in site.pages.indices {
            let page = site.pages[index]
            site.pages[index].matter.params = page.matter.params.filter { entry in
                if fits(entry.value, entry.key.value) { return true }
                diagnostics.append(
                    page.source.warning(
                        "'\(entry.key.value)' is \(entry.value.kind) here and another thing on other pages: "
                            + "it is left out", at: entry.key.location))
                return false
            }
        }
    }

    /// Terms that the build takes for one are one; those without an address go.
    private static func distinct(_ terms: [String]) -> [String] {
        var seen: Set<String> = []
        return terms.filter { !slugify($0).isEmpty && seen.insert(slugify($0)).inserted }
    }

    // MARK: Files

    private mutating func file(of index: Int) -> PlannedFile {
        let page = site.pages[index]
        var text = page.text
        let matter = page.matter.text
        var bytes = Self.compose(matter, text)
        let path = "content/" + page.target
        var faults = self.faults(of: bytes, path: path, tier: page.matter.tier)
        if !faults.isEmpty, repair(&text, faults, lines: Self.lineCount(matter)) {
            bytes = Self.compose(matter, text)
            faults = self.faults(of: bytes, path: path, tier: page.matter.tier)
        }
        for fault in faults {
            let line = (fault.location?.line ?? 1) - Self.lineCount(matter)
            let range = MarkdownView(text.bytes).line(max(1, line))
            diagnostics.append(
                text.warning("the build will refuse this: \(fault.message)", at: range, hint: fault.hint))
        }
        return PlannedFile(path: path, content: .text(bytes), origin: page.path, isPage: true)
    }

    private static func compose(_ matter: String, _ text: TracedText) -> [UInt8] {
        var bytes = Array(matter.utf8) + text.bytes
        // What was taken out at the end leaves blank lines behind.
        while let last = bytes.last, last == UInt8(ascii: "\n") { bytes.removeLast() }
        return bytes + [UInt8(ascii: "\n")]
    }

    private static func lineCount(_ text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }

    /// What the build will say of the page alone.
    private func faults(of bytes: [UInt8], path: String, tier: String?) -> [Diagnostic] {
        let tiers = (request.project?.tiers ?? []) + [request.tier, tier].compactMap(\.self)
        let reading = Document.parse(
            path: path, bytes: bytes, tiers: tiers,
            taxonomies: request.project?.taxonomies ?? ["categories", "series"])
        guard let document = reading.document else {
            return reading.diagnostics.filter { $0.severity == .error }
        }
        let body = MarkdownRenderer().render(document.parts(pageTier: tier)) { _ in .unchanged }
        return body.diagnostics.filter { $0.severity == .error }
    }

    /// Takes attributes of code fences out that the build does not know.
    ///
    /// - Returns: whether anything was changed.
    private mutating func repair(_ text: inout TracedText, _ faults: [Diagnostic], lines: Int) -> Bool {
        let view = MarkdownView(text.bytes)
        var edits: [TracedText.Edit] = []
        for line in Set(faults.compactMap { $0.location?.line }.map { $0 - lines }).sorted() {
            guard
                let block = view.blocks.first(where: { $0.kind == .fencedCode && $0.lines.lowerBound == line }
                ),
                let language = block.info.split(whereSeparator: { " ,{\t".contains($0) }).first
            else { continue }
            let range = view.line(line)
            guard
                let start = view.bytes[range].lastIndex(where: {
                    $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "~")
                })
            else { continue }
            diagnostics.append(
                text.warning(
                    "'\(block.info)' is more than Sealpress knows of a code block: only its language is kept",
                    at: start + 1..<range.upperBound))
            edits.append(.init(start + 1..<range.upperBound, in: text, with: String(language)))
        }
        text.apply(edits)
        return !edits.isEmpty
    }

    /// Files that the build writes on its own.
    private static let generated = ["robots.txt", "sitemap.xml", "feed.xml", "feed.json", "404.html"]

    private mutating func copies(_ used: Set<String>) -> [PlannedFile] {
        let wanted = site.files.filter { used.contains($0.key) }
        let pages = site.pages.map { Self.route($0.target, slug: $0.matter.slug) + "index.html" }
        let made = Set(Self.generated + pages.map { String($0.dropFirst()) })
        let statics = site.statics.filter { !made.contains($0.value) }.map { ($0.key, "static/" + $0.value) }
        for origin in site.statics.filter({ made.contains($0.value) }).keys {
            diagnostics.append(
                .warning(
                    "the build makes a file of this name itself: it is left out",
                    at: SourceLocation(file: origin, line: 1)))
        }
        var taken: Set<String> = []
        return (wanted.map { ($0.key, $0.value) } + statics).sorted { $0.0 < $1.0 }.compactMap {
            origin, target in
            guard taken.insert(target).inserted else { return nil }
            return PlannedFile(
                path: "content/" + target, content: .copy(of: folder.file(origin)), origin: origin,
                isPage: false)
        }
    }

    private mutating func noteHosts(_ hosts: Set<String>) {
        guard !hosts.isEmpty else { return }
        notes.append(
            "pictures come from other sites; browsers load them once sealpress.yml has csp: {allow: ["
                + hosts.sorted().map { "\"\($0)\"" }.joined(separator: ", ") + "]}")
    }

    private mutating func noteUnused(_ used: Set<String>) {
        let unused = site.files.keys.filter { !used.contains($0) }.sorted()
        guard !unused.isEmpty else { return }
        let names = unused.prefix(5).joined(separator: ", ") + (unused.count > 5 ? " …" : "")
        notes.append(
            "\(unused.count) file\(unused.count == 1 ? "" : "s") that no page uses \(unused.count == 1 ? "is" : "are") left out: \(names)"
        )
    }
}
