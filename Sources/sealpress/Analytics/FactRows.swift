import Files

/// Rows of a query, as people and machines read them.
struct FactRows {
    private let columns: [String]
    private let rows: [[String]]

    init(_ table: (columns: [String], rows: [[String]])) {
        (columns, rows) = table
    }

    var csv: [UInt8] {
        var printer = CSVPrinter()
        printer.print(columns)
        for row in rows { printer.print(row) }
        return printer.bytes
    }

    /// An array of objects; whole numbers are numbers, all else is text.
    var json: JSONValue {
        .array(
            rows.map { row in
                .object(JSONObject(zip(columns, row).map { JSONObject.Field($0, Self.value($1, of: $0)) }))
            })
    }

    private static let textColumns: Set<String> = [
        "day", "audience", "class", "visitor", "entry", "exit", "referrer", "source", "medium", "campaign",
        "member", "route", "event", "value", "kind", "reason", "tier", "courses", "since", "until", "date",
        "amount", "currency", "plan", "arm", "coupon", "channel", "payment", "month", "spend", "text",
        "origin",
    ]

    private static func value(_ text: String, of column: String) -> JSONValue {
        guard !textColumns.contains(column), let number = Int(text) else { return .string(text) }
        return .integer(number)
    }

    /// Columns side by side, numbers to the right.
    var text: String {
        guard !rows.isEmpty else { return "  nothing\n" }
        let all = [columns] + rows.map { $0.map(Self.oneLine) }
        let widths = columns.indices.map { column in all.map { Self.width($0[column]) }.max() ?? 0 }
        let isNumber = columns.indices.map { column in rows.allSatisfy { Double($0[column]) != nil } }
        return all.map { row in
            let cells = row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - Self.width(row[column]))
                return isNumber[column] ? space + row[column] : row[column] + space
            }
            var line = "  " + cells.joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    /// What others wrote may hold anything, but moves no terminal's cursor.
    private static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            return text
        }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    /// How many cells of a terminal it takes: letters of Chinese, Japanese and Korean take two.
    private static func width(_ text: String) -> Int {
        text.reduce(0) { width, character in
            guard let scalar = character.unicodeScalars.first else { return width }
            switch scalar.value {
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
                0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
                return width + 2
            default: return width + 1
            }
        }
    }
}
