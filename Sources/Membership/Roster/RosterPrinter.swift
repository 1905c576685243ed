import Files

extension Roster {
    /// The roster as CSV: one row a member, sorted by id, so that a change of one shows as one line.
    ///
    /// The columns stay in the order of the file; a known column that is missing there is appended once
    /// a member has something to say in it.
    public func printed() -> [UInt8] {
        var printer = CSVPrinter()
        let columns = printedColumns
        let known = columns.map(RosterColumn.init(rawValue:))
        printer.print(columns)
        for member in members {
            var extra = member.extra.makeIterator()
            printer.print(known.map { column in column.map(member.text) ?? extra.next() ?? "" })
        }
        return printer.bytes
    }

    /// The line of one member in this roster's file, without its end, to show what a change does.
    public func printedLine(of member: Member) -> String {
        let lines = Roster(members: [member], columns: columns).printed().split(separator: UInt8(ascii: "\n"))
        // A value with a line break takes several lines; the first is the header.
        return lines.dropFirst().map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }

    private var printedColumns: [String] {
        let missing = RosterColumn.allCases.filter { column in
            !columns.contains(column.rawValue)
                && members.contains { $0.text(column) != column.defaultText }
        }
        return columns + missing.map(\.rawValue)
    }
}

extension RosterColumn {
    /// What a missing column means.
    fileprivate var defaultText: String {
        switch self {
        case .status: MemberStatus.active.rawValue
        case .generation: "1"
        default: ""
        }
    }
}

extension Member {
    fileprivate func text(_ column: RosterColumn) -> String {
        switch column {
        case .id: id
        case .name: name
        case .email: email
        case .tier: tier ?? ""
        case .courses:
            courses.sortedByUTF8(\.course).map(\.description).joined(separator: " ")
        case .from: from?.description ?? ""
        case .until: until?.description ?? ""
        case .status: status.rawValue
        case .generation: String(generation)
        case .source: source
        case .note: note
        case .term: term?.description ?? ""
        }
    }
}
