extension ExportFormat {
    /// Gumroad's sales export: Customers → Export. One row a payment, renewals too, and a line of totals at the end.
    ///
    /// Columns and their meaning: Gumroad's own source, `app/services/exports/purchase_export_service.rb` in
    /// github.com/antiwork/gumroad (`PURCHASE_FIELDS`). Amounts are in US dollars whatever the buyer paid in; flags are
    /// 0 and 1; a value that a spreadsheet could take for a formula has a `'` before it.
    static let gumroad = ExportFormat(
        name: "Gumroad's sales export", origin: "Gumroad: Customers, Export",
        columns: [
            "Purchase ID", "Item Name", "Purchase Email", "Purchase Date", "Sale Price ($)", "Refunded?",
            "Fully Refunded?", "Disputed?", "Dispute Won?",
        ]
    ) { row throws(RowFault) in
        let id = try row.needed("Purchase ID")
        if id == "Totals" { return nil }
        // Only a card was shown; the charge comes with its own row when the product is out.
        if try row.flag("Pre-order authorization?") { return nil }
        let item = try row.needed("Item Name").withoutFormulaMark
        let variants = row.text("Variants").withoutFormulaMark
        let product = row.text("Product ID")
        var charge = Charge(
            id: id, date: try row.saleDay(), amount: try row.amount("Sale Price ($)"), currency: "USD")
        charge.coupon = row.text("Discount Code").withoutFormulaMark
        charge.channel = row.text(anyOf: "UTM Source", "Referrer").withoutFormulaMark
        charge.isTrial = try row.flag("Free trial purchase?")
        charge.isRefunded = try row.flag("Fully Refunded?")
        charge.refunded = charge.isRefunded ? charge.amount : try row.amount("Partial Refund ($)")
        if try row.flag("Disputed?") { charge.dispute = try row.flag("Dispute Won?") ? .won : .open }
        // A gift is for whom it is given to.
        let giftee = row.text("Giftee Email")
        let email = try row.email(giftee.isEmpty ? "Purchase Email" : "Giftee Email")
        return RawRow(
            buyer: Buyer(
                email: email, name: giftee.isEmpty ? row.text("Buyer Name").withoutFormulaMark : "",
                licence: row.text("License Key")),
            products: [
                [
                    variants.isEmpty ? "" : "\(item) (\(variants))",
                    variants.isEmpty || product.isEmpty ? "" : "\(product) (\(variants))", item, product,
                ]
            ],
            duration: try row.recurrence(), statement: .charge(charge))
    }
}

extension ExportRow {
    fileprivate func saleDay() throws(RowFault) -> Day {
        let column =
            text("Purchase Time (UTC timezone)").isEmpty ? "Purchase Date" : "Purchase Time (UTC timezone)"
        guard let day = try day(column) else {
            throw fault("there is no 'Purchase Date' in this row", "Purchase Date")
        }
        return day
    }

    /// `app/modules/product/recurrence`: how often a subscription is charged; empty for a single purchase.
    fileprivate func recurrence() throws(RowFault) -> Offer.Duration {
        let text = text("Recurrence")
        switch text {
        case "": return .asSold
        case "monthly": return .term(.months(1))
        case "quarterly": return .term(.months(3))
        case "biannually": return .term(.months(6))
        case "yearly": return .term(.months(12))
        case "every_two_years": return .term(.months(24))
        default:
            throw fault(
                "unknown recurrence '\(text)'", "Recurrence",
                hint: "Gumroad has monthly, quarterly, biannually, yearly and every_two_years")
        }
    }
}

extension String {
    /// Without the `'` that keeps spreadsheets from taking a value for a formula.
    var withoutFormulaMark: String {
        guard first == "'", let second = dropFirst().first, "=+-@%|".contains(second) else { return self }
        return String(dropFirst())
    }
}
