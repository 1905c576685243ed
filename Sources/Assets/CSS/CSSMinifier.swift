/// Writes a stylesheet without its comments and without space that means nothing.
///
/// No token is changed: values, strings, addresses, escapes and custom properties stay byte for byte, and a browser reads
/// the same rules. Comments that begin with `/*!` stay. A stylesheet with errors is not touched, since what browsers make
/// of errors depends on every token.
public enum CSSMinifier {
    /// A stylesheet that is left as it is.
    public struct Fault: Error, Sendable, Hashable {
        /// Byte offset of what is wrong.
        public var offset: Int
        /// What is wrong, without a full stop.
        public var message: String
    }

    /// - Parameter source: UTF-8.
    /// - Throws: `Fault` where the stylesheet has an error of syntax.
    public static func minify(_ source: [UInt8]) throws(Fault) -> [UInt8] {
        do throws(Stylesheet.Fault) {
            var writer = CSSWriter(try Stylesheet(source))
            try writer.walk()
            return writer.output()
        } catch {
            throw Fault(offset: error.offset, message: error.message)
        }
    }
}

/// Walks over the rules of a stylesheet and notes where no space is needed.
private struct CSSWriter {
    let sheet: Stylesheet
    /// Whether space before an item is kept, where there is some.
    private var keepsSpace: [Bool]
    /// Semicolons that end nothing.
    private var dropped: Set<Int> = []
    /// Values of custom properties, which scripts can read: the items, to be written as they stand.
    private var verbatim: [Int: Range<Int>] = [:]
    private var beginsStatement: Set<Int> = []

    init(_ sheet: Stylesheet) {
        self.sheet = sheet
        keepsSpace = sheet.items.map(\.hasSpaceBefore)
    }

    mutating func walk() throws(Stylesheet.Fault) {
        try statements(0..<sheet.items.count, isTop: true, depth: 0)
    }

    // MARK: Structure

    /// Rules, declarations and at-rules of a block, or of the whole sheet.
    private mutating func statements(
        _ range: Range<Int>, isTop: Bool, depth: Int
    ) throws(Stylesheet.Fault) {
        guard depth < 200 else { throw fault(range.lowerBound, "rules are nested too deep") }
        var place = range.lowerBound
        while place < range.upperBound {
            keepsSpace[place] = false
            beginsStatement.insert(place)
            let kind = sheet.items[place].kind
            if kind == .atKeyword {
                place = try atRule(place, until: range.upperBound, depth: depth)
            } else if !isTop, kind == .semicolon {
                place += 1
            } else if !isTop, let end = customProperty(place, until: range.upperBound) {
                place = semicolons(end, until: range.upperBound)
            } else {
                let end = end(from: place, until: range.upperBound, stoppingAtSemicolons: !isTop)
                if end < range.upperBound, sheet.items[end].kind == .openBrace {
                    selector(place..<end)
                    place = try block(end, depth: depth)
                } else if isTop {
                    throw fault(place, "this rule has no block")
                } else if isDeclaration(place) {
                    keepsSpace[place + 1] = false
                    value(place + 2..<end)
                    place = semicolons(end, until: range.upperBound)
                } else {
                    if end < range.upperBound { keepsSpace[end] = false }
                    place = end + 1
                }
            }
        }
    }

    /// - Returns: the item behind the block.
    private mutating func block(_ opener: Int, depth: Int) throws(Stylesheet.Fault) -> Int {
        guard let closer = sheet.closers[opener] else { throw fault(opener, "this is never closed") }
        keepsSpace[opener] = false
        keepsSpace[closer] = false
        try statements(opener + 1..<closer, isTop: false, depth: depth + 1)
        return closer + 1
    }

    private mutating func atRule(
        _ place: Int, until limit: Int, depth: Int
    ) throws(Stylesheet.Fault) -> Int {
        let end = end(from: place + 1, until: limit, stoppingAtSemicolons: true)
        separators(place + 1..<end)
        for item in place + 1..<end where sheet.items[item].kind == .colon && isFeature(item) {
            keepsSpace[item] = false
            keepsSpace[item + 1] = false
        }
        guard end < limit else { return end }
        keepsSpace[end] = false
        return sheet.items[end].kind == .openBrace ? try block(end, depth: depth) : end + 1
    }

