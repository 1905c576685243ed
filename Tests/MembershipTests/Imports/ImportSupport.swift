import Diagnostics
import Foundation
import Membership
import Testing

/// A roster, payments and what the products are, into which files are imported one after another.
struct Importer {
    var roster = Roster()
    var payments = PaymentsFile()
    var today = day("2026-11-21")
    var products: [ProductMapping]
    /// Licence keys, by the member whose code they are.
    var codes: [String: String] = [:]

    static let tiers = TierList([
        Tier(id: "basic", period: .month), Tier(id: "premium", period: .month),
        Tier(id: "vip", period: .year),
    ])

    init(_ products: [ProductMapping] = Importer.usual) {
        self.products = products
    }

    static let usual = [
        ProductMapping(product: "Basic", offer: Offer(tier: "basic")),
        ProductMapping(product: "Premium", offer: Offer(tier: "premium")),
        ProductMapping(product: "VIP", offer: Offer(tier: "vip")),
        ProductMapping(product: "Premium year", offer: Offer(tier: "premium", duration: .term(.months(12)))),
        ProductMapping(product: "Lifetime", offer: Offer(tier: "premium", duration: .forGood)),
        ProductMapping(product: "Swift Basics", offer: Offer(tier: nil, courses: ["swift-basics"])),
        ProductMapping(product: "Mug", offer: nil),
    ]

    func file(_ text: String, from service: ImportService) -> ImportFile {
        ImportFile(
            parsing: Array(text.utf8), path: "export.csv", from: service, products: ProductMappings(products),
            tiers: Self.tiers, timeZone: zone("Europe/Berlin"), today: today)
    }

    func plan(_ text: String, from service: ImportService) -> ImportPlan {
        let catalogue = Catalogue(
            tiers: Self.tiers, courses: [Course("swift-basics", dripDays: [7]), Course("vapor")])
        let entitlements = Entitlements(
            catalogue: catalogue, schedule: EpochSchedule(),
            date: Date(timeIntervalSince1970: Double(today.startUTC) + 43_200),
            timeZone: zone("Europe/Berlin"))
        let codes = codes
        return ImportPlan(
            importing: file(text, from: service), into: roster, payments: payments,
            entitlements: entitlements, history: RosterHistory(), owner: { codes[$0] })
    }

    /// Imports a file that has no faults, and checks that doing so again changes nothing.
    @discardableResult
    mutating func take(
        _ text: String, from service: ImportService, on date: String? = nil,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) -> ImportPlan {
        if let date { today = day(date) }
        let read = file(text, from: service)
        #expect(read.fileFaults.map { $0.rendered() } == [], sourceLocation: sourceLocation)
        #expect(read.rowFaults.map { $0.rendered() } == [], sourceLocation: sourceLocation)
        let plan = plan(text, from: service)
        #expect(plan.faults.map { $0.rendered() } == [], sourceLocation: sourceLocation)
        roster = plan.roster
        payments = plan.payments
        let again = self.plan(text, from: service)
        #expect(again.isEmpty, "the same file twice: \(again.changes)", sourceLocation: sourceLocation)
        #expect(rosterReadsBack(), sourceLocation: sourceLocation)
        return plan
    }

    /// What is written must be what the strict readers accept.
    func rosterReadsBack() -> Bool {
        var faults: [Diagnostic] = []
        let read = Roster(
            parsing: roster.printed(), file: "members.csv", tiers: Self.tiers,
            courses: ["swift-basics", "vapor"], diagnostics: &faults)
        let money = PaymentsFile(parsing: payments.printed(), file: "payments.csv", diagnostics: &faults)
        for fault in faults { Issue.record("\(fault.rendered())") }
        return read.members == roster.members && money.payments == payments.payments
    }

    /// The roster, a line a member: `ann premium swift-basics@2026-01-01 2026-01-01…2026-02-01 active`.
    var lines: [String] {
        roster.members.map { member in
            let held = [member.tier].compactMap(\.self) + member.courses.map(\.description)
            return "\(member.id) \(held.joined(separator: " ")) \(member.from.map(\.description) ?? "")…"
                + "\(member.until.map(\.description) ?? "") \(member.status.rawValue)"
        }
    }

    /// The payments, a line each: `ann 2026-01-01 sale 15.00 EUR premium/month`.
    var money: [String] {
        payments.payments.map {
            "\($0.member) \($0.date) \($0.kind.rawValue) \($0.amount) \($0.currency) \($0.plan)"
        }
    }

    func faults(_ text: String, from service: ImportService) -> [String] {
        let read = file(text, from: service)
        return (read.fileFaults + read.rowFaults + plan(text, from: service).faults).map { $0.rendered() }
    }
}

/// A table of payments in our own columns.
func table(_ rows: String...) -> String {
    (["id,date,email,name,product,amount,currency,refunded,dispute,licence_key"] + rows).joined(
        separator: "\n") + "\n"
}
