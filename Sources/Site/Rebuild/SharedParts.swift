import Content
import Diagnostics
import Files
import Foundation
import Membership
import Sealing

/// What all pages are made with, as the last build had it.
struct SharedParts: Sendable {
    let theme: ThemeFiles
    let strings: [String: Strings]
    let layouts: Layouts
    let signatures: [String: DirectiveSignature]
    let directiveWriter: DirectiveWriter
    let data: AuthorData
    let schedule: EpochSchedule
    let arms: ArmChoice
    let objects: PageObjects
    let drips: [Route: Int]
    let uses: [String: AssetUse]
    /// The words of the languages that pages are in, the site's own first.
    let words: [Strings]
    let assets: ThemeAssets
    /// The plan of the site, without its pages.
    let plan: Plan

    /// - Returns: nil where anything is not as the last build had it.
    init?(_ rebuild: Rebuild) throws {
        let (inputs, configuration) = (rebuild.inputs, rebuild.configuration)
        let (snapshot, site) = (rebuild.snapshot, rebuild.snapshot.site)
        var faults = Faults()
        theme = faults.collect(ThemeFiles.read(root: inputs.root))
        strings = faults.collect(theme.strings(configuration.editions))
        let files = faults.collect(
            DataFiles.read(root: inputs.root, keyInSources: KeyInSources(inputs)))
        data = faults.collect(AuthorData.read(site.params, data: files, configuration: configuration))
        let templates = faults.collect(Templates.parse(theme.layouts))
        let directives = faults.collect(
            Directives.read(
                templates, strings: strings.names(for: configuration.site), tiers: configuration.tiers.ids))
        let loaded = faults.collect(
            Layouts.load(
                templates, strings: strings, assets: theme.assetNames, configuration: configuration,
                data: data,
                directives: directives))
        let counters = try Workplace.counters(
            root: inputs.root, tiers: configuration.tiers, &faults)
        guard let loaded, !faults.all.contains(where: { $0.severity == .error }) else { return nil }
        layouts = loaded
        signatures = directives.signatures
        directiveWriter = DirectiveWriter(
            layouts: loaded, configuration: configuration, structure: site.structure, strings: strings,
            data: data)
        schedule = EpochSchedule(policy: configuration.keys, counters: counters)
        arms = ShownArms(inputs, configuration).choice
        drips = Dictionary(site.drips.map { ($0.route, $0.days) }) { first, _ in first }
        uses = Dictionary(
            site.assets.map { ($0.key, AssetUse(key: $0.key, isPublic: $0.isPublic)) }
        ) { first, _ in first }
        let routes = snapshot.pages.map { (snapshot.sources[$0.source].path, $0.route) }
        plan = Plan(
            pages: [], generated: site.generated, structure: site.structure,
            routes: Dictionary(routes) { first, _ in first }, heldBack: Set(site.heldBack),
            assetPaths: Planner.assetPaths(rebuild.listing.assets, configuration.editions),
            statics: Set(rebuild.listing.statics),
            paginations: Dictionary(site.paginations.map { ($0.first, $0) }) { first, _ in first },
            feeds: site.feeds,
            menus: site.menus.map { Dictionary($0.map { ($0.name, $0.entries) }) { first, _ in first } },
            redirects: [], terms: Dictionary(site.terms.map { ($0.route, $0.terms) }) { first, _ in first },
            translations: [:]
        )
        words = site.words.compactMap { [strings] in strings[$0] }
        assets =
            ThemeAssets.make(
                theme, words: ReaderConfiguration.words(configuration, strings: words),
                configuration: configuration
            ).assets
        objects = PageObjects(
            configuration: configuration, plan: plan, data: data, strings: strings, assets: assets,
            date: inputs.date)
    }

    /// What lays out and stages pages; the site's other files are not for it.
    func publisher(_ rebuild: Rebuild, loaded: LoadedPages, audit: Audit, output: Output) -> Publisher {
        Publisher(
            inputs: rebuild.inputs, configuration: rebuild.configuration, assets: assets, words: words,
            tree: SourceTree(pages: [], assets: [], statics: []), plan: loaded.split.plan,
            split: loaded.split,
            layouts: layouts, objects: objects, audit: audit, output: output, hasPassphrases: false,
            recommended: [:], keyInSources: KeyInSources(rebuild.inputs), statements: [])
    }
}
