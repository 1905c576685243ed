import Files
import Foundation

/// The roster and the payments while an import is planned, with what it takes to find people in them.
struct ImportLedger {
    private(set) var payments: PaymentsFile
    let tiers: TierList
    let service: ImportService
    let today: Day
    /// Members of whom something was taken away that their codes may still open.
    private(set) var shutOut: Set<String> = []

    private let old: Roster
    private var members: [String: Member]
    private var touched: Set<String> = []
    private var byEmail: [String: [String]] = [:]
    private var byCustomer: [String: String] = [:]
    private var purchases: [Purchase: [Payment]] = [:]
    private var givenBack: Set<String> = []
    private var lastPaid: [String: Day] = [:]

    private struct Purchase: Hashable {
        var member: String
        var plan: String
    }

    init(roster: Roster, payments: PaymentsFile, tiers: TierList, service: ImportService, today: Day) {
        old = roster
        self.payments = payments
        self.tiers = tiers
        self.service = service
        self.today = today
        members = Dictionary(roster.members.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for member in roster.members where !member.email.isEmpty {
            byEmail[MailAddress.folded(member.email), default: []].append(member.id)
        }
        for payment in payments.payments { index(payment) }
    }

    // MARK: Members

    subscript(id: String) -> Member? { members[id] }

    /// The rows of a buyer, by mail address, in the order they came about.
    func members(email: String) -> [Member] {
        (byEmail[MailAddress.folded(email)] ?? []).compactMap { members[$0] }
    }

    /// The rows of a buyer: those that the service's payments name, then those of the mail address.
    func members(of buyer: Buyer) -> [Member] {
        let known = buyer.customer.isEmpty ? nil : byCustomer[buyer.customer].flatMap { members[$0] }
        let others = members(email: buyer.email)
        guard let known else { return others }
        return [known] + others.filter { $0.id != known.id }
    }

    mutating func update(_ member: Member) {
        let before = members[member.id]
        if before == member { return }
        members[member.id] = member
        touched.insert(member.id)
        if before?.email != member.email, !member.email.isEmpty {
            byEmail[MailAddress.folded(member.email), default: []].append(member.id)
        }
    }

    /// Like `update`, for a row that may open less than the codes that were handed out.
    mutating func shut(_ member: Member) {
        update(member)
        shutOut.insert(member.id)
    }

    /// An id that nobody has or had: `ann-lee`, `ann-lee-2`, from the name or else the mail address.
    func freshID(for buyer: Buyer) -> String {
        let mailbox = buyer.email.prefix { $0 != "@" }
        let base =
            [buyer.name, String(mailbox)].lazy
            .compactMap { Identifier.suggestion(for: $0.withoutDiacritics) }.first { $0.utf8.count > 1 }
            ?? "member"
        let short = String(base.prefix(40)).withoutFinalDashes
        if members[short] == nil { return short }
        var number = 2
        while members["\(short)-\(number)"] != nil { number += 1 }
        return "\(short)-\(number)"
    }

    /// The roster with all updates.
    var roster: Roster {
        touched.isEmpty ? old : Roster(members: Array(members.values), columns: old.columns)
    }

    /// What became of whom, by id; a row changed and changed back is none.
    var changes: [ImportChange] {
        touched.sorted(by: byUTF8).compactMap { id in
            guard let after = members[id], old[id] != after else { return nil }
            return ImportChange(before: old[id], after: after)
        }
    }

    // MARK: Payments

    mutating func append(_ payment: Payment) {
        payments.append(payment)
        index(payment)
    }

    /// The purchases of a plan by a member that were not given back, by date.
    func standingPurchases(of member: String, plan: String) -> [Payment] {
        (purchases[Purchase(member: member, plan: plan)] ?? [])
            .filter { !payments.isTakenBack(source: $0.source, id: $0.id) }
            .sorted { $0.date < $1.date }
    }

    func hasPurchase(of member: String, plan: String) -> Bool {
        purchases[Purchase(member: member, plan: plan)] != nil
    }

    /// Whether money of theirs went back, so that it was an import that revoked them.
    func hasGivenBack(to member: String) -> Bool { givenBack.contains(member) }

    /// Whether a payment of theirs is dated later.
    func hasPaid(_ member: String, after day: Day) -> Bool { lastPaid[member].map { $0 > day } ?? false }

    private mutating func index(_ payment: Payment) {
        if payment.kind.isPurchase {
            purchases[Purchase(member: payment.member, plan: payment.plan), default: []].append(payment)
            lastPaid[payment.member] = max(lastPaid[payment.member] ?? payment.date, payment.date)
        } else if payment.kind != .reversal {
            givenBack.insert(payment.member)
        }
        if payment.source == service.rawValue, !payment.customer.isEmpty, !payment.member.isEmpty {
            byCustomer[payment.customer] = payment.member
        }
    }
}

extension String {
    /// `Zoe Angstrom` for `Zoë Ångström`; other scripts stay.
    fileprivate var withoutDiacritics: String {
        var text = String.UnicodeScalarView()
        for scalar in decomposedStringWithCanonicalMapping.unicodeScalars
        where scalar.properties.canonicalCombiningClass == .notReordered {
            text.append(scalar)
        }
        return String(text)
    }

    fileprivate var withoutFinalDashes: String {
        var text = self
        while text.last == "-" { text.removeLast() }
        return text
    }
}
