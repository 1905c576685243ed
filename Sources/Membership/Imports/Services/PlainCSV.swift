extension ExportFormat {
    /// The table for every other service and for payments by invoice, documented in `docs/content/guide/imports.md`. One row a
    /// payment, with what became of it.
    static let csv = ExportFormat(
        name: "a table of payments", origin: "docs/content/guide/imports.md has its columns",
        columns: ["id", "date", "email", "product", "amount", "currency"]
    ) { row throws(RowFault) in
        guard let date = try row.day("date") else {
            throw row.fault("there is no 'date' in this row", "date")
        }
        var charge = Charge(
            id: try row.needed("id"), date: date, amount: try row.amount("amount"),
            currency: try row.currency("currency"), coupon: row.text("coupon"), channel: row.text("channel"))
        charge.isTrial = try row.flag("trial")
        charge.refunded = try row.amount("refunded")
        charge.isRefunded = !charge.refunded.isZero && !(charge.refunded < charge.amount)
        charge.refundDate = try row.day("refund_date")
        switch row.text("dispute") {
        case "": break
        case "open", "lost": charge.dispute = .open
        case "won": charge.dispute = .won
        default: throw row.fault("a dispute is open, lost or won", "dispute")
        }
        return RawRow(
            buyer: Buyer(
                email: try row.email("email"), name: row.text("name"), customer: row.text("customer"),
                licence: row.text("licence_key")),
            products: [[try row.needed("product")]], duration: try row.period(), statement: .charge(charge))
    }
}

extension ExportRow {
    /// `period`, as a tier has it: how long this payment lasts.
    fileprivate func period() throws(RowFault) -> Offer.Duration {
        let text = text("period")
        if text.isEmpty { return .asSold }
        guard let period = BillingPeriod(rawValue: text) else {
            throw fault(
                "unknown period '\(text)'", "period",
                hint: "a period is one of: \(BillingPeriod.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return MembershipTerm(period).map(Offer.Duration.term) ?? .forGood
    }
}
