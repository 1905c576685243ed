/// Where the files beside pages go: the same way below another folder.
enum AssetPlaces {
    /// Files of a source that are no pages and could be what a page shows or offers.
    ///
    /// - Parameters:
    ///   - base: the folder below `content/` that stands for the source's, or for its `part`.
    ///   - part: a folder of the source that is left out of the new path.
    static func beside(
        _ folder: SourceFolder, pages: Set<String>, base: String, part: String = ""
    ) -> [String: String] {
        var places: [String: String] = [:]
        for path in folder.paths where !pages.contains(path) {
            guard !path.lowercased().hasSuffix(".md"), part.isEmpty || path.hasPrefix(part + "/") else {
                continue
            }
            let inner = part.isEmpty ? path : String(path.dropFirst(part.count + 1))
            places[path] = Paths.join(base, inner)
        }
        return places
    }
}
