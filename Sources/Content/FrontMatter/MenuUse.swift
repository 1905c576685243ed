import Diagnostics

/// That a page is in a menu.
public struct MenuUse: Sendable, Hashable {
    public var menu: Located<String>
    /// Instead of the page's title.
    public var title: String?
    /// Lower comes first; 0 where none is written.
    public var weight: Int

    public init(_ menu: Located<String>, title: String? = nil, weight: Int = 0) {
        self.menu = menu
        self.title = title
        self.weight = weight
    }
}

extension YAMLReader {
    /// `menu: main`, `menu: [main, footer]`, or `menu: {main: {title: …, weight: 10}}`.
    mutating func menus(_ key: String) -> [MenuUse] {
        let form = "a menu's name, a list of names, or `{main: {title: Short, weight: 10}}`"
        guard let node = node(key, as: form, "The menus that the page is in.") else { return [] }
        guard case .mapping = node.content else {
            return (stringList(key, "")?.value ?? []).map { MenuUse($0) }
        }
        return mapping(key, "") { menus in
            menus.keys(as: "MENU").compactMap { name in
                menus.mapping(name.value, "The page's entry in that menu.") { use in
                    let title = use.string("title", "What the entry says, instead of the page's title.")
                    let weight = use.int("weight", "Where it stands.")
                    return MenuUse(name, title: title?.value, weight: weight?.value ?? 0)
                }
            }
        } ?? []
    }
}
