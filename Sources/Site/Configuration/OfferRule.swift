import Content
import Diagnostics
import Foundation
import Membership
import Sealing

/// An entry of `offers:`: what a member may be offered, and within which limits.
///
/// Nothing is offered that no rule allows. Which of those allowed a member sees is `OfferChoice`'s.
struct OfferRule: Sendable, Hashable {
    /// What it is for, and how it is recognized in the suggestions of the models.
    enum Purpose: Sendable, Hashable {
        /// A reminder, from so many days before the last day until so many after it.
        case renewal(before: Int, after: Int)
        /// A price or promotion, by its arm's name.
        case promotion(option: String)
        /// A higher tier.
        case upgrade(tier: String)
    }

    var id: String
    var purpose: Purpose
    /// In the author's words, a line each.
    var title: String
    var text: String?
    /// Where it is taken up; nil is the checkout of the tier.
    var checkout: String?
    /// Nil is the tier's, for an upgrade, and none otherwise.
    var price: DecimalNumber?
    /// Nil is the tier's.
    var currency: String?
    /// The members' tiers; nil is any, and none.
    var tiers: Set<String>?
    /// The least chance of leaving.
    var minRisk: Double?
    /// The first and the last day on which it is made.
    var from: Day?
    var until: Day?
    /// To how many members, in one build.
    var atMost: Int?
}

extension SiteConfiguration {
    private enum OfferKind: String, CaseIterable { case renewal, promotion, upgrade }

    /// `offers:`, a list of what may be offered to members:
    ///
    ///     offers:
    ///       - {id: renew, kind: renewal, title: "Your membership ends soon", before: 14d}
    ///       - {id: spring, kind: promotion, title: "A third off", price: 10, checkout: "https://…", minRisk: 0.3}
    ///       - {id: up, kind: upgrade, tier: premium, title: "All courses", atMost: 200}
    static func offers(_ reader: inout YAMLReader, tiers: TierList) -> [OfferRule] {
        var rules: [OfferRule] = []
        let written =
            reader.mappings("offers", absent: "nothing is offered", "What may be offered to members.") {
                offer(&$0, tiers: tiers)
            } ?? []
        for rule in written.compactMap(\.self) {
            if rules.contains(where: { $0.id == rule.value.id }) {
                reader.report(
                    "offer '\(rule.value.id)' is there twice", at: rule.location, hint: "rename or delete one"
                )
            } else {
                rules.append(rule.value)
            }
        }
        return rules
    }

    private static func offer(_ reader: inout YAMLReader, tiers: TierList) -> Located<OfferRule>? {
        reader.requireKey("id")
        reader.requireKey("kind", hint: "it is one of: renewal, promotion, upgrade")
        reader.requireKey("title", hint: "what the member reads")
        let id = reader.string(
            "id", as: "lower-case letters, digits, `-`; each once", "A name of your own for the offer.")
        let kind = reader.choice(
            "kind", of: OfferKind.self, "A reminder, a price to stay, or a way to a higher tier.")
        let title = line("title", &reader, "What the member reads.")
        let text = line("text", &reader, "What the member reads below the title.")
        let checkout = reader.string(
            "checkout", as: "a web address, or `mailto:`", absent: "the tier's; a promotion needs its own",
            "Where the offer is taken up.")
        check(checkout, &reader)
        let price = reader.decimal("price", absent: "for an upgrade the tier's", "What it costs there.")
        let currency = reader.string("currency", absent: "the tier's", "The price's currency.")
        let held = tierIDs(&reader, tiers: tiers)
        let minRisk = share(
            "minRisk", &reader, "Only members whose chance of leaving within a month is this or more.")
        let from = day("from", &reader, "The first day on which the offer is made, in your `timeZone`.")
        let until = day("until", &reader, "The last day on which it is made.")
        let atMost = reader.int(
            "atMost", as: "a whole number from 1 on", absent: "all",
            "To how many members it is made in one build; those likeliest to leave come first.")
        // The keys of a kind are known to it alone, and to a kind that is no kind, so that one fault is told once.
        let before =
            kind?.value == .promotion || kind?.value == .upgrade
            ? nil
            : span(
                "before", &reader, default: standardReminderDays,
                "For a renewal: from how long before the membership's last day.")
        let after =
            kind?.value == .promotion || kind?.value == .upgrade
            ? nil : span("after", &reader, default: 0, "For a renewal: until how long after it.")
        let option =
            kind?.value == .renewal || kind?.value == .upgrade
            ? nil
            : reader.string(
                "option", absent: "the `id`", "For a promotion: its name, the `arm` of `payments.csv`.")
        var target: Located<String>?
        if kind?.value == .upgrade || kind == nil {
            target = reader.string("tier", as: "a tier's id", "For an upgrade: the tier that it leads to.")
        }

        if let id, !Identifier.isValid(id.value) || id.value.utf8.count > BundleAdvice.maximumTextCount {
            reader.report("bad offer id '\(id.value)'", at: id.location, hint: Identifier.rule)
        }
        if let price, price.value.digits < 0 {
            reader.report("a price is 0 or more", at: price.location)
        }
        if let atMost, atMost.value < 1 {
            reader.report(
                "'atMost' is a number of members, 1 or more", at: atMost.location,
                hint: "delete the entry to offer it to nobody")
        }
        if let from, let until, until.value < from.value {
            reader.report("the last day is before the first", at: until.location)
        }
        if let target, !tiers.contains(target.value) {
            reader.report(
                "unknown tier '\(target.value)'", at: target.location,
                hint: suggestion(for: target.value, among: tiers.ids, from: "the tiers are"))
        }
        guard let id, let kind, let title else { return nil }
        let purpose: OfferRule.Purpose
        switch kind.value {
        case .renewal:
            purpose = .renewal(before: before ?? standardReminderDays, after: after ?? 0)
        case .promotion:
            reader.requireKey("checkout", hint: "where it can be bought at this price: \"https://…\"")
            purpose = .promotion(option: option?.value ?? id.value)
        case .upgrade:
            reader.requireKey("tier", hint: "the tier that it leads to")
            guard let target else { return nil }
            if checkout == nil, tiers[target.value]?.checkout == nil {
                reader.report(
                    "offer '\(id.value)' leads nowhere: the tier '\(target.value)' has no checkout",
                    at: id.location, hint: "give the offer, or the tier, a 'checkout'")
            }
            purpose = .upgrade(tier: target.value)
        }
        let rule = OfferRule(
            id: id.value, purpose: purpose, title: title, text: text, checkout: checkout?.value,
            price: price?.value, currency: currency?.value, tiers: held, minRisk: minRisk, from: from?.value,
            until: until?.value, atMost: atMost?.value)
        return Located(rule, at: id.location)
    }

