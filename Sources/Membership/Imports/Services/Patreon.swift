extension ExportFormat {
    /// Patreon's members export: Audience, Relationship manager, Export as CSV. One row a patron, as it stands at the
    /// time, with the last charge.
    ///
    /// The states of a patron: https://support.patreon.com/hc/en-us/articles/360045516212; of a charge: `patron_status`
    /// and `last_charge_status` of https://docs.patreon.com/#member. The columns are those of the file itself. The export
    /// does not say what the last charge came to: the pledge is taken for it.
    static let patreon = ExportFormat(
        name: "Patreon's members export", origin: "Patreon: Audience, Relationship manager, Export as CSV",
        columns: [
            "Name", "Email", "Patron Status", "Pledge Amount", "Tier", "Patronage Since Date",
            "Last Charge Date",
            "Last Charge Status", "User ID", "Currency", "Access Expiration",
        ]
    ) { row throws(RowFault) in
        let tier = row.text("Tier")
        let chargeStatus = row.text("Last Charge Status").lowercased()
        // Followers and free members; details of blocked patrons are left out of the file.
        if tier.isEmpty || row.text("Email").isEmpty { return nil }
        if try row.flag("Free Member") { return nil }
        let user = try row.needed("User ID")
        var charge: Charge?
        switch chargeStatus {
        case "paid", "partially refunded", "refunded", "refunded by patreon", "fraud":
            guard let date = try row.day("Last Charge Date") else {
                throw row.fault("there is no 'Last Charge Date' for this charge", "Last Charge Date")
            }
            var paid = Charge(
                id: "\(user)-\(date)", date: date, amount: try row.amount("Pledge Amount"),
                currency: try row.currency("Currency"))
            paid.isRefunded = chargeStatus.hasPrefix("refunded")
            if paid.isRefunded { paid.refunded = paid.amount }
            if chargeStatus == "fraud" { paid.dispute = .open }
            charge = paid
        case "", "declined", "deleted", "pending", "other", "free trial", "n/a": break
        default:
            throw row.fault("unknown charge status '\(row.text("Last Charge Status"))'", "Last Charge Status")
        }
        let expiration = try row.day("Access Expiration")
        let next = try row.day("Next Charge Date")
        let standing: ServiceStanding
        switch row.text("Patron Status").lowercased() {
        case _ where charge.map { $0.isRefunded || $0.dispute == .open } ?? false: standing = .revoked
        case "active patron", "active":
            standing = .active(
                from: try row.day("Patronage Since Date"), until: expiration ?? next,
                isTrial: try row.flag("Free Trial"))
        case "declined patron", "declined", "former patron", "former", "": standing = .ended(expiration)
        default: throw row.fault("unknown patron status '\(row.text("Patron Status"))'", "Patron Status")
        }
        return RawRow(
            buyer: Buyer(email: try row.email("Email"), name: row.text("Name"), customer: user),
            products: [[tier]], duration: row.chargeFrequency, statement: .standing(standing, last: charge))
    }
}

extension ExportRow {
    /// `monthly` or `annual`; campaigns without annual memberships may lack the column.
    fileprivate var chargeFrequency: Offer.Duration {
        switch text("Charge Frequency").lowercased() {
        case "monthly": .term(.months(1))
        case "annual", "annually", "yearly": .term(.months(12))
        default: .asSold
        }
    }
}
