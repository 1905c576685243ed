import Foundation

extension ExportFormat {
    /// Ghost's members export: Members, settings, Export members. One row a member, as it stands at the time.
    ///
    /// Columns: Ghost's own source, `ghost/members-csv/lib/unparse.js` in github.com/TryGhost/Ghost (`id, email, name,
    /// note, subscribed_to_emails, complimentary_plan, stripe_customer_id, created_at, deleted_at, labels, tiers`), and
    /// https://ghost.org/help/import-members/ for their values. `tiers` has the names of the paid tiers, comma-separated.
    /// It names no payments and no end: a membership lasts until an export no longer shows it, so import often.
    static let ghost = ExportFormat(
        name: "Ghost's members export", origin: "Ghost: Members, settings, Export members",
        columns: ["id", "email", "name", "complimentary_plan", "created_at", "deleted_at", "tiers"]
    ) { row throws(RowFault) in
        let tiers = row.text("tiers").split(separator: ",").map {
            [String($0).trimmingCharacters(in: .whitespaces)]
        }
        let isGift = try row.flag("complimentary_plan")
        let deleted = try row.day("deleted_at")
        let standing: ServiceStanding
        if tiers.isEmpty || deleted != nil {
            standing = .ended(deleted)
        } else {
            standing = .active(from: try row.day("created_at"), until: nil, isGift: isGift)
        }
        return RawRow(
            buyer: Buyer(
                email: try row.email("email"), name: row.text("name"), customer: try row.needed("id")),
            products: tiers, statement: .standing(standing, last: nil))
    }
}