    /// From how many days before the last day on a reminder is shown, where the rule does not say.
    private static let standardReminderDays = 14

    /// Text on one line, however it is written.
    private static func line(_ key: String, _ reader: inout YAMLReader, _ meaning: String) -> String? {
        guard let text = reader.string(key, as: "a line of text", meaning) else { return nil }
        let line = text.value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .precomposedStringWithCanonicalMapping
        guard BundleAdvice.isText(line) else {
            reader.report(
                line.isEmpty ? "'\(key)' is empty" : "'\(key)' is too long, or has control characters",
                at: text.location,
                hint: line.isEmpty
                    ? "write what the member reads" : "write at most \(BundleAdvice.maximumTextCount) bytes")
            return nil
        }
        return line
    }

    private static func tierIDs(_ reader: inout YAMLReader, tiers: TierList) -> Set<String>? {
        let written = reader.stringList(
            "tiers", as: "ids of tiers", absent: "everyone", "Only members of these tiers.")
        guard let list = written else { return nil }
        for id in list.value where !tiers.contains(id.value) {
            reader.report(
                "unknown tier '\(id.value)'", at: id.location,
                hint: suggestion(for: id.value, among: tiers.ids, from: "the tiers are"))
        }
        if list.value.isEmpty {
            reader.report(
                "an offer to members of no tier reaches nobody", at: list.location,
                hint: "delete 'tiers' to offer it to all")
        }
        return Set(list.value.map(\.value))
    }

    private static func share(_ key: String, _ reader: inout YAMLReader, _ meaning: String) -> Double? {
        let written = reader.decimal(key, as: "a number, 0 to 1", absent: "everyone", meaning)
        guard let share = written else { return nil }
        guard (0...1).contains(share.value.double) else {
            reader.report("'\(key)' is a number from 0 to 1, such as 0.3", at: share.location)
            return nil
        }
        return share.value.double
    }

    private static func day(_ key: String, _ reader: inout YAMLReader, _ meaning: String) -> Located<Day>? {
        guard let date = reader.date(key, as: "a day", absent: "always", meaning) else { return nil }
        guard date.value.time == nil,
            let day = Day(year: date.value.year, month: date.value.month, day: date.value.day)
        else {
            reader.report("'\(key)' is a day such as 2026-12-31", at: date.location)
            return nil
        }
        return Located(day, at: date.location)
    }

    private static func span(
        _ key: String, _ reader: inout YAMLReader, default standard: Int, _ meaning: String
    ) -> Int? {
        guard let text = reader.string(key, as: "`14d`, `2w`", absent: "`\(standard)d`", meaning) else {
            return nil
        }
        guard let days = DaySpan(text.value)?.days else {
            reader.report(
                "'\(text.value)' is no number of days", at: text.location, hint: "write it as 14d or 2w")
            return nil
        }
        return days
    }
}
