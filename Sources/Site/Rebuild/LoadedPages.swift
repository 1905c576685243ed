import Content
import Diagnostics
import Files
import Sealing

/// A few pages of the site, read and rendered as if all were there.
struct LoadedPages: Sendable {
    let rendered: [RenderedPage]
    let split: SplitStage
    /// By number.
    let pages: [Int: PublicPage]

    /// - Parameter numbers: of pages, in the order in which they are rendered.
    /// - Returns: nil where one has a fault, or is not where the last build had it.
    init?(_ numbers: [Int], _ rebuild: Rebuild, _ shared: SharedParts) throws {
        let (inputs, configuration) = (rebuild.inputs, rebuild.configuration)
        let snapshot = rebuild.snapshot
        let sources = try numbers.parallelMap(threads: inputs.threads) { number in
            Result {
                try SourceTree.read(
                    snapshot.sources[snapshot.pages[number].source].path, root: inputs.root
                ).source
            }
        }.map { try $0.get() }
        let tree = SourceTree(
            pages: sources, assets: rebuild.listing.assets, statics: rebuild.listing.statics)
        let parsed = ParseStage.parse(
            sources, tiers: configuration.tiers.ids, taxonomies: configuration.termKeys,
            directives: shared.signatures, arms: shared.arms, threads: inputs.threads)
        guard parsed.diagnostics.isEmpty, parsed.pages.documents.count == numbers.count,
            KeyInSources(inputs).diagnostics(tree, threads: inputs.threads).isEmpty
        else { return nil }
        var plan = shared.plan
        for (number, document) in zip(numbers, parsed.pages.documents) {
            guard document.front == snapshot.pages[number].front else { return nil }
            plan.pages.append(try rebuild.page(number, document: document))
        }
        let rendered = MarkdownStage.render(
            plan, tree: tree, configuration: configuration, strings: shared.strings,
            directives: shared.directiveWriter, threads: inputs.threads)
        let images = ImageStage.prepare(
            rendered.pages, configuration: configuration.images, root: inputs.root, threads: inputs.threads)
        guard rendered.diagnostics.isEmpty, images.diagnostics.isEmpty else { return nil }
        var seal = try SealPlan.make(
            rendered.pages, plan: plan, drips: shared.drips, schedule: shared.schedule, date: inputs.date,
            keys: inputs.keys)
        // Other pages refer to files, too.
        seal.assets = shared.uses
        let split = SplitStage(
            configuration: configuration, plan: plan, pages: rendered.pages, seal: seal,
            images: images.images, objects: shared.objects, layouts: shared.layouts)
        let pages = Array(rendered.pages.enumerated()).map { ($0.offset, $0.element) }
            .parallelMap(threads: inputs.threads) { split.publicPage($1, number: $0) }
        (self.rendered, self.split) = (rendered.pages, split)
        self.pages = Dictionary(zip(numbers, pages)) { first, _ in first }
    }
}
