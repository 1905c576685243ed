import Content
import Diagnostics

/// Says where the links of one page lead.
struct LinkResolver: Sendable {
    let site: SiteInfo
    let targets: LinkTargets
    /// The page's folder below `content/`.
    let folder: String
    /// The page's own route.
    let route: Route
    /// The edition that the page is in.
    let edition: Int

    func resolve(_ query: LinkQuery) -> LinkResolution {
        let path = query.path
        if query.hasScheme {
            return query.destination.hasPrefix("http:") || query.destination.hasPrefix("https:")
                || query.destination.hasPrefix("//") ? .external : .unchanged
        }
        guard !path.isEmpty else { return .unchanged }
        if path.hasPrefix("/") {
            let components = Self.components(path[...])
            // An address leads where it says, a file to the page in this language.
            let file = components.joined(separator: "/")
            return (path.hasSuffix(".md") ? lookUpPage(file) : nil) ?? lookUp(file)
                ?? lookUpRoute(components) ?? broken(path)
        }
        // First as files stand beside each other, then as addresses do.
        let file = Self.resolved(path, from: folder)
        let address = Self.resolved(path, from: String(route.path.dropFirst()))
        if let file, let found = lookUpPage(file) ?? lookUp(file) { return found }
        if let address, let found = lookUpRoute(Self.components(address[...])) { return found }
        if file == nil {
            return .broken(message: "'\(path)' leads out of the site", hint: "links stay below content/")
        }
        return broken(path)
    }

    /// A page by its file, on a site in several languages: in the language that the link names, else in that of the
    /// page that it stands on, else in the site's own.
    private func lookUpPage(_ path: String) -> LinkResolution? {
        guard targets.editions.count > 1 else { return nil }
        let place = targets.editions.place(path, isLink: true)
        let routes =
            targets.translations[place.path]
            ?? targets.translations[place.path.isEmpty ? "index.md" : place.path + "/index.md"]
        // `zh/a.md` is what a link to `a.md` in the folder of a language comes to; `a.zh.md` says what it wants.
        let isExact = place.isNamed && (place.edition != edition || !path.hasSuffix(place.path))
        let wanted = isExact ? [place.edition] : [edition, 0]
        if let route = wanted.lazy.compactMap({ routes?[$0] }).first {
            return .page(url: site.url(route), route: route.path)
        }
        // Pictures are shared by the languages.
        guard place.isNamed, !targets.assets.contains(path), targets.assets.contains(place.path) else {
            return nil
        }
        return .asset(key: place.path)
    }

    /// A file or folder by its path below `content/`.
    private func lookUp(_ path: String) -> LinkResolution? {
        if let route = targets.routes[path] ?? targets.routes[path.isEmpty ? "index.md" : path + "/index.md"]
        {
            return .page(url: site.url(route), route: route.path)
        }
        if targets.heldBack.contains(path) || targets.heldBack.contains(path + "/index.md") {
            return .broken(
                message: "'\(path)' is not out yet: it is a draft or dated later",
                hint: "link to it once it is published, or build with --drafts")
        }
        if targets.assets.contains(path) { return .asset(key: path) }
        if targets.statics.contains(path) {
            return .page(url: site.url(ofFile: path), route: "/" + path)
        }
        return nil
    }

    private func lookUpRoute(_ components: [String]) -> LinkResolution? {
        let route = Route(components)
        guard targets.known.contains(route) else { return nil }
        return .page(url: site.url(route), route: route.path)
    }

    private func broken(_ path: String) -> LinkResolution {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let near = targets.names.value.filter { abs($0.utf8.count - name.utf8.count) <= 4 }
        let hint = didYouMean(name, among: near).map { "did you mean '\($0)'?" }
        return .broken(
            message: "there is no page or file '\(path)'",
            hint: hint ?? "links are relative to the file they stand in, or begin with / at content/")
    }

    private static func components(_ path: Substring) -> [String] {
        path.split(separator: "/").map(String.init).filter { $0 != "." }
    }

    /// `path` seen from `folder`, or nil when it leads above the root.
    private static func resolved(_ path: String, from folder: String) -> String? {
        var parts = components(folder[...])
        for part in components(path[...]) {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.joined(separator: "/")
    }
}

/// What links can lead to, shared by all pages.
struct LinkTargets: Sendable {
    /// Routes of Markdown files, by their path below `content/`.
    var routes: [String: Route]
    let editions: [Edition]
    /// The same of a site in several languages: by path without a language, the routes by edition.
    let translations: [String: [Int: Route]]
    /// Every route of the site.
    var known: Set<Route>
    var assets: Set<String>
    var statics: Set<String>
    var heldBack: Set<String>
    /// Names to suggest for a broken link.
    let names: Lazily<[String]>

    init(_ plan: Plan, statics: [String], editions: [Edition]) {
        routes = plan.routes
        self.editions = editions
        translations =
            editions.count == 1
            ? [:] : plan.pages.reduce(into: [:]) { $0[$1.key, default: [:]][$1.edition] = $1.route }
        known = Set(plan.routes.values).union(plan.generated.map(\.route))
        assets = Set(plan.assetPaths.keys)
        self.statics = Set(statics)
        heldBack = plan.heldBack
        names = Lazily {
            (Array(plan.routes.keys) + plan.assetPaths.keys)
                .compactMap { $0.split(separator: "/").last.map(String.init) }.sorted()
        }
    }
}
