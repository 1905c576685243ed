import Diagnostics
import Foundation
import GRDB

/// Where the columns of one of Spark's tables go in the store.
struct SparkTarget {
    /// What a column becomes.
    enum Column {
        case text, number
        /// 32 hex digits.
        case visitor
        case route, member
        /// The same, null where it is empty.
        case optionalRoute, optionalMember
        /// This one and the three after it; null in a visit without a view.
        case origin
        /// The second to fourth columns of an origin.
        case withOrigin
    }

    let table: SparkTable
    let name: String
    /// Of the columns behind `day`.
    let columns: [Column]

    static let all: [SparkTarget] = [
        SparkTarget(
            table: .requests, name: "request_facts", columns: [.text, .text, .number, .number, .number]),
        SparkTarget(table: .visitors, name: "visitor_facts", columns: [.text, .number, .number]),
        SparkTarget(
            table: .visits, name: "visit_facts",
            columns: [.visitor, .number, .number, .number, .number, .optionalRoute, .optionalRoute]
                + [.origin, .withOrigin, .withOrigin, .withOrigin, .optionalMember]),
        SparkTarget(
            table: .content, name: "content_facts", columns: [.route] + Array(repeating: .number, count: 9)),
        SparkTarget(table: .hours, name: "hour_facts", columns: Array(repeating: .number, count: 5)),
        SparkTarget(
            table: .sources, name: "source_facts",
            columns: [.origin, .withOrigin, .withOrigin, .withOrigin] + Array(repeating: .number, count: 5)),
        SparkTarget(
            table: .memberDays, name: "member_day_facts",
            columns: [.member] + Array(repeating: .number, count: 8)),
        SparkTarget(
            table: .memberContent, name: "member_content_facts",
            columns: [.member, .route, .number, .number, .number]),
        SparkTarget(
            table: .events, name: "event_facts",
            columns: [.member, .text, .route, .text, .number, .number, .number]),
        SparkTarget(table: .rejected, name: "rejected_facts", columns: [.text, .text, .number]),
    ]

    var insert: String {
        let count = columns.count { if case .withOrigin = $0 { false } else { true } }
        return "INSERT INTO \(name) VALUES (?, ?\(String(repeating: ", ?", count: count)))"
    }

    /// - Parameter row: as many fields as the table has columns.
    func arguments(_ row: [String], part: PartKey, _ names: inout SparkNames) throws -> StatementArguments {
        var values: [(any DatabaseValueConvertible)?] = [part.day, part.part]
        // A visit without a view has no entry and so no origin.
        let hasView = table != .visits || !row[6].isEmpty
        for (index, column) in columns.enumerated() {
            let text = row[index + 1]
            switch column {
            case .text: values.append(text)
            case .number: values.append(try number(text))
            case .visitor: values.append(try visitor(text))
            case .route: values.append(try names.route(text))
            case .member: values.append(try names.member(text))
            case .optionalRoute: values.append(text.isEmpty ? nil : try names.route(text))
            case .optionalMember: values.append(text.isEmpty ? nil : try names.member(text))
            case .origin: values.append(hasView ? try names.origin(Array(row[index + 1..<index + 5])) : nil)
            case .withOrigin: continue
            }
        }
        return StatementArguments(values)
    }

    private func number(_ text: String) throws -> Int {
        guard let number = Int(text) else {
            throw DiagnosticError(.error("Spark wrote '\(text)' in \(table.rawValue) where a number belongs"))
        }
        return number
    }

    private func visitor(_ text: String) throws -> Data {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == 32, text.utf8.count == 32 else {
            throw DiagnosticError(
                .error("Spark wrote '\(text)' in \(table.rawValue) where a visitor belongs"))
        }
        return Data(stride(from: 0, to: 32, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }
}

/// Numbers of names in the store.
struct SparkNames {
    let db: Database
    private var routes = NameTable("routes", ["route"])
    private var members = NameTable("members", ["member"])
    private var origins = NameTable("origins", ["referrer", "source", "medium", "campaign"])

    init(db: Database) {
        self.db = db
    }

    mutating func route(_ name: String) throws -> Int { try routes.number(db, name) { [name] } }

    mutating func member(_ name: String) throws -> Int { try members.number(db, name) { [name] } }

    /// - Parameter names: referrer, source, medium, campaign. None has a control character.
    mutating func origin(_ names: [String]) throws -> Int {
        try origins.number(db, names.joined(separator: "\u{1}")) { names }
    }
}
