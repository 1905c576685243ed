import Diagnostics

/// Files below `content/` that no page refers to: they are not published, since they could be premium.
enum StrayAssets {
    static func check(tree: SourceTree, plan: Plan, seal: SealPlan, assembly: Assembly) -> [Diagnostic] {
        // What a draft refers to is not known until it is built.
        let waiting = Set(
            assembly.heldBack.map { folder(of: String($0.source.path.dropFirst("content/".count))) })
        return tree.assets.filter { seal.assets[$0] == nil && !waiting.contains(folder(of: $0)) }.map {
            asset in
            .warning(
                "no page refers to this file, so it is not published",
                at: SourceLocation(file: "content/" + asset, line: 1),
                hint: "link to it, or put it into content/static/ to publish it as it is"
            ).about(.unusedAsset)
        }
    }

    private static func folder(of path: String) -> String {
        path.split(separator: "/").dropLast().joined(separator: "/")
    }
}
