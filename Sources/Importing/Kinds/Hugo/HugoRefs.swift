/// Finds the page that `ref` and `relref` name: beside the page, from the top of `content/`, or by a name that one page alone has.
struct HugoRefs {
    private var paths: Set<String> = []
    /// Nil for a name that several pages have.
    private var byName: [String: String?] = [:]

    init(_ folder: SourceFolder) {
        for path in folder.paths(endingIn: ".md", ".markdown") where path.hasPrefix("content/") {
            paths.insert(path)
            let stem = Paths.stem(path)
            let isIndex = stem == "index" || stem == "_index"
            let own = isIndex ? Paths.name(Paths.folder(path)) : stem
            for name in Set([own, Paths.name(path)]) {
                byName[name] = .some(byName[name] == nil ? path : nil)
            }
        }
    }

    /// A destination that leads to the page from `page`; what names none stays as it is.
    func path(_ name: String, from page: String) -> String {
        let target = String(name.prefix { $0 != "#" })
        guard !target.isEmpty, !target.hasPrefix("/"), !target.contains("://") else { return name }
        let fragment = name.dropFirst(target.count)
        if let beside = Paths.resolve(target, from: Paths.folder(page)), isPage(beside) { return name }
        if let rooted = Paths.resolve(target, from: "content"), isPage(rooted) {
            return "/" + Paths.join(String(rooted.dropFirst("content/".count))) + fragment
        }
        if let found = byName[target] ?? nil { return "/" + found.dropFirst("content/".count) + fragment }
        return name
    }

    private func isPage(_ path: String) -> Bool {
        ["", ".md", "/index.md", "/_index.md", ".markdown"].contains { paths.contains(path + $0) }
    }
}
