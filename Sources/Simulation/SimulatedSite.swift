import Foundation
import Membership

/// What is read on a site, as far as requests for it show.
public struct SimulatedSite: Sendable {
    /// A file behind an address, as requests name it: `/learn/a%20b.png`.
    public struct File: Sendable, Hashable {
        public var path: String
        public var bytes: Int

        public init(path: String, bytes: Int) {
            self.path = path
            self.bytes = bytes
        }
    }

    public struct Page: Sendable, Hashable {
        /// Without the base path, `/articles/x/`, as beacons name it.
        public var route: String
        public var file: File
        public var tags: [String]
        /// The course that it is a lesson of, in the order of its lessons; nil for an article.
        public var course: String?
        /// The rank of the least tier that opens all of it; nil where it is public.
        public var tier: Int?
        /// The day it comes out; nil for always there.
        public var published: Day?
        public var isChinese: Bool
        public var sealed: [File]
        public var images: [File]

        public init(
            route: String, file: File, tags: [String] = [], course: String? = nil, tier: Int? = nil,
            published: Day? = nil, isChinese: Bool = false, sealed: [File] = [], images: [File] = []
        ) {
            self.route = route
            self.file = file
            self.tags = tags
            self.course = course
            self.tier = tier
            self.published = published
            self.isChinese = isChinese
            self.sealed = sealed
            self.images = images
        }
    }

    /// Without a slash at its end, `https://calendars.example`.
    public var origin: String
    /// Of `_sealpress/`, with the base path.
    public var privatePath: String
    public var timeZone: TimeZone
    public var tiers: [Tier]
    /// Articles and lessons.
    public var pages: [Page]
    /// Where strangers come by, too: home, lists.
    public var entrances: [File]
    /// Where members find suggestions.
    public var memberHome: File
    /// Styles and scripts of every page.
    public var shared: [File]
    /// For programs.
    public var feeds: [File]

    public init(
        origin: String, privatePath: String, timeZone: TimeZone, tiers: [Tier], pages: [Page],
        entrances: [File], memberHome: File, shared: [File], feeds: [File]
    ) {
        self.origin = origin
        self.privatePath = privatePath
        self.timeZone = timeZone
        self.tiers = tiers
        self.pages = pages
        self.entrances = entrances
        self.memberHome = memberHome
        self.shared = shared
        self.feeds = feeds
    }

    /// The tier whose price is tried out: the second, or the only one.
    var triedTier: Int { min(1, tiers.count - 1) }

    /// In units of the currency; a tier without a price costs 10.
    func price(_ tier: Int) -> Double {
        min(max(tiers[tier].price.map { NSDecimalNumber(decimal: $0).doubleValue } ?? 10, 0.01), 1e9)
    }

    /// The prices that are tried out, to the cent.
    func prices(_ demand: SimulationParameters.Demand) -> [Double] {
        demand.arms.map { ($0 * price(triedTier) * 100).rounded() / 100 }
    }
}

/// The suggestions that members find on their page, from a day on.
public struct SimulatedAdvice: Sendable, Equatable {
    public var policy: String
    /// The first day on which they are shown.
    public var from: Day
    /// Routes in the order of their places, by member id.
    public var slates: [String: [String]]

    public init(policy: String, from: Day, slates: [String: [String]]) {
        self.policy = policy
        self.from = from
        self.slates = slates
    }
}
