import Files
import Foundation
import Membership
import Simulation
import Site

/// What browsers ask for on a built site, as its pages say.
struct BuiltPages {
    private let folder: String
    private let configuration: SiteConfiguration
    private var base: String { configuration.site.basePath }

    init(folder: String, _ configuration: SiteConfiguration) {
        self.folder = folder
        self.configuration = configuration
    }

    /// - Parameter pages: articles and lessons; those that are not built yet have no files.
    func simulated(_ pages: [PageInventory.Page]) throws -> SimulatedSite {
        let tiers = configuration.tiers
        var shared: [SimulatedSite.File] = []
        var simulated: [SimulatedSite.Page] = []
        for page in pages {
            let html = try html(page.route)
            if shared.isEmpty {
                shared = files(html, #/(?:rel="stylesheet"|rel="icon"|type="module") (?:href|src)="([^"]+)"/#)
            }
            simulated.append(
                SimulatedSite.Page(
                    route: page.route, file: file(page.route, html), tags: page.tags, course: page.course,
                    tier: page.tier.flatMap(tiers.rank(of:)), published: page.published,
                    isChinese: page.title.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) },
                    sealed: files(html, #/<sealpress-section src="([^"]+)"/#),
                    images: files(html, #/<img [^>]*src="([^"]+)"/#).filter {
                        !shared.contains($0) && !$0.path.hasPrefix(base + "_sealpress/")
                    }))
        }
        // The same before the first build as after it.
        let lists = ["/courses/", "/articles/"].filter { list in pages.contains { $0.route.hasPrefix(list) } }
        let entrances = try (["/"] + lists).map { file($0, try html($0)) }
        let member = try html("/member/").map { file("/member/", $0) }
        let host = URL(string: configuration.site.baseURL).flatMap { url in
            url.host().map { "\(url.scheme ?? "https")://\($0)" }
        }
        return SimulatedSite(
            origin: host ?? "", privatePath: base + "_sealpress/", timeZone: configuration.site.timeZone,
            tiers: tiers.tiers, pages: simulated, entrances: entrances,
            memberHome: member ?? file("/", nil), shared: shared,
            feeds: ["feed.xml", "feed.json", "sitemap.xml"].compactMap(file(below:)))
    }

    private func html(_ route: String) throws -> String? {
        let path = folder + route + "index.html"
        guard try FileSystem.status(path)?.kind == .file else { return nil }
        return try FileSystem.readText(path, limit: 1 << 26)
    }

    private func file(_ route: String, _ html: String?) -> SimulatedSite.File {
        let path = route.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? route
        return SimulatedSite.File(path: base + path.dropFirst(), bytes: html?.utf8.count ?? 0)
    }

    private func file(below name: String) -> SimulatedSite.File? {
        guard let size = (try? FileSystem.status(folder + "/" + name))?.size else { return nil }
        return SimulatedSite.File(path: base + name, bytes: size)
    }

    /// The site's own files that a page names, each once.
    private func files(_ html: String?, _ pattern: Regex<(Substring, Substring)>) -> [SimulatedSite.File] {
        var files: [SimulatedSite.File] = []
        for match in html?.matches(of: pattern) ?? [] {
            let path = String(match.1)
            guard path.hasPrefix(base), let name = path.dropFirst(base.count).removingPercentEncoding else {
                continue
            }
            guard let size = (try? FileSystem.status(folder + "/" + name))?.size else { continue }
            let file = SimulatedSite.File(path: path, bytes: size)
            if !files.contains(file) { files.append(file) }
        }
        return files
    }
}
