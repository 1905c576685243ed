/// Puts tokens together to as few runs as possible.
struct Runs {
    private let text: UnsafeBufferPointer<UInt8>
    /// The run that is being put together.
    private var kind = TokenKind.plain
    private var end = 0
    /// Where the last run that went out ends.
    private var done = 0

    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    /// Adds a token. Between it and the one before it stand blanks, if anything; two of a kind become one with what is
    /// between them.
    @inline(__always)
    mutating func add(
        _ kind: TokenKind, _ start: Int, _ end: Int, _ run: (_ kind: UInt8, _ end: Int) -> Void
    ) {
        if kind != self.kind {
            // Blanks belong to what is plain.
            close(at: self.kind == .plain ? start : self.end, run)
            if kind != .plain, self.kind != .plain, self.end < start {
                self.kind = .plain
                close(at: start, run)
            }
            self.kind = kind
        }
        self.end = end
    }

    /// Ends the last run.
    mutating func finish(_ run: (_ kind: UInt8, _ end: Int) -> Void) {
        close(at: kind == .plain ? text.count : end, run)
        kind = .plain
        close(at: text.count, run)
    }

    private mutating func close(at offset: Int, _ run: (_ kind: UInt8, _ end: Int) -> Void) {
        var offset = offset
        // Not inside a word, nor inside a character.
        while offset > 0, offset < text.count, Self.isInside(text[offset - 1], text[offset]) { offset += 1 }
        guard offset > done else { return }
        done = offset
        run(kind.rawValue, offset)
    }

    private static func isInside(_ before: UInt8, _ after: UInt8) -> Bool {
        before >= 0x80 ? after >= 0x80 : before.isASCIIWord && after.isASCIIWord
    }
}
