import Membership

/// Everything that models are made from, beside the facts.
public struct InsightsInputs: Sendable {
    /// The last day that counts, in the site's time zone. Facts, payments and comments after it are as if unknown.
    public var date: Day
    /// The site's host; its own pages are no channel.
    public var host: String
    public var tiers: TierList
    public var roster: Roster
    /// Nil where there is no `payments.csv`.
    public var payments: PaymentsFile?
    public var tables: AuthorTables
    public var settings: ModelSettings
    public var experiments: [AssignedExperiment]
    /// The pages that are out, in the site's order.
    public var pages: [SitePage]
    /// How many threads work at once; no result depends on it.
    public var threads: Int
    /// Members of whom nothing is said by name.
    private(set) var forgotten: Set<String> = []

    public init(
        date: Day, host: String, tiers: TierList, roster: Roster, payments: PaymentsFile?,
        tables: AuthorTables = AuthorTables(), settings: ModelSettings = ModelSettings(),
        experiments: [AssignedExperiment] = [], pages: [SitePage], threads: Int
    ) {
        self.date = date
        self.host = host
        self.tiers = tiers
        self.roster = roster
        self.payments = payments
        self.tables = tables
        self.settings = settings
        self.experiments = experiments
        self.pages = pages
        self.threads = max(1, threads)
    }

    /// As if some had never been members; what they paid counts, and nothing else of them.
    func without(_ members: Set<String>) -> InsightsInputs {
        guard !members.isEmpty else { return self }
        var inputs = self
        inputs.forgotten = members
        inputs.roster = roster.keeping(roster.members.filter { !members.contains($0.id) })
        inputs.tables.comments = tables.comments?.filter { !members.contains($0.member) }
        return inputs
    }
}

/// An article or a lesson, as far as models need it.
public struct SitePage: Sendable, Hashable {
    public var route: String
    public var title: String
    public var tags: [String]
    /// The course that it is a lesson of; nil for an article.
    public var course: String?
    /// The least tier that opens all of it; nil where it is public.
    public var tier: String?

    public init(route: String, title: String, tags: [String] = [], course: String? = nil, tier: String? = nil)
    {
        self.route = route
        self.title = title
        self.tags = tags
        self.course = course
        self.tier = tier
    }
}
