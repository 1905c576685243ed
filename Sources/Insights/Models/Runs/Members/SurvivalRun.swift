import Metrics

/// How long members stay, and how often they pay.
public struct SurvivalResult: Codable, Sendable, Equatable {
    public struct Effect: Codable, Sendable, Equatable {
        public var name: String
        public var estimate: Estimate
        public var pValue: Double
    }

    /// Members looked at, and how many of them left.
    public var members: Int
    public var left: Int
    /// On the log-odds to leave in a month.
    public var effects: [Effect]
    /// By month of membership, from the first.
    public var hazards: [Double]
    public var survival: [Estimate]
    /// Payments that a new member is expected to make in the same months; nil without payments.
    public var expectedPayments: Double?
    /// The chance of one at least.
    public var paysAtAll: Double?
}

enum SurvivalRun: ModelRun {
    static let subject = Subject.survival
    static let inputs = ["members.csv: from, until, status", "payments.csv"]
    private static let mostMembers = 20_000

    static func run(_ data: ModelData) throws(NotRun) -> Findings<SurvivalResult> {
        guard let range = data.monthsSinceFirstJoin else { throw .noMembers }
        let spells = Self.spells(data, range)
        let left = spells.count(where: \.ended)
        guard left >= 10 else {
            throw .tooFew(
                left, "members who left after a month at least", needed: 10,
                record: "it takes members who left (until in members.csv)")
        }
        return try fitting { () throws(MetricsError) in
            let fit = try Survival.fit(
                MemberPeriods.spells(
                    durations: spells.map(\.months), ended: spells.map(\.ended), features: nil),
                baseline: .logarithm, threads: data.threads)
            let length = min(data.settings.horizon, max(3, spells.map(\.months).max() ?? 3))
            let curve = try fit.curve(periods: length)
            let payment = try? Self.payment(data, spells, range, [1] + curve.survival.map(\.value).dropLast())
            let result = SurvivalResult(
                members: spells.count, left: left,
                effects: fit.regression.coefficients.map {
                    SurvivalResult.Effect(name: $0.name, estimate: $0.estimate, pValue: $0.pValue)
                },
                hazards: curve.hazards, survival: curve.survival, expectedPayments: payment?.expected,
                paysAtAll: payment?.atLeastOne)
            return Findings(result: result, reading: fit.reading, warnings: fit.warnings)
        }
    }

    private struct Spell {
        var member: Int
        var joined: Int
        var months: Int
        var ended: Bool
    }

    /// Months of membership from the first in which a member can have left.
    private static func spells(_ data: ModelData, _ range: ClosedRange<Int>) -> [Spell] {
        let members = data.memberships
        let step = max(1, (members.count + Self.mostMembers - 1) / Self.mostMembers)
        return stride(from: 0, to: members.count, by: step).compactMap { member in
            guard members.isKnown(member) else { return nil }
            let joined = Month.of(Int(members.joined[member]))
            guard range.contains(joined) else { return nil }
            if let left = members.leftMonth(member), left <= range.upperBound {
                return Spell(member: member, joined: joined, months: max(1, left - joined), ended: true)
            }
            let months = range.upperBound - joined
            return months >= 1 ? Spell(member: member, joined: joined, months: months, ended: false) : nil
        }
    }

    private static func payment(
        _ data: ModelData, _ spells: [Spell], _ range: ClosedRange<Int>, _ survival: [Double]
    ) throws(MetricsError) -> Payment.Forecast {
        var ages: [Int] = []
        var paid: [Bool] = []
        for spell in spells {
            let purchases = data.purchases.byMember[data.memberships.ids[spell.member]] ?? []
            let months = Set(purchases.map { Month.of(Int($0.day)) })
            for age in 1...spell.months {
                ages.append(age)
                paid.append(months.contains(spell.joined + age - 1))
            }
        }
        let fit = try Payment.fit(
            MemberPeriods(ages: ages, events: paid, features: nil), baseline: .logarithm,
            threads: data.threads)
        return try fit.forecast(periods: survival.count, survival: survival)
    }
}
