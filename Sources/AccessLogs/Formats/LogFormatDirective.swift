/// A whole directive as it stands in `nginx.conf`: `log_format NAME [escape=…] 'part' 'part';`.
struct LogFormatDirective {
    /// Its parts put together.
    let format: String

    /// - Returns: nil for what is no such directive.
    init?(_ text: String) {
        var rest = text[...].drop(while: \.isWhitespace)
        guard rest.starts(with: "log_format") else { return nil }
        rest = rest.dropFirst("log_format".count)
        guard rest.first?.isWhitespace == true, Self.word(&rest) != nil else { return nil }
        var copy = rest
        if let option = Self.word(&copy), option.hasPrefix("escape=") { rest = copy }
        var format = ""
        while true {
            rest = rest.drop(while: \.isWhitespace)
            guard let mark = rest.first, mark != ";" else { break }
            guard mark == "'" || mark == "\"", let part = Self.quoted(&rest) else { return nil }
            format += part
        }
        guard !format.isEmpty else { return nil }
        self.format = format
    }

    private static func word(_ rest: inout Substring) -> Substring? {
        rest = rest.drop(while: \.isWhitespace)
        let word = rest.prefix { !$0.isWhitespace && $0 != ";" }
        rest = rest.dropFirst(word.count)
        return word.isEmpty ? nil : word
    }

    /// What stands between quotes, in which a backslash stands before a quote or a backslash.
    private static func quoted(_ rest: inout Substring) -> String? {
        guard let mark = rest.popFirst() else { return nil }
        var text = ""
        while let character = rest.popFirst() {
            switch character {
            case mark: return text
            case "\\":
                guard let next = rest.popFirst() else { return nil }
                text += next == "\\" || next == "'" || next == "\"" ? "\(next)" : "\\\(next)"
            default: text.append(character)
            }
        }
        return nil
    }
}
