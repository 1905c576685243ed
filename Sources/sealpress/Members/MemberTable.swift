import Files
import Membership

/// Members as people and machines read them.
enum MemberTable {
    static func text(_ members: [Member], _ entitlements: Entitlements) -> String {
        let header = ["ID", "TIER", "COURSES", "FROM", "UNTIL", "STANDING"]
        let rows = members.map { member in
            [
                member.id, member.tier ?? "–",
                member.courses.isEmpty ? "–" : member.courses.map(\.description).joined(separator: " "),
                member.from?.description ?? "–", member.until?.description ?? "–",
                standing(member, entitlements),
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

    /// `active`, or with the row's status where that says more: `lapsed (trial)`.
    static func standing(_ member: Member, _ entitlements: Entitlements) -> String {
        let word = entitlements.word(for: member)
        return [.active, .revoked].contains(member.status) ? word : "\(word) (\(member.status.rawValue))"
    }

    static func csv(_ members: [Member], _ entitlements: Entitlements) -> [UInt8] {
        var printer = CSVPrinter()
        printer.print(["id", "name", "email", "tier", "courses", "from", "until", "status", "standing"])
        for member in members {
            printer.print([
                member.id, member.name, member.email, member.tier ?? "",
                member.courses.map(\.description).joined(separator: " "), member.from?.description ?? "",
                member.until?.description ?? "", member.status.rawValue, entitlements.word(for: member),
            ])
        }
        return printer.bytes
    }

    static func json(_ members: [Member], _ entitlements: Entitlements) -> String {
        JSONValue.array(members.map { .object(fields($0, entitlements)) }).text()
    }

    static func fields(_ member: Member, _ entitlements: Entitlements) -> JSONObject {
        [
            "id": .string(member.id), "name": .string(member.name), "email": .string(member.email),
            "tier": member.tier.map { .string($0) } ?? .null,
            "courses": .array(member.courses.map { .string($0.description) }),
            "from": member.from.map { .string($0.description) } ?? .null,
            "until": member.until.map { .string($0.description) } ?? .null,
            "status": .string(member.status.rawValue),
            "generation": .integer(member.generation),
            "standing": .string(entitlements.word(for: member)),
        ]
    }
}
