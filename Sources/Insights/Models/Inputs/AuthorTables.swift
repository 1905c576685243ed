import Diagnostics
import Files
import Foundation
import Membership

/// The tables that an author may put beside the roster for models; each nil where its file is not there.
public struct AuthorTables: Sendable, Hashable {
    public static let costsPath = "costs.csv"
    public static let commentsPath = "comments.csv"
    public static let commentLinesPath = "comments.ndjson"
    public static let armsPath = "arms.csv"
    public static let pointsPath = "points.csv"

    public var costs: [Cost]?
    public var comments: [Comment]?
    public var arms: [Arm]?
    /// Points by kind of event.
    public var points: [String: Double]?

    /// What was spent on a channel in a month.
    public struct Cost: Sendable, Hashable {
        public var channel: String
        /// Counted from year 0: year × 12 + month − 1.
        public var month: Int
        public var spend: Double
    }

    /// A price or promotion that was tried, and on how many.
    public struct Arm: Sendable, Hashable {
        public var name: String
        public var segment: String
        public var price: Double
        public var offered: Int
    }

    public init() {}

    /// Reads the tables that are there. Every fault is appended to `diagnostics` with its line and column.
    ///
    /// - Parameters:
    ///   - timeZone: of days without a time.
    ///   - bytes: the bytes of a file by its name; nil where there is none.
    public init(
        timeZone: TimeZone, diagnostics: inout [Diagnostic], bytes: (String) throws -> [UInt8]?
    ) rethrows {
        if let file = try bytes(Self.costsPath) {
            costs = CostsFile.parse(file, file: Self.costsPath, &diagnostics).compactMap { cost in
                Day(cost.month + "-01").map {
                    Cost(channel: cost.channel, month: Month.of($0.number), spend: cost.spend.value)
                }
            }
        }
        for path in [Self.commentsPath, Self.commentLinesPath] {
            guard let file = try bytes(path) else { continue }
            comments =
                (comments ?? []) + CommentsFile.parse(file, file: path, timeZone: timeZone, &diagnostics)
        }
        if let file = try bytes(Self.armsPath) {
            var table = AuthorTable(
                file, Self.armsPath, ["arm", "segment", "price", "offered"], &diagnostics)
            arms = table.rows { row in
                let (price, offered) = (row.number("price"), row.count("offered"))
                guard let price, let offered else { return nil }
                return Arm(
                    name: row.text("arm"), segment: row.text("segment"), price: price, offered: offered)
            }
            diagnostics += table.diagnostics
        }
        if let file = try bytes(Self.pointsPath) {
            var table = AuthorTable(file, Self.pointsPath, ["kind", "points"], &diagnostics)
            let rows = table.rows { row in row.number("points").map { (row.text("kind"), $0) } }
            points = Dictionary(rows, uniquingKeysWith: { _, last in last })
            diagnostics += table.diagnostics
        }
    }
}

/// A table with columns that all must be there.
private struct AuthorTable {
    private let table: CSVTable
    private let places: [String: Int]
    var diagnostics: [Diagnostic] = []

    init(_ bytes: [UInt8], _ file: String, _ columns: [String], _ diagnostics: inout [Diagnostic]) {
        table = CSVTable(parsing: bytes, file: file, diagnostics: &diagnostics)
        var places: [String: Int] = [:]
        for column in columns { places[column] = table.column(column) }
        self.places = places
        let missing = columns.filter { places[$0] == nil }
        guard !missing.isEmpty else { return }
        self.diagnostics.append(
            table.error(
                aboutHeader: "the column '\(missing.joined(separator: "', '"))' is missing",
                hint: "\(file) has the columns \(columns.joined(separator: ","))"))
    }

    mutating func rows<Value>(_ read: (inout Row) -> Value?) -> [Value] {
        guard diagnostics.isEmpty else { return [] }
        var values: [Value] = []
        for index in 0..<table.rowCount {
            var row = Row(table: table, places: places, index: index)
            if let value = read(&row) { values.append(value) }
            diagnostics += row.diagnostics
        }
        return values
    }

    struct Row {
        fileprivate let table: CSVTable
        fileprivate let places: [String: Int]
        fileprivate let index: Int
        fileprivate var diagnostics: [Diagnostic] = []

        func text(_ column: String) -> String {
            places[column].map { table.text(row: index, column: $0) } ?? ""
        }

        mutating func number(_ column: String) -> Double? {
            read(column, "a number from 0 on, such as 12.50") { Amount($0)?.value }
        }

        mutating func count(_ column: String) -> Int? {
            read(column, "a whole number from 0 on") { text in
                Int(text).flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
            }
        }

        private mutating func read<Value>(_ column: String, _ what: String, _ parse: (String) -> Value?)
            -> Value?
        {
            if let value = parse(text(column)) { return value }
            if let place = places[column] {
                diagnostics.append(
                    table.error("'\(text(column))' is not \(what)", row: index, column: place))
            }
            return nil
        }
    }
}
