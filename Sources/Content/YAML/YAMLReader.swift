import Diagnostics

/// Takes a mapping apart, key by key, and notes what is wrong with it on the way.
///
///     let settings = YAMLReader.read(source) { reader in
///         Settings(
///             title: reader.string("title", "What the site is called."),
///             days: reader.int("days", as: "1 to 366", default: 7, "For how many days they are kept."),
///             …)
///     }
///
/// Every key that is asked for counts as known; ``finish(orElse:)`` reports the rest. A value of a wrong
/// type is reported where it stands and read as absent.
///
/// A key is asked for together with what the reference says of it: what may be written (`as`), what holds without it
/// (`default`, or `absent` in words), and a sentence in Markdown on what it means.
public struct YAMLReader {
    /// What was wrong, in the order it was found.
    public private(set) var diagnostics: [Diagnostic] = []
    /// Where the mapping itself stands.
    public let location: SourceLocation
    public let source: SourceText
    private let entries: [YAMLEntry]
    private var known: [String] = []
    /// What is asked for; nil where something is read.
    private(set) var outline: [KeyOutline]?
    /// Of those, the keys that must be there.
    private(set) var required: Set<String> = []

    /// - Parameter node: a mapping; anything else is reported, except nothing at all, which is empty.
    public init(_ node: YAMLNode?, source: SourceText, firstLine: Int = 1) {
        self.source = source
        location = node?.location ?? SourceLocation(file: source.path, line: firstLine)
        switch node?.content {
        case .mapping(let entries): self.entries = entries
        default:
            entries = []
            if let node, !node.isNull {
                diagnostics.append(
                    source.error("expected 'key: value' lines, found \(node.kind)", at: node.location))
            }
        }
    }

    /// A reader that takes down what it is asked for.
    init(outlining source: SourceText) {
        self.source = source
        location = SourceLocation(file: source.path, line: 1)
        entries = []
        outline = []
    }

    /// Reads a whole file, and reports keys that `read` did not ask for.
    ///
    /// - Returns: nil and diagnostics when the file is not YAML.
    public static func read<Value>(
        _ source: SourceText, _ read: (inout YAMLReader) -> Value
    ) -> (value: Value?, diagnostics: [Diagnostic]) {
        do {
            var reader = YAMLReader(try YAML.parse(source), source: source)
            let value = read(&reader)
            reader.finish()
            return (value, reader.diagnostics)
        } catch {
            return (nil, error.diagnostics)
        }
    }
}

// MARK: - Values

extension YAMLReader {
    /// All keys of a mapping whose keys are the author's to choose, in the order of the file.
    ///
    /// - Parameter placeholder: stands for any of them in the reference.
    public func keys(as placeholder: String) -> [Located<String>] {
        outline == nil ? entries.map(\.key) : [Located(placeholder, at: location)]
    }

    /// The value of a key as it stands; marks the key as known.
    public mutating func node(
        _ key: String, as value: String, absent: String? = nil, _ meaning: String
    ) -> YAMLNode? {
        note(key, value, absent, meaning)
        return node(key)
    }

    /// Where a key stands, for a fault that concerns the whole entry.
    public func keyLocation(_ key: String) -> SourceLocation? {
        entries.first { $0.key.value == key }?.key.location
    }

    /// Text; a number or a date counts as the text it is written as.
    public mutating func string(
        _ key: String, as value: String = "text", absent: String? = nil, _ meaning: String
    ) -> Located<String>? {
        note(key, value, absent, meaning)
        return string(key)
    }

    /// The name of a secret that stands elsewhere, `[a-z0-9][a-z0-9-]*`. Anything else may be the secret itself,
    /// and is reported without showing the line.
    public mutating func secretName(_ key: String, _ meaning: String) -> Located<String>? {
        note(key, "the name of a secret", nil, meaning)
        guard let node = node(key) else { return nil }
        if let text = node.text, isIdentifier(text) { return Located(text, at: node.location) }
        diagnostics.append(
            .error(
                "'\(key)' takes the name of a secret, never the secret itself", at: node.location,
                hint: "write a name such as 'autumn-2026': lower-case letters, digits and '-'"))
        return nil
    }

