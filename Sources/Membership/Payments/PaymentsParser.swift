import Diagnostics
import Files

extension PaymentsFile {
    /// Reads `payments.csv`. Every fault is appended to `diagnostics` with its line and column; rows with one are
    /// not in the file.
    ///
    /// - Parameters:
    ///   - bytes: the whole file; an empty one is a file without payments.
    ///   - file: its path, for diagnostics.
    public init(parsing bytes: [UInt8], file: String, diagnostics: inout [Diagnostic]) {
        if bytes.isEmpty {
            self.init()
            return
        }
        let table = CSVTable(parsing: bytes, file: file, diagnostics: &diagnostics)
        guard !table.columns.isEmpty else {
            self.init()
            return
        }
        var parser = PaymentsParser(table: table)
        parser.parse()
        diagnostics += parser.faults
        self.init(payments: parser.payments, columns: table.columns)
    }
}

/// Turns rows into payments.
private struct PaymentsParser {
    let table: CSVTable
    private(set) var payments: [Payment] = []
    private(set) var faults: [Diagnostic] = []
    private var columns: [PaymentColumn: Int] = [:]
    private var unknownColumns: [Int] = []
    /// The first row of each payment and kind that may be there once only.
    private var rows: [[String]: Int] = [:]

    /// More faults than people read are only counted.
    private static let mostFaults = 1000

    init(table: CSVTable) {
        self.table = table
        for (index, name) in table.columns.enumerated() {
            if let column = PaymentColumn(rawValue: name) {
                columns[column] = columns[column] ?? index
            } else {
                unknownColumns.append(index)
            }
        }
    }

    mutating func parse() {
        guard hasItsColumns() else { return }
        payments.reserveCapacity(table.rowCount)
        for row in 0..<table.rowCount {
            if let payment = payment(row) { payments.append(payment) }
            if faults.count >= Self.mostFaults {
                faults.append(.error("'\(table.file)' has more faults than the \(Self.mostFaults) shown"))
                return
            }
        }
    }

    private mutating func hasItsColumns() -> Bool {
        let needed: [PaymentColumn] = [.member, .date, .kind, .amount, .currency]
        let missing = needed.filter { columns[$0] == nil }
        for column in missing {
            let near = didYouMean(column.rawValue, among: unknownColumns.map { table.columns[$0] })
            faults.append(
                table.error(
                    aboutHeader: "there is no column '\(column.rawValue)'",
                    hint: near.map { "is it '\($0)'?" }
                        ?? "the columns are: \(table.columns.joined(separator: ", "))"))
        }
        return missing.isEmpty
    }

    private mutating func payment(_ row: Int) -> Payment? {
        let before = faults.count
        let member = text(.member, row)
        if !member.isEmpty, !Identifier.isValid(member) {
            fault("bad member id '\(member)'", .member, row, hint: Identifier.rule)
        }
        let date = Day(text(.date, row))
        if date == nil {
            fault("bad date '\(text(.date, row))'", .date, row, hint: "write a date as 2026-10-01")
        }
        let kind = kind(row)
        let amount = Amount(text(.amount, row))
        if amount == nil {
            fault(
                "bad amount '\(text(.amount, row))'", .amount, row,
                hint: "write it as 5 or 12.50, never below zero: the kind says which way the money went")
        }
        let currency = text(.currency, row)
        if !currency.isCurrencyCode {
            fault("bad currency '\(currency)'", .currency, row, hint: "three capital letters, such as EUR")
        }
        checkOnce(row, kind)
        guard faults.count == before, let date, let kind, let amount else { return nil }
        return Payment(
            member: member, date: date, kind: kind, amount: amount, currency: currency,
            plan: text(.plan, row),
            arm: text(.arm, row), coupon: text(.coupon, row), channel: text(.channel, row),
            source: text(.source, row), id: text(.id, row), customer: text(.customer, row),
            extra: unknownColumns.map { table.text(row: row, column: $0) })
    }

    private mutating func kind(_ row: Int) -> PaymentKind? {
        let text = text(.kind, row)
        if let kind = PaymentKind(rawValue: text) { return kind }
        fault(
            "unknown kind '\(text)'", .kind, row,
            hint: suggestion(for: text, among: PaymentKind.allCases.map(\.rawValue), from: "a kind is one of")
        )
        return nil
    }

    /// A payment is there once; refunds in parts are several.
    private mutating func checkOnce(_ row: Int, _ kind: PaymentKind?) {
        let id = text(.id, row)
        guard !id.isEmpty, let kind, kind.isPurchase else { return }
        let key = [text(.source, row), id]
        if let first = rows[key] {
            fault(
                "payment '\(id)' is there twice, also on line \(table.line(ofRow: first))", .id, row,
                hint: "delete one of them")
        } else {
            rows[key] = row
        }
    }

    private func text(_ column: PaymentColumn, _ row: Int) -> String {
        columns[column].map { table.text(row: row, column: $0) } ?? ""
    }

    private mutating func fault(_ message: String, _ column: PaymentColumn, _ row: Int, hint: String? = nil) {
        faults.append(table.error(message, row: row, column: columns[column] ?? 0, hint: hint))
    }
}

extension String {
    /// Whether it is written like a code of ISO 4217.
    var isCurrencyCode: Bool {
        utf8.count == 3 && utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}
