import Content
import Diagnostics
import Files
import Foundation
import Membership
import Sealing

/// What a build is a function of, beside the author's files.
public struct BuildInputs: Sendable {
    /// The project's folder, with `sealpress.yml` and `content/`.
    public var root: String
    /// Where the site goes.
    public var output: String
    public var keys: SiteKeys
    /// The keys before the root key was replaced, while their codes work still.
    public var previousKeys: SiteKeys?
    /// The environment's variables that hold passphrases, by name: `SEALPRESS_PASSPHRASE_AUTUMN_2026`.
    public var passphrases: [String: String]
    /// The file that the root key was read from, to make sure that it is not published.
    public var keyFile: String?
    /// When the process began, for whoever finds the site locked; nothing else depends on it.
    public var clock: Date
    /// The build date: what is out, who is a member, which epoch it is.
    public var date: Date
    public var includesDrafts: Bool
    /// Set for a preview, which changes nothing but `output` and its own records.
    public var preview: PreviewInputs?
    /// False for a check without the root key: `keys` are then anyone's, and what needs the right ones – sealed
    /// files, passphrases, the record of earlier builds – is left aside.
    public var hasRootKey: Bool
    /// How many threads work at once; the result does not depend on it.
    public var threads: Int
    /// Whether what the last build made may be taken over; the result does not depend on it.
    public var reusesResults = true

    public init(
        root: String, output: String, keys: SiteKeys, keyFile: String?, date: Date, clock: Date? = nil,
        previousKeys: SiteKeys? = nil, passphrases: [String: String] = [:], includesDrafts: Bool = false,
        preview: PreviewInputs? = nil, hasRootKey: Bool = true, threads: Int
    ) {
        self.root = root
        self.output = output
        self.keys = keys
        self.keyFile = keyFile
        self.date = date
        self.clock = clock ?? date
        self.previousKeys = previousKeys
        self.passphrases = passphrases
        self.includesDrafts = includesDrafts
        self.preview = preview
        self.hasRootKey = hasRootKey
        self.threads = max(1, threads)
    }

    /// How variables with a passphrase begin.
    public static let passphrasePrefix = "SEALPRESS_PASSPHRASE_"

    /// The folder whose `.sealpress/` holds the ledger that the build writes.
    var recordsRoot: String { preview?.records ?? root }

    var privateFiles: PrivateFiles {
        let keys = [keys, previousKeys].compactMap(\.self)
        return PrivateFiles(root: root, opensSealed: hasRootKey) { keys }
    }
}

/// The stages of a build, in the order in which they run.
public enum BuildStage: String, CaseIterable, Sendable {
    case read, parse, assemble, plan, render, images, split, seal, publish, audit, write
}

/// What a build did.
public struct BuildSummary: Sendable, Codable {
    public var pages = 0
    public var sealedSections = 0
    public var sealedAssets = 0
    public var bundles = 0
    public var drafts = 0
    public var scheduled = 0
    public var written = 0
    public var unchanged = 0
    public var removed = 0
    /// How many of the pages were taken over from the last build as they were.
    public var reused = 0
    /// Whether there was a ledger of earlier builds to compare with.
    public var hadLedger = true
    /// How much members are advised; nil where there is nothing to advise them from.
    public var advice: AdviceCounts?
    /// The path of the site's `baseURL`, `/learn/`, and the policy that its pages carry.
    public var basePath = "/"
    public var contentSecurityPolicy = ""
    /// The addresses of the reader's modules with which a preview signs in.
    public var sessionModules = SessionModules()
    /// Warnings; a build with errors throws.
    public var warnings: [Diagnostic] = []
}

/// Addresses of two of the reader's modules, whose names have fingerprints.
public struct SessionModules: Sendable, Hashable, Codable {
    public var session: String
    public var code: String

    public init(session: String = "", code: String = "") {
        self.session = session
        self.code = code
    }
}

/// Builds the site: from `sealpress.yml`, `content/`, `layouts/` and the roster to plain files.
///
/// - Parameter onStage: called as each stage begins.
/// - Throws: `DiagnosticError` with every fault found; the output folder is then as it was.
public func build(
    _ inputs: BuildInputs, onStage: (BuildStage) -> Void = { _ in }
) throws -> BuildSummary {
    try build(inputs, for: nil, onStage: onStage)
}

