import Diagnostics

/// A body as HTML. What is open and what is sealed are of different types, so that nothing which takes
/// the one can be given the other.
public struct RenderedBody: Sendable {
    public var open: OpenBody
    /// In the order of the page.
    public var sections: [SealedBody]
    public var diagnostics: [Diagnostic]
    /// Of all its parts.
    public var notes = BodyNotes()

    public init(open: OpenBody = OpenBody(), sections: [SealedBody] = [], diagnostics: [Diagnostic] = []) {
        self.open = open
        self.sections = sections
        self.diagnostics = diagnostics
    }
}

/// What everyone may read of a page.
public struct OpenBody: Sendable {
    public enum Fragment: Sendable {
        case html(RenderedHTML)
        /// The place of a sealed section, by its index in ``RenderedBody/sections``.
        case section(Int)
    }

    /// In the order of the page.
    public var fragments: [Fragment] = []
    public var headings: [Heading] = []
    /// Every id that a link may lead to.
    public var ids: [String] = []
    /// Links to places inside pages.
    public var anchors: [AnchorReference] = []
    /// Files that the HTML refers to.
    public var assets: [AssetReference] = []
    /// The text before `<!--more-->` or else of the first paragraph, cut at about 200 characters.
    public var summary = ""
    public var counts = TextCounts()
    public var firstImage: BodyImage?
    /// Whether there is a code block in it.
    public var hasCode = false

    public init() {}
}

/// What only members may read.
public struct SealedBody: Sendable {
    public var id: String
    public var tier: String
    /// Where the section begins.
    public var location: SourceLocation
    public var html = RenderedHTML()
    public var headings: [Heading] = []
    public var ids: [String] = []
    public var anchors: [AnchorReference] = []
    public var assets: [AssetReference] = []
    public var counts = TextCounts()
}

/// A heading, for a table of contents.
public struct Heading: Sendable, Hashable {
    /// 1 to 6.
    public var level: Int
    public var id: String
    /// Without markup.
    public var text: String
    public var location: SourceLocation
}

/// A picture of a body.
public struct BodyImage: Sendable, Hashable {
    public enum Source: Sendable, Hashable {
        case asset(AssetReference)
        case url(String)
    }

    public var source: Source
    public var alt: String
}

/// What is said of a picture beside its address; finished HTML.
public struct PictureMarkup: Sendable, Hashable {
    /// Attributes of `<img>`, each with a space before it.
    public var attributes: String
    /// `<source>` elements, for a `<picture>` around it; none leaves `<img>` alone.
    public var sources: String

    public init(attributes: String, sources: String = "") {
        self.attributes = attributes
        self.sources = sources
    }
}

/// HTML in which the addresses of assets are still open.
public struct RenderedHTML: Sendable {
    /// UTF-8, but for the marks.
    private let marked: [UInt8]
    private let marks: [(range: Range<Int>, asset: AssetReference)]

    /// Nothing.
    public init() { (marked, marks) = ([], []) }

    /// - Parameter assets: what the marks in `marked` count.
    init(marked: [UInt8], assets: [AssetReference]) {
        self.marked = marked
        var marks: [(Range<Int>, AssetReference)] = []
        var position = 0
        while !assets.isEmpty, let hit = marked.offset(of: OutputMark.start, from: position) {
            guard let (kind, index, end) = OutputMark.read(marked, at: hit) else { break }
            if kind == OutputMark.asset || kind == OutputMark.picture, assets.indices.contains(index) {
                marks.append((hit..<end, assets[index]))
            }
            position = end
        }
        self.marks = marks
    }

    /// The files that this HTML refers to, in its order.
    public var assets: [AssetReference] { marks.map(\.asset) }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { marked.isEmpty }

    /// The finished HTML, UTF-8.
    ///
    /// - Parameters:
    ///   - attribute: for each reference the name of an attribute and the URL that goes into it,
    ///     neither escaped: `src` and `/images/a.png`, or `data-sealed-src` and `/_sealpress/sealed/….bin`.
    ///   - picture: what more to say of a picture, see ``AssetReference/picture``.
    public func resolvingAssets(
        _ attribute: (AssetReference) throws -> (name: String, url: String),
        picture: (AssetReference) -> PictureMarkup? = { _ in nil }
    ) rethrows -> [UInt8] {
        guard !marks.isEmpty else { return marked }
        var result = HTMLBuffer(capacity: marked.count + 64 * marks.count)
        var position = 0
        for (range, asset) in marks {
            let markup = asset.picture == nil ? nil : picture(asset)
            let isWrapped = markup?.sources.isEmpty == false
            result.raw(marked[position..<range.lowerBound - (isWrapped ? Self.tagStart.count : 0)])
            if isWrapped, let markup {
                result.raw("<picture>")
                result.raw(markup.sources)
                result.raw(Self.tagStart)
            }
            let (name, url) = try attribute(asset)
            result.raw(name)
            result.raw("=\"")
            result.url(url.utf8)
            result.raw("\"")
            result.raw(markup?.attributes ?? "")
            position = range.upperBound
            // The renderer escapes what stands in the tag, so the next `>` is its end.
            if isWrapped, let end = marked.offset(of: UInt8(ascii: ">"), from: position) {
                result.raw(marked[position...end])
                result.raw("</picture>")
                position = end + 1
            }
        }
        result.raw(marked[position...])
        return result.bytes
    }

    /// What stands before the mark of a picture.
    private static let tagStart = Array("<img ".utf8)
}
