import Diagnostics

/// The layouts of a site: the default theme's, with the author's own in front, checked and ready to render.
struct Layouts: Sendable {
    private let templates: [String: TemplateChecker.Source]

    /// What a page may ask for: all but partials and directives.
    var names: [String] { Self.pageLayouts(templates) }

    static let noticePartial = "partials/notice"
    static let redirectPartial = "partials/redirect"

    /// - Parameters:
    ///   - templates: what is laid out with.
    ///   - schema: what every page's layout sees.
    ///   - notice: what the notice of a locked section sees.
    ///   - redirect: what the page of an old address sees.
    ///   - directives: what each directive sees, by the name of its template.
    /// - Returns: the layouts, or nil and what is wrong with them.
    static func load(
        _ templates: Templates, schema: TemplateSchema, notice: TemplateSchema, redirect: TemplateSchema,
        directives: [String: TemplateSchema]
    ) -> (layouts: Layouts?, diagnostics: [Diagnostic]) {
        var checker = TemplateChecker(templates: templates.sources)
        for name in pageLayouts(templates.sources) { checker.check(name, against: schema) }
        checker.check(noticePartial, against: notice)
        checker.check(redirectPartial, against: redirect)
        for (name, schema) in directives.sorted(by: { $0.key < $1.key }) {
            checker.check(name, against: schema)
        }
        guard checker.diagnostics.isEmpty, templates.faulty.isEmpty else { return (nil, checker.diagnostics) }
        return (Layouts(templates: templates.sources), [])
    }

    private static func pageLayouts(_ templates: [String: TemplateChecker.Source]) -> [String] {
        templates.keys.filter { !$0.hasPrefix("partials/") && !$0.hasPrefix(Directives.folder) }.sorted()
    }

    /// Layouts for what this site's pages show.
    static func load(
        _ templates: Templates, strings: [String: Strings], assets: [String],
        configuration: SiteConfiguration,
        data: AuthorData,
        directives: Directives
    ) -> (layouts: Layouts?, diagnostics: [Diagnostic]) {
        let names = strings.names(for: configuration.site)
        return load(
            templates,
            schema: TemplateSchema.page(
                strings: names, assets: assets, configuration: configuration, data: data),
            notice: TemplateSchema.notice(
                strings: names, assets: assets, configuration: configuration, data: data),
            redirect: TemplateSchema.redirect(
                strings: names, assets: assets, configuration: configuration, data: data),
            directives: directives.schemas(strings: names, data: data))
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

    /// What a directive writes, UTF-8; `name` is that of its template.
    func renderDirective(_ name: String, _ object: TemplateObject) -> [UInt8] {
        render(name, object)
    }

    private func render(_ name: String, _ object: TemplateObject) -> [UInt8] {
        var renderer = LayoutRenderer(templates: templates, object: object)
        renderer.render(name)
        return renderer.output
    }
}
