import Content
import Diagnostics

/// What names the author's values have, and what each holds: the schema that layouts are checked against.
///
/// A name is known when any value of its kind has it: a parameter that one page has can be asked for on all.
struct DataShape: Sendable {
    indirect enum Kind: Sendable {
        /// Seen as nothing only.
        case unknown
        case flag
        case text
        case list(DataShape)
        case object([String: DataShape])

        var word: String {
            switch self {
            case .unknown, .flag, .text: "text"
            case .list: "a list"
            case .object: "a mapping"
            }
        }
    }

    var kind: Kind = .unknown
    /// Where it was first seen to be so.
    var location: SourceLocation?

    static let empty = DataShape(kind: .object([:]))

    /// Takes in one more value.
    ///
    /// - Parameter path: the value's name, for diagnostics.
    mutating func add(_ node: DataNode, path: String, _ diagnostics: inout [Diagnostic]) {
        switch (node.content, kind) {
        case (.null, _): return
        case (.flag, .unknown): kind = .flag
        case (.flag, .flag), (.flag, .text), (.text, .text): break
        case (.text, .unknown), (.text, .flag): kind = .text
        case (.list(let elements), .unknown), (.list(let elements), .list):
            var element = DataShape()
            if case .list(let known) = kind { element = known }
            for (index, value) in elements.enumerated() {
                element.add(value, path: "\(path)[\(index)]", &diagnostics)
            }
            kind = .list(element)
        case (.object(let entries), .unknown), (.object(let entries), .object):
            var fields: [String: DataShape] = [:]
            if case .object(let known) = kind { fields = known }
            for (key, value) in entries {
                guard key.isLayoutName else {
                    diagnostics.append(
                        .error(
                            "'\(key)' cannot be a name in layouts", at: value.location,
                            hint: "names have letters, digits, '-' and '_'"))
                    continue
                }
                fields[key, default: DataShape()].add(
                    value, path: path.isEmpty ? key : "\(path).\(key)", &diagnostics)
            }
            kind = .object(fields)
        default:
            let other = location.map { " in \($0.file):\($0.line)" } ?? ""
            diagnostics.append(
                .error(
                    "'\(path)' is \(node.word) here, and \(kind.word)\(other)", at: node.location,
                    hint: "a name holds text, a list, or a mapping, and the same wherever it is"))
            return
        }
        if location == nil { location = node.location }
    }

    var schema: TemplateSchema {
        switch kind {
        case .unknown, .text: .text
        case .flag: .flag
        case .list(let element): .list(element.schema)
        case .object(let fields): .object(fields.mapValues { TemplateField(schema: $0.schema, meaning: "") })
        }
    }

    /// The value as layouts see it: every name of the shape is there, those without a value are absent.
    func value(_ node: DataNode?) -> TemplateValue {
        switch (node?.content ?? .null, kind) {
        case (.flag(let flag), .text): .text(flag ? "true" : "false")
        case (.flag(let flag), _): .flag(flag)
        case (.text(let text), _): .optional(text)
        case (.list(let elements), .list(let shape)): .values(elements.map { shape.value($0) })
        case (.object(let entries), .object(let fields)):
            .object(object(fields, Dictionary(entries.map { ($0.key, $0.value) }) { first, _ in first }))
        default: .absent
        }
    }

    /// The object with every name of the shape, also where there is none.
    func object(_ node: DataNode?) -> TemplateValue {
        guard case .object(let fields) = kind else { return .object(TemplateObject([:])) }
        if case .object = node?.content { return value(node) }
        return .object(object(fields, [:]))
    }

    private func object(_ fields: [String: DataShape], _ entries: [String: DataNode]) -> TemplateObject {
        TemplateObject(
            Dictionary(uniqueKeysWithValues: fields.map { ($0.key, $0.value.value(entries[$0.key])) }))
    }
}

extension DataNode {
    fileprivate var word: String {
        switch content {
        case .null: "nothing"
        case .flag, .text: "text"
        case .list: "a list"
        case .object: "a mapping"
        }
    }
}

extension String {
    /// Whether a layout can name it.
    var isLayoutName: Bool {
        !isEmpty
            && unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_"
            }
    }
}

extension DataShape: Codable {
    /// The shape without a dictionary, whose order nobody knows.
    private struct Stored: Codable {
        /// 0 is unknown, 1 a flag, 2 text, 3 a list, 4 an object.
        var word: Int
        /// Of an object, sorted.
        var names: [String]
        /// Of those names, or of a list's elements.
        var shapes: [DataShape]
        var location: SourceLocation?
    }

    init(from decoder: any Decoder) throws {
        let stored = try Stored(from: decoder)
        location = stored.location
        switch (stored.word, stored.shapes.first) {
        case (1, _): kind = .flag
        case (2, _): kind = .text
        case (3, let element?): kind = .list(element)
        case (4, _): kind = .object(Dictionary(zip(stored.names, stored.shapes)) { first, _ in first })
        default: kind = .unknown
        }
    }

    func encode(to encoder: any Encoder) throws {
        var stored = Stored(word: 0, names: [], shapes: [], location: location)
        switch kind {
        case .unknown: break
        case .flag: stored.word = 1
        case .text: stored.word = 2
        case .list(let element): (stored.word, stored.shapes) = (3, [element])
        case .object(let fields):
            stored.word = 4
            stored.names = fields.keys.sorted()
            stored.shapes = stored.names.compactMap { fields[$0] }
        }
        try stored.encode(to: encoder)
    }
}
