/// Finds runs of words in text, whatever their markup, case and punctuation.
///
/// A shingle is the shortest run of consecutive words, ending at a given word, that weighs 16 or more. A word
/// of letters and digits weighs 2 and a Chinese character 1: so 8 words or 16 characters. It is a function of the
/// words alone, so the same run gives the same shingle wherever it stands.
struct ShingleScanner<Sink: ShingleSink>: ~Copyable {
    /// Where the shingles go.
    private(set) var sink: Sink
    /// What a run weighs that is a shingle.
    private let fullWeight: Int

    // The words of the current run, a ring: at most 16 of them weigh enough.
    private var hashes = InlineArray<32, UInt64>(repeating: 0)
    private var weights = InlineArray<32, UInt8>(repeating: 0)
    private var first = 0
    private var count = 0
    private var weight = 0
    private var rolling: UInt64 = 0
    /// `shingleBase` to the power of each index.
    private var powers = InlineArray<32, UInt64>(repeating: 1)

    /// - Parameter fullWeight: at most 16.
    init(into sink: Sink, fullWeight: Int = shingleWeight) {
        self.sink = sink
        self.fullWeight = fullWeight
        for exponent in 1..<32 { powers[exponent] = powers[exponent - 1] &* shingleBase }
    }

    /// Ends the run: what follows does not continue what came before.
    mutating func breakRun() {
        first = 0
        count = 0
        weight = 0
        rolling = 0
    }

    private mutating func push(_ hash: UInt64, weight added: Int, at offset: Int) {
        let last = (first + count) & 31
        hashes[last] = hash
        weights[last] = UInt8(truncatingIfNeeded: added)
        count += 1
        weight += added
        rolling = rolling &* shingleBase &+ hash
        while weight - Int(weights[first]) >= fullWeight {
            rolling = rolling &- hashes[first] &* powers[(count - 1) & 31]
            weight -= Int(weights[first])
            first = (first + 1) & 31
            count -= 1
        }
        if weight >= fullWeight { sink.add(rolling, endingAt: offset) }
    }
}

/// Takes the shingles of a text.
protocol ShingleSink {
    /// - Parameters:
    ///   - shingle: the hash of the run.
    ///   - offset: of the byte just after its last word.
    mutating func add(_ shingle: UInt64, endingAt offset: Int)
}

/// What a run weighs that is long enough to be a leak.
let shingleWeight = 16

private let shingleBase: UInt64 = 0x9E37_79B9_7F4A_7C15

/// 1 to 36 for ASCII letters in either case and digits; 0 for every other byte.
///
/// A table would be read through a check that it is there, once a byte.
@inline(__always)
private func wordLetter(_ byte: UInt8) -> UInt64 {
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    if letter < 26 { return UInt64(letter) + 1 }
    let digit = byte &- UInt8(ascii: "0")
    return digit < 10 ? UInt64(digit) + 27 : 0
}

extension ShingleScanner {
    /// Scans plain text: a run goes on until the end.
    mutating func scan(text bytes: UnsafeBufferPointer<UInt8>) {
        scanWords(bytes, from: 0, to: bytes.count)
    }

    /// Scans HTML or XML: tags stand between words without ending a run, each attribute's value is a run of its own.
    mutating func scan(html bytes: UnsafeBufferPointer<UInt8>) {
        var attributes: [Range<Int>] = []
        var position = 0
        let end = bytes.count
        while position < end {
            let tag = bytes.firstIndex(of: UInt8(ascii: "<"), from: position)
            scanWords(bytes, from: position, to: tag)
            guard tag < end else { break }
            position = Self.skipTag(bytes, from: tag, attributes: &attributes)
        }
        for value in attributes {
            breakRun()
            scanWords(bytes, from: value.lowerBound, to: value.upperBound)
        }
        breakRun()
    }

    /// The offset just after the tag that begins at `start`; its quoted values are added to `attributes`.
    private static func skipTag(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, attributes: inout [Range<Int>]
    ) -> Int {
        var position = start + 1
        // A `<` that begins no tag is text.
        guard position < bytes.count, bytes[position].isTagStart else { return position }
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: ">") { return position + 1 }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                let close = bytes.firstIndex(of: byte, from: position + 1)
                // Short values hold no run worth a look.
                if close - position > shingleWeight { attributes.append(position + 1..<close) }
                position = close + 1
            } else {
                position += 1
            }
        }
        return bytes.count
    }

    private mutating func scanWords(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
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
                // Words with letters beyond ASCII go on below: "naïve" is two words here and there alike.
                push(word &* 0xD6E8_FEB8_6659_FD93, weight: 2, at: position)
            } else if byte == UInt8(ascii: "&") {
                position = Self.skipEntity(bytes, from: position, to: end)
            } else if byte < 0xE3 || byte > 0xE9 {
                position = byte < 0x80 ? position + 1 : scanOtherLetter(bytes, from: position, to: end)
            } else {
                position = scanWide(bytes, from: position, to: end)
            }
        }
    }

    /// A letter beyond ASCII that is not Chinese: runs of them are one word.
    private mutating func scanOtherLetter(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
    ) -> Int {
        var position = start
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        while position < end, bytes[position] >= 0x80, bytes[position] < 0xE3 || bytes[position] > 0xE9 {
            hash = (hash ^ UInt64(bytes[position])) &* 0x0000_0100_0000_01B3
            position += 1
        }
        // General punctuation (E2 80 …), as quotes and dashes, is no word.
        let isPunctuation = bytes[start] == 0xE2 || bytes[start] == 0xC2 || bytes[start] == 0xEF
        if !isPunctuation { push(hash, weight: 2, at: position) }
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
        if scalar >= 0x3041 {
            push(UInt64(scalar) &* 0xD6E8_FEB8_6659_FD93, weight: 1, at: start + 3)
        }
        return start + 3
    }

    /// The offset after an HTML entity such as `&amp;`; a lone `&` is skipped alone.
    private static func skipEntity(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
    ) -> Int {
        var position = start + 1
        while position < end, position - start < 10 {
            let byte = bytes[position]
            if byte == UInt8(ascii: ";") { return position + 1 }
            guard byte == UInt8(ascii: "#") || wordLetter(byte) != 0 else { break }
            position += 1
        }
        return start + 1
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
}
