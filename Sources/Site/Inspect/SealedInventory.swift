import Content
import Diagnostics
import Files
import Foundation
import Membership

/// What the next build will seal, and for whom, found out from the sources without building.
public struct SealedInventory: Sendable {
    public let configuration: SiteConfiguration
    /// With the drips of its courses.
    public let catalogue: Catalogue
    /// When the oldest page was published; nil where none has a date.
    public let firstPublication: Date?
    /// The sealed sections: which grants open each.
    public let sections: [SectionAccess]
    /// What the codes of members could open as of the last build; none without a ledger.
    public let history: RosterHistory
    /// The counters of the last build; none without a ledger.
    public let publishedCounters: EpochCounters
    /// The paths of sources with errors, which a build would refuse: only their front matter counts here.
    public let faulty: [String]

    /// - Parameter date: the build date, which decides what is out.
    /// - Throws: a `DiagnosticError` when the configuration or the ledger cannot be read; faults of pages do not
    ///   stand in the way, so that a member can be revoked while an article is being written.
    public init(root: String, date: Date, threads: Int) throws {
        let sources = try AssembledSources(root: root, date: date, threads: threads)
        let assembly = sources.assembly
        let drips = Drip.days(assembly.pages, structure: assembly.structure).days
        configuration = sources.configuration
        catalogue = assembly.catalogue(configuration, drips: drips)
        firstPublication = assembly.pages.compactMap(\.published?.date).min()
        faulty = sources.faulty.sorted()
        let ledger = try Ledger.read(root)
        history = ledger?.history ?? RosterHistory()
        publishedCounters = ledger?.published.counters ?? EpochCounters()
        sections = assembly.pages.flatMap { page in
            page.sealedTiers.map { assembly.structure.access(page, tier: $0, drips: drips) }
        }
    }

    /// How many sealed sections list one of these grants: new keys for them are new files.
    public func sectionCount(of grants: some Sequence<Grant>) -> Int {
        let grants = Set(grants)
        return sections.count { !grants.isDisjoint(with: $0.grants) }
    }

    /// How many sealed sections the member can open.
    public func openCount(of member: Member, under entitlements: Entitlements) -> Int {
        let held = Set(entitlements.entitlement(of: member).grants)
        return sections.count { section in
            section.grantEpochs(entitlements.schedule, at: entitlements.date).contains(where: held.contains)
        }
    }

    /// The rules of a build at `date`.
    public func entitlements(counters: EpochCounters, date: Date) -> Entitlements {
        Entitlements(
            catalogue: catalogue, schedule: EpochSchedule(policy: configuration.keys, counters: counters),
            date: date, timeZone: configuration.site.timeZone, firstPublication: firstPublication)
    }
}
