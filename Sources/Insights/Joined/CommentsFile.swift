import Diagnostics
import Files
import Foundation
import Membership

/// What somebody wrote about a page, or about nothing in particular.
public struct Comment: Sendable, Hashable {
    /// In UTC seconds since 1970.
    public var time: Int
    /// In the site's time zone.
    public var day: Day
    /// The member's id; empty for others.
    public var member: String
    /// The page's route; empty where it is of none.
    public var route: String
    public var text: String

    public init(time: Int, day: Day, member: String = "", route: String = "", text: String) {
        self.time = time
        self.day = day
        self.member = member
        self.route = route
        self.text = text
    }
}

/// Reads comments: `time` and `text`, and where they are known `member` and `route`; anything else is passed over.
public struct CommentsFile {
    private let file: String
    private let timeZone: TimeZone
    private var comments: [Comment] = []

    /// More faults than people read are not looked for.
    private static let mostFaults = 1000

    private init(file: String, timeZone: TimeZone) {
        self.file = file
        self.timeZone = timeZone
    }

    /// Every fault is appended to `diagnostics` with its line; comments with one are not returned.
    ///
    /// - Parameters:
    ///   - bytes: the whole file; JSON, an object on each line, when its name ends in `.ndjson`, otherwise CSV.
    ///   - file: its path.
    ///   - timeZone: of days without a time.
    public static func parse(
        _ bytes: [UInt8], file: String, timeZone: TimeZone, _ diagnostics: inout [Diagnostic]
    ) -> [Comment] {
        var reader = CommentsFile(file: file, timeZone: timeZone)
        if file.hasSuffix(".ndjson") {
            reader.readJSON(bytes, &diagnostics)
        } else if !bytes.isEmpty {
            reader.readCSV(bytes, &diagnostics)
        }
        return reader.comments
    }

    private mutating func readCSV(_ bytes: [UInt8], _ diagnostics: inout [Diagnostic]) {
        let table = CSVTable(parsing: bytes, file: file, diagnostics: &diagnostics)
        guard let columns = JoinedColumns(table, needed: ["time", "text"], &diagnostics) else { return }
        for row in 0..<table.rowCount where diagnostics.count < Self.mostFaults {
            let fault = add(
                time: columns.text("time", row), member: columns.text("member", row),
                route: columns.text("route", row), text: columns.text("text", row))
            if let fault {
                diagnostics.append(columns.error(fault.message, fault.field, row, hint: fault.hint))
            }
        }
    }

    private mutating func readJSON(_ bytes: [UInt8], _ diagnostics: inout [Diagnostic]) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) {
            guard diagnostics.count < Self.mostFaults else { return }
            let place = SourceLocation(file: file, line: index + 1)
            do throws(JSONError) {
                guard case .object(let object) = try JSONValue(parsing: Array(line)) else {
                    diagnostics.append(.error("a comment is a JSON object", at: place))
                    continue
                }
                let fault = add(
                    time: try object.string("time"), member: try Self.optional("member", object),
                    route: try Self.optional("route", object), text: try object.string("text"))
                if let fault { diagnostics.append(.error(fault.message, at: place, hint: fault.hint)) }
            } catch .syntax(let what, _, let column) {
                diagnostics.append(
                    .error(what, at: SourceLocation(file: file, line: index + 1, column: column)))
            } catch {
                diagnostics.append(.error("\(error)", at: place))
            }
        }
    }

    private static func optional(_ key: String, _ object: JSONObject) throws(JSONError) -> String {
        switch object[key] {
        case nil, .null: ""
        default: try object.string(key)
        }
    }

    private struct Fault {
        var message: String
        var field: String
        var hint: String?
    }

    private mutating func add(time: String, member: String, route: String, text: String) -> Fault? {
        guard member.isEmpty || Identifier.isValid(member) else {
            return Fault(message: "bad member id '\(member)'", field: "member", hint: Identifier.rule)
        }
        guard route.isEmpty || route.hasPrefix("/") else {
            return Fault(message: "bad route '\(route)'", field: "route", hint: "a route begins with /")
        }
        if let day = Day(time) {
            let offset = timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(day.startUTC)))
            comments.append(
                Comment(time: day.startUTC - offset, day: day, member: member, route: route, text: text))
            return nil
        }
        let whole = try? Date(time, strategy: .iso8601)
        let precise = try? Date(time, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        guard let date = whole ?? precise,
            (-62_135_596_800..<253_402_300_800).contains(date.timeIntervalSince1970)
        else {
            return Fault(
                message: "bad time '\(time)'", field: "time",
                hint: "write it as 2026-11-21T18:30:00Z or 2026-11-21")
        }
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        comments.append(
            Comment(time: seconds, day: Day(of: date, in: timeZone), member: member, route: route, text: text)
        )
        return nil
    }
}
