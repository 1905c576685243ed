/// Walks a folded text once and tells the reader what it meets: the longest term at each place, else one
/// unknown word or character.
struct TextScanner: Sendable {
    private(set) var text = FoldedText()
    private(set) var reader = SentenceReader()
    /// Words and Chinese characters read.
    private(set) var wordCount = 0
    private(set) var language = SentimentLanguage.other

    private var sentenceIsOver = false

    init(explains: Bool = false) { reader.explains = explains }

    mutating func scan(_ bytes: Span<UInt8>, english: SentimentDictionary, chinese: SentimentDictionary) {
        text.fold(bytes)
        language = SentimentLanguage(of: text)
        reader.beginText()
        wordCount = 0
        sentenceIsOver = false
        walk(with: language == .chinese ? chinese : english)
        reader.endSentence()
    }

    private mutating func walk(with dictionary: SentimentDictionary) {
        let folded = text.bytes
        let count = folded.count
        var i = 0
        while i < count {
            let byte = folded[i]
            if byte == 0x20 {
                i += 1
            } else if byte.isWord {
                i = word(at: i, folded, dictionary)
            } else if byte < 0x80 {
                i = mark(byte, at: i, folded, dictionary)
            } else {
                i = character(byte, at: i, folded, dictionary)
            }
        }
    }

    /// A word begins at `i`; returns where to go on.
    private mutating func word(at i: Int, _ folded: [UInt8], _ dictionary: SentimentDictionary) -> Int {
        wordCount += 1
        if let found = longest(at: i, folded, dictionary) {
            take(found, from: i, folded, dictionary, cost: SentenceRules.wordCost)
            return found.end
        }
        var end = i
        var stretched = false
        while end < folded.count, folded[end].isWord || isInnerApostrophe(end, folded) {
            stretched = stretched || text.flags[end] & FoldedText.wasStretched != 0
            end += 1
        }
        startSentenceIfNeeded()
        if stretched, let value = unstretched(i..<end, folded, dictionary) {
            let entry = dictionary.entries[Int(value)]
            reader.term(entry, shouted: true, start: i, end: end, cost: SentenceRules.wordCost)
        } else {
            reader.unknown(cost: SentenceRules.wordCost)
        }
        return end
    }

    private func isInnerApostrophe(_ i: Int, _ folded: [UInt8]) -> Bool {
        folded[i] == 0x27 && i + 1 < folded.count && folded[i + 1].isLetter
    }

    /// "sooo" has been folded to "soo"; tries "so".
    private func unstretched(
        _ range: Range<Int>, _ folded: [UInt8], _ dictionary: SentimentDictionary
    ) -> Int32? {
        var letters: [UInt8] = []
        for k in range.prefix(40) where text.flags[k] & FoldedText.wasStretched == 0 {
            letters.append(folded[k])
        }
        return dictionary.table.value(of: letters)
    }

    /// An ASCII mark at `i`: an emoticon, a term such as "/s", or punctuation.
    private mutating func mark(
        _ byte: UInt8, at i: Int, _ folded: [UInt8], _ dictionary: SentimentDictionary
    ) -> Int {
        if let found = longest(at: i, folded, dictionary) {
            take(found, from: i, folded, dictionary, cost: SentenceRules.wordCost)
            return found.end
        }
        let next = i + 1 < folded.count ? folded[i + 1] : 0x20
        switch byte {
        case 0x0A: sentenceIsOver = true
        case 0x21:
            reader.exclamationMark()
            sentenceIsOver = true
        case 0x3F:
            reader.questionMark()
            sentenceIsOver = true
        case 0x2E:
            // A full stop inside "3.5" or "main.swift" ends nothing.
            if next == 0x20 || next == 0x0A || next == 0x22 || next >= 0x80 || i + 1 == folded.count {
                sentenceIsOver = true
            }
        case 0x2C, 0x3A, 0x3B, 0x28, 0x29: reader.clauseBreak()
        case 0x2D: if next == 0x20 || next == 0x2D { reader.clauseBreak() }
        case 0x22: reader.quotationMark()
        default: break
        }
        return i + 1
    }

