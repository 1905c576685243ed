/// A language made ready for scanning: tables instead of names.
struct Grammar: Sendable {
    /// What to do at a byte, 256 for each mode: one of the constants below, or `firstSet` and the number of the rules
    /// to try.
    private(set) var dispatch: [UInt16] = []
    /// What else a byte is, 256 for each mode: the bits below.
    private(set) var classes: [UInt8] = []
    private(set) var modes: [CompiledMode] = []
    private(set) var rules: [CompiledRule] = []
    /// Indices into `rules`, a run for each set.
    private(set) var setRules: [UInt16] = []
    private(set) var sets: [Range<Int32>] = []
    private(set) var words: [WordTable.Entry] = []
    /// The bytes of all words and rules.
    private(set) var pool: [UInt8] = []

    static let blank: UInt16 = 0
    static let other: UInt16 = 1
    static let word: UInt16 = 2
    static let digit: UInt16 = 3
    static let lineEnd: UInt16 = 4
    static let firstSet: UInt16 = 8

    static let inWord: UInt8 = 1
    static let inNumber: UInt8 = 2

    init(_ language: Language) {
        // `code` first, the others in any order that is always the same.
        let names = ["code"] + language.modes.keys.filter { $0 != "code" }.sorted()
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, UInt8($0)) })
        for name in names {
            guard let mode = language.modes[name] else { continue }
            add(mode, numbers)
        }
    }

    private mutating func add(_ mode: Mode, _ numbers: [String: UInt8]) {
        var classes = [UInt8](repeating: 0, count: 256)
        for byte in UInt8.min...UInt8.max {
            let isWord = byte.isWordByte || byte == UInt8(ascii: "_")
            if isWord || mode.words?.letters.utf8.contains(byte) == true {
                classes[Int(byte)] |= Self.inWord
            }
            if byte.isASCIIWord || byte == UInt8(ascii: "_") || mode.numbers?.utf8.contains(byte) == true {
                classes[Int(byte)] |= Self.inNumber
            }
        }
        var byByte: [[UInt16]] = Array(repeating: [], count: 256)
        for rule in mode.rules {
            let index = UInt16(rules.count)
            rules.append(compiled(rule, numbers))
            for byte in rule.firstBytes { byByte[Int(byte)].append(index) }
        }
        var known: [[UInt16]: UInt16] = [[]: 0]
        for byte in UInt8.min...UInt8.max {
            let tried = byByte[Int(byte)]
            if let set = known[tried], set > 0 {
                dispatch.append(set)
                continue
            }
            guard !tried.isEmpty else {
                dispatch.append(Self.fallback(byte, classes[Int(byte)], mode))
                continue
            }
            let start = Int32(setRules.count)
            setRules += tried
            sets.append(start..<start + Int32(tried.count))
            let set = Self.firstSet + UInt16(sets.count - 1)
            known[tried] = set
            dispatch.append(set)
        }
        self.classes += classes
        modes.append(compiled(mode))
    }

    /// What a byte is where no rule matches.
    static func fallback(_ byte: UInt8, _ classes: UInt8, _ mode: Mode) -> UInt16 {
        switch byte {
        case UInt8(ascii: "\n"): lineEnd
        case UInt8(ascii: " "), UInt8(ascii: "\t"): blank
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            mode.numbers != nil ? digit : mode.words != nil ? word : other
        default: mode.words != nil && classes & inWord != 0 ? word : other
        }
    }

    private mutating func compiled(_ mode: Mode) -> CompiledMode {
        var result = CompiledMode(
            text: mode.text, others: mode.words?.others ?? mode.text, hasWords: mode.words != nil,
            hasNumbers: mode.numbers != nil, endsWithLine: mode.endsWithLine)
        guard let words = mode.words else { return result }
        let table = WordTable(words)
        result.firstWord = Int32(self.words.count)
        result.wordMask = Int32(table.entries.count - 1)
        let base = Int32(pool.count)
        self.words += table.entries.map { entry in
            var entry = entry
            entry.start += base
            return entry
        }
        pool += table.bytes
        result.ignoresCase = words.ignoresCase
        result.capitalsTell = words.capitalsTell
        result.callsTell = words.callsTell
        result.commandsTell = words.commandsTell
        result.keyMark = words.keyMark.map { UInt8(ascii: $0) } ?? 0
        result.keyNeedsBlank = words.keyNeedsBlank
        return result
    }

    private mutating func compiled(_ rule: Rule, _ numbers: [String: UInt8]) -> CompiledRule {
        var result = CompiledRule(
            pattern: .init(rule.pattern), kind: rule.kind, place: rule.place, open: add(rule.open),
            close: 0..<0)
        if case .span(let close) = rule.pattern { result.close = add(close) }
        switch rule.step {
        case .stay: result.step = .stay
        case .leave: result.step = .leave
        case .enter(let name): (result.step, result.target) = (.enter, numbers[name] ?? 0)
        case .become(let name): (result.step, result.target) = (.become, numbers[name] ?? 0)
        }
        result.escape = rule.escape.map { UInt8(ascii: $0) } ?? 0
        result.keyMark = rule.keyMark.map { UInt8(ascii: $0) } ?? 0
        result.isMultiline = rule.isMultiline
        result.isNested = rule.isNested
        result.mustClose = rule.mustClose
        result.ignoresCase = rule.ignoresCase
        return result
    }

    private mutating func add(_ text: String) -> Range<Int32> {
        let start = Int32(pool.count)
        pool += text.utf8
        return start..<Int32(pool.count)
    }
}

