import Diagnostics

/// What an author says about a page, at the top of its file.
///
/// Every value keeps its place, so that whoever finds it wrong later can point at it. Whether a tier,
/// a language or an image exists is not known here.
public struct FrontMatter: Sendable, Hashable {
    public var title: Located<String>?
    public var description: Located<String>?
    public var summary: Located<String>?
    /// Who may read the body: a tier's id or `public`.
    public var tier: Located<String>?
    public var date: Located<CalendarDate>?
    public var updated: Located<CalendarDate>?
    public var tags: Located<[Located<String>]>?
    /// Terms of the site's own taxonomies, by taxonomy; tags and authors have places of their own.
    public var terms: [String: Located<[Located<String>]>] = [:]
    /// The menus that it is in.
    public var menus: [MenuUse] = []
    /// What lays it out, instead of the layout of its kind.
    public var layout: Located<String>?
    /// Addresses that the page had before.
    public var aliases: Located<[Located<String>]>?
    /// Where the page stands in its series; only the order counts.
    public var part: Located<Int>?
    public var draft: Located<Bool>?
    /// The last part of the route, instead of the file's name.
    public var slug: Located<String>?
    public var image: Located<String>?
    public var language: Located<String>?
    /// From `author` or `authors`.
    public var authors: Located<[Located<String>]>?
    /// Whether to show a table of contents.
    public var toc: Located<Bool>?

    /// What a course costs when it is sold on its own.
    public var price: Located<DecimalNumber>?
    public var currency: Located<String>?
    public var period: Located<String>?
    /// Where a course is bought.
    public var checkout: Located<String>?
    /// When a course's lessons open, as written: `14d`, `every 7d`.
    public var drip: Located<String>?

    /// The name of a passphrase that opens the course.
    public var passphrase: Located<String>?

    /// Fields of the author's own, for layouts: always a mapping.
    public var params: YAMLNode?

    public init() {}
}

extension FrontMatter {
    /// Keys that no taxonomy can have for its name.
    public static let ownKeys: Set<String> = [
        "title", "description", "summary", "tier", "date", "updated", "draft", "slug", "image", "language",
        "author", "toc", "price", "currency", "period", "checkout", "drip", "passphrase", "params", "part",
        "aliases", "menu", "layout",
    ]

    /// What the page says of itself in one taxonomy.
    public func terms(in taxonomy: String) -> [Located<String>] {
        switch taxonomy {
        case "tags": tags?.value ?? []
        case "authors": authors?.value ?? []
        default: terms[taxonomy]?.value ?? []
        }
    }

    /// Reads the keys of a front matter and notes every fault.
    ///
    /// - Parameter taxonomies: the ids of the site's taxonomies, each a key of its own.
    static func read(
        _ node: YAMLNode?, source: SourceText, taxonomies: [String] = []
    ) -> (FrontMatter, [Diagnostic]) {
        var reader = YAMLReader(node, source: source)
        var matter = FrontMatter()
        matter.title = reader.text("title")
        matter.description = reader.text("description")
        matter.summary = reader.text("summary")
        matter.tier = reader.id("tier")
        matter.date = reader.date("date")
        matter.updated = reader.date("updated")
        matter.tags = reader.stringList("tags")
        matter.draft = reader.bool("draft")
        matter.slug = reader.text("slug")
        matter.image = reader.text("image")
        matter.language = reader.text("language")
        matter.authors = reader.authors()
        for id in taxonomies where id != "tags" && id != "authors" {
            matter.terms[id] = reader.stringList(id)
        }
        if let place = reader.keyLocation("series"), !taxonomies.contains("series") {
            _ = reader.node("series")
            reader.report(
                "'series' is no taxonomy of this site", at: place,
                hint: "add it to sealpress.yml: taxonomies: [series]")
        }
        matter.aliases = reader.stringList("aliases")
        matter.menus = reader.menus("menu")
        matter.layout = reader.text("layout")
        matter.part = reader.int("part")
        matter.toc = reader.bool("toc")
        matter.price = reader.decimal("price")
        matter.currency = reader.text("currency")
        matter.period = reader.text("period")
        matter.checkout = reader.text("checkout")
        matter.drip = reader.text("drip")
        matter.passphrase = reader.secretName("passphrase")
        matter.params = reader.params()
        reader.finish(orElse: "fields of your own go under 'params:'")
        return (matter, reader.diagnostics)
    }
}

extension YAMLReader {
    /// Text that is more than spaces.
    fileprivate mutating func text(_ key: String) -> Located<String>? {
        guard let text = string(key) else { return nil }
        guard text.value.utf8.contains(where: { !$0.isSpace }) else {
            report(
                "'\(key)' is empty", at: text.location, hint: "give the key a value, or delete the line")
            return nil
        }
        return text
    }

    /// Text that can be an id.
    fileprivate mutating func id(_ key: String) -> Located<String>? {
        guard let text = string(key) else { return nil }
        guard isIdentifier(text.value) else {
            report(
                "'\(text.value)' cannot be a \(key)", at: text.location,
                hint: "ids are lower-case letters, digits and '-'")
            return nil
        }
        return text
    }

    fileprivate mutating func authors() -> Located<[Located<String>]>? {
        let one = stringList("author")
        let many = stringList("authors")
        if one != nil, many != nil, let place = keyLocation("author") {
            report("both 'author' and 'authors'", at: place, hint: "name all under 'authors:'")
        }
        return many ?? one
    }

    /// `params:`, fields of the author's own; anything but a mapping is reported.
    public mutating func params() -> YAMLNode? {
        guard let node = node("params") else { return nil }
        guard case .mapping = node.content else {
            report("expected a mapping, found \(node.kind)", at: node.location)
            return nil
        }
        return node
    }
}

/// Whether the text can be the id of a tier, a course, a section or a member: `[a-z0-9][a-z0-9-]*`.
public func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != UInt8(ascii: "-") else { return false }
    return text.utf8.allSatisfy {
        $0.isDigit || $0 == UInt8(ascii: "-") || ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z"))
    }
}
