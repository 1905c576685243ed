import Content
import Diagnostics
import Membership
import Recommendations
import Sealing

/// `experiments:`, what is tried on whom:
///
///     experiments:
///       - id: spring
///         kind: price
///         tiers: [premium]
///         from: 2026-11-01
///         until: 2027-01-31
///         detect: 0.05
///         arms:
///           - id: usual
///           - {id: low, price: "9 EUR", checkout: "https://shop.example/low"}
extension SiteConfiguration {
    private static let mostArms = 8
    private static let mostExperiments = 20
    /// Days within which an outcome counts.
    private static let standardWindow = 30

    static func experiments(_ reader: inout YAMLReader, tiers: TierList) -> [Experiment] {
        let place = reader.keyLocation("experiments")
        let entries = reader.mappings("experiments", "What is tried on whom.") {
            experiment(&$0, tiers: tiers)
        }
        let written = (entries ?? []).compactMap(\.self)
        var experiments: [Experiment] = []
        for entry in written {
            if experiments.contains(where: { $0.id == entry.value.id }) {
                reader.report(
                    "experiment '\(entry.value.id)' is there twice", at: entry.location,
                    hint: "give one another id, one that was never used")
            } else {
                experiments.append(entry.value)
            }
        }
        if experiments.count > mostExperiments, let place {
            reader.report(
                "more than \(mostExperiments) experiments", at: place, hint: "delete those that have ended")
        }
        return experiments
    }

    private static func experiment(
        _ reader: inout YAMLReader, tiers: TierList
    ) -> Located<Experiment>? {
        for key in ["id", "kind", "arms"] { reader.requireKey(key) }
        reader.requireKey("from", hint: "the first day, as 2026-11-01")
        reader.requireKey("detect", hint: "the difference that matters to you, as a share: 0.05")
        let id = experimentID("id", &reader, "A name that no other experiment has or had.")
        let kind = reader.choice("kind", of: Experiment.Kind.self, "What the arms differ in.")
        let written =
            reader.stringList(
                "tiers", as: "ids of tiers", absent: "everyone",
                "Only members of these tiers; not for a teaser.")?
            .value ?? []
        for tier in written where !tiers.contains(tier.value) {
            reader.report(
                "unknown tier '\(tier.value)'", at: tier.location,
                hint: suggestion(for: tier.value, among: tiers.ids, from: "the tiers are"))
        }
        let from = day("from", &reader, absent: nil, "The first day.")
        let until = day("until", &reader, absent: "until you end it", "The last day.")
        let outcome = reader.choice(
            "outcome", of: Experiment.Outcome.self,
            absent: "price: `payment`, recommendation: `completion`, teaser: `onward`",
            "What the arms are compared by.")
        let window = span(
            "within", 1...366, &reader, default: standardWindow,
            "Within how long after a member came into the experiment the outcome counts.")
        let effect = share("detect", &reader, "The difference that matters to you.")
        let baseline = share(
            "baseline", &reader, absent: "what was measured",
            "The share that you expect without the experiment.")
        let period = span(
            "every", 1...60, &reader, default: 1, "For a teaser: after how long the arms change places.")
        let place = reader.keyLocation("arms")
        let variants = reader.mappings(
            "arms", short: "id", "The variants, 2 to \(mostArms); the others are compared with the first."
        ) { arm(&$0, kind: kind?.value) }
        let arms = (variants ?? []).compactMap(\.self)
        checkArms(arms, experiment: id?.value, at: place, &reader)
        if let from, let until, until.value < from.value {
            reader.report(
                "the experiment ends before it begins", at: until.location, hint: "from \(from.value)")
        }
        guard let id, let kind, let from, let effect, arms.count >= 2 else { return nil }
        let isTeaser = kind.value == .teaser
        if let outcome, outcome.value.isOfPeriods != isTeaser {
            reader.report(
                "an experiment of kind '\(kind.value.rawValue)' cannot have the outcome '\(outcome.value.rawValue)'",
                at: outcome.location,
                hint: isTeaser
                    ? "visitors cannot be known again: onward, sale"
                    : "one of members: payment, completion, visit, stay")
        }
        if isTeaser, let tier = written.first {
            reader.report(
                "a teaser is seen by everyone", at: tier.location, hint: "delete 'tiers'")
        }
        if !isTeaser, let place = reader.keyLocation("every") {
            reader.report(
                "members stay in their arm", at: place,
                hint: "'every' is for teasers, which switch over time; delete it")
        }
        let standard: Experiment.Outcome =
            switch kind.value {
            case .price: .payment
            case .recommendation: .completion
            case .teaser: .onward
            }
        return Located(
            Experiment(
                id: id.value, kind: kind.value, arms: arms.map(\.value), tiers: written.map(\.value),
                firstDay: from.value.number, lastDay: until?.value.number,
                outcome: outcome?.value ?? standard, window: window ?? standardWindow, effect: effect,
                baseline: baseline, period: period ?? 1), at: id.location)
    }

