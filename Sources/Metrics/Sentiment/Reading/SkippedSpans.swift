// What is quoted from elsewhere holds no opinion of the writer: links, code, titles.

/// The end of a link that begins at `i`, or nil.
func linkEnd(_ text: Span<UInt8>, at i: Int) -> Int? {
    guard
        hasPrefix("http://", text, at: i) || hasPrefix("https://", text, at: i)
            || hasPrefix("www.", text, at: i)
    else { return nil }
    var end = i
    // A link ends at a space, a quote or bracket, or where Chinese text goes on without one.
    while end < text.count, text[end] > 0x20, text[end] < 0x80, ![0x22, 0x29, 0x3C, 0x3E].contains(text[end])
    {
        end += 1
    }
    return end
}

/// The end of a code span that begins with the backtick at `i`, or nil where it is not closed on its line.
func codeEnd(_ text: Span<UInt8>, at i: Int) -> Int? {
    // Bounded, so that a text of backticks costs no more than its length times a constant.
    var k = i + 1
    let limit = min(text.count, i + 200)
    while k < limit, text[k] != 0x0A {
        if text[k] == 0x60 { return k + 1 }
        k += 1
    }
    return nil
}

/// The end of a title in 《》 whose content begins at `start`, or nil where it is not closed soon.
func titleEnd(_ text: Span<UInt8>, from start: Int) -> Int? {
    var k = start
    let limit = min(text.count - 2, start + 120)
    while k < limit {
        if text[k] == 0xE3, text[k + 1] == 0x80, text[k + 2] == 0x8B { return k + 3 }
        k += 1
    }
    return nil
}

private func hasPrefix(_ prefix: StaticString, _ text: Span<UInt8>, at i: Int) -> Bool {
    guard i + prefix.utf8CodeUnitCount <= text.count else { return false }
    return prefix.withUTF8Buffer { wanted in
        for (k, byte) in wanted.enumerated() where text[i + k] | 0x20 != byte | 0x20 { return false }
        return true
    }
}
