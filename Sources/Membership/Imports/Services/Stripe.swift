import Foundation

extension ExportFormat {
    /// Stripe's payments export: Dashboard, Transactions, Export, with all columns. One row a payment.
    ///
    /// Described at https://support.stripe.com/questions/exporting-payment-data; the columns are those of the
    /// dashboard's `unified_payments.csv`. Times are UTC, amounts in units of the currency. What was bought stands in a
    /// `product (metadata)` of your own, the line items of a Checkout session, its Payment Link or the description; for
    /// a subscription's renewals only in the subscriptions export, so that they may lack it here.
    static let stripePayments = ExportFormat(
        name: "Stripe's payments export", origin: "Stripe: Transactions, Export, all columns",
        columns: [
            "id", "Created date (UTC)", "Amount", "Amount Refunded", "Currency", "Status", "Customer Email",
        ]
    ) { row throws(RowFault) in
        let status = row.text("Status").lowercased()
        if unpaid.contains(status) { return nil }
        guard paid.contains(status) else {
            throw row.fault(
                "unknown status '\(row.text("Status"))'", "Status",
                hint: "known are: \((paid + unpaid).joined(separator: ", "))")
        }
        // Only reserved on the card, not taken.
        let captured = row.text("Captured")
        if !captured.isEmpty, try !row.flag("Captured") { return nil }
        guard let date = try row.day("Created date (UTC)") else {
            throw row.fault("there is no 'Created date (UTC)' in this row", "Created date (UTC)")
        }
        var charge = Charge(
            id: try row.needed("id"), date: date, amount: try row.amount("Amount"),
            currency: try row.currency("Currency"))
        charge.refunded = try row.amount("Amount Refunded")
        charge.isRefunded =
            status == "refunded" || (!charge.refunded.isZero && !(charge.refunded < charge.amount))
        charge.refundDate = try row.day("Refunded date (UTC)")
        charge.dispute = try row.dispute(status)
        charge.coupon = row.text(anyOf: "Coupon", "coupon (metadata)", "Promotion Code")
        charge.channel = row.text(anyOf: "UTM Source", "utm_source (metadata)")
        let items = row.text("Checkout Line Item Summary")
        return RawRow(
            buyer: Buyer(
                email: try row.email("Customer Email"),
                name: row.text(anyOf: "Customer Name", "Card Name", "Customer Description"),
                customer: row.text("Customer ID"), licence: row.text("licence_key (metadata)")),
            products: [
                [
                    row.text("product (metadata)"), items, items.withoutQuantity, row.text("Payment Link ID"),
                    row.text("Description"),
                ]
            ],
            mayLackProduct: true, statement: .charge(charge))
    }

    private static let paid = [
        "paid", "succeeded", "refunded", "partially refunded", "partial refund", "disputed", "dispute won",
        "dispute lost", "dispute needs response", "dispute under review",
    ]
    private static let unpaid = [
        "failed", "canceled", "cancelled", "incomplete", "pending", "uncaptured", "expired", "blocked",
        "requires_payment_method", "requires_action", "requires_confirmation", "requires_capture",
        "processing",
    ]

    /// Stripe's subscriptions export: Dashboard, Subscriptions, Export, with all columns. One row a subscription, as it
    /// stands at the time of the export.
    ///
    /// The states are those of https://docs.stripe.com/api/subscriptions/object#subscription_object-status. A product is
    /// named by its price (`Plan`, such as `price_1Abc`) or its name.
    static let stripeSubscriptions = ExportFormat(
        name: "Stripe's subscriptions export", origin: "Stripe: Subscriptions, Export, all columns",
        columns: ["id", "Customer ID", "Customer Email", "Plan", "Status", "Current Period End (UTC)"]
    ) { row throws(RowFault) in
        let from = try row.day(row.text("Start Date (UTC)").isEmpty ? "Start (UTC)" : "Start Date (UTC)")
        let until = try row.day("Current Period End (UTC)")
        let standing: ServiceStanding
        switch row.text("Status").lowercased() {
        // Stripe still tries to collect: what was paid for counts.
        case "active", "past_due", "paused":
            guard until != nil else {
                throw row.fault("an active subscription has no end of its period", "Current Period End (UTC)")
            }
            standing = .active(from: from, until: until)
        case "trialing":
            let trialEnd = try row.day("Trial End (UTC)")
            let end = trialEnd ?? until
            guard end != nil else { throw row.fault("a trial has no end", "Current Period End (UTC)") }
            standing = .active(from: from, until: end, isTrial: true)
        case "canceled", "cancelled", "unpaid":
            let ended = try row.day("Ended At (UTC)")
            let canceled = try row.day("Canceled At (UTC)")
            standing = .ended(ended ?? canceled ?? until)
        case "incomplete", "incomplete_expired": return nil
        default:
            throw row.fault(
                "unknown status '\(row.text("Status"))'", "Status",
                hint: "Stripe has active, trialing, past_due, paused, canceled, unpaid, incomplete")
        }
        return RawRow(
            buyer: Buyer(
                email: try row.email("Customer Email"),
                name: row.text(anyOf: "Customer Name", "Customer Description"),
                customer: try row.needed("Customer ID")),
            products: [
                [row.text("Plan"), row.text("Product"), row.text("Product ID"), row.text("Product Name")]
            ],
            statement: .standing(standing, last: nil))
    }
}

extension ExportRow {
    /// By `Dispute Status` where the file has it: https://docs.stripe.com/api/disputes/object#dispute_object-status.
    /// An inquiry (`warning_…`) is no dispute yet, a prevented one never was.
    fileprivate func dispute(_ status: String) throws(RowFault) -> Charge.Dispute {
        let dispute = text("Dispute Status").lowercased().replacingOccurrences(of: " ", with: "_")
        switch dispute {
        case "": break
        case "needs_response", "under_review", "lost", "charge_refunded": return .open
        case "won": return .won
        case "prevented": return .none
        case _ where dispute.hasPrefix("warning_"): return .none
        default: throw fault("unknown dispute status '\(text("Dispute Status"))'", "Dispute Status")
        }
        if status == "dispute won" { return .won }
        return status.hasPrefix("dispute") ? .open : .none
    }
}

extension String {
    /// `Swift Basics` for `Swift Basics (1)` and `1 x Swift Basics`.
    fileprivate var withoutQuantity: String {
        if hasSuffix(" (1)") { return String(dropLast(4)) }
        return hasPrefix("1 x ") ? String(dropFirst(4)) : self
    }
}
