import Content
import Diagnostics
import Membership

/// `imports:`, a list with an entry for each product of a payment service:
///
///     imports:
///       - {product: "Swift Premium", tier: premium, period: year}
///       - {from: gumroad, product: "Swift Basics", courses: [swift-basics], period: once}
///       - {from: stripe, product: "T-shirt", ignore: true}
extension SiteConfiguration {
    static func imports(_ reader: inout YAMLReader, tiers: TierList) -> ProductMappings {
        let mappings =
            reader.mappings("imports", "What each product that `members import` meets gives.") {
                mapping(&$0, tiers: tiers)
            } ?? []
        var seen: [String: ProductMapping] = [:]
        for mapping in mappings.compactMap(\.self) {
            let key = "\(mapping.service?.rawValue ?? "") \(mapping.product)"
            if let first = seen[key]?.place, let place = mapping.place {
                reader.report(
                    "product '\(mapping.product)' is there twice, also on line \(first.line)", at: place,
                    hint: "make one entry of both")
            }
            seen[key] = seen[key] ?? mapping
        }
        return ProductMappings(mappings.compactMap(\.self))
    }

    private static func mapping(_ reader: inout YAMLReader, tiers: TierList) -> ProductMapping? {
        reader.requireKey("product", hint: "the product's name or id, as the service's export has it")
        let service = reader.choice(
            "from", of: ImportService.self, absent: "all", "The only service that the entry is for.")
        let product = reader.string(
            "product",
            "The product's name, its id, or its name with the variant in parentheses, as the service's file has it."
        )
        let tier = reader.string(
            "tier", as: "a tier's id", "The tier that a buyer gets; this, `courses` or both.")
        let courses =
            reader.stringList("courses", as: "ids of courses", "The courses that a buyer gets.")?.value ?? []
        let period = reader.choice(
            "period", of: BillingPeriod.self,
            absent: "what the file says, else the tier's `period`, else for good",
            "How long one payment lasts; `once` is for good.")
        let arm = reader.string("arm", "The price arm that its buyers were shown; goes to `payments.csv`.")
        let isIgnored = reader.bool(
            "ignore", default: false, "The product is none of this site's: its rows are passed over.")
        guard let product else { return nil }
        if let tier, !tiers.contains(tier.value) {
            reader.report(
                "unknown tier '\(tier.value)'", at: tier.location,
                hint: suggestion(for: tier.value, among: tiers.ids, from: "the tiers are"))
        }
        for course in courses where !Identifier.isValid(course.value) {
            reader.report("bad course id '\(course.value)'", at: course.location, hint: Identifier.rule)
        }
        let givesNothing = tier == nil && courses.isEmpty
        if isIgnored, !givesNothing || period != nil || arm != nil {
            reader.report(
                "a product that is ignored gives nothing", at: product.location,
                hint: "delete 'ignore', or the other keys")
        } else if !isIgnored, givesNothing {
            reader.report(
                "product '\(product.value)' gives neither a tier nor a course", at: product.location,
                hint: "name a 'tier' or 'courses', or write ignore: true")
        }
        let duration: Offer.Duration =
            period.map { MembershipTerm($0.value).map(Offer.Duration.term) ?? .forGood } ?? .asSold
        let offer = Offer(tier: tier?.value, courses: courses.map(\.value), duration: duration)
        return ProductMapping(
            service: service?.value, product: product.value, offer: isIgnored ? nil : offer,
            arm: arm?.value ?? "", place: product.location)
    }
}
