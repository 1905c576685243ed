import Files
import Foundation
import Membership

/// The tables that a site keeps beside its logs.
extension Community {
    public static let source = "simulation"

    public var roster: Roster {
        var roster = Roster()
        for person in people {
            roster.update(
                Member(
                    id: person.id, name: person.name, email: person.id + "@example.org",
                    tier: site.tiers[person.tier].id, from: Day.number(person.joined),
                    until: person.end.map(Day.number), source: Self.source, note: "simulated"))
        }
        return roster
    }

    /// In the order of their days.
    public var payments: PaymentsFile {
        var rows: [(day: Int, person: Int, isFirst: Bool)] = []
        for (index, person) in people.enumerated() {
            for (number, day) in person.payments.enumerated() { rows.append((day, index, number == 0)) }
        }
        rows.sort { ($0.day, $0.person) < ($1.day, $1.person) }
        var file = PaymentsFile()
        for (number, row) in rows.enumerated() {
            let (person, tier) = (people[row.person], site.tiers[people[row.person].tier])
            file.append(
                Payment(
                    member: person.id, date: Day.number(row.day), kind: row.isFirst ? .sale : .renewal,
                    amount: Amount(Self.money(person.price)) ?? .zero, currency: tier.currency ?? "EUR",
                    plan: tier.id + "/month", arm: person.arm.map(armName) ?? "",
                    channel: row.isFirst ? parameters.channels[person.channel].name : "",
                    source: Self.source, id: "simulated-\(number + 1)"))
        }
        return file
    }

    /// `price-7.50`
    func armName(_ arm: Int) -> String { "price-" + Self.money(site.prices(parameters.demand)[arm]) }

    private static func money(_ amount: Double) -> String {
        let cents = Int((amount * 100).rounded())
        return "\(cents / 100)." + (cents % 100 < 10 ? "0" : "") + "\(cents % 100)"
    }

    public var commentsTable: [UInt8] {
        var printer = CSVPrinter()
        printer.print(["time", "member", "route", "text", "source"])
        for comment in comments.sorted(by: { ($0.day, $0.second, $0.person) < ($1.day, $1.second, $1.person) }
        ) {
            printer.print([
                Self.time(comment.day, comment.second, in: site.timeZone), people[comment.person].id,
                site.pages[comment.page].route, comment.text, Self.source,
            ])
        }
        return printer.bytes
    }

    private static func time(_ day: Int, _ second: Int, in timeZone: TimeZone) -> String {
        let noon = Date(timeIntervalSince1970: TimeInterval(day * 86_400 + 43_200))
        let time = Date(
            timeIntervalSince1970: TimeInterval(day * 86_400 - timeZone.secondsFromGMT(for: noon) + second))
        return time.formatted(.iso8601)
    }

    /// Costs of channels by month.
    public var costsTable: [UInt8] {
        var printer = CSVPrinter()
        printer.print(["channel", "month", "spend", "source"])
        for month in months {
            for (index, channel) in parameters.channels.enumerated()
            where channel.isOpen(inMonthOfYear: month.month) && channel.perMonth + channel.perVisit > 0 {
                let visits = strangers.count {
                    $0.channel == index && (month.first...month.last).contains($0.day)
                }
                printer.print([
                    channel.name, month.name,
                    Self.money(channel.perMonth + channel.perVisit * Double(visits)),
                    Self.source,
                ])
            }
        }
        return printer.bytes
    }

    /// The prices that were tried.
    public var armsTable: [UInt8] {
        var printer = CSVPrinter()
        printer.print(["arm", "segment", "price", "offered", "source"])
        for (arm, price) in site.prices(parameters.demand).enumerated() {
            printer.print([
                armName(arm), site.tiers[site.triedTier].id, Self.money(price), String(offered[arm]),
                Self.source,
            ])
        }
        return printer.bytes
    }

    public static var pointsTable: [UInt8] {
        var printer = CSVPrinter()
        printer.print(["kind", "points"])
        for (kind, points) in [("comment", "3"), ("complete", "5"), ("like", "1"), ("visit", "0.5")] {
            printer.print([kind, points])
        }
        return printer.bytes
    }
}