    private static func arm(
        _ reader: inout YAMLReader, kind: Experiment.Kind?
    ) -> Located<Experiment.Arm>? {
        reader.requireKey("id")
        let id = experimentID("id", &reader, "The arm's name.")
        let weight = reader.int(
            "weight", as: "a whole number, 1 to 1000", absent: "`1`",
            "How many members it gets, against the weights of the others.")
        if let weight, !(1...1000).contains(weight.value) {
            reader.report("weights are from 1 to 1000", at: weight.location, hint: "1 is usual")
        }
        var treatment = Experiment.Treatment.none
        // Where the kind is none, all keys are known, so that one fault is told once.
        if kind == .price || kind == nil {
            let price = reader.string("price", "For a price: what members read, as `9 EUR`.")
            let checkout = reader.string(
                "checkout", as: "a web address, or `mailto:`", "For a price: where it can be bought.")
            if let checkout, !checkout.value.isLinkTarget {
                reader.report(
                    "'\(checkout.value)' is not a web address", at: checkout.location,
                    hint: "write it whole: \"https://…\"")
            }
            if let price, !BundleAdvice.isText(price.value) {
                reader.report(
                    "'price' is for people, on one line", at: price.location, hint: "write it as \"9 EUR\"")
            }
            if price != nil || checkout != nil {
                treatment = .price(Experiment.Price(price: price?.value, checkout: checkout?.value))
            }
        }
        if kind == .recommendation || kind == nil {
            let policy = reader.choice(
                "policy", of: Experiment.Policy.self, "For a recommendation: how lessons are chosen.")
            if let policy { treatment = .policy(policy.value) }
        }
        return id.map {
            Located(
                Experiment.Arm(id: $0.value, weight: weight?.value ?? 1, treatment: treatment),
                at: $0.location)
        }
    }

    private static func checkArms(
        _ arms: [Located<Experiment.Arm>], experiment: String?, at place: SourceLocation?,
        _ reader: inout YAMLReader
    ) {
        guard let place else { return }
        if !(2...mostArms).contains(arms.count) {
            reader.report(
                "an experiment has 2 to \(mostArms) arms", at: place,
                hint: "the first is what the others are compared with")
        }
        for (index, arm) in arms.enumerated() {
            if arms[..<index].contains(where: { $0.value.id == arm.value.id }) {
                reader.report("arm '\(arm.value.id)' is there twice", at: arm.location)
            } else if arms[..<index].contains(where: { $0.value.treatment == arm.value.treatment }),
                arm.value.treatment != .none
            {
                reader.report("arm '\(arm.value.id)' does what another does", at: arm.location)
            }
            let value = Experiment.exposurePrefix + "\(experiment ?? ""):\(arm.value.id)"
            if value.utf8.count > Experiment.longestExposureValue {
                reader.report(
                    "the ids of experiment and arm are too long", at: arm.location,
                    hint: "together at most \(Experiment.longestExposureValue - 3) characters")
            }
        }
    }

    /// An id with a letter in it.
    private static func experimentID(
        _ key: String, _ reader: inout YAMLReader, _ meaning: String
    ) -> Located<String>? {
        let form = "lower-case letters, digits, `-`, with a letter in it"
        guard let id = reader.string(key, as: form, meaning) else { return nil }
        let hasLetter = id.value.utf8.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        if isIdentifier(id.value), hasLetter { return id }
        reader.report(
            "'\(id.value)' cannot be an id here", at: id.location,
            hint: "ids are lower-case letters, digits and '-', with a letter in them")
        return nil
    }

    private static func day(
        _ key: String, _ reader: inout YAMLReader, absent: String?, _ meaning: String
    ) -> Located<Day>? {
        guard let text = reader.string(key, as: "a day", absent: absent, meaning) else { return nil }
        if let day = Day(text.value) { return Located(day, at: text.location) }
        reader.report("there is no day '\(text.value)'", at: text.location, hint: "write it as 2026-11-01")
        return nil
    }

    private static func span(
        _ key: String, _ range: ClosedRange<Int>, _ reader: inout YAMLReader, default standard: Int,
        _ meaning: String
    ) -> Int? {
        let form = "`7d`, `2w`, at most `\(range.upperBound)d`"
        guard let text = reader.string(key, as: form, absent: "`\(standard)d`", meaning) else { return nil }
        if let days = DaySpan(text.value)?.days, range.contains(days) { return days }
        reader.report(
            "'\(key)' cannot be '\(text.value)'", at: text.location,
            hint: "write it as 7d or 2w, at most \(range.upperBound)d")
        return nil
    }

    private static func share(
        _ key: String, _ reader: inout YAMLReader, absent: String? = nil, _ meaning: String
    ) -> Double? {
        let form = "a share, 0.001 to below 1"
        guard let written = reader.decimal(key, as: form, absent: absent, meaning) else { return nil }
        if let value = Double(written.value.description), value >= 0.001, value < 1 { return value }
        reader.report(
            "'\(key)' cannot be \(written.value)", at: written.location,
            hint: "a share from 0.001 to below 1: five percent are 0.05")
        return nil
    }
}
