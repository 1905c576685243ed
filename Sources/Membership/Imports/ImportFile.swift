import Diagnostics
import Files
import Foundation

/// A service's export file, read and understood row by row.
public struct ImportFile: Sendable {
    public let service: ImportService
    /// What it was taken for: `Gumroad's sales export`.
    public let kind: String
    /// What is wrong with the file as a whole; with any of these, nothing of it can be used.
    public let fileFaults: [Diagnostic]
    /// What is wrong with single rows; they are not among the rows.
    public private(set) var rowFaults: [Diagnostic]
    /// Rows that say nothing of memberships: failed payments, followers, lines of totals, products that are none of
    /// the site's.
    public private(set) var passedOver: Int
    let rows: [ImportedRow]
    private let table: CSVTable?
    private let positions: [String: Int]

    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - path: its path, for diagnostics.
    ///   - products: what the site sells, by the names that the service uses.
    ///   - tiers: for the period of a tier, where neither the file nor a mapping says how long a payment lasts.
    ///   - timeZone: the site's; times in the file are in UTC.
    ///   - today: the day of the import.
    public init(
        parsing bytes: [UInt8], path: String, from service: ImportService, products: ProductMappings,
        tiers: TierList, timeZone: TimeZone, today: Day
    ) {
        self.service = service
        var faults: [Diagnostic] = []
        let table = CSVTable(parsing: bytes, file: path, diagnostics: &faults)
        let positions = Dictionary(
            table.columns.enumerated().map { ($1.trimmingCharacters(in: .whitespaces), $0) },
            uniquingKeysWith: { first, _ in first })
        var rowFaults: [Diagnostic] = []
        var rows: [ImportedRow] = []
        var passedOver = 0
        let format = Self.format(of: positions, from: service)
        if table.columns.isEmpty {
            // The parser has said so.
        } else if let fault = Self.fault(of: format, table: table, positions: positions) {
            faults.append(fault)
        } else {
            let faultyLines = Set(faults.compactMap(\.location?.line)).sorted()
            for row in 0..<table.rowCount where !table.isFaulty(row, faultyLines) {
                let row = ExportRow(
                    table: table, row: row, positions: positions, timeZone: timeZone, today: today)
                do throws(RowFault) {
                    guard let raw = try format.read(row),
                        let imported = try Self.row(raw, row, service, products, tiers)
                    else {
                        passedOver += 1
                        continue
                    }
                    rows.append(imported)
                } catch {
                    rowFaults.append(error.diagnostic)
                }
            }
        }
        kind = format.name
        // A row with too few or too many values is one that cannot be understood; a broken header is the file's.
        fileFaults = faults.filter { $0.location?.line ?? 1 <= 1 }
        self.rowFaults = faults.filter { $0.location?.line ?? 1 > 1 } + rowFaults
        self.rows = rows
        self.passedOver = passedOver
        self.table = table.columns.isEmpty ? nil : table
        self.positions = positions
    }

    /// The format with all its columns there, else the one that lacks the fewest.
    private static func format(of positions: [String: Int], from service: ImportService) -> ExportFormat {
        func missing(_ format: ExportFormat) -> Int { format.columns.count { positions[$0] == nil } }
        return service.formats.min { missing($0) < missing($1) } ?? .csv
    }

    private static func fault(
        of format: ExportFormat, table: CSVTable, positions: [String: Int]
    ) -> Diagnostic? {
        let missing = format.columns.filter { positions[$0] == nil }
        if missing.isEmpty { return nil }
        let list = missing.map { "'\($0)'" }.joined(separator: ", ")
        return table.error(
            aboutHeader: "this is not \(format.name): there is no column \(list)",
            hint: "\(format.origin); save it as it comes, without editing")
    }

    private static func row(
        _ raw: RawRow, _ row: ExportRow, _ service: ImportService, _ products: ProductMappings,
        _ tiers: TierList
    ) throws(RowFault) -> ImportedRow? {
        var holdings: [Holding] = []
        var isForeign = false
        for names in raw.products {
            guard let mapping = products.mapping(of: names, from: service) else {
                if raw.mayLackProduct || raw.isOver { continue }
                let name = names.first { !$0.isEmpty } ?? ""
                throw row.fault(
                    "unknown product '\(name)'", naming: name, hint: products.hint(for: names, from: service))
            }
            if let offer = mapping.offer {
                holdings.append(
                    Holding(
                        tier: offer.tier, courses: offer.courses,
                        term: term(of: offer, sold: raw.duration, tiers), arm: mapping.arm))
            } else {
                isForeign = true
            }
        }
        if holdings.isEmpty, isForeign { return nil }
        return ImportedRow(
            row: row.row, buyer: raw.buyer, holdings: holdings,
            productNames: raw.products.joined().filter { !$0.isEmpty }, statement: raw.statement)
    }

    /// The mapping's own word, else the file's, else the tier's period; what has no period is for good.
    private static func term(of offer: Offer, sold: Offer.Duration, _ tiers: TierList) -> MembershipTerm? {
        for duration in [offer.duration, sold] {
            switch duration {
            case .term(let term): return term
            case .forGood: return nil
            case .asSold: continue
            }
        }
        return offer.tier.flatMap { tiers[$0]?.period }.flatMap { MembershipTerm($0) }
    }

    /// Whether any row has a licence key, which may be an unlock code.
    public var hasLicences: Bool { rows.contains { !$0.buyer.licence.isEmpty } }

    /// A fault of a row that was understood but cannot be carried out.
    func fault(_ row: ImportedRow, _ message: String, hint: String? = nil) -> Diagnostic {
        fault(.error, row, message, hint: hint)
    }

    func warning(_ row: ImportedRow, _ message: String, hint: String? = nil) -> Diagnostic {
        fault(.warning, row, message, hint: hint)
    }

    private func fault(
        _ severity: Diagnostic.Severity, _ row: ImportedRow, _ message: String, hint: String?
    ) -> Diagnostic {
        guard let table else { return Diagnostic(severity, message, hint: hint) }
        let column = ["Email", "email", "Customer Email", "Purchase Email"].lazy.compactMap { positions[$0] }
            .first
        var fault = table.error(message, row: row.row, column: column ?? 0, hint: hint)
        fault.severity = severity
        return fault
    }

    /// The line on which a row stands.
    func line(of row: ImportedRow) -> Int { table?.line(ofRow: row.row) ?? 0 }
}

extension CSVTable {
    /// Whether one of the lines, sorted, is of this row: a fault of the table itself, such as a NUL character.
    fileprivate func isFaulty(_ row: Int, _ lines: [Int]) -> Bool {
        if lines.isEmpty { return false }
        let first = line(ofRow: row)
        // A value in quotes may go over several lines.
        let breaks = columns.indices.reduce(0) { sum, column in
            sum + text(row: row, column: column).utf8.count { $0 == UInt8(ascii: "\n") }
        }
        return lines.contains { $0 >= first && $0 <= first + breaks }
    }
}

extension RawRow {
    /// Whether it speaks of a membership that is over: then what it was of does not matter.
    fileprivate var isOver: Bool {
        switch statement {
        case .standing(.ended, _), .standing(.revoked, _): true
        default: false
        }
    }
}

extension ExportRow {
    /// A fault at the column that has this value.
    fileprivate func fault(_ message: String, naming value: String, hint: String) -> RowFault {
        let column = table.columns.indices.first {
            table.text(row: row, column: $0).contains(value) && !value.isEmpty
        }
        return RowFault(diagnostic: table.error(message, row: row, column: column ?? 0, hint: hint))
    }
}
