import Membership
import Testing

/// What payments do to the roster, told with the plain table.
@Suite struct ImportRuleTests {
    @Test func `a first payment makes a member, a second one goes on where the first ends`() {
        var importer = Importer()
        let first = importer.take(
            table("p1,2026-11-10,ann@example.org,Ann Lee,Premium,15.00,EUR,,,"), from: .csv)
        #expect(importer.lines == ["ann-lee premium 2026-11-10…2026-12-10 active"])
        #expect(first.changes.map(\.kind) == [.added])
        #expect(importer.roster["ann-lee"]?.email == "ann@example.org")
        #expect(importer.roster["ann-lee"]?.source == "csv")
        let second = importer.take(
            table(
                "p1,2026-11-10,ann@example.org,Ann Lee,Premium,15.00,EUR,,,",
                "p2,2026-12-08,ANN@example.org,Ann Lee,Premium,15.00,EUR,,,"), from: .csv, on: "2026-12-09")
        #expect(importer.lines == ["ann-lee premium 2026-11-10…2027-01-10 active"])
        #expect(second.changes.map(\.kind) == [.renewed])
        #expect(
            importer.money == [
                "ann-lee 2026-11-10 sale 15.00 EUR premium/month",
                "ann-lee 2026-12-08 renewal 15.00 EUR premium/month",
            ])
    }

    @Test func `after a pause the membership begins with the new payment`() {
        var importer = Importer()
        importer.take(
            table(
                "p2,2026-11-10,ann@example.org,Ann,Premium,15,EUR,,,",
                "p1,2026-02-10,ann@example.org,Ann,Premium,15,EUR,,,"), from: .csv)
        #expect(importer.lines == ["ann premium 2026-02-10…2026-12-10 active"])
    }

    @Test(arguments: [
        ("2026-01-31", "2026-02-28"), ("2026-02-28", "2026-03-31"), ("2028-01-31", "2028-02-29"),
        ("2026-04-30", "2026-05-31"), ("2026-01-15", "2026-02-15"), ("2026-12-31", "2027-01-31"),
        ("2026-01-30", "2026-02-28"),
    ])
    func `a month leaves no gap to the next charge`(paid: String, until: String) {
        #expect(MembershipTerm.months(1).end(from: day(paid)) == day(until))
    }

    @Test func `a year's renewals each last a year`() {
        #expect(MembershipTerm.months(12).end(from: day("2028-02-29")) == day("2029-02-28"))
        #expect(MembershipTerm.days(7).end(from: day("2026-12-28")) == day("2027-01-04"))
        #expect(MembershipTerm.months(1200).end(from: day("9999-12-31")) == day("9999-12-31"))
    }

    @Test func `a higher tier replaces the lower, a lower one waits until the higher is over`() {
        var importer = Importer()
        importer.take(table("p1,2026-11-01,ann@example.org,Ann,Basic,5,EUR,,,"), from: .csv)
        let up = importer.take(table("p2,2026-11-10,ann@example.org,Ann,Premium,15,EUR,,,"), from: .csv)
        #expect(importer.lines == ["ann premium 2026-11-01…2026-12-10 active"])
        #expect(up.changes.map(\.kind) == [.changed])
        importer.take(table("p3,2026-12-10,ann@example.org,Ann,Basic,5,EUR,,,"), from: .csv, on: "2026-12-11")
        #expect(importer.lines == ["ann basic 2026-11-01…2027-01-10 active"])
    }

    @Test func `what one row cannot say gets another row`() {
        var importer = Importer()
        importer.take(table("p1,2026-11-01,ann@example.org,Ann,VIP,150,EUR,,,"), from: .csv)
        importer.take(table("p2,2026-11-10,ann@example.org,Ann,Premium,15,EUR,,,"), from: .csv)
        #expect(
            importer.lines == [
                "ann vip 2026-11-01…2027-11-01 active", "ann-2 premium 2026-11-10…2026-12-10 active",
            ])
    }

    @Test func `a course is bought for good, beside a tier or alone`() {
        var importer = Importer()
        importer.take(
            table(
                "p1,2026-11-01,ann@example.org,Ann,Premium,15,EUR,,,",
                "p2,2026-11-10,ann@example.org,Ann,Swift Basics,29,EUR,,,",
                "p3,2026-11-10,bob@example.org,Bob,Swift Basics,29,EUR,,,",
                "p4,2026-11-12,bob@example.org,Bob,Premium,15,EUR,,,"), from: .csv)
        #expect(
            importer.lines == [
                "ann premium swift-basics@2026-11-10 2026-11-01…2026-12-01 active",
                "bob premium swift-basics 2026-11-10…2026-12-12 active",
            ])
        #expect(importer.money.last == "bob 2026-11-12 sale 15 EUR premium/month")
    }

    @Test func `a lifetime takes the place of months, and months add nothing to it`() {
        var importer = Importer()
        importer.take(table("p1,2026-11-01,ann@example.org,Ann,Premium,15,EUR,,,"), from: .csv)
        importer.take(table("p2,2026-11-05,ann@example.org,Ann,Lifetime,300,EUR,,,"), from: .csv)
        #expect(importer.lines == ["ann premium 2026-11-01… active"])
        importer.take(
            table("p3,2026-12-01,ann@example.org,Ann,Premium,15,EUR,,,"), from: .csv, on: "2026-12-02")
        #expect(importer.lines == ["ann premium 2026-11-01… active"])
        #expect(importer.money.count == 3)
    }

    @Test func `a refund revokes and raises what the code could open`() {
        var importer = Importer()
        importer.take(table("p1,2026-11-10,ann@example.org,Ann,Premium,15,EUR,,,"), from: .csv)
        let plan = importer.take(
            table("p1,2026-11-10,ann@example.org,Ann,Premium,15,EUR,15,,"), from: .csv, on: "2026-11-22")
        #expect(importer.lines == ["ann premium 2026-11-10…2026-12-10 revoked"])
        #expect(plan.raised.map(\.description) == ["tier:basic", "tier:premium"])
        #expect(plan.changes.map(\.kind) == [.revoked])
        #expect(importer.money.last == "ann 2026-11-22 refund 15 EUR premium/month")
    }

    @Test func `a refund in part is money only`() {
        var importer = Importer()
        importer.take(table("p1,2026-11-10,ann@example.org,Ann,Premium,15.00,EUR,,,"), from: .csv)
        let part = importer.take(
            table("p1,2026-11-10,ann@example.org,Ann,Premium,15.00,EUR,4.50,,"), from: .csv)
        #expect(part.changes.isEmpty && part.raised.isEmpty)
        let whole = importer.take(
            table("p1,2026-11-10,ann@example.org,Ann,Premium,15.00,EUR,15.00,,"), from: .csv)
        #expect(whole.changes.map(\.kind) == [.revoked])
        #expect(importer.payments.payments.map(\.amount.description) == ["15.00", "4.50", "10.50"])
    }

    @Test func `a course given back goes alone; the tier stays`() {
        var importer = Importer()
        importer.take(
            table(
                "p1,2026-11-01,ann@example.org,Ann,Premium,15,EUR,,,",
                "p2,2026-11-10,ann@example.org,Ann,Swift Basics,29,EUR,,,"), from: .csv)
        let plan = importer.take(
            table("p2,2026-11-10,ann@example.org,Ann,Swift Basics,29,EUR,29,,"), from: .csv)
        #expect(importer.lines == ["ann premium 2026-11-01…2026-12-01 active"])
        #expect(plan.raised.map(\.description) == ["course:swift-basics", "course:swift-basics/drip-7"])
    }

    @Test func `a tier given back leaves the courses that were bought beside it`() {
        var importer = Importer()
        importer.take(
            table(
                "p1,2026-11-01,ann@example.org,Ann,Premium,15,EUR,,,",
                "p2,2026-11-10,ann@example.org,Ann,Swift Basics,29,EUR,,,"), from: .csv)
        let plan = importer.take(table("p1,2026-11-01,ann@example.org,Ann,Premium,15,EUR,15,,"), from: .csv)
        #expect(importer.lines == ["ann swift-basics@2026-11-10 2026-11-01… active"])
        #expect(plan.raised.map(\.description) == ["tier:basic", "tier:premium"])
        #expect(plan.changes.map(\.kind) == [.revoked])
    }

    @Test func `of a double charge one half goes back, and the member stays`() {
        var importer = Importer()
        let both = [
            "p1,2026-11-10,ann@example.org,Ann,Premium,15,EUR,,,",
            "p2,2026-11-10,ann@example.org,Ann,Premium,15,EUR",
        ]
        importer.take(table(both[0], both[1] + ",,,"), from: .csv)
        #expect(importer.lines == ["ann premium 2026-11-10…2027-01-10 active"])
        let plan = importer.take(table(both[0], both[1] + ",15,,"), from: .csv)
        #expect(importer.lines == ["ann premium 2026-11-10…2026-12-10 active"])
        #expect(plan.raised.isEmpty)
    }

    @Test func `an old payment given back does not touch what was paid since`() {
        var importer = Importer()
        func rows(_ refund: String) -> String {
            table(
                "p1,2026-09-20,ann@example.org,Ann,Premium,15,EUR,\(refund),,",
                "p2,2026-10-20,ann@example.org,Ann,Premium,15,EUR,,,",
                "p3,2026-11-20,ann@example.org,Ann,Premium,15,EUR,,,")
        }
        importer.take(rows(""), from: .csv)
        let plan = importer.take(rows("15"), from: .csv)
        #expect(plan.changes.isEmpty && plan.raised.isEmpty)
        #expect(importer.lines == ["ann premium 2026-09-20…2026-12-20 active"])
    }

    @Test func `a dispute revokes, and one that is won restores`() {
        var importer = Importer()
        func row(_ dispute: String) -> String {
            table("p1,2026-11-10,ann@example.org,Ann,Premium,15,EUR,,\(dispute),")
        }
        importer.take(row(""), from: .csv)
        #expect(importer.take(row("open"), from: .csv).raised.count == 2)
        #expect(importer.lines == ["ann premium 2026-11-10…2026-12-10 revoked"])
        let won = importer.take(row("won"), from: .csv)
        #expect(importer.lines == ["ann premium 2026-11-10…2026-12-10 active"])
        #expect(won.changes.map(\.kind) == [.restored] && won.raised.isEmpty)
        #expect(importer.payments.payments.map(\.kind) == [.sale, .dispute, .reversal])
    }

    @Test func `who was refunded may buy again`() {
        var importer = Importer()
        let refunded = "p1,2026-11-10,ann@example.org,Ann,Premium,15,EUR,15,,"
        importer.take(table("p1,2026-11-10,ann@example.org,Ann,Premium,15,EUR,,,"), from: .csv)
        importer.take(table(refunded), from: .csv)
        let plan = importer.take(
            table(refunded, "p2,2026-11-21,ann@example.org,Ann,Basic,5,EUR,,,"), from: .csv)
        #expect(importer.lines == ["ann basic 2026-11-21…2026-12-21 active"])
        #expect(plan.changes.map(\.kind) == [.restored])
    }

    @Test func `who was revoked by hand stays so, and the author is told`() {
        var importer = Importer()
        importer.take(table("p1,2026-11-10,ann@example.org,Ann,Premium,15,EUR,,,"), from: .csv)
        if var ann = importer.roster["ann"] {
            ann.status = .revoked
            importer.roster.update(ann)
        }
        let plan = importer.take(table("p2,2026-12-10,ann@example.org,Ann,Premium,15,EUR,,,"), from: .csv)
        #expect(importer.lines == ["ann premium 2026-11-10…2026-12-10 revoked"])
        #expect(
            plan.warnings.map { $0.rendered() } == [
                """
                export.csv:2:15: warning: member 'ann' is revoked and has paid
                    2 | p2,2026-12-10,ann@example.org,Ann,Premium,15,EUR,,,
                      |               ^^^^^^^^^^^^^^^ give the money back, or set the status to 'active' by hand
                """
            ])
        #expect(importer.money.count == 2)
    }

    @Test func `what was refunded before the first import makes nobody a member`() {
        var importer = Importer()
        let plan = importer.take(table("p1,2026-11-10,ann@example.org,Ann,Premium,15,EUR,15,,"), from: .csv)
        #expect(importer.lines.isEmpty && plan.raised.isEmpty)
        #expect(
            importer.money == [
                " 2026-11-10 sale 15 EUR premium/month", " 2026-11-21 refund 15 EUR premium/month",
            ])
    }

    @Test func `a trial ends after a month, and the first payment makes it a membership`() {
        var importer = Importer()
        let header = "id,date,email,product,amount,currency,trial\n"
        importer.take(header + "p1,2026-11-10,ann@example.org,Premium year,0,EUR,yes\n", from: .csv)
        #expect(importer.lines == ["ann premium 2026-11-10…2026-12-10 trial"])
        importer.take(
            header + "p2,2026-11-24,ann@example.org,Premium year,150,EUR,\n", from: .csv, on: "2026-11-24")
        #expect(importer.lines == ["ann premium 2026-11-10…2027-12-10 active"])
    }

    @Test func `ids are made from names, else addresses, and are never taken twice`() {
        var importer = Importer()
        importer.take(
            table(
                "p1,2026-11-10,a@example.org,Zoë Ångström,Basic,5,EUR,,,",
                "p2,2026-11-11,b@example.org,zoe angstrom,Basic,5,EUR,,,",
                "p3,2026-11-12,mei.lin@example.org,林美,Basic,5,EUR,,,",
                "p4,2026-11-13,李@example.org,,Basic,5,EUR,,,"), from: .csv)
        #expect(importer.roster.members.map(\.id) == ["mei-lin", "member", "zoe-angstrom", "zoe-angstrom-2"])
    }

    @Test func `a minted code is claimed by its licence key, and its time counts from then`() {
        var importer = Importer()
        importer.codes = ["KEY-1": "gumroad-0001"]
        importer.roster.update(
            Member(
                id: "gumroad-0001", tier: "vip", from: day("2026-01-01"), status: .unclaimed,
                source: "gumroad",
                term: .months(12)))
        let plan = importer.take(
            table("p1,2026-11-10,ann@example.org,Ann Lee,Premium,15,EUR,,,KEY-1"), from: .csv)
        #expect(importer.lines == ["gumroad-0001 vip 2026-11-10…2027-11-10 active"])
        #expect(importer.roster["gumroad-0001"]?.name == "Ann Lee")
        #expect(importer.roster["gumroad-0001"]?.term == nil)
        #expect(plan.changes.map(\.kind) == [.claimed])
        let refund = importer.take(
            table("p1,2026-11-10,ann@example.org,Ann Lee,Premium,15,EUR,15,,KEY-1"), from: .csv)
        #expect(importer.lines == ["gumroad-0001 vip 2026-11-10…2027-11-10 revoked"])
        #expect(refund.raised.map(\.description) == ["tier:basic", "tier:premium", "tier:vip"])
    }

    @Test func `a minted code whose sale was refunded before the import is shut`() {
        var importer = Importer()
        importer.codes = ["KEY-1": "gumroad-0001"]
        importer.roster.update(
            Member(id: "gumroad-0001", tier: "basic", status: .unclaimed, term: .months(1)))
        let plan = importer.take(
            table("p1,2026-11-10,ann@example.org,Ann,Basic,5,EUR,5,,KEY-1"), from: .csv)
        #expect(importer.roster["gumroad-0001"]?.status == .revoked)
        #expect(plan.raised.map(\.description) == ["tier:basic"])
    }

    @Test func `a voided code that was sold after all stays shut, and its payment is what was minted`() {
        var importer = Importer()
        importer.codes = ["KEY-1": "gumroad-0001"]
        importer.roster.update(
            Member(id: "gumroad-0001", tier: "vip", status: .revoked, source: "gumroad", term: .months(12)))
        let plan = importer.take(
            table("p1,2026-11-10,ann@example.org,Ann Lee,Premium,15,EUR,,,KEY-1"), from: .csv)
        #expect(plan.changes.isEmpty)
        #expect(plan.warnings.map(\.message) == ["the code of 'gumroad-0001' was sold, but is revoked"])
        #expect(importer.money == ["gumroad-0001 2026-11-10 sale 15 EUR vip/year"])
    }

    @Test func `rows that cannot be understood are listed with their line`() {
        let importer = Importer()
        #expect(
            importer.faults(
                table(
                    "p1,2026-11-10,ann@example.org,Ann,Premum,15,EUR,,,",
                    "p2,10.11.2026,ann@example.org,Ann,Premium,15,EUR,,,",
                    "p3,2026-11-10,ann at example,Ann,Premium,15,EUR,,,",
                    "p4,2026-11-10,ann@example.org,Ann,Premium,-15,EUR,,,",
                    "p5,2026-11-10,ann@example.org,Ann,Premium,15,Euro,,,", "p6,2026-11-10,ann@example.org"),
                from: .csv) == [
                    """
                    export.csv:7:15: error: 3 values where the header has 10
                        7 | p6,2026-11-10,ann@example.org
                          |               ^ missing: 'name', 'product', 'amount', 'currency', 'refunded', 'dispute', 'licence_key'
                    """,
                    """
                    export.csv:2:35: error: unknown product 'Premum'
                        2 | p1,2026-11-10,ann@example.org,Ann,Premum,15,EUR,,,
                          |                                   ^^^^^^ did you mean 'Premium'? else name it under imports: in sealpress.yml: - {product: "Premum", tier: …}
                    """,
                    """
                    export.csv:3:4: error: bad date '10.11.2026'
                        3 | p2,10.11.2026,ann@example.org,Ann,Premium,15,EUR,,,
                          |    ^^^^^^^^^^ a date is read as 2026-10-01 or 2026-10-01 09:30:00 (UTC)
                    """,
                    """
                    export.csv:4:15: error: 'ann at example' is not a mail address
                        4 | p3,2026-11-10,ann at example,Ann,Premium,15,EUR,,,
                          |               ^^^^^^^^^^^^^^
                    """,
                    """
                    export.csv:5:43: error: bad amount '-15'
                        5 | p4,2026-11-10,ann@example.org,Ann,Premium,-15,EUR,,,
                          |                                           ^^^ an amount is read as 12.50
                    """,
                    """
                    export.csv:6:46: error: bad currency 'EURO'
                        6 | p5,2026-11-10,ann@example.org,Ann,Premium,15,Euro,,,
                          |                                              ^^^^ three letters, such as EUR
                    """,
                ])
    }

    @Test func `another file than the service's is refused as a whole`() {
        #expect(
            Importer().faults("id,email,name\n1,ann@example.org,Ann\n", from: .patreon).first?.hasPrefix(
                "export.csv:1:1: error: this is not Patreon's members export: there is no column 'Name', 'Email'"
            ) == true)
        #expect(
            Importer().faults("", from: .stripe).first?.hasPrefix("export.csv:1:1: error: no header row")
                == true)
    }

    @Test func `what is none of the site's is passed over`() {
        var importer = Importer()
        let plan = importer.take(table("p1,2026-11-10,ann@example.org,Ann,Mug,9,EUR,,,"), from: .csv)
        #expect(plan.isEmpty)
        #expect(
            importer.file(table("p1,2026-11-10,ann@example.org,Ann,Mug,9,EUR,,,"), from: .csv).passedOver == 1
        )
    }
}
