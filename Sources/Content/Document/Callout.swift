/// A note beside the text: `::: note`, `::: tip`, `::: warning`.
public struct Callout: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case note, tip, warning
    }

    public var kind: Kind
    /// The author's title as plain text; nil for the kind's usual one.
    public var title: String?
    /// The 1-based line of the fence that opens it.
    public var line: Int

    public init(kind: Kind, title: String? = nil, line: Int) {
        self.kind = kind
        self.title = title
        self.line = line
    }
}
