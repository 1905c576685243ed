import Content
import Diagnostics
import Files

/// Pages, pictures and the whole site against `check: budget`.
///
/// A page weighs what a member loads for it: its HTML, its sealed sections and its pictures, each file once.
enum SizeBudget {
    static func findings(_ site: CheckedSite, root: String) throws -> [Diagnostic] {
        let budget = site.configuration.check
        var findings: [Diagnostic] = []
        if budget.imageBudget != nil || budget.pageBudget != nil {
            let uses = site.imageUses
            let sizes = try uses.reduce(into: [String: Int]()) {
                $0[$1.key] = try FileSystem.status(root + "/" + SourceTree.folder + "/" + $1.key)?.size ?? 0
            }
            if let most = budget.imageBudget?.value { findings += images(uses, over: most, sizes) }
            if let most = budget.pageBudget?.value { findings += pages(over: most, site, images: sizes) }
        }
        if let most = budget.siteBudget, let files = site.files {
            let total = files.sizes.values.reduce(0, +)
            if total > most.value {
                findings.append(
                    site.configuration.source.warning(
                        "the site has \(bytes(total)), \(bytes(total - most.value)) more than its budget",
                        at: most.location, hint: heaviest(files.sizes)))
            }
        }
        return findings.about(.sizeBudget)
    }

    /// Pictures larger than their budget, where they are used first.
    private static func images(
        _ uses: [ImageUse], over most: Int, _ sizes: [String: Int]
    ) -> [Diagnostic] {
        uses.compactMap { use in
            guard let size = sizes[use.key], size > most else { return nil }
            return use.source.warning(
                "'\(use.key)' has \(bytes(size)), \(bytes(size - most)) more than a picture's budget",
                at: use.location, hint: "scale it down, or save it as WebP")
        }
    }

    /// - Parameter images: the sizes of the author's pictures, for those that are not published as they are.
    private static func pages(
        over most: Int, _ site: CheckedSite, images: [String: Int]
    ) -> [Diagnostic] {
        guard let files = site.files else { return [] }
        return site.pages.enumerated().compactMap { number, page in
            var parts = ["its HTML": files.sizes[page.page.route.outputPath] ?? 0]
            if files.sectionsOfPage.indices.contains(number), !files.sectionsOfPage[number].isEmpty {
                parts["its sealed sections"] = files.sectionsOfPage[number].reduce(0) {
                    $0 + (files.sizes[$1] ?? 0)
                }
            }
            for asset in page.body.allAssets where asset.kind == .image {
                parts["'\(asset.key)'"] = site.publishedSize(ofAsset: asset.key) ?? images[asset.key]
            }
            let total = parts.values.reduce(0, +)
            guard total > most else { return nil }
            return page.page.document.source.warning(
                "the page weighs \(bytes(total)), \(bytes(total - most)) more than its budget",
                at: SourceLocation(file: page.page.path, line: 1), hint: heaviest(parts))
        }
    }

    /// `1,234,567 bytes`
    private static func bytes(_ count: Int) -> String {
        var digits = String(count)
        var end = digits.endIndex
        while digits.distance(from: digits.startIndex, to: end) > 3 {
            end = digits.index(end, offsetBy: -3)
            digits.insert(",", at: end)
        }
        return digits + (count == 1 ? " byte" : " bytes")
    }

    private static func heaviest(_ parts: [String: Int]) -> String {
        let first = parts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
        return "heaviest: " + first.map { "\($0.key) \(bytes($0.value))" }.joined(separator: ", ")
    }
}

extension CheckedSite {
    /// Nil where it is not published as it is.
    fileprivate func publishedSize(ofAsset key: String) -> Int? {
        (files?.sealedAssets[key] ?? plan.assetPaths[key]).flatMap { files?.sizes[$0] }
    }
}
