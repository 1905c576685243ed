import Diagnostics

/// The layouts of a site: the default theme's, with the author's own in front, checked and ready to render.
struct Layouts: Sendable {
    private let templates: [String: TemplateChecker.Source]

    /// What a page may ask for: all but partials.
    var names: [String] { templates.keys.filter { !$0.hasPrefix("partials/") }.sorted() }

    static let noticePartial = "partials/notice"
    static let redirectPartial = "partials/redirect"

    /// One template as text.
    struct File: Sendable {
        /// The name without `.mustache`, as partials refer to it: `article`, `partials/head`.
        var name: String
        /// The path to name in errors.
        var path: String
        var bytes: [UInt8]
    }

    /// - Parameters:
    ///   - files: every template; of two with one name the later wins.
    ///   - schema: what every page's layout sees.
    ///   - notice: what the notice of a locked section sees.
    ///   - redirect: what the page of an old address sees.
    /// - Returns: the layouts, or nil and what is wrong with them.
    static func load(
        _ files: [File], schema: TemplateSchema, notice: TemplateSchema, redirect: TemplateSchema
    ) -> (layouts: Layouts?, diagnostics: [Diagnostic]) {
        var templates: [String: TemplateChecker.Source] = [:]
        var diagnostics: [Diagnostic] = []
        for file in Dictionary(files.map { ($0.name, $0) }, uniquingKeysWith: { $1 }).values {
            do throws(TemplateSyntaxError) {
                templates[file.name] = TemplateChecker.Source(
                    file: file.path, bytes: file.bytes, nodes: try TemplateSyntax(file.bytes).nodes)
            } catch {
                diagnostics.append(
                    .error(
                        error.message, offset: error.offset, length: error.length, in: file.bytes,
                        file: file.path, hint: error.hint))
            }
        }
        var checker = TemplateChecker(templates: templates)
        for name in templates.keys.sorted() where !name.hasPrefix("partials/") {
            checker.check(name, against: schema)
        }
        checker.check(noticePartial, against: notice)
        checker.check(redirectPartial, against: redirect)
        diagnostics += checker.diagnostics
        guard diagnostics.isEmpty else { return (nil, diagnostics) }
        return (Layouts(templates: templates), [])
    }

    /// The theme's layouts, for what this site's pages show.
    static func load(
        _ theme: ThemeFiles, strings: [String: Strings], configuration: SiteConfiguration, data: AuthorData
    ) -> (layouts: Layouts?, diagnostics: [Diagnostic]) {
        let names = strings.names(for: configuration.site)
        return load(
            theme.layouts,
            schema: TemplateSchema.page(strings: names, configuration: configuration, data: data),
            notice: TemplateSchema.notice(strings: names, configuration: configuration, data: data),
            redirect: TemplateSchema.redirect(strings: names, configuration: configuration, data: data))
    }

    /// The page's HTML, UTF-8.
    ///
    /// - Parameter names: layouts to choose from; the first that is there is taken, else `default`.
    /// - Returns: nil when there is none of them.
    func render(_ names: [String], _ object: TemplateObject) -> [UInt8]? {
        guard let name = (names + ["default"]).first(where: { templates[$0] != nil }) else { return nil }
        return render(name, object)
    }

    /// The notice that stands where a sealed section will be.
    func renderNotice(_ object: TemplateObject) -> [UInt8] {
        render(Self.noticePartial, object)
    }

    /// The page that stands at an old address.
    func renderRedirect(_ object: TemplateObject) -> [UInt8] {
        render(Self.redirectPartial, object)
    }

    private func render(_ name: String, _ object: TemplateObject) -> [UInt8] {
        var renderer = LayoutRenderer(templates: templates, object: object)
        renderer.render(name)
        return renderer.output
    }
}
