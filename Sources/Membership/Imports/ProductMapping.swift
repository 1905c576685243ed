import Diagnostics

/// What a product of a payment service is on this site: an entry of `imports:` in `sealpress.yml`.
public struct ProductMapping: Sendable, Hashable {
    /// The only service it is for; nil for all.
    public var service: ImportService?
    /// The product as the service's file names it: its name, its id, or its name with the variant in parentheses.
    public var product: String
    /// Nil for what is none of the site's, such as a T-shirt.
    public var offer: Offer?
    /// The price arm that buyers of this product were shown; empty without an experiment.
    public var arm: String
    /// Where the entry stands.
    public var place: SourceLocation?

    public init(
        service: ImportService? = nil, product: String, offer: Offer?, arm: String = "",
        place: SourceLocation? = nil
    ) {
        self.service = service
        self.product = product
        self.offer = offer
        self.arm = arm
        self.place = place
    }
}

/// What a buyer gets.
public struct Offer: Sendable, Hashable {
    public var tier: String?
    /// Sorted, each once.
    public var courses: [String]
    public var duration: Duration

    /// How long one payment lasts.
    public enum Duration: Sendable, Hashable {
        case term(MembershipTerm)
        /// Without an end.
        case forGood
        /// The file says it, payment by payment, else the tier's period.
        case asSold
    }

    public init(tier: String?, courses: [String] = [], duration: Duration = .asSold) {
        self.tier = tier
        self.courses = Set(courses).sorted()
        self.duration = duration
    }
}

/// All products of a site.
public struct ProductMappings: Sendable, Hashable {
    public let mappings: [ProductMapping]

    public init(_ mappings: [ProductMapping] = []) {
        self.mappings = mappings
    }

    /// The entry for the first of these names that has one; one for the service alone goes before one for all.
    ///
    /// - Parameter names: what the file calls the product, the most exact first.
    func mapping(of names: [String], from service: ImportService) -> ProductMapping? {
        for name in names where !name.isEmpty {
            let found = mappings.filter { $0.product == name }
            if let mapping = found.first(where: { $0.service == service })
                ?? found.first(where: { $0.service == nil })
            {
                return mapping
            }
        }
        return nil
    }

    /// What to write to make a product known.
    func hint(for names: [String], from service: ImportService) -> String {
        let known = mappings.filter { $0.service == nil || $0.service == service }.map(\.product)
        let near = names.lazy.compactMap { didYouMean($0, among: known) }.first
        let name = names.first { !$0.isEmpty } ?? "…"
        let advice = "name it under imports: in sealpress.yml: - {product: \"\(name)\", tier: …}"
        return near.map { "did you mean '\($0)'? else " + advice } ?? advice
    }
}
