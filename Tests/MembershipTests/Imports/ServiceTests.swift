import Membership
import TestSupport
import Testing

/// Each service's own file, written by hand in its columns; every name is invented.
@Suite struct ServiceTests {
    // MARK: Gumroad

    private func gumroad(_ rows: String...) -> String {
        let header =
            "Purchase ID,Item Name,Buyer Name,Purchase Email,Buyer Email,Purchase Date,Purchase Time (UTC timezone),"
            + "Sale Price ($),Refunded?,Partial Refund ($),Fully Refunded?,Disputed?,Dispute Won?,Variants,Discount Code,"
            + "Free trial purchase?,Product ID,Giftee Email,Recurrence,License Key,UTM Source"
        return ([header] + rows + ["Totals,,,,,,,60.0,,0.0,,,,,,,,,,,"]).joined(separator: "\r\n") + "\r\n"
    }

    @Test func `Gumroad: a row a payment, times in UTC, the totals passed over`() {
        var importer = Importer()
        let text = gumroad(
            "gA==,Premium,Mina Quill,mina@example.org,,2026-11-10,2026-11-10 23:30:00 UTC,15.0,0,0.0,0,0,0,,FALL,0,abcd,,monthly,,newsletter",
            "gB==,Premium,Otto Vane,otto@example.org,,2026-11-11,2026-11-11 08:00:00 UTC,150.0,0,0.0,0,0,0,(Gold),,0,abcd,,yearly,,",
            "gC==,Swift Basics,'=Evil(),tess@example.org,,2026-11-12,2026-11-12 08:00:00 UTC,29.0,1,9.0,0,0,0,,,0,efgh,niece@example.org,,,"
        )
        importer.take(text, from: .gumroad)
        #expect(
            importer.lines == [
                "mina-quill premium 2026-11-11…2026-12-11 active", "niece swift-basics 2026-11-12… active",
                "otto-vane premium 2026-11-11…2027-11-11 active",
            ])
        #expect(importer.roster["niece"]?.name == "")
        #expect(
            importer.money == [
                "mina-quill 2026-11-11 sale 15.0 USD premium/month",
                "otto-vane 2026-11-11 sale 150.0 USD premium/year",
                "niece 2026-11-12 sale 29.0 USD swift-basics/once",
                "niece 2026-11-21 refund 9.0 USD swift-basics/once",
            ])
        #expect(importer.payments.payments.first?.coupon == "FALL")
        #expect(importer.payments.payments.first?.channel == "newsletter")
        #expect(importer.file(text, from: .gumroad).passedOver == 1)
    }

    @Test func `Gumroad: a variant can be a tier of its own`() {
        var importer = Importer(
            Importer.usual + [ProductMapping(product: "Premium (Gold)", offer: Offer(tier: "vip"))])
        importer.take(
            gumroad(
                "gB==,Premium,Otto,otto@example.org,,2026-11-11,,150.0,0,0.0,0,0,0,Gold,,0,abcd,,yearly,,"),
            from: .gumroad)
        #expect(importer.lines == ["otto vip 2026-11-11…2027-11-11 active"])
    }

    @Test func `Gumroad: refunds and disputes revoke, a dispute won does not`() {
        func row(_ flags: String) -> String {
            gumroad("gA==,Premium,Mina,mina@example.org,,2026-11-10,,15.0,\(flags),,,0,abcd,,monthly,,")
        }
        for flags in ["1,0.0,1,0,0", "0,0.0,0,1,0"] {
            var importer = Importer()
            importer.take(row("0,0.0,0,0,0"), from: .gumroad)
            let plan = importer.take(row(flags), from: .gumroad)
            #expect(importer.lines == ["mina premium 2026-11-10…2026-12-10 revoked"])
            #expect(plan.raised.count == 2)
        }
        var importer = Importer()
        importer.take(row("0,0.0,0,0,0"), from: .gumroad)
        importer.take(row("0,0.0,0,1,1"), from: .gumroad)
        #expect(importer.lines == ["mina premium 2026-11-10…2026-12-10 active"])
    }

    // MARK: Stripe

    private func stripe(_ rows: String...) -> String {
        let header =
            "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Description,Refunded date (UTC),Status,"
            + "Customer ID,Customer Email,Dispute Status,Checkout Line Item Summary,product (metadata)"
        return ([header] + rows).joined(separator: "\n") + "\n"
    }

    private func subscriptions(_ rows: String...) -> String {
        let header =
            "id,Customer ID,Customer Email,Customer Name,Plan,Status,Start Date (UTC),Current Period End (UTC),Trial End (UTC),"
            + "Canceled At (UTC),Ended At (UTC)"
        return ([header] + rows).joined(separator: "\n") + "\n"
    }

    @Test func `Stripe: payments by metadata or line item, failed ones passed over`() {
        var importer = Importer()
        importer.take(
            stripe(
                "ch_3,2026-11-12 10:00,15.00,0.00,eur,true,,,Failed,cus_1,mina@example.org,,,Premium",
                "ch_2,2026-11-11 10:00,15.00,0.00,eur,true,,,Paid,cus_2,otto@example.org,,Premium (1),",
                "ch_1,2026-11-10 10:00,\"15,00\",0.00,eur,true,,,Paid,cus_1,mina@example.org,,,Premium"),
            from: .stripe)
        #expect(
            importer.lines == [
                "mina premium 2026-11-10…2026-12-10 active", "otto premium 2026-11-11…2026-12-11 active",
            ])
        #expect(importer.money.first == "mina 2026-11-10 sale 15.00 EUR premium/month")
        #expect(importer.payments.payments.first?.customer == "cus_1")
    }

    @Test func `Stripe: the date of a refund is the file's, and the customer is known under a new address`() {
        var importer = Importer()
        importer.take(
            stripe("ch_1,2026-11-10 10:00:00,15.00,0.00,eur,true,,,Paid,cus_1,mina@example.org,,,Premium"),
            from: .stripe)
        importer.take(
            stripe(
                "ch_1,2026-11-10 10:00:00,15.00,15.00,eur,true,,2026-11-13 09:00:00,Refunded,cus_1,mina@example.org,,,Premium",
                "ch_2,2026-11-14 10:00:00,15.00,0.00,eur,true,,,Paid,cus_1,quill@example.org,,,Premium"),
            from: .stripe)
        #expect(importer.lines == ["mina premium 2026-11-14…2026-12-14 active"])
        #expect(
            importer.money.dropFirst() == [
                "mina 2026-11-14 renewal 15.00 EUR premium/month",
                "mina 2026-11-13 refund 15.00 EUR premium/month",
            ]
                || importer.money.dropFirst() == [
                    "mina 2026-11-13 refund 15.00 EUR premium/month",
                    "mina 2026-11-14 renewal 15.00 EUR premium/month",
                ])
    }

    @Test func `Stripe: disputes by their state`() {
        for (state, status) in [
            ("lost", "revoked"), ("under review", "revoked"), ("won", "active"), ("warning_closed", "active"),
        ] {
            var importer = Importer()
            func row(_ dispute: String) -> String {
                stripe(
                    "ch_1,2026-11-10 10:00,15.00,0.00,eur,true,,,Paid,cus_1,mina@example.org,\(dispute),,Premium"
                )
            }
            importer.take(row(""), from: .stripe)
            importer.take(row(state), from: .stripe)
            #expect(importer.lines == ["mina premium 2026-11-10…2026-12-10 \(status)"], "\(state)")
        }
    }

    @Test func `Stripe: subscriptions say how long, their payments are recorded beside`() {
        var importer = Importer(
            Importer.usual + [ProductMapping(product: "price_1", offer: Offer(tier: "premium"))])
        func file(_ status: String, _ end: String, _ ended: String = "") -> String {
            subscriptions(
                "sub_1,cus_1,mina@example.org,Mina Quill,price_1,\(status),2026-10-10 10:00,\(end),,,\(ended)"
            )
        }
        importer.take(file("active", "2026-12-10 10:00"), from: .stripe)
        #expect(importer.lines == ["mina-quill premium 2026-10-10…2026-12-10 active"])
        importer.take(
            stripe(
                "ch_1,2026-11-10 10:00,15.00,0.00,eur,true,Subscription update,,Paid,cus_1,mina@example.org,,,"
            ),
            from: .stripe)
        #expect(importer.lines == ["mina-quill premium 2026-10-10…2026-12-10 active"])
        #expect(importer.money == ["mina-quill 2026-11-10 sale 15.00 EUR premium/month"])
        importer.take(file("active", "2027-01-10 10:00"), from: .stripe)
        #expect(importer.lines == ["mina-quill premium 2026-10-10…2027-01-10 active"])
        importer.take(file("canceled", "2027-01-10 10:00", "2026-11-20 08:00"), from: .stripe)
        #expect(importer.lines == ["mina-quill premium 2026-10-10…2026-11-20 active"])
    }

    @Test func `Stripe: a payment of nobody for nothing is a row to look at`() {
        #expect(
            Importer().faults(
                stripe("ch_1,2026-11-10 10:00,15.00,0.00,eur,true,Consulting,,Paid,cus_9,x@example.org,,,"),
                from: .stripe) == [
                    """
                    export.csv:2:66: error: unknown product 'Consulting', and its buyer is not known
                        2 | ch_1,2026-11-10 10:00,15.00,0.00,eur,true,Consulting,,Paid,cus_9,x@example.org,,,
                          |                                                                  ^^^^^^^^^^^^^ name the product under imports: in sealpress.yml, or import the subscriptions first
                    """
                ])
    }

    // MARK: Patreon

    private func patreon(_ rows: String...) -> String {
        let header =
            "Name,Email,Discord,Patron Status,Follows You,Free Member,Free Trial,Lifetime Amount,Pledge Amount,Charge Frequency,"
            + "Tier,Patronage Since Date,Last Charge Date,Last Charge Status,User ID,Currency,Access Expiration,Next Charge Date"
        return ([header] + rows).joined(separator: "\n") + "\n"
    }

    @Test func `Patreon: patrons, followers, and the last charge`() {
        var importer = Importer()
        let text = patreon(
            "Mina Quill,mina@example.org,,Active patron,No,No,No,$30.00,15.00,monthly,Premium,2026-10-01 08:00:00,2026-11-01 08:00:00.123,Paid,111,EUR,,2026-12-01 08:00:00",
            "Otto Vane,otto@example.org,,Former patron,No,No,No,5.00,5.00,monthly,Basic,2026-01-01 08:00:00,2026-02-01 08:00:00,Paid,222,EUR,2026-03-01 08:00:00,",
            "Just Looking,look@example.org,,,Yes,Yes,No,0.00,0.00,,,,,,333,EUR,,")
        importer.take(text, from: .patreon)
        #expect(importer.lines == ["mina-quill premium 2026-10-01…2026-12-01 active"])
        #expect(importer.money == ["mina-quill 2026-11-01 sale 15.00 EUR premium/month"])
        importer.take(
            text.replacing("2026-11-01 08:00:00.123", with: "2026-12-01 08:00:00")
                .replacing("EUR,,2026-12-01", with: "EUR,,2027-01-01"), from: .patreon, on: "2026-12-02")
        #expect(importer.lines == ["mina-quill premium 2026-10-01…2027-01-01 active"])
        #expect(importer.money.last == "mina-quill 2026-12-01 renewal 15.00 EUR premium/month")
    }

    @Test func `Patreon: who pays by the year has a plan by the year`() {
        var importer = Importer()
        importer.take(
            patreon(
                "Mina,mina@example.org,,Active patron,No,No,No,150.00,150.00,annual,Premium,2026-10-01 08:00:00,2026-11-01 08:00:00,Paid,111,EUR,,2027-11-01 08:00:00"
            ), from: .patreon)
        #expect(importer.lines == ["mina premium 2026-10-01…2027-11-01 active"])
        #expect(importer.money == ["mina 2026-11-01 sale 150.00 EUR premium/year"])
    }

    @Test(arguments: ["Refunded", "Fraud"])
    func `Patreon: a charge given back revokes`(status: String) {
        var importer = Importer()
        func file(_ status: String) -> String {
            patreon(
                "Mina,mina@example.org,,Active patron,No,No,No,30.00,15.00,monthly,Premium,2026-10-01 08:00:00,2026-11-01 08:00:00,\(status),111,EUR,,2026-12-01 08:00:00"
            )
        }
        importer.take(file("Paid"), from: .patreon)
        let plan = importer.take(file(status), from: .patreon)
        #expect(importer.lines == ["mina premium 2026-10-01…2026-12-01 revoked"])
        #expect(plan.raised.map(\.description) == ["tier:basic", "tier:premium"])
        #expect(importer.payments.payments.map(\.kind) == [.sale, status == "Fraud" ? .dispute : .refund])
    }

    @Test func `Patreon: declined ends with the access that Patreon still gives`() {
        var importer = Importer()
        func file(_ status: String, _ charge: String, _ access: String) -> String {
            patreon(
                "Mina,mina@example.org,,\(status),No,No,No,30.00,15.00,monthly,Premium,2026-10-01 08:00:00,2026-11-01 08:00:00,\(charge),111,EUR,\(access),2026-12-31 08:00:00"
            )
        }
        importer.take(file("Active patron", "Paid", ""), from: .patreon)
        importer.take(file("Declined patron", "Declined", "2026-11-30 08:00:00"), from: .patreon)
        #expect(importer.lines == ["mina premium 2026-10-01…2026-11-30 active"])
    }

    // MARK: Memberful

    private func memberful(_ rows: String...) -> String {
        (["Full Name,Email,Memberful ID,Plan,Active,Created at,Expiration date,Stripe Customer ID,Referrer"]
            + rows)
            .joined(separator: "\n") + "\n"
    }

    @Test func `Memberful: active, two plans, run out, refunded`() {
        var importer = Importer()
        importer.take(
            memberful(
                "Mina Quill,mina@example.org,1,Basic,Yes,2026-01-05,2026-12-05,cus_1,",
                "Mina Quill,mina@example.org,1,Premium,Yes,2026-03-05,2027-03-05,cus_1,",
                "Otto Vane,otto@example.org,2,Premium,No,2025-01-05,2026-01-05,cus_2,",
                "Tess Orr,tess@example.org,3,,No,2026-01-05,,,"), from: .memberful)
        #expect(importer.lines == ["mina-quill premium 2026-03-05…2027-03-05 active"])
        let plan = importer.take(
            memberful("Mina Quill,mina@example.org,1,Premium,No,2026-03-05,2027-03-05,cus_1,"),
            from: .memberful)
        #expect(importer.lines == ["mina-quill premium 2026-03-05…2027-03-05 revoked"])
        #expect(plan.raised.count == 2)
        #expect(importer.money.isEmpty)
    }

    @Test func `Memberful: cancelled ends when it ends`() {
        var importer = Importer()
        importer.take(
            memberful("Mina,mina@example.org,1,Premium,Yes,2026-01-05,2026-12-05,,"), from: .memberful)
        importer.take(
            memberful("Mina,mina@example.org,1,Premium,No,2026-01-05,2026-12-05,,"), from: .memberful,
            on: "2026-12-06")
        #expect(importer.lines == ["mina premium 2026-01-05…2026-12-05 active"])
    }

    // MARK: Ghost

    private func ghost(_ rows: String...) -> String {
        ([
            "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers"
        ] + rows).joined(separator: "\r\n") + "\r\n"
    }

    @Test func `Ghost: tiers, free members, complimentary ones, and those who left a tier`() {
        var importer = Importer()
        importer.take(
            ghost(
                "a1,mina@example.org,Mina Quill,,true,,cus_1,2026-01-05T09:00:00.000Z,,,\"Basic,Premium\"",
                "a2,otto@example.org,Otto Vane,,true,true,,2026-02-05T23:30:00.000Z,,,VIP",
                "a3,tess@example.org,Tess Orr,,true,,,2026-02-05T09:00:00.000Z,,,"), from: .ghost)
        #expect(
            importer.lines == [
                "mina-quill premium 2026-01-05… active", "otto-vane vip 2026-02-06… gift",
            ])
        let plan = importer.take(
            ghost(
                "a1,mina@example.org,Mina Quill,,true,,cus_1,2026-01-05T09:00:00.000Z,,,"),
            from: .ghost)
        #expect(importer.roster["mina-quill"]?.until == day("2026-11-20"))
        #expect(
            plan.warnings.map { $0.rendered() } == [
                """
                warning: member 'otto-vane' came from Ghost and is not in this file
                      if the file has all members, they left: sealpress members remove otto-vane
                """
            ])
    }

    @Test func `whom the author added stays when a service's file knows nothing of them`() {
        var importer = Importer()
        importer.roster.update(
            Member(id: "mina", email: "mina@example.org", tier: "vip", from: day("2026-01-01")))
        importer.take(ghost("a1,mina@example.org,Mina,,true,,,2026-01-05T09:00:00.000Z,,,"), from: .ghost)
        importer.take(
            memberful("Mina,mina@example.org,1,Premium,No,2026-01-05,2027-12-05,,"), from: .memberful)
        #expect(importer.lines == ["mina vip 2026-01-01… active"])
    }

    // MARK: All

    @Test func `no damaged file crashes a reader`() {
        let files: [(ImportService, String)] = [
            (
                .gumroad,
                gumroad(
                    "gA==,Premium,Mina,mina@example.org,,2026-11-10,,15.0,0,0.0,0,0,0,,,0,abcd,,monthly,KEY,")
            ),
            (
                .stripe,
                stripe(
                    "ch_1,2026-11-10 10:00,15.00,15.00,eur,true,,,Refunded,cus_1,mina@example.org,won,,Premium"
                )
            ),
            (
                .stripe,
                subscriptions(
                    "sub_1,cus_1,mina@example.org,Mina,Premium,active,2026-10-10,2026-12-10 10:00,,,")
            ),
            (
                .patreon,
                patreon(
                    "Mina,mina@example.org,,Active patron,No,No,No,1,15.00,monthly,Premium,2026-10-01,2026-11-01,Paid,111,EUR,,2026-12-01"
                )
            ),
            (.memberful, memberful("Mina,mina@example.org,1,Premium,Yes,2026-01-05,2026-12-05,,")),
            (.ghost, ghost("a1,mina@example.org,Mina,,true,,,2026-01-05T09:00:00.000Z,,,Premium")),
            (.csv, table("p1,2026-11-10,mina@example.org,Mina,Premium,15,EUR,15,won,KEY")),
        ]
        var random = SeededGenerator(seed: 11)
        let pieces =
            Array("0159-:., \"\n\réµ林/€@'=TZ").map(String.init) + [
                "", "9999-12-31", "99999999999999999999", "\u{0}",
            ]
        for (service, text) in files {
            for _ in 0..<400 {
                var damaged = text
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let offset = Int.random(in: 0..<damaged.count, using: &random)
                    let start = damaged.index(damaged.startIndex, offsetBy: offset)
                    let length = Int.random(in: 0...min(3, damaged.count - offset), using: &random)
                    let end = damaged.index(start, offsetBy: length)
                    damaged.replaceSubrange(start..<end, with: pieces.randomElement(using: &random) ?? "")
                }
                let importer = Importer()
                let plan = importer.plan(damaged, from: service)
                // Whatever came of it can be written and read again.
                var again = importer
                again.roster = plan.roster
                again.payments = plan.payments
                #expect(again.rosterReadsBack(), "\(service): \(damaged)")
            }
        }
    }
}
