/// Tells what the parts of some code are.
///
/// Time and memory are proportional to the length of the code, whatever it holds: nothing is read more than a few
/// times, and there are no regular expressions.
public enum Highlighter {
    /// Calls `run` for each run of `code`, in order.
    ///
    /// No run ends inside a word, so that a search for words finds the same with tags between the runs as without.
    ///
    /// - Parameters:
    ///   - code: UTF-8; anything else is cut at some byte or other.
    ///   - language: a name or an alias, in any case; of an unknown one nothing is called.
    ///   - run: gets the letter of the kind (`TokenKind.rawValue`, 0 for plain) and the offset where the run ends.
    public static func scan(
        _ code: UnsafeBufferPointer<UInt8>, language: String, _ run: (_ kind: UInt8, _ end: Int) -> Void
    ) {
        grammar(named: language)?.scan(code, run)
    }

    /// The runs of `code`, without gaps from its start to its end; nil where the language is unknown.
    public static func tokens(of code: [UInt8], language: String) -> [Token]? {
        guard let grammar = grammar(named: language) else { return nil }
        var tokens: [Token] = []
        code.withUnsafeBufferPointer { code in
            grammar.scan(code) { kind, end in
                tokens.append(Token(TokenKind(rawValue: kind) ?? .plain, end: end))
            }
        }
        return tokens
    }

    /// The names of every language, its own first and then its aliases.
    public static var languages: [[String]] { Language.all.map(\.names) }

    private static func grammar(named name: String) -> Grammar? {
        grammars[name] ?? grammars[name.lowercased()]
    }

    /// By name and alias. Made when the first code is met: some thousand words take about a millisecond.
    private static let grammars: [String: Grammar] = Language.all.reduce(into: [:]) { grammars, language in
        let grammar = Grammar(language)
        for name in language.names { grammars[name] = grammar }
    }
}
