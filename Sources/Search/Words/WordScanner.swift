/// Takes the words of a text.
package protocol WordSink {
    /// - Parameter word: in UTF-8, folded; good during the call only.
    mutating func add(_ word: UnsafeBufferPointer<UInt8>)
}

/// Cuts text into the words by which pages are found.
///
/// A word is a run of letters, marks and digits, folded, its first 40 characters. Chinese, Japanese and other scripts
/// without spaces give pairs of neighbouring characters, and the last of a run alone, so that a single character is found
/// as the beginning of a word wherever it stands.
package struct WordScanner: Sendable {
    /// Words of runs with letters that need folding, since texts repeat their words.
    private var known: [[UInt8]: [[UInt8]]] = [:]
    private static let mostKnown = 20_000

    /// The most characters that a word keeps.
    package static let longest = 40

    package init() {}

    /// Hands every word of a text to `sink`, in order.
    package mutating func scan(_ text: some Sequence<UInt8>, into sink: inout some WordSink) {
        let lowered = text.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        lowered.withUnsafeBufferPointer { bytes in
            var position = 0
            while position < bytes.count {
                guard bytes[position].isInWord else {
                    position += 1
                    continue
                }
                let start = position
                var isPlain = true
                while position < bytes.count, bytes[position].isInWord {
                    isPlain = isPlain && bytes[position] < 0x80
                    position += 1
                }
                let run = UnsafeBufferPointer(rebasing: bytes[start..<position])
                if isPlain {
                    sink.add(UnsafeBufferPointer(rebasing: run.prefix(Self.longest)))
                } else if !Self.scanCommon(run, into: &sink) {
                    add(folded: run, into: &sink)
                }
            }
        }
    }

    /// A run of what folding leaves as it is; false, with nothing added, when there is more in it.
    private static func scanCommon(
        _ run: UnsafeBufferPointer<UInt8>, into sink: inout some WordSink
    ) -> Bool {
        var position = 0
        while position < run.count {
            guard let (kind, length) = common(run, at: position) else { return false }
            position += kind == nil ? 1 : length
        }
        position = 0
        // Where the run of one kind began, and its last two characters.
        var start = 0
        var current: CharacterKind?
        var before: Int?
        func finish(at end: Int, _ sink: inout some WordSink) {
            switch current {
            case .letter:
                sink.add(UnsafeBufferPointer(rebasing: run[start..<min(end, start + longest)]))
            case .character:
                if let before { sink.add(UnsafeBufferPointer(rebasing: run[before..<end])) }
            case .separator, nil: break
            }
        }
        while position < run.count {
            guard let (kind, length) = common(run, at: position) else { return false }
            if kind != current {
                finish(at: position, &sink)
                start = position
                current = kind
                before = nil
            }
            if kind == .character {
                if let before {
                    sink.add(UnsafeBufferPointer(rebasing: run[before..<position + length]))
                }
                before = position
            }
            position += length
        }
        finish(at: run.count, &sink)
        return true
    }

    private enum CharacterKind {
        case letter
        /// One of a script that is written without spaces.
        case character
        case separator
    }

    /// The character at a place, when folding leaves it alone: ASCII, Chinese, whole kana, and their punctuation.
    private static func common(
        _ run: UnsafeBufferPointer<UInt8>, at position: Int
    ) -> (kind: CharacterKind?, length: Int)? {
        let first = run[position]
        if first < 0x80 { return (.letter, 1) }
        guard first & 0xF0 == 0xE0, position + 2 < run.count else {
            guard first == 0xC2, position + 1 < run.count else { return nil }
            switch run[position + 1] {
            // § « ° ± ¶ · »
            case 0xA7, 0xAB, 0xB0, 0xB1, 0xB6, 0xB7, 0xBB: return (.separator, 2)
            default: return nil
            }
        }
        let scalar =
            UInt32(first & 0x0F) << 12 | UInt32(run[position + 1] & 0x3F) << 6
            | UInt32(run[position + 2] & 0x3F)
        switch scalar {
        case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x3400...0x4DBF, 0x4E00...0x9FFF:
            return (.character, 3)
        case 0x2010...0x2027, 0x2030...0x205E, 0x3001...0x3003, 0x3008...0x3011, 0xFF01...0xFF0F,
            0xFF1A...0xFF20:
            return (.separator, 3)
        default: return nil
        }
    }

    private mutating func add(folded run: UnsafeBufferPointer<UInt8>, into sink: inout some WordSink) {
        let key = Array(run)
        let words: [[UInt8]]
        if let found = known[key] {
            words = found
        } else {
            words = Self.words(of: String(decoding: key, as: UTF8.self)).map { Array($0.utf8) }
            if known.count < Self.mostKnown { known[key] = words }
        }
        for word in words { word.withUnsafeBufferPointer { sink.add($0) } }
    }

    /// The words of any text; what the rest of this type does faster.
    package static func words(of text: String) -> [String] {
        var words: [String] = []
        var run = String.UnicodeScalarView()
        var isUnspaced = false
        func finish() {
            if isUnspaced {
                let characters = Array(run)
                for (first, second) in zip(characters, characters.dropFirst()) {
                    words.append(String(first) + String(second))
                }
                words += characters.suffix(1).map { String($0) }
            } else if !run.isEmpty {
                words.append(String(String.UnicodeScalarView(run.prefix(longest))))
            }
            run = String.UnicodeScalarView()
        }
        for scalar in Folding.fold(text).unicodeScalars {
            let unspaced = scalar.isUnspaced
            guard unspaced || scalar.isInWord else {
                finish()
                continue
            }
            if unspaced != isUnspaced { finish() }
            isUnspaced = unspaced
            run.append(scalar)
        }
        finish()
        return words
    }
}

extension UInt8 {
    /// An ASCII letter in lower case, a digit, or a part of any other character.
    fileprivate var isInWord: Bool {
        self >= 0x80 || self &- 0x61 < 26 || self &- 0x30 < 10
    }
}

extension Unicode.Scalar {
    /// A character of a script that is written without spaces: Chinese, kana, Thai, Lao, Burmese, Khmer.
    fileprivate var isUnspaced: Bool {
        switch value {
        case 0x3005, 0x3007, 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF,
            0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: isInWord
        default: false
        }
    }

    /// A letter, mark or number.
    fileprivate var isInWord: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}