    /// The first `{` of these, or semicolon, outside of parentheses and brackets; else the limit.
    private func end(from start: Int, until limit: Int, stoppingAtSemicolons: Bool) -> Int {
        var place = start
        while place < limit {
            switch sheet.items[place].kind {
            case .openBrace: return place
            case .semicolon where stoppingAtSemicolons: return place
            case .function, .openParen, .openBracket: place = (sheet.closers[place] ?? place) + 1
            default: place += 1
            }
        }
        return limit
    }

    private func isDeclaration(_ place: Int) -> Bool {
        sheet.items[place].kind == .ident && place + 1 < sheet.items.count
            && sheet.items[place + 1].kind == .colon
    }

    /// `--name: anything`, braces too, up to the semicolon or the block's end.
    ///
    /// - Returns: the item behind the value; nil where there is no such declaration.
    private mutating func customProperty(_ place: Int, until limit: Int) -> Int? {
        guard isDeclaration(place), place + 1 < limit, sheet.text(place).starts(with: "--".utf8) else {
            return nil
        }
        var end = place + 2
        while end < limit, sheet.items[end].kind != .semicolon {
            end = (sheet.closers[end] ?? end) + 1
        }
        keepsSpace[place + 1] = false
        verbatim[place + 1] = place + 2..<end
        if end < limit { keepsSpace[end] = false }
        return end
    }

    /// Of the semicolons behind a declaration one is needed, and none before the block's end.
    private mutating func semicolons(_ start: Int, until limit: Int) -> Int {
        var place = start
        while place < limit, sheet.items[place].kind == .semicolon {
            keepsSpace[place] = false
            if place > start { dropped.insert(place) }
            place += 1
        }
        if place == limit, place > start { dropped.insert(start) }
        return place
    }

    // MARK: Space

    private mutating func value(_ range: Range<Int>) {
        separators(range)
        if let first = range.first { keepsSpace[first] = false }
        for item in range where sheet.items[item].kind == .delim(UInt8(ascii: "!")) {
            keepsSpace[item] = false
            if item + 1 < range.upperBound { keepsSpace[item + 1] = false }
        }
        if range.upperBound < keepsSpace.count { keepsSpace[range.upperBound] = false }
    }

    private mutating func selector(_ range: Range<Int>) {
        separators(range)
        var depth = 0
        for item in range {
            let kind = sheet.items[item].kind
            if sheet.closers[item] != nil { depth += 1 }
            if [.closeParen, .closeBracket].contains(kind) { depth -= 1 }
            guard depth == 0, Self.combinators.contains(kind) else { continue }
            if item > range.lowerBound, Self.endsCompound(sheet.items[item - 1].kind) {
                keepsSpace[item] = false
            }
            if item + 1 < range.upperBound, Self.beginsCompound(sheet.items[item + 1].kind) {
                keepsSpace[item + 1] = false
            }
        }
    }

    private static let combinators: Set<CSSToken.Kind> = [
        .delim(UInt8(ascii: ">")), .delim(UInt8(ascii: "+")), .delim(UInt8(ascii: "~")),
    ]

    private static func endsCompound(_ kind: CSSToken.Kind) -> Bool {
        [.ident, .hash, .closeParen, .closeBracket, .delim(UInt8(ascii: "*")), .delim(UInt8(ascii: "&"))]
            .contains(kind)
    }

    private static func beginsCompound(_ kind: CSSToken.Kind) -> Bool {
        [
            .ident, .hash, .openBracket, .colon, .delim(UInt8(ascii: "*")), .delim(UInt8(ascii: "&")),
            .delim(UInt8(ascii: ".")),
        ].contains(kind)
    }

    /// Around commas and inside of parentheses and brackets, at their ends, space means nothing anywhere.
    private mutating func separators(_ range: Range<Int>) {
        for item in range {
            switch sheet.items[item].kind {
            case .comma:
                keepsSpace[item] = false
                if item + 1 < range.upperBound { keepsSpace[item + 1] = false }
            case .function, .openParen, .openBracket:
                if item + 1 < range.upperBound { keepsSpace[item + 1] = false }
            case .closeParen, .closeBracket: keepsSpace[item] = false
            default: break
            }
        }
    }

