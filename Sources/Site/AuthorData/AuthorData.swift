import Content
import Diagnostics

/// What the author gives to layouts beside pages: parameters of pages and of the site, and data files.
struct AuthorData: Sendable {
    /// Of the `params:` of all pages.
    let paramsShape: DataShape
    private let site: DataShape
    private let files: DataShape
    let siteValue: TemplateValue
    let filesValue: TemplateValue
    /// For the many pages without parameters.
    private let noParams: TemplateValue

    /// - Parameters:
    ///   - documents: all pages, also those that are not out yet: what they bring is known already.
    ///   - data: the files of `data/`.
    static func read(
        _ documents: [Document], data: DataNode, configuration: SiteConfiguration
    ) -> (data: AuthorData, diagnostics: [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        var params = DataShape.empty
        for document in documents {
            guard let node = document.frontMatter.params else { continue }
            var found: [Diagnostic] = []
            params.add(DataNode(node), path: "", &found)
            diagnostics += found.map { fault in
                guard let place = fault.location else { return fault }
                return document.source.error(fault.message, at: place, hint: fault.hint)
            }
        }
        let (result, found) = read(params, data: data, configuration: configuration)
        return (result, diagnostics + found)
    }

    /// - Parameter params: the shape of all pages' parameters.
    static func read(
        _ params: DataShape, data: DataNode, configuration: SiteConfiguration
    ) -> (data: AuthorData, diagnostics: [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        var files = DataShape.empty
        files.add(data, path: "", &diagnostics)
        var site = DataShape.empty
        let siteNode = configuration.params.map { DataNode($0) }
        if let siteNode { site.add(siteNode, path: "", &diagnostics) }
        let result = AuthorData(
            paramsShape: params, site: site, files: files, siteValue: site.object(siteNode),
            filesValue: files.object(data), noParams: params.object(nil))
        return (result, diagnostics)
    }

    var paramsSchema: TemplateSchema { paramsShape.schema }
    var siteSchema: TemplateSchema { site.schema }
    var filesSchema: TemplateSchema { files.schema }

    /// A page's `params:` as layouts see them.
    func value(_ node: YAMLNode?) -> TemplateValue {
        node.map { paramsShape.object(DataNode($0)) } ?? noParams
    }
}
