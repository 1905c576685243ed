import Content
import Diagnostics

/// An entry of `menus:` in `sealpress.yml`.
struct WrittenMenuEntry: Sendable {
    var title: String?
    var url: Located<String>
    var weight: Int
}

/// `menus:` by name, in the order written, and where they stand.
struct WrittenMenus: Sendable {
    var entries: [String: [WrittenMenuEntry]] = [:]
    var source: SourceText?
    /// Menus that the default theme prints.
    static let standard = ["main", "footer"]

    var names: [String] { Set(Self.standard + entries.keys).sorted() }
}

/// An entry of a menu.
struct MenuEntry: Sendable, Codable {
    var name: NavigationEntry.Name
    var target: Redirect.Target

    /// The page of the site that it leads to.
    var route: Route? {
        if case .route(let route) = target { route } else { nil }
    }
}

extension SiteConfiguration {
    static func menus(_ reader: inout YAMLReader) -> WrittenMenus {
        let entries =
            reader.mapping(
                "menus",
                "Menus by name; `main` takes the place of the navigation that the build makes, `footer` is in the footer."
            ) { menus in
                menus.keys(as: "MENU").map(\.value).reduce(into: [String: [WrittenMenuEntry]]()) {
                    result, name in
                    if !name.isLayoutName, let place = menus.keyLocation(name) {
                        menus.report(
                            "'\(name)' cannot be a name in layouts", at: place,
                            hint: "names have letters, digits, '-' and '_'")
                    }
                    let list = menus.mappings(
                        name, short: "url", "The entries of one menu, `site.menus.MENU` in layouts."
                    ) { entry -> WrittenMenuEntry? in
                        entry.requireKey("url", hint: "a page such as /courses/, or a whole address")
                        let url = entry.string(
                            "url", as: "`/courses/`, or a whole address", "Where the entry leads.")
                        let title = entry.string("title", absent: "the page's", "What it says.")
                        let weight = entry.int(
                            "weight", absent: "`0`",
                            "Lower comes first; those alike are in the order written.")
                        return url.map {
                            WrittenMenuEntry(title: title?.value, url: $0, weight: weight?.value ?? 0)
                        }
                    }
                    result[name] = (list ?? []).compactMap(\.self)
                }
            } ?? [:]
        return WrittenMenus(entries: entries, source: reader.source)
    }
}

extension SiteConfiguration {
    /// Menus of any language.
    var menuNames: [String] { Set(editions.flatMap(\.menus.names)).sorted() }
}

enum Menus {
    /// Every menu's entries in one language: of `sealpress.yml`, then of pages, by weight.
    ///
    /// `main` is made of the site's parts where `sealpress.yml` has none.
    static func plan(
        _ assembly: Assembly, edition: Int, configuration: SiteConfiguration, claims: Claims
    ) -> (menus: [String: [MenuEntry]], diagnostics: [Diagnostic]) {
        let written = configuration.editions[edition].menus
        let outlines = assembly.structure.editions
        let allNames = configuration.menuNames
        var diagnostics: [Diagnostic] = []
        var menus: [String: [(weight: Int, entry: MenuEntry)]] = [:]
        var names: [Route: NavigationEntry.Name] = [:]
        if !written.entries.isEmpty {
            for page in assembly.pages { names[page.route] = .text(page.title) }
            for entry in outlines.lazy.flatMap(\.navigation) where names[entry.route] == nil {
                names[entry.route] = entry.name
            }
        }
        for (menu, entries) in written.entries {
            for entry in entries {
                if let found = self.entry(entry, names: names, claims: claims) {
                    menus[menu, default: []].append((entry.weight, found))
                } else if let source = written.source {
                    let near = didYouMean(entry.url.value, among: names.keys.map(\.path).sorted())
                    diagnostics.append(
                        source.error(
                            "there is no page '\(entry.url.value)' for the menu", at: entry.url.location,
                            hint: (near.map { "did you mean '\($0)'? " } ?? "")
                                + "write an address of this site such as /courses/, or a whole one"))
                }
            }
        }
        if written.entries["main"] == nil {
            menus["main"] = outlines[edition].navigation.map {
                (0, MenuEntry(name: $0.name, target: .route($0.route)))
            }
        }
        for page in assembly.pages(in: edition) {
            for use in page.frontMatter.menus {
                guard allNames.contains(use.menu.value) else {
                    diagnostics.append(
                        page.document.source.error(
                            "there is no menu '\(use.menu.value)'", at: use.menu.location,
                            hint: suggestion(for: use.menu.value, among: allNames, from: "menus are")))
                    continue
                }
                let entry = MenuEntry(name: .text(use.title ?? page.title), target: .route(page.route))
                menus[use.menu.value, default: []].removeAll { $0.entry.route == page.route }
                menus[use.menu.value, default: []].append((use.weight, entry))
            }
        }
        return (menus.mapValues(sorted), diagnostics)
    }

    private static func entry(
        _ written: WrittenMenuEntry, names: [Route: NavigationEntry.Name], claims: Claims
    ) -> MenuEntry? {
        let url = written.url.value
        let own = written.title.map { NavigationEntry.Name.text($0) }
        if url.hasPrefix("/") {
            let route = Route(url.split(separator: "/").map(String.init))
            if claims.has(route.outputPath) {
                return MenuEntry(
                    name: own ?? names[route] ?? .text(OrderedName(route.lastComponent).readable),
                    target: .route(route))
            }
            let file = String(url.dropFirst())
            guard claims.has(file) else { return nil }
            return MenuEntry(name: own ?? .text(file), target: .file(file))
        }
        return url.isLinkTarget ? MenuEntry(name: own ?? .text(url), target: .address(url)) : nil
    }

    private static func sorted(_ entries: [(weight: Int, entry: MenuEntry)]) -> [MenuEntry] {
        entries.enumerated().sorted { ($0.element.weight, $0.offset) < ($1.element.weight, $1.offset) }
            .map(\.element.entry)
    }
}
