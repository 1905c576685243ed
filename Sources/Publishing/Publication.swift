import Diagnostics
import Files
import Sealing
import Site

/// Sends a built site to where it is served.
///
/// The order is such that whoever opens a page meanwhile finds what the page names: sealed files, bundles, assets,
/// pages, the manifest, and last the removal of what only older pages named. A publication that was killed leaves
/// such a site too, and the next one completes it.
public struct Publication {
    public let site: LocalSite
    /// What is to be done.
    public let plan: PublicationPlan
    private var target: any PublicationTarget
    private let records: [(path: String, bytes: [UInt8])]

    /// Looks at the target and decides what is to be sent and removed; changes nothing.
    ///
    /// - Parameter replacing: whether to publish over a site that is newer, signed by another key, or altered, over
    ///   files that no manifest lists, and without any bundles.
    /// - Throws: a `DiagnosticError` that says why the site must not be published there.
    public init(
        of site: LocalSite, to destination: Destination, settings: PublicationSettings,
        replacing: Bool = false,
        _ progress: (PublicationProgress) throws -> Void = { _ in }
    ) throws {
        try progress(PublicationProgress(.compare, done: 0, of: site.paths.count))
        let target = try destination.target(for: site, settings: settings)
        let published = try PublishedSite(at: target, beside: site, replacing: replacing)
        self.site = site
        self.target = target
        plan = try PublicationPlan(of: site, over: published, at: target, replacing: replacing)
        records = published.records(with: site)
    }

    /// Does what is planned.
    ///
    /// - Parameter progress: called before each file or batch; what it throws ends the work there.
    public mutating func run(_ progress: (PublicationProgress) throws -> Void = { _ in }) throws {
        let plan = plan
        guard !plan.isEmpty else { return }
        let all = plan.sends.flatMap(\.paths)
        try target.begin(records, sending: all, of: site) { done in
            try progress(PublicationProgress(.prepare, done: done, of: all.count))
        }
        try target.remove(plan.obstacles) { _ in }
        for (step, paths) in plan.sends {
            try target.put(paths, of: site) { done in
                try progress(PublicationProgress(.send(step), done: done, of: paths.count))
            }
            try progress(PublicationProgress(.send(step), done: paths.count, of: paths.count))
        }
        try target.remove(plan.removals) { done in
            try progress(PublicationProgress(.remove, done: done, of: plan.removals.count))
        }
        try target.end()
    }

    /// What came of it, where there is more to say than that it is done.
    public var outcome: String? { target.outcome }
}

/// How far a publication is.
public struct PublicationProgress: Sendable, Hashable {
    public enum Phase: Sendable, Hashable {
        /// Looking at what is there.
        case compare
        /// Bringing files near, before the first one is put in its place.
        case prepare
        case send(PublicationStep)
        case remove
    }

    public let phase: Phase
    public let done: Int
    public let total: Int

    init(_ phase: Phase, done: Int, of total: Int) {
        self.phase = phase
        self.done = done
        self.total = total
    }
}
