/// A language as data: what to look for, and in which mode.
///
/// A language is a value in a file of its own below `Languages/`, named in ``Language/all``.
struct Language: Sendable {
    /// Its own name first, then aliases; lower case.
    var names: [String]
    /// By name. Code begins in `code`.
    var modes: [String: Mode]

    init(_ names: String..., modes: [String: Mode]) {
        self.names = names
        self.modes = modes
    }

    /// One mode is enough for a language whose strings hold only text.
    init(_ names: String..., words: Words, numbers: String? = "", rules: [Rule]) {
        self.names = names
        modes = ["code": Mode(words: words, numbers: numbers, rules: rules)]
    }
}

/// What is looked for in one part of a language, such as inside a string.
struct Mode: Sendable {
    /// What everything is that no rule is about.
    var text = TokenKind.plain
    /// What words mean; nil where they are text.
    var words: Words?
    /// What a number may hold besides letters, digits, `_`, a decimal point and an exponent's sign; nil where digits
    /// are text.
    var numbers: String?
    /// The first that matches counts.
    var rules: [Rule]
    /// Whether a line's end ends the mode, as it ends an unclosed string.
    var endsWithLine = false
}

/// The words of a language, each list separated by blanks.
struct Words: Sendable {
    var keywords = ""
    var types = ""
    var constants = ""
    var functions = ""
    /// What a word holds besides letters, digits, `_` and all characters beyond ASCII.
    var letters = ""
    var ignoresCase = false
    /// `String` is a type and `MAX_SIZE` a constant by their looks.
    var capitalsTell = false
    /// `print(` is a function.
    var callsTell = false
    /// What makes the word before it a key: `:` or `=`.
    var keyMark: Unicode.Scalar?
    /// Whether a blank must follow the mark: in CSS `a:hover` has no key.
    var keyNeedsBlank = false
    /// The first word of a command is a function, as in a shell.
    var commandsTell = false
    /// What all other words are.
    var others = TokenKind.plain
}

/// One thing to look for. Rules are tried where a token can begin, before words and numbers.
struct Rule: Sendable {
    enum Pattern: Sendable {
        /// Just these bytes.
        case text
        /// These bytes and the rest of the line.
        case line
        /// From these bytes to `close`.
        case span(close: String)
        /// These bytes and the letters of a word behind them, at least one.
        case sigil
        /// These bytes and the one behind them, on the same line.
        case escape
        /// One character in quotes, `'a'` or `'\u{1F600}'`.
        case character
        /// `<<END` or `<<-'END'`, and all lines from the next to the one that is `END`.
        case hereDocument
        /// A scalar of YAML without quotes: up to `: `, ` #`, a bracket or the end of the line.
        case plainScalar
    }

    enum Place: UInt8, Sendable {
        case anywhere
        /// The first byte of a line.
        case lineStart
        /// Behind nothing but blanks on its line.
        case afterIndent
        /// Behind a blank or the start of a line.
        case afterBlank
        /// Where a value may begin, not where one may go on: a regular expression, not a division.
        case afterOperator
    }

    enum Step: Sendable {
        case stay
        case enter(String)
        case leave
        case become(String)
    }

    var pattern: Pattern
    var open: String
    var kind: TokenKind
    var place = Place.anywhere
    var step = Step.stay
    /// What keeps the byte behind it from closing a span.
    var escape: Unicode.Scalar?
    /// Whether a span goes on behind the end of a line.
    var isMultiline = false
    /// Whether spans of the kind stand inside one another.
    var isNested = false
    /// Whether it is no span at all where the line does not close it.
    var mustClose = false
    /// What makes it a key when it follows the span: `:` in JSON.
    var keyMark: Unicode.Scalar?
    var ignoresCase = false
}
