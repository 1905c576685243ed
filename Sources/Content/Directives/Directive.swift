import Diagnostics

/// A block that a template of the author's writes: `::: video src=talk.mp4 title="A talk" :::`.
public struct Directive: Sendable, Hashable {
    /// The template's name.
    public var name: String
    /// The texts of attributes by name; nil for one that stands alone, as a flag.
    public var attributes: [String: String?]
    /// Whether Markdown stands between its fence and the one that closes it.
    public var hasBody: Bool
    /// Whether the line that opens it closes it, too.
    public var isOneLine: Bool
    /// The fence that opens it.
    public var location: SourceLocation

    public init(
        name: String, attributes: [String: String?], hasBody: Bool, isOneLine: Bool = false,
        location: SourceLocation
    ) {
        self.name = name
        self.attributes = attributes
        self.hasBody = hasBody
        self.isOneLine = isOneLine
        self.location = location
    }
}

/// Writes a directive's HTML, UTF-8 without NUL, with ``DirectiveMark/body`` where the body goes.
///
/// Called on any thread; nil where the template is not to be had, which has been told already.
public typealias DirectiveExpansion = @Sendable (Directive) -> [UInt8]?

/// What an expansion leaves in its HTML for the renderer. No text can hold these bytes.
public enum DirectiveMark {
    /// The place of the body.
    public static let body = OutputMark.bytes(OutputMark.directiveBody, 0)
    /// Stands before an address that is finished, so is not to be looked for among the author's files.
    public static let finishedAddress = OutputMark.bytes(OutputMark.finishedAddress, 0)
}
