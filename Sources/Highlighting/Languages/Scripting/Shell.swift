extension Language {
    static let shell = Language("shell", "sh", "bash", "zsh", "shellscript", modes: shellModes)

    /// What a terminal shows: lines with a prompt are commands, the others what they answer.
    static let console: Language = {
        var modes = shell.embedded(as: "sh")
        modes["sh.code"]?.endsWithLine = true
        modes["code"] = Mode(
            rules: ["$ ", "% ", "> "].map { .enter($0, "sh.code", .comment, at: .lineStart) })
        return Language("console", "shell-session", "shellsession", "sh-session", "terminal", modes: modes)
    }()

    private static let shellModes: [String: Mode] = {
        let values: [Rule] = [
            .enter("${", "parameter", .variable), .enter("$(", "command", .plain), .sigil("$", .variable),
        ]
        let code = Mode(
            words: Words(
                keywords: """
                    case do done elif else esac fi for function if in select then time until while
                    """,
                functions: """
                    alias bg break builtin cd command continue declare eval exec exit export fg getopts hash
                    jobs let local mapfile printf pwd read readonly return set shift source test trap type
                    typeset ulimit umask unalias unset wait
                    """,
                letters: "-./+", commandsTell: true),
            numbers: nil,
            rules: [
                .line("#", at: .afterBlank), .string("'", escape: nil, multiline: true),
                .string("$'", "'", multiline: true), .enter("\"", "string"),
                Rule(pattern: .hereDocument, open: "<<", kind: .plain),
                .sigil("--", .attribute, at: .afterBlank), .sigil("-", .attribute, at: .afterBlank),
                Rule(pattern: .escape, open: "\\", kind: .plain),
            ] + values)
        return [
            "code": code,
            "command": code.inside("(", ")", named: "command"),
            "parameter": Mode(
                text: .variable, rules: [.enter("{", "parameter", .variable), .leave("}", .variable)]),
            "string": .string(close: "\"", values + [.escape], multiline: true),
        ]
    }()
}