/// A mode without its rules and words, which lie in the tables of the grammar.
struct CompiledMode: Sendable {
    var text: TokenKind
    var others: TokenKind
    var hasWords: Bool
    var hasNumbers: Bool
    var endsWithLine: Bool
    var firstWord: Int32 = 0
    var wordMask: Int32 = 0
    var ignoresCase = false
    var capitalsTell = false
    var callsTell = false
    var commandsTell = false
    var keyMark: UInt8 = 0
    var keyNeedsBlank = false
}

/// A rule with its texts in the pool of the grammar; a byte of 0 stands for none.
struct CompiledRule: Sendable {
    enum Pattern: UInt8, Sendable {
        case text, line, span, sigil, escape, character, hereDocument, plainScalar
    }

    enum Step: UInt8, Sendable { case stay, enter, leave, become }

    var pattern: Pattern
    var kind: TokenKind
    var place: Rule.Place
    var open: Range<Int32>
    var close: Range<Int32>
    var step = Step.stay
    var target: UInt8 = 0
    var escape: UInt8 = 0
    var keyMark: UInt8 = 0
    var isMultiline = false
    var isNested = false
    var mustClose = false
    var ignoresCase = false
}

extension CompiledRule.Pattern {
    fileprivate init(_ pattern: Rule.Pattern) {
        self =
            switch pattern {
            case .text: .text
            case .line: .line
            case .span: .span
            case .sigil: .sigil
            case .escape: .escape
            case .character: .character
            case .hereDocument: .hereDocument
            case .plainScalar: .plainScalar
            }
    }
}

extension Rule {
    /// The bytes that it can begin with: all but blanks and line ends where it says nothing.
    fileprivate var firstBytes: [UInt8] {
        guard let first = open.utf8.first else { return (0x21...0xFF).map { UInt8($0) } }
        return ignoresCase && first.isASCIILetter ? [first | 0x20, first & 0xDF] : [first]
    }
}

extension UInt8 {
    var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
    /// A letter or a digit of ASCII.
    var isASCIIWord: Bool { isASCIILetter || isASCIIDigit }
    /// Part of a word to those who look for words: a letter, a digit, or part of any character beyond ASCII.
    var isWordByte: Bool { isASCIIWord || self >= 0x80 }
    var isBlank: Bool { self == 0x20 || self == 0x09 }
}