    /// A character beyond ASCII at `i`: Chinese, an emoji, or another script's.
    private mutating func character(
        _ lead: UInt8, at i: Int, _ folded: [UInt8], _ dictionary: SentimentDictionary
    ) -> Int {
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        let isHan = lead >= 0xE4 && lead <= 0xE9
        let found = longest(at: i, folded, dictionary)
        if isHan {
            wordCount += 1
            // 动不动 has the form of a question and is a word.
            if (found?.end ?? i) < i + 9, let end = alternative(at: i, folded) {
                startSentenceIfNeeded()
                reader.alternativeQuestion()
                return end
            }
        }
        if let found {
            let cost = isHan ? (found.end - i) / 3 * SentenceRules.hanCost : SentenceRules.wordCost
            take(found, from: i, folded, dictionary, cost: cost, isHan: isHan)
            return found.end
        }
        if isHan {
            startSentenceIfNeeded()
            reader.unknown(cost: SentenceRules.hanCost)
        }
        return min(i + length, folded.count)
    }

    /// The end of X不X or X没X at `i`, or nil: 难不难 asks, it does not judge.
    private func alternative(at i: Int, _ folded: [UInt8]) -> Int? {
        guard i + 9 <= folded.count, folded[i + 3] == 0xE4 || folded[i + 3] == 0xE6 else { return nil }
        let isNot =
            (folded[i + 3] == 0xE4 && folded[i + 4] == 0xB8 && folded[i + 5] == 0x8D)
            || (folded[i + 3] == 0xE6 && folded[i + 4] == 0xB2 && folded[i + 5] == 0xA1)
        guard isNot, folded[i] == folded[i + 6], folded[i + 1] == folded[i + 7],
            folded[i + 2] == folded[i + 8]
        else { return nil }
        return i + 9
    }

    /// The longest term at `i` that does not end inside a word.
    private func longest(
        at i: Int, _ folded: [UInt8], _ dictionary: SentimentDictionary
    ) -> (value: Int32, end: Int)? {
        var node = PrefixTable.root
        var best: (value: Int32, end: Int)?
        var k = i
        while k < folded.count, let next = dictionary.table.step(node, folded[k]) {
            node = next
            k += 1
            guard let value = dictionary.table.value(at: node) else { continue }
            if k < folded.count, folded[k - 1].isWord, folded[k].isWord || isAccented(folded[k]) { continue }
            best = (value, k)
        }
        guard let end = best?.end, i > 0, !folded[i].isWord, folded[i] < 0x80 else { return best }
        // ":d" of "a:d", ":/" of a path and ":)" of "f(_:)" are no faces: those stand free on the left.
        let before = folded[i - 1]
        if before == 0x5F || before == 0x3A || before == 0x60 { return nil }
        let last = folded[end - 1]
        if before.isWord, last.isWord || last == 0x2F || last == 0x5C { return nil }
        return best
    }

    /// The first byte of a Latin letter with an accent.
    private func isAccented(_ byte: UInt8) -> Bool { byte >= 0xC3 && byte <= 0xC9 }

    private mutating func take(
        _ found: (value: Int32, end: Int), from i: Int, _ folded: [UInt8], _ dictionary: SentimentDictionary,
        cost: Int, isHan: Bool = false
    ) {
        let entry = dictionary.entries[Int(found.value)]
        // Emoji and marks of sarcasm come after the full stop and still belong to what it closed.
        let trails = entry.role == .sarcasm || !(isHan || folded[i].isWord)
        if !trails { startSentenceIfNeeded() }
        reader.term(
            entry, shouted: isShouted(i..<found.end, folded), start: i, end: found.end, cost: cost,
            isHan: isHan)
    }

    /// Whether three or more letters were all capitals, in a text that has small ones too.
    private func isShouted(_ range: Range<Int>, _ folded: [UInt8]) -> Bool {
        guard text.hasLowerCase, range.count >= 3 else { return false }
        var letters = 0
        for k in range where folded[k].isLetter {
            guard text.flags[k] & FoldedText.wasUpper != 0 else { return false }
            letters += 1
        }
        return letters >= 3
    }

    @inline(__always) private mutating func startSentenceIfNeeded() {
        guard sentenceIsOver else { return }
        reader.endSentence()
        sentenceIsOver = false
    }
}
