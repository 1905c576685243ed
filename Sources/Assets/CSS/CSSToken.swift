/// A token of CSS Syntax Module Level 3, §4, with the bytes it was read from.
struct CSSToken: Hashable {
    enum Kind: Hashable {
        case ident, function, atKeyword, hash, string, badString, url, badURL
        case number, percentage, dimension
        case whitespace, comment, cdo, cdc
        case colon, semicolon, comma
        case openParen, closeParen, openBracket, closeBracket, openBrace, closeBrace
        /// Any other character, by its first byte.
        case delim(UInt8)
    }

    var kind: Kind
    var range: Range<Int>

    /// Whether it opens a block, and which token closes it.
    var closer: Kind? {
        switch kind {
        case .function, .openParen: .closeParen
        case .openBracket: .closeBracket
        case .openBrace: .closeBrace
        default: nil
        }
    }

    var isCloser: Bool { [.closeParen, .closeBracket, .closeBrace].contains(kind) }
}
