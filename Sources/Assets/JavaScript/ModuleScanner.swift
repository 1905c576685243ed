/// Finds the files that a script names: by `import`, `export … from`, `import()` and `new URL(…, import.meta.url)`.
///
/// It knows as much of JavaScript's grammar as is needed to tell code from strings, templates, regular expressions and
/// comments. A script that it cannot follow to its end names what was found up to there.
struct ModuleScanner {
    private let source: [UInt8]
    private var position = 0
    private var references: [AssetReference] = []
    /// What the last token was, as far as it decides what a `/` begins.
    private var last = Last.operatorOrStart
    /// For each open parenthesis, whether a statement follows it: `if (…) /regular expression/`.
    private var parentheses: [Bool] = []
    /// For each open brace, whether it is a block's.
    private var braces: [Bool] = []
    private var depth = 0
    /// Where there are spaces in the code, outside of strings, templates, regular expressions and comments; and line
    /// ends where none can end a statement.
    private var spaces: [Int] = []
    /// Behind the last token that no statement ends with, or that ended one.
    private var open = 0

    private enum Last: Equatable {
        case operatorOrStart, operand, dot
        case word(Word)
    }

    /// Words that change what follows.
    private enum Word {
        case control, expression, new
    }

    /// - Parameter source: UTF-8.
    static func references(in source: [UInt8]) -> [AssetReference] {
        var scanner = ModuleScanner(source: source)
        _ = scanner.code(untilBrace: false)
        return scanner.references
    }

    /// The spaces in the code, and line ends that mean nothing, in order; nil where it cannot be followed to its end.
    static func spaces(in source: [UInt8]) -> [Int]? {
        var scanner = ModuleScanner(source: source)
        return scanner.code(untilBrace: false) ? scanner.spaces : nil
    }

    private init(source: [UInt8]) {
        self.source = source
    }

    /// Code up to the end, or up to the brace that ends a template's substitution.
    ///
    /// - Returns: whether it was understood to its end.
    private mutating func code(untilBrace: Bool) -> Bool {
        depth += 1
        defer { depth -= 1 }
        guard depth < 100 else { return false }
        let level = braces.count
        while let byte = peek() {
            if isSpace(byte) {
                noteSpace(byte)
            } else if startsComment() {
                guard skipComment() else { return false }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                guard string(byte) != nil else { return false }
                last = .operand
            } else if byte == UInt8(ascii: "`") {
                guard template() != nil else { return false }
                last = .operand
            } else if isWord(byte) {
                guard word() else { return false }
            } else if byte == UInt8(ascii: "/") {
                slash()
            } else if byte == UInt8(ascii: "}"), untilBrace, braces.count == level {
                return true
            } else {
                punctuation(byte)
            }
        }
        return !untilBrace
    }

    // MARK: Tokens

    private mutating func punctuation(_ byte: UInt8) {
        position += 1
        if ";,{([".utf8.contains(byte) { open = position }
        switch byte {
        case UInt8(ascii: "("):
            parentheses.append(last == .word(.control))
            last = .operatorOrStart
        case UInt8(ascii: ")"):
            last = parentheses.popLast() ?? false ? .operatorOrStart : .operand
        case UInt8(ascii: "{"):
            braces.append(beginsBlock())
            last = .operatorOrStart
        case UInt8(ascii: "}"): last = braces.popLast() ?? true ? .operatorOrStart : .operand
        case UInt8(ascii: "]"): last = .operand
        // `...` is an operator.
        case byte where byte == UInt8(ascii: "."):
            last = position >= 2 && source[position - 2] == byte ? .operatorOrStart : .dot
        // `a++ / b`; that `++ /x/` makes no sense is what decides it.
        case UInt8(ascii: "+") where peek() == byte, UInt8(ascii: "-") where peek() == byte:
            position += 1
        default: last = .operatorOrStart
        }
    }

