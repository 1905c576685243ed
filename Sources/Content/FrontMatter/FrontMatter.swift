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
    /// What ties the page to its translations, where their files have different names.
    public var translationKey: Located<String>?
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
    public static let ownKeys = Set(outline.map(\.name)).subtracting(["tags", "authors", taxonomyKey])
    private static let taxonomyKey = "TAXONOMY"

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
        let matter = read(&reader, taxonomies: taxonomies)
        reader.finish(orElse: "fields of your own go under 'params:'")
        return (matter, reader.diagnostics)
    }

    /// Every key of a front matter, for the reference; `TAXONOMY` stands for the id of any taxonomy but tags and authors.
    public static var outline: [KeyOutline] {
        YAMLReader.outline { read(&$0, taxonomies: [taxonomyKey]) }
    }

    private static func read(_ reader: inout YAMLReader, taxonomies: [String]) -> FrontMatter {
        var matter = FrontMatter()
        matter.title = reader.text(
            "title", absent: "the `# Heading` that opens the page, else a title made of the file's name",
            "The page's title.")
        matter.description = reader.text(
            "description", absent: "the page's opening words",
            "One or two sentences for search engines, feeds and lists.")
        matter.summary = reader.text(
            "summary", absent: "the page's opening words",
            "What lists show where there is no description.")
        matter.tier = reader.id(
            "tier", as: "a tier's id, or `public`", absent: "the chapter's, the course's, else `public`",
            "Who may read the body: it is sealed after the teaser.")
        matter.date = reader.date(
            "date", as: Self.dateForm, "When the page was or will be published; until then it is left out.")
        matter.updated = reader.date("updated", as: Self.dateForm, "When it was last changed.")
        matter.tags = reader.stringList("tags", "What the page is about; each tag has a page of its own.")
        matter.draft = reader.bool("draft", absent: "`false`", "Leaves the page out of the site.")
        matter.slug = reader.text(
            "slug", as: "one part of an address", absent: "the file's name",
            "The last part of the page's address.")
        matter.image = reader.text(
            "image", as: "a file, or a web address", absent: "the page's first public image",
            "The picture that others show for the page; always public.")
        matter.language = reader.text(
            "language", as: "a language tag: `en`, `zh-Hans`", absent: "the site's",
            "The page's language, and so that of the layout's words.")
        matter.translationKey = reader.text(
            "translationKey", absent: "the page's path without a language",
            "What the page has in common with its translations, where their files' names differ.")
        matter.authors = reader.authors()
        for id in taxonomies where id != "tags" && id != "authors" {
            matter.terms[id] = reader.stringList(
                id, "The page's terms in a taxonomy of the site, such as `series: Time zones`.")
        }
        if let place = reader.keyLocation("series"), !taxonomies.contains("series") {
            _ = reader.stringList("series", "")
            reader.report(
                "'series' is no taxonomy of this site", at: place,
                hint: "add it to sealpress.yml: taxonomies: [series]")
        }
        matter.aliases = reader.stringList(
            "aliases", as: "addresses from the site's root on: `/old/place/`, `/old.html`",
            "Where the page was before; each leads here.")
        matter.menus = reader.menus("menu")
        matter.layout = reader.text(
            "layout", as: "a layout's name", absent: "the layout of the page's kind",
            "What lays out the page.")
        matter.part = reader.int("part", "Where the page stands in its series; only the order counts.")
        matter.toc = reader.bool("toc", absent: "`true`", "Whether a table of contents is shown.")
        matter.price = reader.decimal("price", "What the course costs when it is sold singly.")
        matter.currency = reader.text("currency", as: "`EUR`, `CNY` …", "The price's currency.")
        matter.period = reader.text(
            "period", as: "`week`, `month`, `quarter`, `year` or `once`", absent: "`once`",
            "For how long the price is paid.")
        matter.checkout = reader.text(
            "checkout", as: "a web address, or `mailto:`", "Where the course is bought singly.")
        matter.drip = reader.text(
            "drip", as: "`14d`, `2w`; on a course `every 7d`", absent: "all lessons open at once",
            "When a lesson opens for those who bought the course.")
        matter.passphrase = reader.secretName(
            "passphrase", "The name of a shared passphrase that opens the course.")
        matter.params = reader.params("Fields of your own, `page.params.NAME` in layouts.")
        return matter
    }

    private static let dateForm = "`2026-10-01`, `2026-10-01 09:30`, `2026-10-01T09:30:00+02:00`"
}

extension YAMLReader {
    /// Text that is more than spaces.
    fileprivate mutating func text(
        _ key: String, as value: String = "text", absent: String? = nil, _ meaning: String
    ) -> Located<String>? {
        guard let text = string(key, as: value, absent: absent, meaning) else { return nil }
        guard text.value.utf8.contains(where: { !$0.isSpace }) else {
            report(
                "'\(key)' is empty", at: text.location, hint: "give the key a value, or delete the line")
            return nil
        }
        return text
    }

    /// Text that can be an id.
    fileprivate mutating func id(
        _ key: String, as value: String, absent: String, _ meaning: String
    ) -> Located<String>? {
        guard let text = string(key, as: value, absent: absent, meaning) else { return nil }
        guard isIdentifier(text.value) else {
            let lowered = text.value.lowercased()
            report(
                "'\(text.value)' cannot be a \(key)", at: text.location,
                hint: (isIdentifier(lowered) ? "write '\(lowered)': " : "")
                    + "ids are lower-case letters, digits and '-'")
            return nil
        }
        return text
    }

    fileprivate mutating func authors() -> Located<[Located<String>]>? {
        let one = stringList("author", absent: "the site's", "Who wrote the page.")
        let many = stringList("authors", "The same, for several; one of the two.")
        if one != nil, many != nil, let place = keyLocation("author") {
            report("both 'author' and 'authors'", at: place, hint: "name all under 'authors:'")
        }
        return many ?? one
    }

    /// `params:`, fields of the author's own; anything but a mapping is reported.
    public mutating func params(_ meaning: String) -> YAMLNode? {
        guard let node = node("params", as: "a mapping of your own", meaning) else { return nil }
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
