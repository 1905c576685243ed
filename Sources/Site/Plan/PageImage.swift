import Diagnostics

/// What `image:` in a page's front matter names.
enum PageImage {
    /// An asset, by its path below `content/`.
    case asset(String)
    /// A file of `content/static/`, by its path below the site.
    case staticFile(String)
    case address(String)

    /// - Returns: nil where the page names none, or one that is not there.
    init?(of page: SourcePage, in plan: Plan) {
        guard let image = page.frontMatter.image?.value else { return nil }
        let folder = page.folder
        let path =
            image.hasPrefix("/") ? String(image.dropFirst()) : folder.isEmpty ? image : folder + "/" + image
        if plan.assetPaths[path] != nil {
            self = .asset(path)
        } else if plan.statics.contains(path) {
            self = .staticFile(path)
        } else if image.isLinkTarget {
            self = .address(image)
        } else {
            return nil
        }
    }

    /// Images that are not there.
    static func diagnostics(_ plan: Plan) -> [Diagnostic] {
        plan.pages.compactMap { page in
            guard let image = page.frontMatter.image, PageImage(of: page, in: plan) == nil else { return nil }
            let name = image.value.split(separator: "/").last.map(String.init) ?? image.value
            let names = (Array(plan.assetPaths.keys) + plan.statics).compactMap {
                $0.split(separator: "/").last.map(String.init)
            }
            let near = didYouMean(name, among: names.sorted()).map { "did you mean '\($0)'?" }
            return page.document.source.error(
                "there is no file '\(image.value)'", at: image.location,
                hint: near ?? "name a file beside the page, one from / at content/ on, or a whole address"
            ).about(.image)
        }
    }
}
