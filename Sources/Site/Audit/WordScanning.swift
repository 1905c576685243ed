extension Audit {
    /// How the bytes of a file are to be read.
    struct Form: Sendable {
        /// Whether `<` begins a tag.
        var hasTags: Bool
        /// Whether a backslash begins an escape such as `\n`, which is no letter of the next word.
        var hasEscapes = false

        /// HTML or XML.
        static let markup = Form(hasTags: true)
        static let plain = Form(hasTags: false)
        /// JSON, JavaScript.
        static let escaped = Form(hasTags: false, hasEscapes: true)
        /// HTML in strings of JSON.
        static let escapedMarkup = Form(hasTags: true, hasEscapes: true)
    }
}

extension ShingleScanner {
    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, as form: Audit.Form) {
        guard form.hasTags else {
            // A run goes on until the end.
            return scanWords(bytes, from: 0, to: bytes.count, escapes: form.hasEscapes)
        }
        var markup = MarkupRuns()
        scanMarkup(bytes, from: 0, to: bytes.count, escapes: form.hasEscapes, &markup)
        // None of them holds another, so the list ends.
        var next = 0
        while next < markup.comments.count {
            let comment = markup.comments[next]
            next += 1
            breakRun()
            scanMarkup(
                bytes, from: comment.lowerBound, to: comment.upperBound, escapes: form.hasEscapes, &markup)
        }
        for value in markup.attributes {
            breakRun()
            scanWords(bytes, from: value.lowerBound, to: value.upperBound, escapes: form.hasEscapes)
        }
        breakRun()
    }

    /// Tags stand between words without ending a run; what is in tags and comments are runs of their own.
    private mutating func scanMarkup(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, escapes: Bool,
        _ markup: inout MarkupRuns
    ) {
        var position = start
        while position < end {
            let tag = min(bytes.firstIndex(of: UInt8(ascii: "<"), from: position), end)
            scanWords(bytes, from: position, to: tag, escapes: escapes)
            guard tag < end else { break }
            position = markup.skipTag(bytes, from: tag, to: end)
        }
    }

    private mutating func scanWords(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, escapes: Bool
    ) {
        var position = start
        while position < end {
            let byte = bytes[position]
            var letter = wordLetter(byte)
            if letter != 0 {
                // Six bits a letter: words of ten letters and fewer never meet, longer ones hardly.
                var word: UInt64 = 0
                repeat {
                    word = (word << 6 | word >> 58) ^ letter
                    position += 1
                    guard position < end else { break }
                    letter = wordLetter(bytes[position])
                } while letter != 0
                if position < end, bytes[position].mayStandForALetter {
                    position = scanWord(bytes, from: position, to: end, escapes: escapes, after: word)
                } else {
                    push(word &* wordFactor, weight: 2, at: position)
                }
            } else if byte >= 0xE3, byte <= 0xE9 {
                position = scanWide(bytes, from: position, to: end)
            } else if byte.mayStandForALetter {
                position = scanWord(bytes, from: position, to: end, escapes: escapes, after: nil)
            } else {
                position += 1
            }
        }
    }

    /// A word with letters in it that are not one byte each.
    ///
    /// - Parameter begun: the letters before `start`; nil where a word may begin here, or nothing.
    /// - Returns: where to go on.
    private mutating func scanWord(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, escapes: Bool, after begun: UInt64?
    ) -> Int {
        var position = start
        var word = begun ?? 0
        var isWord = begun != nil
        reading: while position < end {
            let (symbol, next) = AuditedSymbol.read(bytes, at: position, to: end, escapes: escapes)
            switch symbol {
            case .letter(let letter):
                word = (word << 6 | word >> 58) ^ letter
                isWord = true
            case .ignorable: break
            case .separator:
                if !isWord { return next }
                break reading
            case .wide(let scalar):
                if isWord { break reading }
                push(UInt64(scalar) &* wordFactor, weight: 1, at: next)
                return next
            }
            position = next
        }
        if isWord { push(word &* wordFactor, weight: 2, at: position) }
        return position
    }

    /// A three-byte character from U+3000 to U+9FFF: a Chinese character or Japanese syllable weighs 1.
    private mutating func scanWide(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
    ) -> Int {
        guard start + 2 < end else { return end }
        let scalar =
            UInt32(bytes[start] & 0x0F) << 12 | UInt32(bytes[start + 1] & 0x3F) << 6
            | UInt32(bytes[start + 2] & 0x3F)
        if scalar >= 0x3041 { push(UInt64(scalar) &* wordFactor, weight: 1, at: start + 3) }
        return start + 3
    }
}

private let wordFactor: UInt64 = 0xD6E8_FEB8_6659_FD93

extension UInt8 {
    /// Whether a letter may begin here that is written in several bytes, and is not Chinese.
    @inline(__always)
    fileprivate var mayStandForALetter: Bool {
        self >= 0x80
            ? self < 0xE3 || self > 0xE9
            : self == UInt8(ascii: "&") || self == UInt8(ascii: "%") || self == UInt8(ascii: "\\")
    }
}

/// What stands in tags and comments, each a run of its own.
private struct MarkupRuns {
    var attributes: [Range<Int>] = []
    var comments: [Range<Int>] = []

    /// The offset just after the tag or comment that begins at `start`.
    mutating func skipTag(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
        var position = start + 1
        // A `<` that begins no tag is text.
        guard position < end, bytes[position].isTagStart else { return position }
        if bytes.hasText("!--", at: position, to: end) {
            let content = position + 3
            var close = content
            while close < end, !bytes.hasText("-->", at: close, to: end) { close += 1 }
            add(content..<close, to: &comments)
            return min(close + 3, end)
        }
        // What follows is text.
        if bytes.hasText("![CDATA[", at: position, to: end) { return position + 8 }
        var bare = position
        while position < end {
            let byte = bytes[position]
            if byte == UInt8(ascii: ">") { break }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                add(bare..<position, to: &attributes)
                let close = min(bytes.firstIndex(of: byte, from: position + 1), end)
                add(position + 1..<close, to: &attributes)
                position = min(close + 1, end)
                bare = position
            } else {
                position += 1
            }
        }
        add(bare..<position, to: &attributes)
        return min(position + 1, end)
    }

    /// What is short holds no run worth a look.
    @inline(__always)
    private func add(_ range: Range<Int>, to ranges: inout [Range<Int>]) {
        if range.count > shingleWeight { ranges.append(range) }
    }
}

extension UInt8 {
    fileprivate var isTagStart: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?"):
            return true
        default:
            return false
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The first place of `byte` at or after `start`, or the end.
    fileprivate func firstIndex(of byte: UInt8, from start: Int) -> Int {
        var position = start
        while position < count, self[position] != byte { position += 1 }
        return position
    }

    fileprivate func hasText(_ text: StaticString, at start: Int, to end: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard start + length <= end else { return false }
        for offset in 0..<length where self[start + offset] != text.utf8Start[offset] { return false }
        return true
    }
}