    /// Whether the brace just read begins a block rather than an object.
    private func beginsBlock() -> Bool {
        guard last == .operatorOrStart || last == .word(.expression) else { return true }
        // Behind `;`, `{`, `}`, `=>` and at the start; behind any other operator it is an object.
        var before = position - 2
        while before >= 0, isSpace(source[before]) { before -= 1 }
        guard before >= 0 else { return true }
        if source[before] == UInt8(ascii: ">") {
            return before > 0 && source[before - 1] == UInt8(ascii: "=")
        }
        if [UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ")")].contains(
            source[before])
        {
            return true
        }
        // `else {`, `do {`, `try {` against `return {`.
        return last == .word(.expression) && ["else", "do"].contains { endsWith($0, at: before + 1) }
    }

    private func endsWith(_ word: String, at end: Int) -> Bool {
        source[..<end].suffix(word.utf8.count).elementsEqual(word.utf8)
    }

    /// A regular expression where an operand may stand, else a division.
    private mutating func slash() {
        let start = position
        position += 1
        guard last != .operand, last != .dot else {
            last = .operatorOrStart
            return
        }
        var isInClass = false
        while let byte = peek(), byte != 0x0A {
            position += 1
            switch byte {
            case UInt8(ascii: "\\"): position += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "/") where !isInClass:
                while let flag = peek(), isWord(flag) { position += 1 }
                last = .operand
                return
            default: break
            }
        }
        // No regular expression goes over the end of its line: it was a division after all.
        position = start + 1
        last = .operatorOrStart
    }

    /// - Returns: the bytes between the quotes; nil when it is never closed.
    private mutating func string(_ quote: UInt8) -> Range<Int>? {
        position += 1
        let start = position
        while let byte = peek() {
            position += 1
            if byte == quote { return start..<position - 1 }
            if byte == 0x0A { return nil }
            if byte == UInt8(ascii: "\\") { position += 1 }
        }
        return nil
    }

    /// - Returns: the bytes of its parts, between which there are substitutions; nil when it is never closed.
    private mutating func template() -> [Range<Int>]? {
        position += 1
        var parts: [Range<Int>] = []
        var start = position
        while let byte = peek() {
            if byte == UInt8(ascii: "`") {
                parts.append(start..<position)
                position += 1
                return parts
            }
            if byte == UInt8(ascii: "\\") {
                position += 2
            } else if byte == UInt8(ascii: "$"), peek(1) == UInt8(ascii: "{") {
                parts.append(start..<position)
                position += 2
                last = .operatorOrStart
                guard code(untilBrace: true) else { return nil }
                position += 1
                start = position
            } else {
                position += 1
            }
        }
        return nil
    }

    /// - Returns: whether what follows could be read.
    private mutating func word() -> Bool {
        let start = position
        while let byte = peek(), isWord(byte) { position += 1 }
        let text = String(decoding: source[start..<position], as: UTF8.self)
        let isProperty = last == .dot
        let isBehindNew = last == .word(.new)
        last = .operand
        guard !isProperty else { return true }
        switch text {
        case "import": return importing()
        case "export": return exporting()
        case "URL" where isBehindNew: return address()
        case "new": last = .word(.new)
        case "if", "while", "for", "with": last = .word(.control)
        case "return", "typeof", "case", "do", "else", "in", "of", "instanceof", "void", "delete", "throw",
            "await",
            "yield", "default":
            last = .word(.expression)
        default: break
        }
        return true
    }

    // MARK: What names files

    private mutating func importing() -> Bool {
        guard skipSpace(), let byte = peek() else { return false }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            guard let text = string(byte) else { return false }
            add(text)
            last = .operand
            return true
        case UInt8(ascii: "("): return dynamicImport()
        // `import.meta`, and `import:` and `import =` in what is no module.
        case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: ")"):
            return true
        default: return clause()
        }
    }

    private mutating func exporting() -> Bool {
        guard skipSpace(), let byte = peek() else { return false }
        guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "*") else {
            last = .operatorOrStart
            return true
        }
        return clause()
    }

    /// The names between `import` or `export` and `from "…"`; without a `from`, nothing is named.
    private mutating func clause() -> Bool {
        while skipSpace(), let byte = peek() {
            if byte == UInt8(ascii: "{") {
                while let inside = peek(), inside != UInt8(ascii: "}") {
                    if inside == UInt8(ascii: "\"") || inside == UInt8(ascii: "'") {
                        guard string(inside) != nil else { return false }
                    } else if startsComment() {
                        guard skipComment() else { return false }
                    } else {
                        noteSpace(inside)
                    }
                }
                position += 1
            } else if byte == UInt8(ascii: "*") || byte == UInt8(ascii: ",") {
                position += 1
            } else if isWord(byte) {
                let start = position
                while let byte = peek(), isWord(byte) { position += 1 }
                guard source[start..<position].elementsEqual("from".utf8), skipSpace(), let quote = peek(),
                    quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
                else { continue }
                guard let text = string(quote) else { return false }
                add(text)
                last = .operand
                return true
            } else {
                last = .operatorOrStart
                return true
            }
        }
        return false
    }

    private mutating func dynamicImport() -> Bool {
        position += 1
        parentheses.append(false)
        last = .operatorOrStart
        guard skipSpace(), let byte = peek() else { return false }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            guard let text = string(byte) else { return false }
            last = .operand
            if endsArgument() { add(text) }
            return true
        }
        guard byte == UInt8(ascii: "`") else { return true }
        guard let parts = template() else { return false }
        last = .operand
        guard endsArgument(), let first = parts.first, let end = parts.last, parts.allSatisfy(plain) else {
            return true
        }
        if parts.count == 1 {
            add(first)
        } else {
            references.append(
                AssetReference(address: .pattern(parts.map { text($0) }), range: end))
        }
        return true
    }

    /// `new URL("…", import.meta.url)`.
    private mutating func address() -> Bool {
        guard skipSpace(), peek() == UInt8(ascii: "(") else { return true }
        punctuation(UInt8(ascii: "("))
        guard skipSpace(), let byte = peek(), byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else {
            return true
        }
        guard let text = string(byte) else { return false }
        last = .operand
        var ahead = position
        for part in [",", "import", ".", "meta", ".", "url"] {
            while ahead < source.count, isSpace(source[ahead]) { ahead += 1 }
            guard source[ahead...].starts(with: part.utf8) else { return true }
            ahead += part.utf8.count
        }
        // What is relative here needs no `./`.
        guard plain(text), !text.isEmpty else { return true }
        let address = self.text(text)
        let isBare = !address.hasPrefix(".") && !address.hasPrefix("/") && !address.contains(":")
        references.append(
            AssetReference(address: .file(isBare ? "./" + address : address), range: text))
        return true
    }

    private mutating func add(_ range: Range<Int>) {
        guard plain(range), !range.isEmpty else { return }
        references.append(
            AssetReference(address: .file(text(range)), range: range))
    }

    /// Whether the text means what it says. Nobody writes escapes in the names of files.
    private func plain(_ range: Range<Int>) -> Bool { !source[range].contains(UInt8(ascii: "\\")) }

    private func text(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF8.self) }

    // MARK: Bytes

    private func peek(_ distance: Int = 0) -> UInt8? {
        position + distance < source.count ? source[position + distance] : nil
    }

    /// Whether the argument of `import()` ends here.
    private mutating func endsArgument() -> Bool {
        guard skipSpace() else { return false }
        return peek() == UInt8(ascii: ")") || peek() == UInt8(ascii: ",")
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Goes on by one byte, which may be a space.
    private mutating func noteSpace(_ byte: UInt8) {
        if byte == 0x20 || (byte == 0x0A && position == open) { spaces.append(position) }
        position += 1
    }

    private func isWord(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "\\")
            || byte == UInt8(ascii: "#") || (0x30...0x39).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private func startsComment() -> Bool {
        peek() == UInt8(ascii: "/") && (peek(1) == UInt8(ascii: "/") || peek(1) == UInt8(ascii: "*"))
    }

    /// - Returns: false where a comment is never closed.
    private mutating func skipComment() -> Bool {
        let isLine = peek(1) == UInt8(ascii: "/")
        position += 2
        while let byte = peek() {
            if isLine, byte == 0x0A { return true }
            if !isLine, byte == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                position += 2
                return true
            }
            position += 1
        }
        return isLine
    }

    /// Space and comments; false where a comment is never closed.
    private mutating func skipSpace() -> Bool {
        while let byte = peek() {
            if isSpace(byte) {
                noteSpace(byte)
            } else if startsComment() {
                guard skipComment() else { return false }
            } else {
                return true
            }
        }
        return true
    }
}
