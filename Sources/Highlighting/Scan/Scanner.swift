import Foundation

extension Grammar {
    /// Calls `run` for each run of `text`, in order, until its end.
    func scan(_ text: UnsafeBufferPointer<UInt8>, _ run: (_ kind: UInt8, _ end: Int) -> Void) {
        dispatch.withUnsafeBufferPointer { dispatch in
            classes.withUnsafeBufferPointer { classes in
                modes.withUnsafeBufferPointer { modes in
                    rules.withUnsafeBufferPointer { rules in
                        words.withUnsafeBufferPointer { words in
                            pool.withUnsafeBufferPointer { pool in
                                setRules.withUnsafeBufferPointer { setRules in
                                    sets.withUnsafeBufferPointer { sets in
                                        var scanner = Scanner(
                                            text: text, dispatch: dispatch, classes: classes, modes: modes,
                                            rules: rules, words: words, pool: pool, setRules: setRules,
                                            sets: sets)
                                        scanner.scan(run)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// One walk over some code. Every step moves on, and what is looked at ahead is either taken or remembered.
struct Scanner {
    typealias Sink = (_ kind: UInt8, _ end: Int) -> Void

    let text: UnsafeBufferPointer<UInt8>
    let dispatch: UnsafeBufferPointer<UInt16>
    let classes: UnsafeBufferPointer<UInt8>
    let modes: UnsafeBufferPointer<CompiledMode>
    let rules: UnsafeBufferPointer<CompiledRule>
    let words: UnsafeBufferPointer<WordTable.Entry>
    let pool: UnsafeBufferPointer<UInt8>
    let setRules: UnsafeBufferPointer<UInt16>
    let sets: UnsafeBufferPointer<Range<Int32>>

    var position = 0
    private var mode = 0
    /// The modes around this one.
    private var around: [UInt8] = []
    private var runs: Runs
    /// The word that ends a here-document, whose lines begin with the next one.
    var hereDocument: (word: Range<Int>, isIndented: Bool)?
    /// For each rule that must close, up to where it is known that nothing closes it.
    private var unclosed: [UInt16: Int] = [:]

    init(
        text: UnsafeBufferPointer<UInt8>, dispatch: UnsafeBufferPointer<UInt16>,
        classes: UnsafeBufferPointer<UInt8>, modes: UnsafeBufferPointer<CompiledMode>,
        rules: UnsafeBufferPointer<CompiledRule>, words: UnsafeBufferPointer<WordTable.Entry>,
        pool: UnsafeBufferPointer<UInt8>, setRules: UnsafeBufferPointer<UInt16>,
        sets: UnsafeBufferPointer<Range<Int32>>
    ) {
        self.text = text
        self.dispatch = dispatch
        self.classes = classes
        self.modes = modes
        self.rules = rules
        self.words = words
        self.pool = pool
        self.setRules = setRules
        self.sets = sets
        runs = Runs(text)
    }

    mutating func scan(_ run: Sink) {
        while position < text.count {
            let byte = text[position]
            var action = dispatch[mode << 8 | Int(byte)]
            if action >= Grammar.firstSet {
                if apply(action, run) { continue }
                action = fallback(byte)
            }
            let start = position
            switch action {
            case Grammar.blank: position += 1
            case Grammar.word: word(run)
            case Grammar.digit: number(run)
            case Grammar.lineEnd:
                position += 1
                if hereDocument != nil { skipHereDocument(run) }
                while modes[mode].endsWithLine, !around.isEmpty { leave() }
            default:
                position += 1
                while position < text.count,
                    dispatch[mode << 8 | Int(text[position])] == Grammar.other
                {
                    position += 1
                }
                runs.add(modes[mode].text, start, position, run)
            }
        }
        runs.finish(run)
    }

    /// What a byte is where the rules that begin with it do not match.
    private func fallback(_ byte: UInt8) -> UInt16 {
        if byte == UInt8(ascii: "\n") { return Grammar.lineEnd }
        if byte.isBlank { return Grammar.blank }
        if byte.isASCIIDigit, modes[mode].hasNumbers { return Grammar.digit }
        let isWord = modes[mode].hasWords && classes[mode << 8 | Int(byte)] & Grammar.inWord != 0
        return isWord ? Grammar.word : Grammar.other
    }

    // MARK: Rules

    /// Tries the rules of a set; takes what the first that matches covers.
    private mutating func apply(_ action: UInt16, _ run: Sink) -> Bool {
        let set = sets[Int(action - Grammar.firstSet)]
        for place in set {
            let index = setRules[Int(place)]
            let rule = rules[Int(index)]
            guard has(rule.open, at: position, ignoringCase: rule.ignoresCase), stands(rule.place),
                let end = end(of: rule, index)
            else { continue }
            let start = position
            position = end
            let isKey = rule.keyMark != 0 && isNext(rule.keyMark, needsBlank: false)
            let kind = rule.pattern == .plainScalar ? scalarKind(start..<end, rule.kind) : rule.kind
            runs.add(isKey ? .attribute : kind, start, end, run)
            switch rule.step {
            case .stay: break
            case .leave: leave()
            case .enter:
                around.append(UInt8(truncatingIfNeeded: mode))
                mode = Int(rule.target)
            case .become: mode = Int(rule.target)
            }
            return true
        }
        return false
    }

    private mutating func leave() {
        if let last = around.popLast() { mode = Int(last) }
    }

    /// Where what a rule is about ends; nil where it is not there. Its opening is.
    private mutating func end(of rule: CompiledRule, _ index: UInt16) -> Int? {
        let inner = position + rule.open.count
        switch rule.pattern {
        case .text: return inner
        case .line: return lineEnd(from: inner)
        case .span: return spanEnd(rule, index, from: inner)
        case .sigil:
            let end = wordEnd(from: inner)
            return end > inner ? end : nil
        case .escape:
            let isTaken = inner < text.count && text[inner] != UInt8(ascii: "\n") && text[inner] < 0x80
            return isTaken ? inner + 1 : inner
        case .character: return characterEnd(from: inner)
        case .hereDocument: return hereDocumentStart(from: inner)
        case .plainScalar: return plainScalarEnd()
        }
    }

    private mutating func spanEnd(_ rule: CompiledRule, _ index: UInt16, from inner: Int) -> Int? {
        if rule.mustClose, let known = unclosed[index], position < known { return nil }
        let close = pool[Int(rule.close.lowerBound)]
        let open = pool[Int(rule.open.lowerBound)]
        var depth = 1
        var at = inner
        while at < text.count {
            let byte = text[at]
            if byte == close, has(rule.close, at: at, ignoringCase: false) {
                at += rule.close.count
                depth -= 1
                if depth == 0 { return at }
            } else if byte == rule.escape, byte != 0 {
                at += at + 1 < text.count && text[at + 1] == UInt8(ascii: "\n") && !rule.isMultiline ? 1 : 2
            } else if byte == UInt8(ascii: "\n"), !rule.isMultiline {
                break
            } else if rule.isNested, byte == open, has(rule.open, at: at, ignoringCase: false) {
                at += rule.open.count
                depth += 1
            } else {
                at += 1
            }
        }
        guard rule.mustClose else { return min(at, text.count) }
        unclosed[index] = at
        return nil
    }

    /// Whether a place is where a rule applies. Looks back over blanks only, so that no byte is met more than once for
    /// each rule that may begin behind them.
    private func stands(_ place: Rule.Place) -> Bool {
        switch place {
        case .anywhere: return true
        case .lineStart: return position == 0 || text[position - 1] == UInt8(ascii: "\n")
        case .afterBlank:
            return position == 0 || text[position - 1].isBlank || text[position - 1] == UInt8(ascii: "\n")
        case .afterIndent:
            let before = byteBeforeBlanks(position)
            return before == nil || before == UInt8(ascii: "\n")
        case .afterOperator:
            guard let before = byteBeforeBlanks(position) else { return true }
            switch before {
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "\""),
                UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "_"), UInt8(ascii: "$"),
                UInt8(ascii: "."):
                return false
            default: return !before.isWordByte
            }
        }
    }

    /// The last byte before `offset` that is no blank; nil at the start.
    private func byteBeforeBlanks(_ offset: Int) -> UInt8? {
        var at = offset
        while at > 0, text[at - 1].isBlank { at -= 1 }
        return at > 0 ? text[at - 1] : nil
    }

    // MARK: Words and numbers

    private mutating func word(_ run: Sink) {
        let start = position
        let table = modes[mode]
        let row = mode << 8
        var hash = WordTable.seed
        while position < text.count, classes[row | Int(text[position])] & Grammar.inWord != 0 {
            let byte = text[position]
            hash = WordTable.hash(hash, table.ignoresCase && byte.isASCIILetter ? byte | 0x20 : byte)
            position += 1
        }
        runs.add(kind(of: start..<position, hash, table), start, position, run)
    }

    private func kind(of word: Range<Int>, _ hash: UInt32, _ table: CompiledMode) -> TokenKind {
        if table.keyMark != 0, isNext(table.keyMark, needsBlank: table.keyNeedsBlank) { return .attribute }
        // A member may have the name of a keyword.
        let isMember = word.lowerBound > 0 && text[word.lowerBound - 1] == UInt8(ascii: ".")
        if !isMember, let known = known(word, hash, table) { return known }
        if table.callsTell, position < text.count, text[position] == UInt8(ascii: "(") {
            return table.capitalsTell && text[word.lowerBound].isUpper ? .type : .function
        }
        if table.capitalsTell, text[word.lowerBound].isUpper { return capitalised(word) }
        if table.commandsTell, isCommand(word.lowerBound) { return .function }
        return table.others
    }

    private func known(_ word: Range<Int>, _ hash: UInt32, _ table: CompiledMode) -> TokenKind? {
        guard table.hasWords else { return nil }
        var slot = Int32(truncatingIfNeeded: hash) & table.wordMask
        while true {
            let entry = words[Int(table.firstWord + slot)]
            if entry.length == 0 { return nil }
            if entry.hash == hash, Int(entry.length) == word.count,
                has(
                    entry.start..<entry.start + Int32(entry.length), at: word.lowerBound,
                    ignoringCase: table.ignoresCase)
            {
                return entry.kind
            }
            slot = (slot + 1) & table.wordMask
        }
    }

    /// A number, a word that is known, or else what scalars are.
    private func scalarKind(_ scalar: Range<Int>, _ kind: TokenKind) -> TokenKind {
        let hash = text[scalar].reduce(WordTable.seed) { WordTable.hash($0, $1) }
        if let known = known(scalar, hash, modes[mode]) { return known }
        let first = text[scalar.lowerBound]
        guard first.isASCIIDigit || first == UInt8(ascii: "-") || first == UInt8(ascii: "+") else {
            return kind
        }
        let isNumber = text[scalar].dropFirst(first.isASCIIDigit ? 0 : 1).allSatisfy {
            classes[mode << 8 | Int($0)] & Grammar.inNumber != 0
        }
        return isNumber && (first.isASCIIDigit || scalar.count > 1) ? .constant : kind
    }

    /// `Name` is a type, `NAME` a constant; a single letter is a type, as of a generic parameter.
    private func capitalised(_ word: Range<Int>) -> TokenKind {
        guard word.count > 1 else { return .type }
        for offset in word where text[offset].isASCIILetter && !text[offset].isUpper { return .type }
        return .constant
    }

    /// Whether a shell would take the word here as the name of a command.
    private func isCommand(_ start: Int) -> Bool {
        guard let before = byteBeforeBlanks(start) else { return true }
        switch before {
        case UInt8(ascii: "\n"), UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: "("): return true
        // `a && b`, but not the `&` of `2>&1`.
        case UInt8(ascii: "&"): return text[start - 1].isBlank
        // The prompt of a session.
        case UInt8(ascii: "$"), UInt8(ascii: "%"): return text[start - 1].isBlank
        default: return false
        }
    }

    private mutating func number(_ run: Sink) {
        let start = position
        let row = mode << 8
        while position < text.count {
            let byte = text[position]
            if classes[row | Int(byte)] & Grammar.inNumber != 0 {
                position += 1
            } else if byte == UInt8(ascii: "."), position + 1 < text.count, text[position + 1].isASCIIDigit {
                position += 2
            } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"),
                text[position - 1] | 0x20 == UInt8(ascii: "e"), text[start] != UInt8(ascii: "0"),
                position + 1 < text.count, text[position + 1].isASCIIDigit
            {
                position += 2
            } else {
                break
            }
        }
        runs.add(.constant, start, position, run)
    }

    // MARK: Looking

    /// Whether a byte is the next one behind blanks, and no doubled one.
    private func isNext(_ mark: UInt8, needsBlank: Bool) -> Bool {
        var at = position
        while at < text.count, text[at].isBlank { at += 1 }
        guard at < text.count, text[at] == mark else { return false }
        guard at + 1 < text.count else { return true }
        if needsBlank { return text[at + 1].isBlank || text[at + 1] == UInt8(ascii: "\n") }
        return text[at + 1] != mark
    }

    private func wordEnd(from start: Int) -> Int {
        var at = start
        while at < text.count, classes[mode << 8 | Int(text[at])] & Grammar.inWord != 0 { at += 1 }
        return at
    }

    /// The next line end, or the end of the text.
    func lineEnd(from start: Int) -> Int {
        guard start < text.count, let base = text.baseAddress,
            let hit = memchr(base + start, Int32(UInt8(ascii: "\n")), text.count - start)
        else { return text.count }
        return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }

    private func has(_ needle: Range<Int32>, at offset: Int, ignoringCase: Bool) -> Bool {
        guard text.count - offset >= needle.count else { return false }
        var at = offset
        for place in needle {
            let byte = text[at]
            let wanted = pool[Int(place)]
            guard
                byte == wanted
                    || (ignoringCase && byte.isASCIILetter && byte | 0x20 == wanted | 0x20)
            else { return false }
            at += 1
        }
        return true
    }

    mutating func add(_ kind: TokenKind, _ start: Int, _ end: Int, _ run: Sink) {
        runs.add(kind, start, end, run)
    }
}

extension UInt8 {
    fileprivate var isUpper: Bool { self >= 0x41 && self <= 0x5A }
}