    /// `true` or `false`.
    public mutating func bool(
        _ key: String, absent: String? = nil, _ meaning: String
    ) -> Located<Bool>? {
        note(key, "`true` or `false`", absent, meaning)
        return value(key, "true or false") { $0.bool }
    }

    /// `true` or `false`, or else the default.
    public mutating func bool(_ key: String, default standard: Bool, _ meaning: String) -> Bool {
        bool(key, absent: "`\(standard)`", meaning)?.value ?? standard
    }

    /// A whole number.
    public mutating func int(
        _ key: String, as value: String = "a whole number", absent: String? = nil, _ meaning: String
    ) -> Located<Int>? {
        note(key, value, absent, meaning)
        return self.value(key, "a whole number") { $0.int }
    }

    /// A number such as a price: `5`, `12.50`.
    public mutating func decimal(
        _ key: String, as value: String = "a number", absent: String? = nil, _ meaning: String
    ) -> Located<DecimalNumber>? {
        note(key, value, absent, meaning)
        return self.value(key, "a number") { node in
            guard case .scalar(let text, isQuoted: false) = node.content else { return nil }
            return DecimalNumber(text)
        }
    }

    /// A date, with or without a time; see ``CalendarDate``.
    public mutating func date(
        _ key: String, as value: String = "a date", absent: String? = nil, _ meaning: String
    ) -> Located<CalendarDate>? {
        note(key, value, absent, meaning)
        guard let node = node(key) else { return nil }
        if let text = node.text, let date = CalendarDate(text) { return Located(date, at: node.location) }
        if let text = node.text {
            report(
                "there is no date '\(text)'", at: node.location,
                hint: "write it as 2026-10-01 or 2026-10-01 09:30")
        } else {
            reportType(of: node, expected: "a date")
        }
        return nil
    }

    /// A list of texts; one text alone counts as a list of one.
    public mutating func stringList(
        _ key: String, as value: String = "text, or a list of texts", absent: String? = nil,
        _ meaning: String
    ) -> Located<[Located<String>]>? {
        note(key, value, absent, meaning)
        return stringList(key)
    }

    /// Text that is one of a few words.
    public mutating func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ key: String, of type: Choice.Type = Choice.self, absent: String? = nil, _ meaning: String
    ) -> Located<Choice>? where Choice.RawValue == String {
        let words = Choice.allCases.map(\.rawValue)
        note(key, words.map { "`\($0)`" }.joined(separator: ", "), absent, meaning)
        guard let text = string(key) else { return nil }
        if let choice = Choice(rawValue: text.value) { return Located(choice, at: text.location) }
        report(
            "'\(key)' cannot be '\(text.value)'", at: text.location,
            hint: suggestion(for: text.value, among: words, from: "it is one of"))
        return nil
    }

    /// A mapping inside; keys that `read` does not ask for are reported.
    public mutating func mapping<Value>(
        _ key: String, absent: String? = nil, _ meaning: String, _ read: (inout YAMLReader) -> Value
    ) -> Value? {
        note(key, "a mapping", absent, meaning) { .mapping(Self.outline(read)) }
        guard let node = node(key) else { return nil }
        return nested(node, read)
    }

    /// A list of mappings inside; keys that `read` does not ask for are reported.
    ///
    /// - Parameter short: where it is a key, a text stands for a mapping that has only that one.
    public mutating func mappings<Value>(
        _ key: String, short: String? = nil, absent: String? = nil, _ meaning: String,
        _ read: (inout YAMLReader) -> Value
    ) -> [Value]? {
        note(key, "a list", absent, meaning) { .list(Self.outline(read), short: short) }
        guard let node = node(key) else { return nil }
        guard case .sequence(let elements) = node.content else {
            reportType(of: node, expected: "a list")
            return nil
        }
        return elements.compactMap { element in
            guard let short, element.text != nil else { return nested(element, read) }
            let entry = YAMLEntry(key: Located(short, at: element.location), value: element)
            return nested(YAMLNode(.mapping([entry]), at: element.location), read)
        }
    }
}

// MARK: - Nodes

extension YAMLReader {
    private mutating func node(_ key: String) -> YAMLNode? {
        if !known.contains(key) { known.append(key) }
        return entries.first { $0.key.value == key }?.value
    }

