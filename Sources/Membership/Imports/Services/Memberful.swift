extension ExportFormat {
    /// Memberful's members export: Members, Actions, Export. One row a member and plan, as it stands at the time.
    ///
    /// Memberful describes the export at https://memberful.com/help/general/member-account-management and publishes no
    /// list of its columns; these are the ones that open importers of it read (`Full Name`, `Email`, `Memberful ID`,
    /// `Plan`, `Active`, `Created at`, `Expiration date`, `UTM …`). It names no payments. A membership that is inactive
    /// before its expiration was refunded, suspended or deleted
    /// (https://memberful.com/help/general/memberful-dashboard/, "Refunds and suspensions").
    static let memberful = ExportFormat(
        name: "Memberful's members export", origin: "Memberful: Members, Actions, Export",
        columns: ["Full Name", "Email", "Memberful ID", "Plan", "Active", "Expiration date"]
    ) { row throws(RowFault) in
        let plan = row.text("Plan")
        // Somebody who only registered.
        if plan.isEmpty { return nil }
        let until = try row.day("Expiration date")
        let standing: ServiceStanding
        if try row.flag("Active") {
            standing = .active(from: try row.day("Created at"), until: until)
        } else {
            standing = until.map { $0 >= row.today } == true ? .revoked : .ended(until)
        }
        return RawRow(
            buyer: Buyer(
                email: try row.email("Email"), name: row.text("Full Name"),
                customer: try row.needed("Memberful ID")),
            products: [[plan, row.text("Plan ID")]], statement: .standing(standing, last: nil))
    }
}
