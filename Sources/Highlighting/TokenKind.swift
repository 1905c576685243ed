/// What a run of code is; the raw value is the letter that names it in HTML, as in `<span class="k">`.
public enum TokenKind: UInt8, Sendable, CaseIterable {
    /// Punctuation, names, and all that a grammar says nothing about; it gets no element.
    case plain = 0
    case keyword = 0x6B  // k
    case type = 0x74  // t
    case function = 0x66  // f
    case string = 0x73  // s
    /// Numbers, and values with a name: `true`, `nil`, `MAX_SIZE`.
    case constant = 0x6E  // n
    case comment = 0x63  // c
    /// Keys, properties, attributes, decorators.
    case attribute = 0x61  // a
    case variable = 0x76  // v
    /// Lines of a diff.
    case inserted = 0x69  // i
    case deleted = 0x64  // d
}

/// A run of code of one kind.
public struct Token: Sendable, Hashable {
    public var kind: TokenKind
    /// Offset of the byte behind its last one; it begins where the token before it ends.
    public var end: Int

    public init(_ kind: TokenKind, end: Int) {
        self.kind = kind
        self.end = end
    }
}
