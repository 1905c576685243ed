/// Short ways to write the rules that most languages have.
extension Rule {
    /// Just these bytes; by default they are what surrounds them.
    static func text(
        _ open: String, _ kind: TokenKind = .plain, _ step: Step = .stay, at place: Place = .anywhere,
        ignoringCase: Bool = false
    ) -> Rule {
        Rule(pattern: .text, open: open, kind: kind, place: place, step: step, ignoresCase: ignoringCase)
    }

    /// A comment, or whatever else takes the rest of the line.
    static func line(
        _ open: String, _ kind: TokenKind = .comment, at place: Place = .anywhere
    ) -> Rule {
        Rule(pattern: .line, open: open, kind: kind, place: place)
    }

    /// A comment over lines.
    static func comment(_ open: String, _ close: String, nested: Bool = false) -> Rule {
        Rule(
            pattern: .span(close: close), open: open, kind: .comment, isMultiline: true, isNested: nested)
    }

    /// A string on one line, with `\` before what does not end it.
    static func string(
        _ open: String, _ close: String? = nil, escape: Unicode.Scalar? = "\\", multiline: Bool = false,
        keyMark: Unicode.Scalar? = nil
    ) -> Rule {
        Rule(
            pattern: .span(close: close ?? open), open: open, kind: .string, escape: escape,
            isMultiline: multiline, keyMark: keyMark)
    }

    /// What is only there when its line closes it.
    static func closed(
        _ open: String, _ close: String, _ kind: TokenKind, at place: Place = .anywhere,
        escape: Unicode.Scalar? = nil
    ) -> Rule {
        Rule(
            pattern: .span(close: close), open: open, kind: kind, place: place, escape: escape,
            mustClose: true
        )
    }

    /// `@main`, `$HOME`, `--force`.
    static func sigil(_ open: String, _ kind: TokenKind, at place: Place = .anywhere) -> Rule {
        Rule(pattern: .sigil, open: open, kind: kind, place: place)
    }

    /// A string with more in it than text: its rules are those of a mode.
    static func enter(
        _ open: String, _ mode: String, _ kind: TokenKind = .string, at place: Place = .anywhere,
        ignoringCase: Bool = false
    ) -> Rule {
        .text(open, kind, .enter(mode), at: place, ignoringCase: ignoringCase)
    }

    /// The end of what a mode is about.
    static func leave(_ close: String, _ kind: TokenKind = .string) -> Rule {
        .text(close, kind, .leave)
    }

    static let character = Rule(pattern: .character, open: "'", kind: .string)
    static let escape = Rule(pattern: .escape, open: "\\", kind: .string)
    static let slashComments: [Rule] = [.line("//"), .comment("/*", "*/")]
    static let nestedSlashComments: [Rule] = [.line("//"), .comment("/*", "*/", nested: true)]
}

extension Mode {
    /// The text of a string that may hold more than text.
    static func string(close: String, _ rules: [Rule], multiline: Bool = false) -> Mode {
        Mode(text: .string, rules: rules + [.leave(close)], endsWithLine: !multiline)
    }

    /// The same code where it stands in a string, until the bracket that closes it.
    func inside(_ open: String, _ close: String, named name: String) -> Mode {
        var mode = self
        mode.rules = [.enter(open, name, .plain), .leave(close, .plain)] + rules
        return mode
    }
}

extension Language {
    /// This language's modes for use inside another, where `prefix.code` is the first.
    ///
    /// - Parameter end: what ends it there.
    func embedded(as prefix: String, until end: Rule? = nil) -> [String: Mode] {
        let named = { (name: String) in prefix + "." + name }
        return modes.reduce(into: [:]) { result, entry in
            var mode = entry.value
            mode.rules = mode.rules.map { rule in
                var rule = rule
                switch rule.step {
                case .enter(let name): rule.step = .enter(named(name))
                case .become(let name): rule.step = .become(named(name))
                case .stay, .leave: break
                }
                return rule
            }
            if let end, entry.key == "code" { mode.rules.insert(end, at: 0) }
            result[named(entry.key)] = mode
        }
    }
}
