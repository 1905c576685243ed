/// A place in a source text.
public struct SourceLocation: Sendable, Hashable, Codable {
    /// The path as the author knows it, relative to the project's root.
    public var file: String
    /// 1-based line.
    public var line: Int
    /// 1-based column, counted in characters.
    public var column: Int
    /// How many characters the fault covers; at least 1.
    public var length: Int

    public init(file: String, line: Int, column: Int = 1, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
    }
}

/// One thing that is wrong, or doubtful, in what the author gave us.
///
/// A good diagnostic says what, where, and what to do:
///
///     content/articles/ownership.md:14:5: error: unknown tier 'premuim'
///        14 | ::: premuim
///           |     ^^^^^^^ did you mean 'premium'? sealpress.yml has: public, basic, premium, vip
public struct Diagnostic: Sendable, Hashable, Codable {
    /// Whether the run must fail.
    public enum Severity: String, Sendable, Hashable, Codable {
        case error, warning
    }

    public var severity: Severity
    /// What is wrong, in one sentence without a full stop.
    public var message: String
    /// Where; nil when no single file is at fault.
    public var location: SourceLocation?
    /// The whole source line at `location`, without its newline.
    public var excerpt: String?
    /// What to do about it.
    public var hint: String?
    /// What it is about; nil where whoever found it did not say.
    public var rule: DiagnosticRule?

    public init(
        _ severity: Severity, _ message: String, at location: SourceLocation? = nil,
        excerpt: String? = nil, hint: String? = nil
    ) {
        self.severity = severity
        self.message = message
        self.location = location
        self.excerpt = excerpt
        self.hint = hint
    }

    public static func error(
        _ message: String, at location: SourceLocation? = nil, excerpt: String? = nil,
        hint: String? = nil
    ) -> Diagnostic {
        Diagnostic(.error, message, at: location, excerpt: excerpt, hint: hint)
    }

    public static func warning(
        _ message: String, at location: SourceLocation? = nil, excerpt: String? = nil,
        hint: String? = nil
    ) -> Diagnostic {
        Diagnostic(.warning, message, at: location, excerpt: excerpt, hint: hint)
    }
}

extension Diagnostic: Comparable {
    /// By file, line and column; those without a place come first.
    public static func < (lhs: Diagnostic, rhs: Diagnostic) -> Bool {
        lhs.sortKey < rhs.sortKey
    }

    private var sortKey: (String, Int, Int, String) {
        (location?.file ?? "", location?.line ?? 0, location?.column ?? 0, message)
    }
}

/// Thrown where one fault ends the work at hand; carries everything found so far.
public struct DiagnosticError: Error, Sendable {
    public let diagnostics: [Diagnostic]

    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    public init(_ diagnostic: Diagnostic) {
        self.diagnostics = [diagnostic]
    }
}
