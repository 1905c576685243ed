/// A row of a service's file, understood: who it is about and what it says.
struct ImportedRow: Sendable, Hashable {
    /// The row of the table, for diagnostics.
    var row: Int
    var buyer: Buyer
    /// What was bought, as the mappings have it; none where the file does not name a product, or names one that is
    /// none of the site's.
    var holdings: [Holding]
    /// What the file calls the product, when no mapping was looked for or needed.
    var productNames: [String]
    var statement: Statement
}

/// Who pays. Found again by the licence key, else by the service's id, else by the mail address.
struct Buyer: Sendable, Hashable {
    var email: String
    var name: String
    /// The service's id; empty when it gives none.
    var customer: String = ""
    /// The licence key that the service handed out; empty without one.
    var licence: String = ""
}

/// A product in a buyer's hands.
struct Holding: Sendable, Hashable {
    var tier: String?
    var courses: [String]
    /// Nil for good.
    var term: MembershipTerm?
    var arm: String

    /// As `payments.csv` has it: `premium/month`, `swift-basics+vapor/once`.
    var plan: String {
        let what = ([tier].compactMap(\.self) + courses).joined(separator: "+")
        return "\(what)/\(term?.name ?? BillingPeriod.once.rawValue)"
    }
}

/// What a row says.
enum Statement: Sendable, Hashable {
    /// Money came in, and perhaps went back.
    case charge(Charge)
    /// How things stand with a membership that the service keeps account of.
    case standing(ServiceStanding, last: Charge?)
}

/// A payment, and what became of it.
struct Charge: Sendable, Hashable {
    var id: String
    var date: Day
    var amount: Amount
    var currency: String
    var coupon: String = ""
    var channel: String = ""
    /// A trial costs nothing and ends a month later unless a payment follows.
    var isTrial = false
    /// How much of it was given back so far.
    var refunded: Amount = .zero
    /// Whether all of it was given back, whatever the amounts say.
    var isRefunded = false
    /// The day it was given back; nil when the file does not say.
    var refundDate: Day?
    var dispute: Dispute = .none

    enum Dispute: Sendable, Hashable { case none, open, won }
}

/// A membership as the service sees it.
enum ServiceStanding: Sendable, Hashable {
    /// - Parameter until: the last day paid for; nil when it goes on until the service says otherwise.
    case active(from: Day?, until: Day?, isTrial: Bool = false, isGift: Bool = false)
    /// It ran out, or was cancelled.
    case ended(Day?)
    /// The money was given back or taken back.
    case revoked
}
