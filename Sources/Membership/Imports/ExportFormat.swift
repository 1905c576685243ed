import Diagnostics
import Files
import Foundation

/// What a service's file looks like: its columns, and what a row of it says.
struct ExportFormat: Sendable {
    /// For people: `Gumroad's sales export`.
    let name: String
    /// How the author gets the file.
    let origin: String
    /// The columns without which it is another file. Others are looked at where they are there.
    let columns: [String]
    /// Nil for a row that says nothing of memberships, such as a failed payment or a line of totals.
    let read: @Sendable (ExportRow) throws(RowFault) -> RawRow?
}

/// A row before its products are looked up.
struct RawRow: Sendable {
    var buyer: Buyer
    /// For each product the names the file has for it, the most exact first.
    var products: [[String]]
    /// How long one payment lasts, as the file says.
    var duration: Offer.Duration = .asSold
    /// Whether a row without a known product is fine, because another file tells what was bought.
    var mayLackProduct = false
    var statement: Statement
}

/// Why a row cannot be understood.
struct RowFault: Error {
    var diagnostic: Diagnostic
}

/// A row of a service's file, by the names of its columns.
struct ExportRow {
    let table: CSVTable
    let row: Int
    let positions: [String: Int]
    let timeZone: TimeZone
    /// The day of the import, in that time zone.
    let today: Day

    /// The value without blanks around it; empty when the file lacks the column.
    func text(_ column: String) -> String {
        guard let position = positions[column] else { return "" }
        let text = table.text(row: row, column: position)
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The first of the columns that has a value.
    func text(anyOf columns: String...) -> String {
        columns.lazy.map(text).first { !$0.isEmpty } ?? ""
    }

    func needed(_ column: String) throws(RowFault) -> String {
        let text = text(column)
        guard !text.isEmpty else { throw fault("there is no '\(column)' in this row", column) }
        return text
    }

    /// A mail address; only its shape is checked.
    func email(_ column: String) throws(RowFault) -> String {
        let text = try needed(column)
        guard MailAddress.isValid(text) else { throw fault("'\(text)' is not a mail address", column) }
        return text
    }

    /// The day of a date or a time in UTC, in the site's time zone; nil when there is none.
    func day(_ column: String) throws(RowFault) -> Day? {
        let text = text(column)
        if text.isEmpty { return nil }
        guard let day = ServiceTime.day(text, in: timeZone) else {
            throw fault(
                "bad date '\(text)'", column,
                hint: "a date is read as 2026-10-01 or 2026-10-01 09:30:00 (UTC)")
        }
        return day
    }

    /// An amount; zero when the column is empty or missing.
    func amount(_ column: String) throws(RowFault) -> Amount {
        let text = text(column)
        if text.isEmpty { return .zero }
        guard let amount = ServiceAmount.amount(text) else {
            throw fault("bad amount '\(text)'", column, hint: "an amount is read as 12.50")
        }
        return amount
    }

    func currency(_ column: String) throws(RowFault) -> String {
        let text = try needed(column).uppercased()
        guard text.isCurrencyCode else {
            throw fault("bad currency '\(text)'", column, hint: "three letters, such as EUR")
        }
        return text
    }

    /// A yes or no, as services write them; no when the column is empty or missing.
    func flag(_ column: String) throws(RowFault) -> Bool {
        let text = text(column)
        switch text.lowercased() {
        case "", "0", "no", "false": return false
        case "1", "yes", "true": return true
        default: throw fault("'\(text)' is neither yes nor no", column)
        }
    }

    func fault(_ message: String, _ column: String, hint: String? = nil) -> RowFault {
        RowFault(
            diagnostic: table.error(message, row: row, column: positions[column] ?? 0, hint: hint))
    }
}

/// Times as services write them.
enum ServiceTime {
    /// Reads `2026-10-01`, and `2026-10-01 09:30`, `2026-10-01T09:30:15.123Z`, `2026-10-01 09:30:15 UTC`, which are
    /// in UTC and fall on the day that it was then in the time zone.
    static func day(_ text: String, in timeZone: TimeZone) -> Day? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes.count <= 40,
            let day = Day(String(decoding: bytes[..<10], as: UTF8.self))
        else { return nil }
        if bytes.count == 10 { return day }
        guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let seconds = secondsOfDay(bytes[11...])
        else { return nil }
        return Day(of: Date(timeIntervalSince1970: Double(day.startUTC + seconds)), in: timeZone)
    }

    /// `09:30`, `09:30:15`, `09:30:15.123456`, each alone or with `Z`, ` UTC`, `+00:00` or ` +0000` behind it.
    private static func secondsOfDay(_ bytes: ArraySlice<UInt8>) -> Int? {
        var clock = String(decoding: bytes, as: UTF8.self)
        for zone in ["Z", " UTC", "+00:00", " +0000", " +00:00"] where clock.hasSuffix(zone) {
            clock.removeLast(zone.count)
            break
        }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[0].utf8.count == 2, parts[1].utf8.count == 2,
            let hour = decimal(parts[0].utf8), hour < 24, let minute = decimal(parts[1].utf8), minute < 60
        else { return nil }
        guard parts.count == 3 else { return hour * 3600 + minute * 60 }
        let second = parts[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = second.first, whole.utf8.count == 2, let value = decimal(whole.utf8), value < 60,
            second.count == 1 || decimal(second[1].utf8) != nil
        else { return nil }
        return hour * 3600 + minute * 60 + value
    }
}

/// Amounts as services write them.
enum ServiceAmount {
    /// Reads `12.50`, `$12.50`, `1,250.00` and, as some accounts have it, `12,50`.
    static func amount(_ text: String) -> Amount? {
        var text = text[...]
        if let first = text.first, "$€£¥".contains(first) { text = text.dropFirst() }
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        if groups.count == 1 { return Amount(text) }
        let last = groups[groups.count - 1]
        if groups.count == 2, last.utf8.count == 2, !text.contains(".") {
            return Amount("\(groups[0]).\(last)")
        }
        // `1,250` alone could be either; with a point behind it is a thousand.
        guard last.contains("."), groups[0].utf8.count <= 3,
            groups.dropFirst().dropLast().allSatisfy({ $0.utf8.count == 3 }),
            last.utf8.prefix(while: { $0 != UInt8(ascii: ".") }).count == 3
        else { return nil }
        return Amount(groups.joined())
    }
}

/// Mail addresses, by their shape.
public enum MailAddress {
    /// Whether it is one word with an `@` inside, a dot in what follows, and nothing that could end a header or
    /// begin another address.
    public static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, text.utf8.count <= 254, parts[1].contains("."),
            !parts[1].hasPrefix("."), !parts[1].hasSuffix(".")
        else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.value > 0x20 && scalar.value != 0x7F && !scalar.properties.isWhitespace
                && scalar.properties.generalCategory != .control
                && scalar.properties.generalCategory != .format
                && !"<>()[],;:\\\"".unicodeScalars.contains(scalar)
        }
    }

    /// Two addresses are one person's when these are the same.
    public static func folded(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    }
}
