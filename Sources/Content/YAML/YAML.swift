import Diagnostics
import Yams

/// Reads YAML to a tree that knows where everything stands.
public enum YAML {
    /// Nodes inside one another; a deeper tree is an error.
    public static let deepest = 40
    /// Uses of anchors (`*name`) in one text; more is an error, since a few can unfold to billions.
    public static let mostAliases = 24
    /// Nodes after aliases are unfolded; more is an error.
    public static let mostNodes = 200_000

    /// Reads a whole file.
    ///
    /// - Returns: nil when the text holds no value at all.
    /// - Throws: one diagnostic with its place, at the first fault: YAML is not read past one.
    public static func parse(_ source: SourceText) throws(DiagnosticError) -> YAMLNode? {
        try parse(source, 0..<source.bytes.count, firstLine: 1)
    }

    /// Reads some lines of a file, such as its front matter.
    ///
    /// - Parameters:
    ///   - range: bytes of `source` that start at the start of a line.
    ///   - firstLine: the 1-based number of that line.
    public static func parse(
        _ source: SourceText, _ range: Range<Int>, firstLine: Int
    ) throws(DiagnosticError) -> YAMLNode? {
        if let node = SimpleYAML.parse(source, range, firstLine: firstLine) { return node }
        var composer = YAMLComposer(source, range, firstLine: firstLine)
        return try composer.compose()
    }
}

extension Yams.Node {
    fileprivate var writtenTag: String {
        switch self {
        case .scalar(let scalar): scalar.tag.rawValue
        case .sequence(let sequence): sequence.tag.rawValue
        case .mapping(let mapping): mapping.tag.rawValue
        case .alias: ""
        }
    }
}

/// Turns the tree of Yams into ours, within bounds.
struct YAMLComposer {
    let source: SourceText
    let range: Range<Int>
    let firstLine: Int
    private let isASCII: Bool
    private var nodesLeft = YAML.mostNodes

    init(_ source: SourceText, _ range: Range<Int>, firstLine: Int) {
        self.source = source
        self.range = range.clamped(to: 0..<source.bytes.count)
        self.firstLine = firstLine
        isASCII = source.bytes[self.range].allSatisfy { $0 < 0x80 }
    }

    mutating func compose() throws(DiagnosticError) -> YAMLNode? {
        try refuseBombs()
        do {
            // Not the default resolver, which tries regular expressions on every key, nor the default
            // encoding, which reads the environment.
            guard let root = try Yams.compose(yaml: source.bytes.text(range), .basic, .default, .utf8) else {
                return nil
            }
            return try convert(root, depth: 0)
        } catch let error as DiagnosticError {
            throw error
        } catch let error as YamlError {
            throw DiagnosticError(diagnostic(for: error))
        } catch {
            throw DiagnosticError(.error("cannot read the YAML", at: location(line: 1, column: 1)))
        }
    }

