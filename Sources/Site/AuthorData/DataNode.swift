import Content
import Diagnostics
import Files

/// A value that the author gives to layouts: from `params:`, or from a file of `data/`.
struct DataNode: Sendable {
    indirect enum Content: Sendable {
        case null
        case flag(Bool)
        case text(String)
        case list([DataNode])
        case object([(key: String, value: DataNode)])
    }

    var content: Content
    /// Where it stands, as well as its format tells.
    var location: SourceLocation

    /// Numbers and dates are the text they are written as.
    init(_ node: YAMLNode) {
        location = node.location
        switch node.content {
        case .sequence(let nodes): content = .list(nodes.map { DataNode($0) })
        case .mapping(let entries):
            content = .object(entries.map { ($0.key.value, DataNode($0.value)) })
        case .scalar(let text, _):
            content = node.isNull ? .null : node.bool.map { .flag($0) } ?? .text(text)
        }
    }

    init(_ value: JSONValue, file: String) {
        location = SourceLocation(file: file, line: 1)
        switch value {
        case .null: content = .null
        case .bool(let flag): content = .flag(flag)
        case .integer(let number): content = .text(String(number))
        case .number(let text), .string(let text): content = .text(text)
        case .array(let elements): content = .list(elements.map { DataNode($0, file: file) })
        case .object(let object):
            content = .object(object.fields.map { ($0.key, DataNode($0.value, file: file)) })
        }
    }

    /// A list of rows, each with a text for every column.
    init(_ table: CSVTable) {
        location = SourceLocation(file: table.file, line: 1)
        content = .list(
            (0..<table.rowCount).map { row in
                let place = SourceLocation(file: table.file, line: table.line(ofRow: row))
                let fields = table.columns.enumerated().map { column, name in
                    (key: name, value: DataNode(.text(table.text(row: row, column: column)), at: place))
                }
                return DataNode(.object(fields), at: place)
            })
    }

    init(_ content: Content, at location: SourceLocation) {
        self.content = content
        self.location = location
    }
}
