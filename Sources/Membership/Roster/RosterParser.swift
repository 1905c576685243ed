import Diagnostics
import Files

extension Roster {
    /// Reads `members.csv`. Every fault is appended to `diagnostics` with its line and column; rows with
    /// one are not in the roster.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - file: its path, for diagnostics.
    ///   - tiers: the site's tiers; nil when tier names are not to be checked.
    ///   - courses: the ids of the site's courses; nil when they are not to be checked.
    public init(
        parsing bytes: [UInt8], file: String, tiers: TierList?, courses: [String]?,
        diagnostics: inout [Diagnostic]
    ) {
        let table = CSVTable(parsing: bytes, file: file, diagnostics: &diagnostics)
        guard !table.columns.isEmpty else {
            self.init()
            return
        }
        var parser = RosterParser(table: table, tiers: tiers, courses: courses)
        parser.parse()
        diagnostics += parser.faults
        self.init(members: parser.members, columns: table.columns)
    }
}

/// Turns rows into members.
struct RosterParser {
    let table: CSVTable
    private(set) var members: [Member] = []
    private(set) var faults: [Diagnostic] = []

    private let tiers: TierList?
    private let courses: [String]?
    private let knownCourses: Set<String>
    private var columns: [RosterColumn: Int] = [:]
    private var unknownColumns: [Int] = []
    /// The first row of each id.
    private var rows: [String: Int] = [:]

    /// More faults than people read are only counted.
    private static let mostFaults = 1000

    init(table: CSVTable, tiers: TierList?, courses: [String]?) {
        self.table = table
        self.tiers = tiers
        self.courses = courses?.sorted(by: byUTF8)
        knownCourses = Set(courses ?? [])
        for (index, name) in table.columns.enumerated() {
            if let column = RosterColumn(rawValue: name) {
                columns[column] = columns[column] ?? index
            } else {
                unknownColumns.append(index)
            }
        }
    }

    mutating func parse() {
        checkColumns()
        guard columns[.id] != nil else { return }
        members.reserveCapacity(table.rowCount)
        rows.reserveCapacity(table.rowCount)
        for row in 0..<table.rowCount {
            let before = faults.count
            let member = member(row)
            if faults.count == before { members.append(member) }
            if faults.count >= Self.mostFaults {
                faults.append(.error("'\(table.file)' has more faults than the \(Self.mostFaults) shown"))
                return
            }
        }
    }

    private mutating func checkColumns() {
        let missing = RosterColumn.usual.filter { columns[$0] == nil }
        for index in unknownColumns {
            let name = table.columns[index]
            // An unknown column is the author's own, unless it looks like a slip in a known one:
            // a mistyped `until` would make every member one for life.
            guard let near = didYouMean(name, among: missing.map(\.rawValue)) else { continue }
            faults.append(
                table.diagnostic(
                    .warning, "column '\(name)' is kept, but means nothing to the build", header: index,
                    hint: "did you mean '\(near)'?"))
        }
        let names = table.columns.joined(separator: ", ")
        if columns[.id] == nil {
            faults.append(
                table.error(
                    aboutHeader: "there is no column 'id'", hint: "the columns are: \(names)"))
        }
        if columns[.tier] == nil, columns[.courses] == nil {
            faults.append(
                table.error(
                    aboutHeader: "there is neither a column 'tier' nor a column 'courses'",
                    hint: "the columns are: \(names)"))
        }
    }

    private mutating func member(_ row: Int) -> Member {
        let before = faults.count
        let status = status(row)
        var member = Member(
            id: id(row), name: text(.name, row), email: text(.email, row), tier: tier(row),
            courses: courses(row), from: day(.from, row), until: day(.until, row), status: status,
            generation: generation(row), source: text(.source, row), note: text(.note, row),
            term: term(row))
        if !unknownColumns.isEmpty {
            member.extra = unknownColumns.map { table.text(row: row, column: $0) }
        }
        // A day that could not be read is none here.
        checkOrder(member, row)
        // Any other fault in the columns would only be said again.
        if faults.count == before { check(member, row) }
        return member
    }

    private func text(_ column: RosterColumn, _ row: Int) -> String {
        columns[column].map { table.text(row: row, column: $0) } ?? ""
    }

    private mutating func fault(
        _ message: String, _ column: RosterColumn, _ row: Int, utf8Offset: Int = 0,
        length: Int? = nil, hint: String? = nil
    ) {
        // Without the column the fault is the row's.
        let index = columns[column] ?? columns[.id] ?? 0
        faults.append(
            table.error(
                message, row: row, column: index, utf8Offset: utf8Offset, length: length, hint: hint))
    }
}

/// One function a column.
extension RosterParser {
    private mutating func id(_ row: Int) -> String {
        let id = text(.id, row)
        if id.isEmpty {
            fault("this member has no id", .id, row, hint: Identifier.rule)
        } else if !Identifier.isValid(id) {
            let near = Identifier.suggestion(for: id).map { "did you mean '\($0)'? " } ?? ""
            fault("bad member id '\(id)'", .id, row, hint: near + Identifier.rule)
        } else if let first = rows[id] {
            fault(
                "member '\(id)' is there twice, also on line \(table.line(ofRow: first))", .id, row,
                hint: "give one of them another id, or make one row of both")
        } else {
            rows[id] = row
        }
        return id
    }

