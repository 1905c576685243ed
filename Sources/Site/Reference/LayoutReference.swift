import Content
import Diagnostics

/// Every variable of every kind of layout, as a page of the documentation; made of `TemplateSchema`.
public enum LayoutReference {
    /// - Throws: a `DiagnosticError` when the default theme cannot be read.
    public static func page() throws(DiagnosticError) -> String {
        let strings = english()
        let source = try SourceText(
            path: SiteConfiguration.path, text: "site: {title: Reference, baseURL: \"https://example.org/\"}")
        guard let configuration = SiteConfiguration.read(source).configuration else {
            throw DiagnosticError(.error("the reference's configuration cannot be read"))
        }
        let empty = DataNode(YAMLNode(.mapping([]), at: SourceLocation(file: source.path, line: 1)))
        let (data, _) = AuthorData.read([], data: empty, configuration: configuration)
        let names = strings.keys.sorted()
        let everywhere = TemplateSchema.page(
            strings: names, assets: [], configuration: configuration, data: data)
        let notice = TemplateSchema.notice(
            strings: names, assets: [], configuration: configuration, data: data)
        let redirect = TemplateSchema.redirect(
            strings: names, assets: [], configuration: configuration, data: data)
        return introduction
            + section("Every page", everywhere, leaving: ["t"])
            + section("The notice of a sealed section", notice, leaving: ["site", "t"])
            + "\n`site` and `t` are as on every page. The partial is `partials/notice`.\n"
            + section("The page of an old address", redirect, leaving: ["site", "t"])
            + "\n`site` and `t` are as on every page. The partial is `partials/redirect`.\n"
            + words(strings)
    }

    private static let introduction = """
        # Layout reference

        Every name that layouts can ask for. This page is written by the program from what it checks layouts against.
        [layouts.md](../guide/layouts.md) tells how to use them. `a.b` is `b` of `a`; `a › b` is what each entry of the list `a` has:
        `{{#a}}{{b}}{{/a}}`. A text, or what has parts, that *may be absent* is asked for with `{{#name}}`. `site.params`, `page.params` and `data` have the names that you
        give them.

        """

    private static func section(
        _ heading: String, _ schema: TemplateSchema, leaving: Set<String>
    ) -> String {
        guard case .object(let fields) = schema else { return "" }
        var result = "\n## \(heading)\n"
        let others = fields.filter { !leaving.contains($0.key) }
        var top = ReferenceTable("name", "holds", "meaning")
        for (name, field) in others.sorted(by: { $0.key < $1.key }) { top.add(row(name, field)) }
        result += "\n" + top.markdown
        for (name, field) in others.sorted(by: { $0.key < $1.key }) {
            var table = ReferenceTable("name", "holds", "meaning")
            let rows = self.rows(name, field.schema)
            for row in rows { table.add(row) }
            if !rows.isEmpty { result += "\n### \(name)\n\n" + table.markdown }
        }
        return result
    }

    private static func row(_ path: String, _ field: TemplateField) -> [String] {
        let holds =
            switch field.schema {
            case .text: "text"
            case .flag: "flag"
            case .object: "parts"
            case .list: "list"
            case .files: "texts by a file's name"
            }
        let code = path.split(separator: " › ").map { "`\($0)`" }.joined(separator: " › ")
        return [code, field.isOptional ? holds + ", may be absent" : holds, field.meaning]
    }

    /// What is inside, at any depth.
    private static func rows(_ path: String, _ schema: TemplateSchema) -> [[String]] {
        switch schema {
        case .text, .flag, .files: return []
        case .list(let element): return rows(path + " › ", element)
        case .object(let fields):
            return fields.sorted { $0.key < $1.key }.flatMap { name, field in
                let inner = path.hasSuffix("› ") ? path + name : path + "." + name
                return [row(inner, field)] + rows(inner, field.schema)
            }
        }
    }

    private static func words(_ strings: [String: String]) -> String {
        var table = ReferenceTable("name", "in English")
        for (name, text) in strings.sorted(by: { $0.key < $1.key }) {
            table.add(["`t.\(name)`", "`\(text)`"])
        }
        return
            "\n## Words\n\n`t` has the theme's words in the page's language; `{name}` stands for a value.\n\n"
            + table.markdown
    }

    private static func english() -> [String: String] {
        ThemeFiles.read(root: "").theme.strings([]).strings["en"]?.page ?? [:]
    }
}
