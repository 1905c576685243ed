/// A course that members can hold on its own.
public struct Course: Sendable, Hashable, Identifiable {
    public var id: String
    /// After how many days its dripped lessons open, each number once, ascending.
    public let dripDays: [Int]

    public init(_ id: String, dripDays: some Sequence<Int> = []) {
        self.id = id
        // Zero days is no drip at all.
        self.dripDays = Set(dripDays.lazy.filter { $0 > 0 }).sorted()
    }
}

/// What a site sells: its tiers, and its courses that can be had singly or in packages.
public struct Catalogue: Sendable, Hashable {
    public let tiers: TierList
    /// By id, each once.
    public let courses: [String: Course]
    /// In the order of `sealpress.yml`, each id once.
    public let packages: [Package]

    public init(tiers: TierList, courses: [Course] = [], packages: [Package] = []) {
        self.tiers = tiers
        self.packages = packages
        self.courses = Dictionary(courses.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
