import Files
import Membership

/// The roster as people and machines read it.
enum MemberTable {
    static func text(_ roster: Roster, _ entitlements: Entitlements) -> String {
        let header = ["ID", "TIER", "COURSES", "FROM", "UNTIL", "STANDING"]
        let rows = roster.members.map { member in
            [
                member.id, member.tier ?? "–",
                member.courses.isEmpty ? "–" : member.courses.map(\.description).joined(separator: " "),
                member.from?.description ?? "–", member.until?.description ?? "–",
                entitlements.standing(of: member).rawValue,
            ]
        }
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        return ([header] + rows).map { row in
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            let line = cells.joined(separator: "  ")
            return String(
                line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex)])
        }.joined(separator: "\n")
    }

    static func json(_ roster: Roster, _ entitlements: Entitlements) -> String {
        JSONValue.array(
            roster.members.map { member in
                [
                    "id": .string(member.id), "name": .string(member.name), "email": .string(member.email),
                    "tier": member.tier.map { .string($0) } ?? .null,
                    "courses": .array(member.courses.map { .string($0.description) }),
                    "from": member.from.map { .string($0.description) } ?? .null,
                    "until": member.until.map { .string($0.description) } ?? .null,
                    "generation": .integer(member.generation),
                    "standing": .string(entitlements.standing(of: member).rawValue),
                ]
            }
        ).text()
    }
}