    private mutating func convert(_ node: Yams.Node, depth: Int) throws(DiagnosticError) -> YAMLNode {
        let mark = node.mark
        let line = mark?.line ?? 1
        let column = mark?.column ?? 1
        nodesLeft -= 1
        guard depth <= YAML.deepest else {
            throw DiagnosticError(tooDeep(at: location(line: line, column: column)))
        }
        guard nodesLeft > 0 else {
            throw DiagnosticError(
                source.error("the YAML is too large", at: location(line: line, column: column)))
        }
        // The name as written; what Yams would make of it takes regular expressions.
        let tag = node.writtenTag
        guard tag.isEmpty || tag.hasPrefix("tag:yaml.org,2002:") else {
            throw DiagnosticError(
                source.error(
                    "tags such as '\(tag)' are not read", at: location(line: line, column: column),
                    hint: "put text that begins with '!' in quotes"))
        }
        switch node {
        case .scalar(let scalar):
            let isQuoted = scalar.style != .plain && scalar.style != .any
            let length = Characters.count(scalar.string)
            let isInline = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
            return YAMLNode(
                .scalar(scalar.string, isQuoted: isQuoted),
                at: location(line: line, column: column, length: length + (isInline ? 2 : 0)))
        case .sequence(let sequence):
            var nodes: [YAMLNode] = []
            nodes.reserveCapacity(sequence.count)
            for element in sequence { nodes.append(try convert(element, depth: depth + 1)) }
            return YAMLNode(.sequence(nodes), at: location(line: line, column: column))
        case .mapping(let mapping):
            var entries: [YAMLEntry] = []
            entries.reserveCapacity(mapping.count)
            for (key, value) in mapping {
                let keyNode = try convert(key, depth: depth + 1)
                guard case .scalar(let name, _) = keyNode.content else {
                    throw DiagnosticError(
                        source.error("a key must be text, not \(keyNode.kind)", at: keyNode.location))
                }
                entries.append(
                    YAMLEntry(
                        key: Located(name, at: keyNode.location), value: try convert(value, depth: depth + 1))
                )
            }
            return YAMLNode(.mapping(entries), at: location(line: line, column: column))
        case .alias:
            throw DiagnosticError(
                source.error("this alias has no anchor", at: location(line: line, column: column)))
        }
    }

    /// The place of a mark of Yams, which counts lines from the start of the YAML and columns in scalars.
    func location(line: Int, column: Int, length: Int = 1) -> SourceLocation {
        let number = firstLine + max(1, line) - 1
        var characters = max(1, column)
        if !isASCII, let text = source.line(number) {
            characters = String(text.unicodeScalars.prefix(max(0, column - 1))).count + 1
        }
        return SourceLocation(file: source.path, line: number, column: characters, length: length)
    }

    func tooDeep(at location: SourceLocation) -> Diagnostic {
        source.error(Self.tooDeepMessage, at: location, hint: Self.tooDeepHint)
    }

    static let tooDeepMessage = "the YAML is nested too deeply"
    static let tooDeepHint = "at most \(YAML.deepest) levels are read"

    /// Refuses what Yams itself would choke on: it recurses without a bound, and hashes unfolded keys.
    private func refuseBombs() throws(DiagnosticError) {
        let bytes = source.bytes
        var depth = 0
        var dashes = 0
        var aliases = 0
        var hasAnchor = false
        var previous = UInt8(ascii: "\n")
        for offset in range {
            let byte = bytes[offset]
            let opens =
                previous.isSpace || previous == UInt8(ascii: "[") || previous == UInt8(ascii: ",")
                || previous == UInt8(ascii: "{") || previous == UInt8(ascii: ":")
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            case UInt8(ascii: "*") where opens: aliases += 1
            case UInt8(ascii: "&") where opens: hasAnchor = true
            case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): dashes += 1
            case UInt8(ascii: "\n"): dashes = 0
            case 0xC2, 0xE2:
                // YAML ends lines at these and nobody else does, so no place would be right.
                for end in ["\u{85}", "\u{2028}", "\u{2029}"] as [StaticString]
                where bytes.has(end, at: offset) {
                    throw DiagnosticError(
                        source.error(
                            "an invisible line end", at: source.location(offset: offset),
                            hint: "delete it: it came with text from elsewhere"))
                }
            default: break
            }
            if !byte.isSpace, byte != UInt8(ascii: "-"), byte != UInt8(ascii: "?"), byte != UInt8(ascii: ":")
            {
                dashes = 0
            }
            previous = byte
            if depth > 4 * YAML.deepest || dashes > 4 * YAML.deepest {
                throw DiagnosticError(tooDeep(at: source.location(offset: offset)))
            }
            if hasAnchor, aliases > YAML.mostAliases {
                throw DiagnosticError(
                    source.error(
                        "more than \(YAML.mostAliases) aliases", at: source.location(offset: offset),
                        hint: "write the values out"))
            }
        }
    }
}
