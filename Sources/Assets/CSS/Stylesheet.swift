/// A stylesheet as tokens, with what the parser needs to walk over them.
struct Stylesheet {
    /// A token that is neither space nor comment.
    struct Item {
        var kind: CSSToken.Kind
        var range: Range<Int>
        /// Whether there is space between it and the one before.
        var hasSpaceBefore: Bool
        /// Whether there is a comment between it and the one before.
        var hasCommentBefore: Bool
        /// Its place among all tokens.
        var token: Int
    }

    let source: [UInt8]
    let tokens: [CSSToken]
    let items: [Item]
    /// For each item that opens a block, the item that closes it.
    let closers: [Int: Int]

    /// Why a stylesheet is left as it is: a place in it and what is wrong there.
    struct Fault: Error, Hashable {
        var offset: Int
        var message: String
    }

    init(_ source: [UInt8]) throws(Fault) {
        self.source = source
        guard String(validating: source, as: UTF8.self) != nil else {
            throw Fault(offset: 0, message: "this is not UTF-8")
        }
        // A byte order mark stays in front of everything.
        let start = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        tokens = CSSTokenizer.tokens(source, from: start)
        var items: [Item] = []
        var closers: [Int: Int] = [:]
        var open: [Int] = []
        var hasSpace = false
        var hasComment = false
        for (place, token) in tokens.enumerated() {
            switch token.kind {
            case .whitespace:
                hasSpace = true
                continue
            case .comment:
                guard token.range.count >= 4,
                    source[..<token.range.upperBound].suffix(2).elementsEqual("*/".utf8)
                else { throw Fault(offset: token.range.lowerBound, message: "this comment is never closed") }
                hasComment = true
                continue
            case .badString:
                throw Fault(offset: token.range.lowerBound, message: "this string is never closed")
            case .badURL: throw Fault(offset: token.range.lowerBound, message: "this is no address")
            case .cdo, .cdc:
                throw Fault(offset: token.range.lowerBound, message: "this belongs to HTML")
            default: break
            }
            if token.isCloser {
                guard let opener = open.popLast(), let last = Self.closer(of: items[opener].kind),
                    last == token.kind
                else { throw Fault(offset: token.range.lowerBound, message: "this closes nothing") }
                closers[opener] = items.count
            } else if token.closer != nil {
                open.append(items.count)
            }
            items.append(
                Item(
                    kind: token.kind, range: token.range, hasSpaceBefore: hasSpace,
                    hasCommentBefore: hasComment, token: place))
            hasSpace = false
            hasComment = false
        }
        if let opener = open.last {
            throw Fault(offset: items[opener].range.lowerBound, message: "this is never closed")
        }
        self.items = items
        self.closers = closers
    }

    private static func closer(of kind: CSSToken.Kind) -> CSSToken.Kind? {
        CSSToken(kind: kind, range: 0..<0).closer
    }

    func text(_ item: Int) -> ArraySlice<UInt8> { source[items[item].range] }
}
