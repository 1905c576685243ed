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
        guard keyLocation(key) != nil else { return [] }
        let isMapping = if case .mapping = node(key)?.content { true } else { false }
        guard isMapping else { return (stringList(key)?.value ?? []).map { MenuUse($0) } }
        return mapping(key) { menus in
            menus.keys.compactMap { name in
                menus.mapping(name.value) { use in
                    let title = use.string("title")
                    let weight = use.int("weight")
                    return MenuUse(name, title: title?.value, weight: weight?.value ?? 0)
                }
            }
        } ?? []
    }
}
