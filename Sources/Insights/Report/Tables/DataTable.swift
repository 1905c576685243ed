import Files

/// The numbers of a chart: the one source of what the page, the CSV and the JSON say.
struct DataTable: Sendable {
    struct Column: Sendable {
        /// In CSV and JSON, the same in every language.
        var key: String
        var label: String

        init(_ key: String, _ label: String) {
            self.key = key
            self.label = label
        }
    }

    enum Cell: Sendable, Equatable {
        case text(String)
        /// Things that are nobody.
        case count(Int)
        /// A number of people; one to four are only said to be few.
        case people(Int)
        case number(Double?, decimals: Int)
        /// 0 … 1.
        case share(Double?)
        case nothing
    }

    /// The files' name, without extension.
    var name: String
    var columns: [Column]
    var rows: [[Cell]]

    init(_ name: String, _ columns: [Column], _ rows: [[Cell]]) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }
}

extension DataTable.Cell {
    /// As text for CSV: numbers in full, `<5` for few people.
    var raw: String {
        switch self {
        // What begins like a formula is one to a spreadsheet, and searches are typed by anyone.
        case .text(let text): text.first.map { "=+-@\t\r".contains($0) } ?? false ? "'" + text : text
        case .count(let count): String(count)
        case .people(let count): SmallGroups.isTooSmall(count) ? SmallGroups.mark : String(count)
        case .number(let value, _), .share(let value): value.map { "\($0)" } ?? ""
        case .nothing: ""
        }
    }

    var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .count(let count): .integer(count)
        case .people(let count): SmallGroups.isTooSmall(count) ? .string(SmallGroups.mark) : .integer(count)
        case .number(let value, _), .share(let value): value.map { .number("\($0)") } ?? .null
        case .nothing: .null
        }
    }

    /// As the page prints it.
    func printed(_ words: Words) -> String {
        switch self {
        case .text(let text): text
        case .count(let count): words.count(count)
        case .people(let count): words.people(count)
        case .number(let value?, let decimals): words.number(value, decimals: decimals)
        case .share(let value?): words.percent(value)
        case .number, .share, .nothing: "–"
        }
    }

    var isNumeric: Bool {
        if case .text = self { false } else { true }
    }
}

extension DataTable {
    var csv: [UInt8] {
        var printer = CSVPrinter()
        printer.print(columns.map(\.key))
        for row in rows { printer.print(row.map(\.raw)) }
        return printer.bytes
    }

    /// An array with an object for each row.
    var json: [UInt8] {
        let objects = rows.map { row -> JSONValue in
            var object = JSONObject()
            for (column, cell) in zip(columns, row) { object.append(column.key, cell.json) }
            return .object(object)
        }
        return JSONValue.array(objects).bytes(.indented) + [UInt8(ascii: "\n")]
    }

    /// - Parameter limit: rows that are printed; the files have all.
    func html(_ words: Words, limit: Int = .max) -> String {
        var html =
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"\(escaped(words.data))\">"
        html += "<table><thead><tr>"
        let numeric = columns.indices.map { column in rows.first.map { $0[column].isNumeric } ?? false }
        for (column, isNumeric) in zip(columns, numeric) {
            html += "<th scope=\"col\"\(isNumeric ? " class=\"n\"" : "")>\(escaped(column.label))</th>"
        }
        html += "</tr></thead><tbody>\n"
        for row in rows.prefix(limit) {
            html += "<tr>"
            for (cell, isNumeric) in zip(row, numeric) {
                html += "<td\(isNumeric ? " class=\"n\"" : "")>\(escaped(cell.printed(words)))</td>"
            }
            html += "</tr>\n"
        }
        html += "</tbody></table></div>"
        return html
    }
}
