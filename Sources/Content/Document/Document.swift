import Diagnostics

/// One Markdown file, taken apart: its front matter and its body cut at the fences.
///
/// A document exists only where nothing in its file is wrong, so that no mistake in a fence publishes
/// what it was to seal.
public struct Document: Sendable, Hashable {
    public let source: SourceText
    /// Held by reference: it is large, and a document goes through many hands.
    private let heldFrontMatter: Held<FrontMatter>
    /// The text of the `# Heading` that opens the body, where the front matter has no title. It is then no
    /// part of the body, for layouts print the title themselves.
    public let headingTitle: String?
    /// The body's bytes in `source`.
    public let body: Range<Int>
    /// The 1-based line where the body begins.
    public let bodyLine: Int
    let items: [BodyItem]
    let codeLines: [Int]
    /// The experiments whose arms stand in the body.
    public let experiments: Set<String>

    public var frontMatter: FrontMatter {
        _read { yield heldFrontMatter.value }
    }

    init(
        source: SourceText, frontMatter: FrontMatter, headingTitle: String?, body: Range<Int>, bodyLine: Int,
        items: [BodyItem], codeLines: [Int], experiments: Set<String>? = nil
    ) {
        self.source = source
        heldFrontMatter = Held(frontMatter)
        self.headingTitle = headingTitle
        self.body = body
        self.bodyLine = bodyLine
        self.items = items
        self.codeLines = codeLines
        self.experiments = experiments ?? items.experiments
    }
}

extension Document {
    /// The same text under another front matter.
    public func with(_ frontMatter: FrontMatter) -> Document {
        Document(
            source: source, frontMatter: frontMatter, headingTitle: headingTitle, body: body,
            bodyLine: bodyLine, items: items, codeLines: codeLines, experiments: experiments)
    }
}

/// A large value behind one reference, so that copying what holds it is cheap; it never changes.
private final class Held<Value: Sendable & Hashable>: Sendable, Hashable {
    let value: Value

    init(_ value: Value) {
        self.value = value
    }

    static func == (a: Held, b: Held) -> Bool {
        a === b || a.value == b.value
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(value)
    }
}

/// What came of reading a file.
public struct DocumentReading: Sendable {
    /// Nil when there is an error.
    public var document: Document?
    private let heldFrontMatter: Held<FrontMatter>
    /// Every fault of the file.
    public var diagnostics: [Diagnostic]

    /// As much of the front matter as could be read, also where the file has errors: the page's route
    /// and title are needed to judge the rest of the site.
    public var frontMatter: FrontMatter {
        _read { yield heldFrontMatter.value }
    }

    fileprivate init(document: Document?, frontMatter: FrontMatter, diagnostics: [Diagnostic]) {
        self.document = document
        heldFrontMatter = Held(frontMatter)
        self.diagnostics = diagnostics
    }
}

extension Document {
    /// The text of the `# Heading` that opens a body: its title, where the front matter has none.
    public static func openingHeading(_ body: [UInt8]) -> String? {
        OpeningHeading(body, from: 0, line: 1)?.title
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: what diagnostics call the file.
    ///   - bytes: the file as it stands on disk.
    ///   - tiers: the tiers' ids, lowest first; `public` needs no entry.
    ///   - taxonomies: the ids of the site's taxonomies, each a key of the front matter.
    ///   - directives: what each directive of the site takes, by name.
    public static func parse(
        path: String, bytes: [UInt8], tiers: [String], taxonomies: [String] = [],
        directives: [String: DirectiveSignature] = [:]
    ) -> DocumentReading {
        do {
            return parse(
                try SourceText(path: path, bytes: bytes), tiers: tiers, taxonomies: taxonomies,
                directives: directives)
        } catch {
            return DocumentReading(document: nil, frontMatter: FrontMatter(), diagnostics: error.diagnostics)
        }
    }

    /// Reads a text; see ``parse(path:bytes:tiers:taxonomies:directives:)``.
    public static func parse(
        _ source: SourceText, tiers: [String], taxonomies: [String] = [],
        directives: [String: DirectiveSignature] = [:]
    ) -> DocumentReading {
        var frontMatter = FrontMatter()
        var diagnostics: [Diagnostic] = []
        let split: FrontMatterSplit
        do {
            split = try FrontMatterSplit(source)
        } catch {
            return DocumentReading(
                document: nil, frontMatter: frontMatter, diagnostics: error.diagnostics.about(.frontMatter))
        }
        if let yaml = split.yaml {
            do {
                let node = try YAML.parse(source, yaml, firstLine: 2)
                (frontMatter, diagnostics) = FrontMatter.read(
                    node, source: source, taxonomies: taxonomies)
            } catch {
                diagnostics = error.diagnostics
            }
            diagnostics = diagnostics.about(.frontMatter)
        }
        if let tier = frontMatter.tier, tier.value != publicTier, !tiers.contains(tier.value) {
            diagnostics.append(
                source.error(
                    "unknown tier '\(tier.value)'", at: tier.location,
                    hint: suggestion(
                        for: tier.value, among: [publicTier] + tiers.filter { $0 != publicTier },
                        from: "sealpress.yml has")
                ).about(.tierSpelling))
        }
        let heading =
            frontMatter.title == nil
            ? OpeningHeading(source.bytes, from: split.bodyStart, line: split.bodyLine) : nil
        let body = (heading?.end ?? split.bodyStart)..<source.bytes.count
        let bodyLine = heading?.nextLine ?? split.bodyLine
        let fences = FenceParser(
            source, body: body, bodyLine: bodyLine, tiers: tiers, directives: directives)
        diagnostics += fences.diagnostics
        diagnostics.sort()
        var document: Document?
        if !diagnostics.contains(where: { $0.severity == .error }) {
            document = Document(
                source: source, frontMatter: frontMatter, headingTitle: heading?.title, body: body,
                bodyLine: bodyLine,
                items: fences.items, codeLines: fences.codeLines)
        }
        return DocumentReading(document: document, frontMatter: frontMatter, diagnostics: diagnostics)
    }
}
