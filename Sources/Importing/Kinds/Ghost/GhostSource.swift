import Content
import Diagnostics
import Files

/// An export of Ghost: one JSON file, and the folder `content/images` where the author has it beside it.
struct GhostSource {
    private let folder: SourceFolder
    private let request: ImportRequest
    private let file: String?

    init(_ folder: SourceFolder, _ request: ImportRequest, file: String?) {
        self.folder = folder
        self.request = request
        self.file = file
    }

    func read(into site: inout ImportedSite) throws {
        let candidates = folder.paths.filter {
            $0.lowercased().hasSuffix(".json") && !$0.contains("/") && ImportKind.isGhost(folder.file($0))
        }
        let names = file.map { [Paths.name($0)] } ?? candidates
        guard let name = names.first else { return }
        if names.count > 1 {
            site.diagnostics.append(
                .warning(
                    "of several exports only '\(name)' is imported",
                    hint: "name the file instead of the folder"))
        }
        let tables: GhostTables
        do {
            let bytes = try FileSystem.read(folder.file(name), limit: 1 << 28)
            tables = try GhostTables(
                try JSONValue(parsing: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes))
        } catch let error as JSONError {
            guard case .syntax(let what, let line, let column) = error else {
                throw DiagnosticError(.error("\(error)", at: SourceLocation(file: name, line: 1)))
            }
            throw DiagnosticError(
                .error("this is no JSON: \(what)", at: SourceLocation(file: name, line: line, column: column))
            )
        }
        site.settings.title = tables.setting("title")
        site.settings.description = tables.setting("description")
        site.settings.language = tables.setting("locale") ?? tables.setting("lang")
        let into = try request.into.map { into throws(DiagnosticError) in try CourseFolder.below(into) }
        for post in tables.posts { add(post, tables, into, to: &site) }
        for path in folder.paths {
            guard
                let images = path.range(of: "content/images/")
                    ?? (path.hasPrefix("images/") ? path.range(of: "images/") : nil)
            else { continue }
            site.files[path] = "images/" + path[images.upperBound...]
        }
        site.roots = ["", "content"]
    }

    private func add(_ post: JSONObject, _ tables: GhostTables, _ into: String?, to site: inout ImportedSite)
    {
        let slug = post.text("slug") ?? post.text("title") ?? "post"
        let isPage = post.text("type") == "page" || post["page"] == .bool(true)
        let path = (isPage ? "pages/" : "posts/") + slug + ".html"
        guard let html = html(of: post, path, &site.diagnostics),
            let source = try? SourceText(path: path, text: html.replacing("__GHOST_URL__", with: ""))
        else { return }
        var conversion = HTMLMarkdown(source)
        var page = ImportedPage(source, body: 0..<0)
        page.text = conversion.convert()
        site.diagnostics += conversion.diagnostics
        var matter = PageMatter()
        matter.title = post.text("title")
        let id = post["id"] ?? .null
        let meta = tables.meta(of: id)
        matter.description =
            post.text("custom_excerpt") ?? meta?.text("meta_description") ?? post.text("meta_description")
        matter.date = Self.date(post["published_at"]) ?? Self.date(post["created_at"])
        matter.updated = Self.date(post["updated_at"])
        matter.tags = tables.names("tags", of: id, by: "posts_tags", key: "tag_id").filter {
            !$0.hasPrefix("#")
        }
        matter.authors = tables.names("users", of: id, by: "posts_authors", key: "author_id")
        matter.image = post.text("feature_image").map { $0.replacing("__GHOST_URL__", with: "") }
        let status = post.text("status") ?? "published"
        matter.draft = status != "published" && status != "scheduled"
        if status == "sent" {
            site.diagnostics.append(
                .warning("this was sent by mail only: it is a draft", at: SourceLocation(file: path, line: 1))
            )
        }
        page.matter = matter
        seal(&page, post, tables, hasDivider: conversion.hasDivider, &site.diagnostics)
        for key in ["codeinjection_head", "codeinjection_foot", "custom_template", "canonical_url"] {
            guard let value = post.text(key), !value.trimmed.isEmpty else { continue }
            site.diagnostics.append(
                .warning("'\(key)' is left out", at: SourceLocation(file: path, line: 1)))
        }
        page.addresses = ["/\(slug)/"]
        let name = (slug.fileName.isEmpty ? "post" : slug.fileName) + ".md"
        page.target = Paths.join(into ?? (isPage ? "" : "articles"), name)
        site.pages.append(page)
    }

    private func html(of post: JSONObject, _ path: String, _ diagnostics: inout [Diagnostic]) -> String? {
        if let html = post.text("html") { return html }
        for key in ["lexical", "mobiledoc"] where post.text(key) != nil {
            diagnostics.append(
                .warning(
                    "the text is there as \(key) only: it is left out",
                    at: SourceLocation(file: path, line: 1),
                    hint: "publish the post, or preview it, and export again: then the export has its HTML"))
            return nil
        }
        return ""
    }

