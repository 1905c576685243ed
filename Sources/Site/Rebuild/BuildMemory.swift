import Content
import Diagnostics
import Files
import Sealing

/// What a build remembers of the last one, and what of itself the next one will.
struct BuildMemory {
    let inputs: BuildInputs
    let configuration: SiteConfiguration
    /// The world as it was before anything else was read.
    let world: World
    /// Files of `content/` beside Markdown, as they were before they were read.
    let others: [SeenFile]
    /// The names of what stands in `content/`.
    let listing: ContentListing

    /// - Returns: nil where no result is to be reused, or `content/` has a fault that a build tells of.
    init?(_ inputs: BuildInputs, configuration: SiteConfiguration) throws {
        guard inputs.reusesResults else { return nil }
        let listing = ContentListing.read(root: inputs.root)
        guard let names = listing.listing, listing.diagnostics.isEmpty else { return nil }
        self.inputs = inputs
        self.configuration = configuration
        self.listing = names
        world = try World(inputs, timeZone: configuration.site.timeZone)
        others = try names.others(root: inputs.root, threads: inputs.threads)
    }

    /// Makes anew what edits of pages' text changed.
    ///
    /// - Returns: nil where a whole build is needed; nothing was written then.
    func rebuild(_ onStage: (BuildStage) -> Void) throws -> BuildSummary? {
        do {
            return try Rebuild(inputs, configuration: configuration, world: world, listing: listing)?
                .run(others: others, onStage: onStage)
        } catch is DiagnosticError {
            // A whole build finds it again, and whatever else is wrong.
            return nil
        } catch is DecodingError {
            return nil
        }
    }
}
