import Files
import Membership

/// What an import changes, for people and for machines.
enum ImportReport {
    static func text(_ plan: ImportPlan, of file: ImportFile, skipped: Int, sections: Int) -> String {
        var lines = plan.changes.map(line)
        lines.append(lines.isEmpty ? "No member changes." : count(lines.count, "member") + " will change.")
        if !plan.newPayments.isEmpty {
            lines.append("payments.csv: \(count(plan.newPayments.count, "new row")).")
        }
        if !plan.raised.isEmpty {
            let list = plan.raised.map(\.description).joined(separator: ", ")
            lines.append("New keys for \(list): the next build seals \(count(sections, "section")) anew.")
        }
        if file.passedOver > 0 {
            lines.append("Passed over: \(count(file.passedOver, "row")) of \(file.kind).")
        }
        if skipped > 0 { lines.append("Skipped: \(count(skipped, "row")), see above.") }
        return lines.joined(separator: "\n")
    }

    static func json(_ plan: ImportPlan, skipped: Int) -> String {
        let value: JSONValue = [
            "changes": .array(
                plan.changes.map { change in
                    [
                        "kind": .string(change.kind.rawValue), "member": .string(change.after.id),
                        "tier": change.after.tier.map(JSONValue.string) ?? .null,
                        "courses": .array(change.after.courses.map { .string($0.description) }),
                        "until": change.after.until.map { .string($0.description) } ?? .null,
                        "status": .string(change.after.status.rawValue),
                    ]
                }),
            "payments": .integer(plan.newPayments.count),
            "raised": .array(plan.raised.map { .string($0.description) }), "skipped": .integer(skipped),
        ]
        return value.text()
    }

    /// `added     ann-lee  premium, until 2027-01-15`
    private static func line(_ change: ImportChange) -> String {
        let kind = change.kind.rawValue
        let gap = String(repeating: " ", count: max(1, 10 - kind.count))
        return "\(kind)\(gap)\(change.after.id)  \(what(change))"
    }

    private static func what(_ change: ImportChange) -> String {
        guard let before = change.before else { return describe(change.after) }
        if change.after.status == .revoked { return describe(before) }
        let (old, new) = (describe(before), describe(change.after))
        return old == new ? new : "\(old) -> \(new)"
    }

    private static func describe(_ member: Member) -> String {
        let held = ([member.tier].compactMap(\.self) + member.courses.map(\.description)).joined(
            separator: " ")
        let status = [.active, .revoked].contains(member.status) ? "" : " (\(member.status.rawValue))"
        return held + status + (member.until.map { ", until \($0)" } ?? "")
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
