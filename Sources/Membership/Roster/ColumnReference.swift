extension Roster {
    /// What the reference says of a column of `members.csv`; texts are Markdown.
    public struct ColumnReference: Sendable, Hashable {
        public var name: String
        /// What may stand in it.
        public var value: String
        /// What an empty field is; nil where it must not be empty.
        public var standard: String?
        public var meaning: String
    }

    /// Every column that means something, in the usual order.
    public static var columnReference: [ColumnReference] {
        RosterColumn.allCases.map { column in
            let (value, standard, meaning) = column.reference
            return ColumnReference(
                name: column.rawValue, value: value, standard: standard, meaning: meaning)
        }
    }
}

extension RosterColumn {
    fileprivate var reference: (value: String, standard: String?, meaning: String) {
        switch self {
        case .id:
            ("lower-case letters, digits, `-`", nil, "Who it is; never used twice, never renamed.")
        case .name: ("text", "none", "The member's name; it stays on your machine.")
        case .email: ("text", "none", "The member's address; it stays on your machine.")
        case .tier: ("a tier's id", "none", "The tier that the member has.")
        case .courses:
            (
                "ids of courses, each with a start where it differs from `from`: `swift-basics@2026-10-01 crypto`",
                "none", "Courses that the member bought singly."
            )
        case .from: ("a day", "since ever", "The first day of the membership.")
        case .until: ("a day", "without end", "Its last day, the whole of it.")
        case .status:
            (
                MemberStatus.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "),
                "`\(MemberStatus.active.rawValue)`", "How the member stands; most let the dates decide."
            )
        case .generation: ("1, 2, 3 …", "`1`", "Which unlock code is the member's.")
        case .source: ("text", "none", "Where the member came from.")
        case .note: ("text", "none", "Yours to use.")
        case .term:
            (
                "`12m`, `14d`", "what the sale says",
                "How long an `unclaimed` code is good for from its sale on."
            )
        }
    }
}
