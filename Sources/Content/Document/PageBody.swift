/// A body cut into parts, each with one rule of who may read it, in the order of the page.
public struct PageBody: Sendable, Hashable {
    public let source: SourceText
    public let parts: [BodyPart]
    /// The line of `<!--more-->`; what stands before it is the page's summary.
    public let moreLine: Int?
    /// Lines that begin with `:::` and were taken for code; the renderer checks that they are.
    let codeLines: [Int]
}

/// Some blocks of a body with one access rule: public, or sealed.
public struct BodyPart: Sendable, Hashable {
    public enum Access: Sendable, Hashable {
        /// Everyone reads it.
        case open
        /// Members of `tier` and above read it; `id` is unique on the page.
        case sealed(tier: String, id: String)
    }

    public enum Piece: Sendable, Hashable {
        case text(TextRun)
        case openCallout(Callout)
        /// `line` is that of the closing fence.
        case closeCallout(line: Int)
        /// Where it has a body, `closeDirective` follows behind that.
        case directive(Directive)
        /// `line` is that of the closing fence, `opening` of the directive's own.
        case closeDirective(line: Int, opening: Int)
    }

    public var access: Access
    public var pieces: [Piece]
    /// The 1-based line where the part begins: that of its fence, or of its first text.
    public var line: Int
}

extension Document {
    /// The body's parts.
    ///
    /// On a public page all is open but for the tier fences. On a page sealed for a tier, the teaser is
    /// open – what stands before `<!--more-->`, or else leading headings and the first paragraph – and
    /// so are runs of `::: public`; the rest is sealed. There, a fence of another tier is a section of its
    /// own and splits what is around it. So is a fence of the page's tier that has an id; one without an
    /// id changes nothing and merges with its surroundings.
    ///
    /// - Parameter pageTier: the tier of the page; nil or `public` for a public page.
    public func parts(pageTier: String?) -> PageBody {
        let tier = pageTier == publicTier ? nil : pageTier
        var cutter = BodyCutter(source: source, pageTier: tier)
        var teaserEnd = tier == nil ? nil : teaserEnd()
        for item in items {
            if let end = teaserEnd, cutter.isInTeaser {
                switch (item, end) {
                case (.text(let run), .offset(let offset)):
                    // Reached only when no fence came first: the first text ends the teaser.
                    cutter.add(run, splitAt: offset)
                    teaserEnd = nil
                    continue
                case (.more, .more): teaserEnd = nil
                case (.openCallout, .offset), (.directive, .offset), (.openSection, .offset):
                    cutter.endTeaser()
                default: break
                }
            }
            cutter.add(item)
        }
        cutter.finish()
        let more = items.lazy.compactMap { item in
            if case .more(let line) = item { line } else { nil }
        }
        return PageBody(source: source, parts: cutter.parts, moreLine: more.first, codeLines: codeLines)
    }

    private enum TeaserEnd {
        case more
        /// A byte of the first text.
        case offset(Int)
    }

    private func teaserEnd() -> TeaserEnd {
        for item in items {
            if case .more = item { return .more }
        }
        guard case .text(let run)? = items.first else { return .offset(body.lowerBound) }
        return .offset(firstParagraphEnd(source.bytes, run.range))
    }
}

/// Collects parts while it walks over a body's items.
private struct BodyCutter {
    let source: SourceText
    let pageTier: String?
    private(set) var parts: [BodyPart] = []
    private(set) var isInTeaser: Bool
    private var pieces: [BodyPart.Piece] = []
    private var line = 0
    /// The fence that the walk is inside of.
    private var fence: SectionFence?
    private var automatic = 0

    init(source: SourceText, pageTier: String?) {
        self.source = source
        self.pageTier = pageTier
        isInTeaser = pageTier != nil
    }

    mutating func add(_ item: BodyItem) {
        switch item {
        case .text(let run):
            beginPart(run.line)
            pieces.append(.text(run))
        case .openCallout(let callout):
            beginPart(callout.line)
            pieces.append(.openCallout(callout))
        case .closeCallout(let line):
            pieces.append(.closeCallout(line: line))
        case .directive(let directive):
            beginPart(directive.location.line)
            pieces.append(.directive(directive))
        case .closeDirective(let line, let opening):
            pieces.append(.closeDirective(line: line, opening: opening))
        case .openSection(let opened):
            guard !merges(opened) else { return }
            endPart()
            fence = opened
            line = opened.line
        case .closeSection:
            guard fence != nil else { return }
            endPart()
            fence = nil
        case .more:
            if isInTeaser { endTeaser() }
        // A document that chose its arms has none left.
        case .openArm, .closeArm: break
        }
    }

    /// Adds text of which the bytes before `offset` belong to the teaser.
    mutating func add(_ run: TextRun, splitAt offset: Int) {
        let offset = min(max(offset, run.range.lowerBound), run.range.upperBound)
        if offset > run.range.lowerBound {
            add(.text(TextRun(range: run.range.lowerBound..<offset, line: run.line)))
        }
        endTeaser()
        if offset < run.range.upperBound {
            let lines = source.bytes.newlines(from: run.range.lowerBound, to: offset)
            add(.text(TextRun(range: offset..<run.range.upperBound, line: run.line + lines)))
        }
    }

    mutating func endTeaser() {
        endPart()
        isInTeaser = false
    }

    mutating func finish() {
        endPart()
    }

    /// Whether a fence asks for the access that its surroundings have anyway.
    private func merges(_ fence: SectionFence) -> Bool {
        guard fence.id == nil else { return false }
        return fence.tier == (isInTeaser ? publicTier : pageTier ?? publicTier)
    }

    /// Notes where a part begins; one in a fence begins with the fence.
    private mutating func beginPart(_ first: Int) {
        if pieces.isEmpty, fence == nil { line = first }
    }

    private mutating func endPart() {
        defer { pieces = [] }
        let tier = fence?.tier ?? (isInTeaser ? publicTier : pageTier ?? publicTier)
        // A fence makes a section even when nothing is in it; what lies between fences must have text.
        let hasText = pieces.contains { piece in
            guard case .text(let run) = piece else { return true }
            return !source.bytes.isBlank(run.range)
        }
        guard hasText || (fence != nil && tier != publicTier) else { return }
        if tier == publicTier {
            // Neighbouring open runs are one.
            if let last = parts.indices.last, parts[last].access == .open {
                parts[last].pieces += pieces
            } else {
                parts.append(BodyPart(access: .open, pieces: pieces, line: line))
            }
            return
        }
        parts.append(BodyPart(access: .sealed(tier: tier, id: sectionID()), pieces: pieces, line: line))
    }

    private mutating func sectionID() -> String {
        if let id = fence?.id { return id }
        automatic += 1
        return "s\(automatic)"
    }
}
