extension Language {
    static let python: Language = {
        var code = Mode(
            words: Words(
                keywords: """
                    and as assert async await break case class continue def del elif else except finally for
                    from global if import in is lambda match nonlocal not or pass raise return self try type
                    while with yield
                    """,
                types: """
                    bool bytearray bytes complex dict float frozenset int list object set str tuple
                    """,
                constants: "True False None Ellipsis NotImplemented __name__ __file__",
                capitalsTell: true, callsTell: true),
            numbers: "",
            rules: [.line("#"), .sigil("@", .attribute, at: .afterIndent)])
        var modes: [String: Mode] = [:]
        // Strings with values in them. The other prefixes are words before a string.
        for (quote, name) in [("\"\"\"", "text2"), ("'''", "text1"), ("\"", "string2"), ("'", "string1")] {
            let isMultiline = quote.count == 3
            for prefix in ["f", "rf", "fr"] {
                code.rules.append(.enter(prefix + quote, name, ignoringCase: true))
            }
            code.rules.append(.string(quote, multiline: isMultiline))
            modes[name] = .string(
                close: quote,
                [.text("{{", .string), .enter("{", "value", .plain), .escape], multiline: isMultiline)
        }
        modes["code"] = code
        modes["value"] = code.inside("{", "}", named: "value")
        return Language("python", "py", "python3", "py3", "pyi", "pycon", modes: modes)
    }()
}
