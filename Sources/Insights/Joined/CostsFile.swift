import Diagnostics
import Files
import Membership

/// A row of `costs.csv`: what a channel cost in a month.
public struct Cost: Sendable, Hashable {
    /// As payments and campaigns name it, such as `newsletter`.
    public var channel: String
    /// `2026-11`
    public var month: String
    /// In the currency of the payments.
    public var spend: Amount

    public init(channel: String, month: String, spend: Amount) {
        self.channel = channel
        self.month = month
        self.spend = spend
    }
}

/// Reads `costs.csv`: columns `channel`, `month` and `spend`, others are passed over.
public enum CostsFile {
    /// Every fault is appended to `diagnostics` with its line and column; rows with one are not returned.
    ///
    /// - Parameters:
    ///   - bytes: the whole file; an empty one has no rows.
    ///   - file: its path, for diagnostics.
    public static func parse(_ bytes: [UInt8], file: String, _ diagnostics: inout [Diagnostic]) -> [Cost] {
        guard !bytes.isEmpty else { return [] }
        let table = CSVTable(parsing: bytes, file: file, diagnostics: &diagnostics)
        guard let columns = JoinedColumns(table, needed: ["channel", "month", "spend"], &diagnostics) else {
            return []
        }
        var costs: [Cost] = []
        var lines: [[String]: Int] = [:]
        for row in 0..<table.rowCount where diagnostics.count < 1000 {
            let before = diagnostics.count
            let (channel, month) = (columns.text("channel", row), columns.text("month", row))
            if channel.isEmpty {
                diagnostics.append(columns.error("a cost without a channel", "channel", row))
            }
            if Day(month + "-01") == nil {
                diagnostics.append(
                    columns.error("bad month '\(month)'", "month", row, hint: "write a month as 2026-11"))
            }
            let spend = Amount(columns.text("spend", row))
            if spend == nil {
                diagnostics.append(
                    columns.error(
                        "bad amount '\(columns.text("spend", row))'", "spend", row,
                        hint: "write it as 5 or 12.50"))
            }
            if let first = lines.updateValue(table.line(ofRow: row), forKey: [channel, month]) {
                diagnostics.append(
                    columns.error(
                        "'\(channel)' in \(month) is there twice, also on line \(first)", "channel", row,
                        hint: "add the two up"))
            }
            guard diagnostics.count == before, let spend else { continue }
            costs.append(Cost(channel: channel, month: month, spend: spend))
        }
        return costs
    }
}

/// The columns of a table by name.
struct JoinedColumns {
    private let table: CSVTable
    private let places: [String: Int]

    /// - Returns: nil when a needed column is missing, which the diagnostics then say.
    init?(_ table: CSVTable, needed: [String], _ diagnostics: inout [Diagnostic]) {
        self.table = table
        places = Dictionary(
            zip(table.columns, table.columns.indices), uniquingKeysWith: { first, _ in first })
        guard !table.columns.isEmpty else { return nil }
        let missing = needed.filter { places[$0] == nil }
        for name in missing {
            let near = didYouMean(name, among: table.columns)
            diagnostics.append(
                table.error(
                    aboutHeader: "there is no column '\(name)'",
                    hint: near.map { "is it '\($0)'?" }
                        ?? "the columns are: \(table.columns.joined(separator: ", "))"))
        }
        guard missing.isEmpty else { return nil }
    }

    /// The value of a column; empty where the table has no such column.
    func text(_ name: String, _ row: Int) -> String {
        places[name].map { table.text(row: row, column: $0) } ?? ""
    }

    func error(_ message: String, _ name: String, _ row: Int, hint: String? = nil) -> Diagnostic {
        table.error(message, row: row, column: places[name] ?? 0, hint: hint)
    }
}
