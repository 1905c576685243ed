/// A piece of a body, in the order of the file.
enum BodyItem: Sendable, Hashable {
    /// Lines of Markdown.
    case text(TextRun)
    case openCallout(Callout)
    case closeCallout(line: Int)
    /// `closeDirective` follows where it has a body.
    case directive(Directive)
    /// `opening` is the line of the directive's own fence.
    case closeDirective(line: Int, opening: Int)
    case openSection(SectionFence)
    case closeSection(line: Int)
    case openArm(ArmFence)
    case closeArm(line: Int)
    /// The line `<!--more-->`.
    case more(line: Int)
}

/// Some whole lines of a source text.
public struct TextRun: Sendable, Hashable {
    /// Their bytes, with the line ends.
    public var range: Range<Int>
    /// The 1-based number of the first line.
    public var line: Int

    public init(range: Range<Int>, line: Int) {
        self.range = range
        self.line = line
    }
}

/// The line that opens a run of blocks that only one arm of an experiment shows: `::: arm lead/short`.
struct ArmFence: Sendable, Hashable {
    var experiment: Located<String>
    var arm: Located<String>
    var line: Int
}

/// The line that opens a tier fence.
struct SectionFence: Sendable, Hashable {
    /// A tier's id, or `public`.
    var tier: String
    /// The id that the author gave the section.
    var id: String?
    var line: Int
}