    private mutating func tier(_ row: Int) -> String? {
        let tier = text(.tier, row)
        if tier.isEmpty { return nil }
        if let tiers, !tiers.contains(tier) {
            let hint =
                tiers.ids.isEmpty
                ? "sealpress.yml has no tiers"
                : suggestion(for: tier, among: tiers.ids, from: "sealpress.yml has")
            fault("unknown tier '\(tier)'", .tier, row, hint: hint)
        }
        return tier
    }

    private mutating func courses(_ row: Int) -> [CourseAccess] {
        guard let column = columns[.courses], !table.isEmpty(row: row, column: column) else { return [] }
        let text = table.text(row: row, column: column)
        var found: [CourseAccess] = []
        for part in text.split(whereSeparator: { $0 == " " || $0 == ";" }) {
            if let access = course(part, in: text, row) {
                if found.contains(where: { $0.course == access.course }) {
                    fault(
                        "course '\(access.course)' is there twice for this member", .courses, row,
                        utf8Offset: part.offset(in: text), length: part.count, hint: "delete one")
                } else {
                    found.append(access)
                }
            }
        }
        return found
    }

    private mutating func course(_ part: Substring, in text: String, _ row: Int) -> CourseAccess? {
        let pieces = part.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let id = pieces.first ?? ""
        let offset = part.offset(in: text)
        guard Identifier.isValid(id) else {
            fault(
                "bad course '\(part)'", .courses, row, utf8Offset: offset, length: part.count,
                hint: "write courses as swift-basics or swift-basics@2026-10-01, separated by spaces")
            return nil
        }
        if let courses, !knownCourses.contains(String(id)) {
            let hint =
                courses.isEmpty
                ? "the site has no courses"
                : suggestion(for: String(id), among: courses, from: "the site has")
            fault(
                "unknown course '\(id)'", .courses, row, utf8Offset: offset, length: id.count, hint: hint)
        }
        guard pieces.count == 2 else { return CourseAccess(String(id)) }
        guard let start = Day(pieces[1]) else {
            fault(
                "bad date '\(pieces[1])'", .courses, row, utf8Offset: offset + id.utf8.count + 1,
                length: pieces[1].count, hint: dateHint)
            return nil
        }
        return CourseAccess(String(id), start: start)
    }

    private mutating func day(_ column: RosterColumn, _ row: Int) -> Day? {
        guard let index = columns[column], !table.isEmpty(row: row, column: index) else { return nil }
        let text = table.text(row: row, column: index)
        if let day = Day(text) { return day }
        fault("bad date '\(text)'", column, row, hint: dateHint)
        return nil
    }

    private mutating func status(_ row: Int) -> MemberStatus {
        let text = text(.status, row)
        if text.isEmpty { return .active }
        if let status = MemberStatus(rawValue: text) { return status }
        let hint = suggestion(
            for: text, among: MemberStatus.allCases.map(\.rawValue), from: "a status is one of")
        fault("unknown status '\(text)'", .status, row, hint: hint)
        return .active
    }

    private mutating func generation(_ row: Int) -> Int {
        let text = text(.generation, row)
        if text.isEmpty { return 1 }
        if let number = canonicalDecimal(text), (1...Member.highestGeneration).contains(number) {
            return number
        }
        fault(
            "bad generation '\(text)'", .generation, row,
            hint: "a whole number from 1 on, raised by one for each new code")
        return 1
    }

    private mutating func term(_ row: Int) -> MembershipTerm? {
        let text = text(.term, row)
        if text.isEmpty { return nil }
        if let term = MembershipTerm(text) { return term }
        fault("bad term '\(text)'", .term, row, hint: "write it as 12m (months) or 14d (days)")
        return nil
    }

    private mutating func checkOrder(_ member: Member, _ row: Int) {
        guard let from = member.from, let until = member.until, until < from else { return }
        fault("'until' \(until) is before 'from' \(from)", .until, row, hint: untilHint)
    }

    /// What no column shows alone.
    private mutating func check(_ member: Member, _ row: Int) {
        if member.tier == nil, member.courses.isEmpty, member.status.isGovernedByDates {
            fault(
                "member '\(member.id)' has neither a tier nor a course",
                columns[.tier] == nil ? .courses : .tier,
                row, hint: "name one of them")
        }
        if let until = member.until {
            // What is the member's own has nothing to do with the tier's last day, and who holds nothing must not be
            // kept from being shut out by it.
            for access in member.ownsCourses || !member.status.isGovernedByDates ? [] : member.courses {
                guard let start = access.start, start > until else { continue }
                fault(
                    "course '\(access.course)' starts on \(start), after 'until' \(until)", .courses, row,
                    hint: untilHint)
            }
            if member.status == .lifetime {
                fault("a lifetime membership has no 'until'", .until, row, hint: "delete the date")
            }
        } else if member.status == .trial {
            fault("a trial needs an 'until'", .until, row, hint: "name its last day, such as 2026-10-31")
        }
    }

    private var untilHint: String { "'until' is the last day of the membership" }

    private var dateHint: String { "write a date as 2026-10-01" }
}

extension Member {
    /// No generation is read above this, so that raising one cannot overflow.
    public static let highestGeneration = 1_000_000
}

extension Substring {
    /// Where it begins in `text`, in UTF-8 bytes.
    fileprivate func offset(in text: String) -> Int {
        text.utf8.distance(from: text.utf8.startIndex, to: startIndex)
    }
}
