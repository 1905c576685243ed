/// A row of `payments.csv`: money that came or went.
public struct Payment: Sendable, Hashable {
    /// The member's id; empty when the money was given back before anyone became a member.
    public var member: String
    /// In the site's time zone.
    public var date: Day
    public var kind: PaymentKind
    /// In units of `currency`, never below zero: the kind says which way it went.
    public var amount: Amount
    /// ISO 4217, upper case, such as `EUR`.
    public var currency: String
    /// What was bought: `premium/month`, `swift-basics/once`; empty when the service did not say.
    public var plan: String
    /// The price arm of an experiment; empty without one.
    public var arm: String
    public var coupon: String
    /// How the buyer came, such as `newsletter`; free text.
    public var channel: String
    /// The service that took the payment, such as `gumroad`.
    public var source: String
    /// The service's id of the payment. `source`, `id` and `kind` name a row: importing a file again finds them.
    public var id: String
    /// The service's id of the buyer; empty when it gives none.
    public var customer: String
    /// The values of unknown columns, in their order.
    public var extra: [String]

    public init(
        member: String, date: Day, kind: PaymentKind, amount: Amount, currency: String, plan: String = "",
        arm: String = "", coupon: String = "", channel: String = "", source: String, id: String,
        customer: String = "", extra: [String] = []
    ) {
        self.member = member
        self.date = date
        self.kind = kind
        self.amount = amount
        self.currency = currency
        self.plan = plan
        self.arm = arm
        self.coupon = coupon
        self.channel = channel
        self.source = source
        self.id = id
        self.customer = customer
        self.extra = extra
    }
}

public enum PaymentKind: String, Sendable, Hashable, CaseIterable {
    /// The first payment of a member for a plan.
    case sale
    /// Every later one.
    case renewal
    /// Given back, wholly or in part.
    case refund
    /// Taken back by the buyer's bank.
    case dispute
    /// A dispute decided for the author: the money came back.
    case reversal
}

extension PaymentKind {
    /// Whether the money came in by a purchase.
    public var isPurchase: Bool { self == .sale || self == .renewal }
}