    /// What only members may read must not become public by an import.
    private func seal(
        _ page: inout ImportedPage, _ post: JSONObject, _ tables: GhostTables, hasDivider: Bool,
        _ diagnostics: inout [Diagnostic]
    ) {
        let visibility = post.text("visibility") ?? "public"
        guard visibility != "public" else { return }
        let place = SourceLocation(file: page.path, line: 1)
        let known = request.project?.tiers
        let bought = tables.names(
            "products", of: post["id"] ?? .null, by: "posts_products", key: "product_id")
        let isForAll = visibility == "paid" || visibility == "members"
        // A post for some of the tiers must not open for those below them.
        let named = known?.first { id in !isForAll && bought.contains { $0.identifier == id } }
        let own = named ?? (isForAll ? known?.first : known?.last)
        guard let tier = request.tier ?? (known == nil ? "members" : own), tier != publicTier else {
            page.matter.draft = true
            diagnostics.append(
                .warning(
                    "this is for '\(visibility)', and the site has no tiers: it is a draft", at: place,
                    hint: "name a tier in sealpress.yml, and --tier"))
            return
        }
        page.matter.tier = tier
        if visibility != "paid", tier != named {
            let readers = isForAll || bought.isEmpty ? visibility : bought.joined(separator: ", ")
            diagnostics.append(
                .warning("this is for '\(readers)' in Ghost: it is sealed for '\(tier)'", at: place))
        }
        if !hasDivider {
            // Without a divider Ghost shows nothing of the text; a page without a mark would show its first paragraph.
            page.text.apply([.init(0..<0, in: page.text, with: "<!--more-->\n\n")])
        }
    }

    private static func date(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text): CalendarDate(text)?.description
        // Old exports have milliseconds since 1970.
        case .integer(let number) where (0...253_402_300_799_000).contains(number):
            date(seconds: number / 1000)
        default: nil
        }
    }

    private static func date(seconds: Int) -> String? {
        // Days to a date, as Hinnant's `civil_from_days`.
        let days = seconds / 86_400 + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let rest = seconds % 86_400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return CalendarDate(
            "\(year)-\(two(month))-\(two(day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z")?
            .description
    }
}

/// The tables of an export.
struct GhostTables {
    private let data: JSONObject
    private var rows: [String: [String: [JSONValue]]] = [:]
    private var named: [String: [String: String]] = [:]
    private var metas: [String: JSONObject] = [:]

    init(_ value: JSONValue) throws(DiagnosticError) {
        var found: JSONObject?
        if case .object(let root) = value {
            if case .array(let databases)? = root["db"], case .object(let first)? = databases.first,
                case .object(let data)? = first["data"]
            {
                found = data
            } else if case .object(let data)? = root["data"] {
                found = data
            }
        }
        guard let found else {
            throw DiagnosticError(.error("the file has no 'data' as an export of Ghost has"))
        }
        data = found
        for (table, key) in [
            ("posts_tags", "tag_id"), ("posts_authors", "author_id"), ("posts_products", "product_id"),
        ] {
            let sorted = objects(table).sorted { $0.number("sort_order") < $1.number("sort_order") }
            for row in sorted {
                guard let post = Self.key(row["post_id"]), let other = row[key] else { continue }
                rows[table, default: [:]][post, default: []].append(other)
            }
        }
        for row in objects("posts_meta") {
            if let post = Self.key(row["post_id"]) { metas[post] = row }
        }
        for table in ["tags", "users", "products"] {
            for row in objects(table) {
                if let id = Self.key(row["id"]) { named[table, default: [:]][id] = row.text("name") }
            }
        }
    }

    func objects(_ table: String) -> [JSONObject] {
        guard case .array(let rows)? = data[table] else { return [] }
        return rows.compactMap { if case .object(let object) = $0 { object } else { nil } }
    }

    var posts: [JSONObject] { objects("posts") }

    func setting(_ key: String) -> String? {
        objects("settings").first { $0.text("key") == key }?.text("value")
    }

    func meta(of id: JSONValue) -> JSONObject? {
        Self.key(id).flatMap { metas[$0] }
    }

    /// Names of the tags, authors or tiers of a post, in its order.
    func names(_ table: String, of id: JSONValue, by relation: String, key: String) -> [String] {
        guard let id = Self.key(id) else { return [] }
        return (rows[relation]?[id] ?? []).compactMap { Self.key($0).flatMap { named[table]?[$0] } }
    }

    private static func key(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        default: nil
        }
    }
}

extension JSONObject {
    /// A text that is not empty.
    fileprivate func text(_ key: String) -> String? {
        guard case .string(let text)? = self[key], !text.isEmpty else { return nil }
        return text
    }

    fileprivate func number(_ key: String) -> Int {
        if case .integer(let number)? = self[key] { number } else { 0 }
    }
}