    /// Whether a colon is that of `(name: value)`, where a selector cannot stand.
    private func isFeature(_ colon: Int) -> Bool {
        colon >= 2 && colon + 1 < sheet.items.count && sheet.items[colon - 1].kind == .ident
            && sheet.items[colon - 2].kind == .openParen
    }

    private func fault(_ item: Int, _ message: String) -> Stylesheet.Fault {
        let offset = item < sheet.items.count ? sheet.items[item].range.lowerBound : sheet.source.count
        return Stylesheet.Fault(offset: offset, message: message)
    }

    // MARK: Writing

    /// The sheet without what was found to be needless; as it was, should that read otherwise.
    func output() -> [UInt8] {
        let written = written()
        return Self.meaning(of: written) == meaning() ? written : sheet.source
    }

    private func written() -> [UInt8] {
        var output = Array(sheet.source[..<(sheet.tokens.first?.range.lowerBound ?? sheet.source.count)])
        var place = 0
        var previous: Int?
        while place < sheet.items.count {
            defer { place += 1 }
            if dropped.contains(place) { continue }
            if beginsStatement.contains(place) {
                for comment in keptComments(before: sheet.items[place].token) { output += comment }
            }
            if let previous { output += separator(previous, place) }
            output += sheet.text(place)
            previous = place
            if let value = verbatim[place] {
                output += customValue(behind: place, value)
                place = value.upperBound - 1
                previous = value.isEmpty ? place : nil
            }
        }
        for comment in keptComments(before: sheet.tokens.count) { output += comment }
        return output
    }

    /// What stands between two items: nothing, a space, or where the two would become one without it, a comment.
    private func separator(_ first: Int, _ second: Int) -> [UInt8] {
        let item = sheet.items[second]
        guard item.hasSpaceBefore || item.hasCommentBefore else { return [] }
        if keepsSpace[second] { return [0x20] }
        guard fuse(sheet.text(first), sheet.text(second), sheet.items[first].kind, item.kind) else {
            return []
        }
        return item.hasSpaceBefore ? [0x20] : Array("/**/".utf8)
    }

    private func fuse(
        _ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>, _ kinds: CSSToken.Kind...
    ) -> Bool {
        // `url(` is a function's beginning only with a quote behind it.
        let tokens = CSSTokenizer.tokens(first + second + (kinds.last == .function ? Array("''".utf8) : []))
        return tokens.prefix(2).map(\.kind) != kinds || tokens.first?.range.count != first.count
    }

    /// The value of a custom property, as it stands but for the space around it.
    private func customValue(behind colon: Int, _ items: Range<Int>) -> [UInt8] {
        var first = sheet.items[colon].token + 1
        var last =
            items.upperBound < sheet.items.count ? sheet.items[items.upperBound].token : sheet.tokens.count
        let hasSpace = first < last
        while first < last, sheet.tokens[first].kind == .whitespace { first += 1 }
        while first < last, sheet.tokens[last - 1].kind == .whitespace { last -= 1 }
        guard first < last else { return hasSpace ? [0x20] : [] }
        return Array(
            sheet.source[sheet.tokens[first].range.lowerBound..<sheet.tokens[last - 1].range.upperBound])
    }

    /// The comments with a `!` just before a token.
    private func keptComments(before token: Int) -> [ArraySlice<UInt8>] {
        var first = token
        while first > 0, [.whitespace, .comment].contains(sheet.tokens[first - 1].kind) { first -= 1 }
        return sheet.tokens[first..<token].filter { $0.kind == .comment }.map { sheet.source[$0.range] }
            .filter {
                $0.starts(with: "/*!".utf8)
            }
    }

    private func meaning() -> [ArraySlice<UInt8>] {
        sheet.items.indices.filter { !dropped.contains($0) }.map(sheet.text)
    }

    private static func meaning(of output: [UInt8]) -> [ArraySlice<UInt8>]? {
        do throws(Stylesheet.Fault) {
            let sheet = try Stylesheet(output)
            return sheet.items.indices.map(sheet.text)
        } catch {
            return nil
        }
    }
}