    private mutating func string(_ key: String) -> Located<String>? {
        value(key, "text") { $0.text }
    }

    private mutating func stringList(_ key: String) -> Located<[Located<String>]>? {
        guard let node = node(key) else { return nil }
        let elements: [YAMLNode]
        switch node.content {
        case .sequence(let nodes): elements = nodes
        case .scalar(_, let isQuoted) where isQuoted || node.kind == "text": elements = [node]
        default:
            reportType(of: node, expected: "a list of text")
            return nil
        }
        var texts: [Located<String>] = []
        for element in elements {
            if let text = element.text {
                texts.append(Located(text, at: element.location))
            } else {
                reportType(of: element, expected: "text")
            }
        }
        return Located(texts, at: node.location)
    }

    private mutating func nested<Value>(_ node: YAMLNode, _ read: (inout YAMLReader) -> Value) -> Value? {
        guard case .mapping = node.content else {
            reportType(of: node, expected: "a mapping")
            return nil
        }
        var reader = YAMLReader(node, source: source)
        let value = read(&reader)
        reader.finish()
        diagnostics += reader.diagnostics
        return value
    }

    private mutating func value<Value>(
        _ key: String, _ expected: String, _ read: (YAMLNode) -> Value?
    ) -> Located<Value>? {
        guard let node = node(key) else { return nil }
        guard let value = read(node) else {
            reportType(of: node, expected: expected)
            return nil
        }
        return Located(value, at: node.location)
    }

    /// Takes the key down, where that is what the reader is for. A key that is asked for twice is there once.
    private mutating func note(
        _ key: String, _ value: String, _ standard: String?, _ meaning: String,
        _ shape: () -> KeyOutline.Shape = { .value }
    ) {
        guard outline != nil, outline?.contains(where: { $0.name == key }) == false else { return }
        outline?.append(
            KeyOutline(name: key, shape: shape(), value: value, standard: standard, meaning: meaning))
    }
}

// MARK: - Faults

extension YAMLReader {
    /// Notes that a key which must be there is not.
    public mutating func requireKey(_ key: String, hint: String? = nil) {
        if outline != nil { required.insert(key) }
        guard !entries.contains(where: { $0.key.value == key }) else { return }
        report("the key '\(key)' is missing", at: location, hint: hint)
    }

    /// Notes a fault of this file.
    public mutating func report(_ message: String, at location: SourceLocation, hint: String? = nil) {
        diagnostics.append(source.error(message, at: location, hint: hint))
    }

    /// Takes every key that is there for known: where a fault elsewhere keeps them from being judged.
    public mutating func acceptAllKeys() {
        known += entries.map(\.key.value).filter { !known.contains($0) }
    }

    /// Reports every key that was never asked for. Readers of nested mappings and of
    /// ``read(_:_:)`` do this by themselves.
    ///
    /// - Parameter elsewhere: where a key of one's own may go; takes the place of the list of known keys.
    public mutating func finish(orElse elsewhere: String? = nil) {
        for entry in entries where !known.contains(entry.key.value) {
            let key = entry.key.value
            let hint: String
            if let elsewhere {
                hint = didYouMean(key, among: known).map { "did you mean '\($0)'? \(elsewhere)" } ?? elsewhere
            } else {
                hint = suggestion(for: key, among: known, from: "keys here")
            }
            report("unknown key '\(key)'", at: entry.key.location, hint: hint)
        }
    }

    /// What to write instead of a value of another type.
    private func hint(for node: YAMLNode, expected: String) -> String? {
        if node.isNull { return "give the key a value, or delete the line" }
        switch (expected, node.content) {
        case ("true or false", .scalar(let text, _)):
            switch text.lowercased() {
            case "yes", "on", "y", "true", "1": return "write 'true'"
            case "no", "off", "n", "false", "0": return "write 'false'"
            default: return "write 'true' or 'false'"
            }
        case ("text", .sequence), ("text", .mapping):
            return "put text with brackets or braces in it in quotes"
        default: return nil
        }
    }

    private mutating func reportType(of node: YAMLNode, expected: String) {
        report(
            "expected \(expected), found \(node.kind)", at: node.location,
            hint: hint(for: node, expected: expected))
    }
}