/// - Parameter check: set to go through all stages for what they find, and to write nothing.
func build(
    _ inputs: BuildInputs, for check: CheckedBuild?, onStage: (BuildStage) -> Void
) throws -> BuildSummary {
    var faults = Faults()
    let threads = inputs.threads

    onStage(.read)
    let lock = try Workplace.prepare(inputs, writesSite: check == nil && inputs.preview == nil)
    defer { lock.release() }
    let configuration = try Workplace.configuration(root: inputs.root, &faults)
    let memory =
        check == nil ? try configuration.flatMap { try BuildMemory(inputs, configuration: $0) } : nil
    if let summary = try memory?.rebuild(onStage) { return summary }
    let theme = faults.collect(ThemeFiles.read(root: inputs.root))
    let strings = faults.collect(theme.strings(configuration?.editions ?? []))
    let tree = faults.collect(SourceTree.read(root: inputs.root, known: memory?.listing, threads: threads))
    let recommendations = faults.collect(try InsightsFile.read(root: inputs.root, threads: threads))
    let ledger = inputs.hasRootKey ? try Ledger.read(inputs.root) : nil
    let isOldFormat = try SiteFormat.check(inputs.output)
    var passing = Faults()
    if isOldFormat { passing.add([SiteFormat.upgradeWarning]) }
    let counters = try Workplace.counters(root: inputs.root, tiers: configuration?.tiers, &faults)
    guard let configuration, let tree else { throw faults.error }
    let schedule = EpochSchedule(policy: configuration.keys, counters: counters)

    let keyInSources = KeyInSources(inputs)
    faults.add(keyInSources.diagnostics(tree, threads: threads))

    onStage(.parse)
    let templates = faults.collect(Templates.parse(theme.layouts))
    let directives = faults.collect(
        Directives.read(
            templates, strings: strings.names(for: configuration.site), tiers: configuration.tiers.ids))
    let shownArms = ShownArms(inputs, configuration)
    let parsed = faults.collect(
        ParseStage.parse(
            tree.pages, tiers: configuration.tiers.ids, taxonomies: configuration.termKeys,
            directives: directives.signatures, arms: shownArms.choice, keepsFaultyText: check != nil,
            threads: threads))
    let files = faults.collect(DataFiles.read(root: inputs.root, keyInSources: keyInSources))
    let authorData = faults.collect(
        AuthorData.read(parsed.documents, data: files, configuration: configuration))
    let layouts = faults.collect(
        Layouts.load(
            templates, strings: strings, assets: theme.assetNames, configuration: configuration,
            data: authorData, directives: directives))

    if let layouts {
        faults.add(LayoutCheck.diagnostics(parsed.documents, configuration: configuration, layouts: layouts))
    }

    onStage(.assemble)
    var assembler = Assembler(
        configuration, now: inputs.date, includesDrafts: inputs.includesDrafts, threads: threads)
    let assembly = assembler.assemble(parsed.documents)
    faults.add(assembler.diagnostics)

    onStage(.plan)
    let plan = faults.collect(
        Planner.plan(assembly, tree: tree, theme: theme, configuration: configuration))
    let drips = faults.collect(Drip.days(plan.pages, structure: plan.structure))
    faults.add(configuration.packageFaults(parsed.documents))
    let catalogue = assembly.catalogue(configuration, drips: drips)
    let roster = try Workplace.roster(inputs.privateFiles, catalogue: catalogue, &faults)
    let cohorts = faults.collect(
        try Cohorts.read(
            configuration: configuration, structure: plan.structure, roster: roster, inputs: inputs))
    let overlap = faults.collect(
        KeyOverlap.keys(
            ledger, inputs: inputs, today: Day(of: inputs.date, in: configuration.site.timeZone)))
    let codesOf = [inputs.keys, overlap].compactMap(\.self)
    let entitlements = Entitlements(
        catalogue: catalogue, schedule: schedule, date: inputs.date, timeZone: configuration.site.timeZone,
        firstPublication: plan.pages.compactMap(\.published?.date).min())
    faults.add(LedgerRules.check(ledger, roster: roster, entitlements: entitlements, inputs: inputs))

    onStage(.render)
    let directiveWriter = layouts.map {
        DirectiveWriter(
            layouts: $0, configuration: configuration, structure: plan.structure, strings: strings,
            data: authorData)
    }
    let rendered = faults.collect(
        MarkdownStage.render(
            plan, tree: tree, faulty: check == nil ? parsed.faulty : [], configuration: configuration,
            strings: strings, directives: directiveWriter, takesNotes: check != nil, threads: threads))
    check?.rendered(rendered, plan: plan, tree: tree, configuration: configuration)
    // A check lays out pages with a broken link all the same.
    if check == nil { try faults.stopIfErrors() }
    guard let layouts, let roster else { throw faults.error }

    onStage(.images)
    let images = faults.collect(
        ImageStage.prepare(
            rendered, configuration: configuration.images, root: inputs.root, threads: threads))
    if check == nil { try faults.stopIfErrors() }

    onStage(.split)
    let seal = try SealPlan.make(
        rendered, plan: plan, drips: drips, schedule: schedule, date: inputs.date, keys: inputs.keys)
    faults.add(StrayAssets.check(tree: tree, plan: plan, seal: seal, assembly: assembly))
    // Text that lost its fences ends here, whoever asked for it.
    if !parsed.faulty.isEmpty { try faults.stopIfErrors() }
    let words = strings.inUse(by: plan.pages, of: configuration)
    let assets = faults.collect(
        ThemeAssets.make(
            theme, words: ReaderConfiguration.words(configuration, strings: words),
            configuration: configuration))
    let objects = PageObjects(
        configuration: configuration, plan: plan, data: authorData, strings: strings, assets: assets,
        date: inputs.date)
    let split = SplitStage(
        configuration: configuration, plan: plan, pages: rendered, seal: seal, images: images,
        objects: objects, layouts: layouts)

    onStage(.seal)
    let output =
        check == nil
        ? try Output(folder: inputs.output, comparesSealed: !isOldFormat) : .measuring(inputs.output)
    var isCommitted = false
    defer { if !isCommitted { try? output.discard() } }
    let sealed = try SealStage.seal(split, output: output, root: inputs.root, threads: threads)
    let sealedSearch =
        configuration.search
        ? try SealedSearch.seal(split, pages: rendered, output: output, threads: threads) : []
    let holders = try BundleHolders.all(roster, cohorts: cohorts, keys: codesOf, threads: threads)
    let guest = faults.collect(
        inputs.preview?.guest?.holder(roster, tiers: configuration.tiers) ?? (nil, []))
    let advice = try AdviceMaker(
        recommendations, configuration: configuration, roster: roster, entitlements: entitlements,
        pages: recommendations.map { _ in AdvicePages(plan: plan, seal: seal) }, keys: inputs.keys)
    let (bundles, advised) = try BundleStage.seal(
        holders + [guest].compactMap(\.self), entitlements: entitlements, keyring: seal.keyring,
        codesOf: codesOf, advice: advice, date: inputs.date,
        output: output,
        threads: threads)

    onStage(.publish)
    let audit = Audit(sealed.texts, threads: threads)
    let publisher = Publisher(
        inputs: inputs, configuration: configuration, assets: assets, words: words, tree: tree, plan: plan,
        split: split, layouts: layouts, objects: objects, audit: audit, output: output,
        hasPassphrases: !cohorts.isEmpty, recommended: recommendations?.related ?? [:],
        keyInSources: keyInSources,
        statements: ledger?.replacements.flatMap(\.statement) ?? [])
    let published = try publisher.publish(rendered)
    faults.add(published.diagnostics)

    onStage(.audit)
    faults.add(
        audit.diagnostics(
            for: published.findings,
            publicSources: PublicSources(
                plan: plan, configuration: configuration, strings: strings,
                signatures: directives.signatures, directives: directiveWriter)
        ).about(.leak))
    passing.add(SealedOnceMore.check(ledger, rendered: rendered, inputs: inputs))
    passing.add(
        PassphraseRules.check(ledger, holders: holders, schedule: schedule, keys: inputs.keys))
    faults.add(passing.all)
    var records = sealed.records + sealedSearch + published.records
    check?.laidOut(records, sections: seal)
    try faults.stopIfErrors()
    if check != nil { return BuildSummary(warnings: faults.warnings) }

    onStage(.write)
    let manifest = try ManifestFiles(records, keys: inputs.keys, schedule: schedule, date: inputs.date)
    records += bundles
    let outcome = try WriteStage.commit(
        records, manifest: manifest, output: output, inputs: inputs,
        ledger: inputs.preview.map(Ledger.ofPreview)
            ?? (ledger ?? Ledger()).recording(
                roster: roster, holders: holders, entitlements: entitlements, date: inputs.date,
                rendered: rendered, keys: inputs.keys))
    isCommitted = true
    if inputs.preview == nil { try images.cleanCache() }
    if inputs.preview == nil { try shownArms.record(root: inputs.root) }
    let last =
        inputs.preview == nil
        ? LedgerRules.withoutLedger(ledger, roster: roster, counters: counters, outcome: outcome) : []
    passing.add(outcome.diagnostics + last)
    faults.add(outcome.diagnostics + last)

    let summary = BuildSummary(
        pages: published.pageCount, sealedSections: seal.sections.count, sealedAssets: sealed.assetCount,
        bundles: bundles.count, drafts: assembly.draftCount, scheduled: assembly.scheduledCount,
        written: outcome.written, unchanged: outcome.unchanged, removed: outcome.removed,
        hadLedger: ledger != nil,
        advice: recommendations == nil && advised.members == 0 ? nil : advised,
        basePath: configuration.site.basePath,
        contentSecurityPolicy: configuration.contentSecurityPolicy,
        sessionModules: SessionModules(
            session: assets.addresses["reader/session.js"] ?? "",
            code: assets.addresses["reader/code.js"] ?? ""),
        warnings: faults.warnings)
    // A warning that is told once is not for the next build to repeat.
    if let memory, passing.all.isEmpty {
        let maker = SnapshotMaker(
            memory: memory, tree: tree, assembly: assembly, plan: plan, drips: drips, rendered: rendered,
            seal: seal, data: authorData, weave: published.weave, words: words)
        try maker.write(records, summary: summary)
    }
    return summary
}
