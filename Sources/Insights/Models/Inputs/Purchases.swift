import Membership

/// What was paid up to the date, but for what was given back whole.
struct Purchases {
    struct Purchase {
        var day: Int32
        var amount: Double
        var arm: String
        var channel: String
        /// How long it lasts; nil where nothing says so.
        var period: BillingPeriod?
        var isSale: Bool
    }

    /// By member id, in the order of their days; empty ids are left out.
    private(set) var byMember: [String: [Purchase]] = [:]
    private(set) var first: [String: Int32] = [:]
    private(set) var last: [String: Int32] = [:]
    /// Money in less money out, by month, in `currency`.
    private(set) var revenue: [Int: Double] = [:]
    /// The currency of most payments, in which money is counted. A payment in another is one all the same: its payer
    /// joins and renews, and its amount is 0.
    private(set) var currency = ""
    /// Payments in other currencies.
    private(set) var foreign = 0
    let isThere: Bool
    /// Members' ids in a fixed order.
    private(set) var members: [String] = []

    init(_ inputs: InsightsInputs) {
        isThere = inputs.payments.map { !$0.payments.isEmpty } ?? false
        guard let file = inputs.payments else { return }
        var counts: [String: Int] = [:]
        for payment in file.payments where payment.kind.isPurchase && payment.date <= inputs.date {
            counts[payment.currency, default: 0] += 1
        }
        currency = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
        for payment in file.payments where payment.date <= inputs.date {
            let amount = payment.currency == currency ? payment.amount.value : 0
            if payment.currency != currency { foreign += 1 }
            let month = Month.of(payment.date.number)
            let sign: Double = payment.kind.isPurchase || payment.kind == .reversal ? 1 : -1
            revenue[month, default: 0] += sign * amount
            guard payment.kind.isPurchase, !payment.member.isEmpty,
                !inputs.forgotten.contains(payment.member),
                !file.isTakenBack(source: payment.source, id: payment.id)
            else { continue }
            byMember[payment.member, default: []].append(
                Purchase(
                    day: Int32(truncatingIfNeeded: payment.date.number), amount: amount,
                    arm: payment.arm, channel: payment.channel,
                    period: Self.period(payment.plan, inputs.tiers, inputs.roster[payment.member]?.tier),
                    isSale: payment.kind == .sale))
        }
        for (id, purchases) in byMember {
            let sorted = purchases.enumerated().sorted {
                ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
            }.map(\.element)
            byMember[id] = sorted
            first[id] = sorted.first?.day
            last[id] = sorted.last?.day
        }
        members = byMember.keys.sorted()
    }

    /// `premium/month` is a month; without a period in the plan that of the tier.
    private static func period(_ plan: String, _ tiers: TierList, _ tier: String?) -> BillingPeriod? {
        let parts = plan.split(separator: "/")
        if parts.count > 1 { return BillingPeriod(rawValue: String(parts[parts.count - 1])) }
        return (parts.first.map(String.init) ?? tier).flatMap { tiers[$0]?.period }
    }

    /// The day on which the next payment is due; nil for what is bought once.
    private static func due(_ purchase: Purchase) -> Int? {
        let day = Month.day(Int(purchase.day))
        return switch purchase.period {
        case .week: day.number + 7
        case .month: day.adding(months: 1).number
        case .quarter: day.adding(months: 3).number
        case .year: day.adding(months: 12).number
        case .once, nil: nil
        }
    }

    /// A payment that came due.
    struct Due {
        var member: String
        var day: Int
        var wasPaid: Bool
        /// The arm of the purchase that it would renew.
        var arm: String
    }

    /// Days after the due day on which a payment still renews.
    static let grace = 7

    /// Every payment that came due long enough before `date` to know whether it was made.
    func due(by date: Day) -> [Due] {
        var dues: [Due] = []
        for id in members {
            let purchases = byMember[id] ?? []
            for (index, purchase) in purchases.enumerated() {
                guard let day = Self.due(purchase), day + Self.grace <= date.number else { continue }
                let paid = purchases.dropFirst(index + 1).contains {
                    $0.day > purchase.day && Int($0.day) <= day + Self.grace
                }
                dues.append(Due(member: id, day: day, wasPaid: paid, arm: purchase.arm))
            }
        }
        return dues
    }
}
