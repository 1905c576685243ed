import Content
import Diagnostics
import Foundation
import Membership

/// The sources as a build would take them, without building; faults of pages do not stand in the way.
struct AssembledSources {
    let configuration: SiteConfiguration
    let assembly: Assembly
    /// The paths of sources with errors: only their front matter counts.
    let faulty: Set<String>

    /// - Parameter date: which decides what is out.
    /// - Throws: a `DiagnosticError` when the configuration cannot be read.
    init(root: String, date: Date, threads: Int) throws {
        var faults = Faults()
        guard let configuration = try Workplace.configuration(root: root, &faults) else { throw faults.error }
        let theme = ThemeFiles.read(root: root).theme
        let directives = Directives.read(
            Templates.parse(theme.layouts).templates,
            strings: theme.strings(configuration.editions).strings.names(for: configuration.site),
            tiers: configuration.tiers.ids)
        let tree = SourceTree.read(root: root, threads: threads).tree
        let parsed = ParseStage.parse(
            tree?.pages ?? [], tiers: configuration.tiers.ids, taxonomies: configuration.termKeys,
            directives: directives.directives.signatures,
            arms: ShownArms(
                configuration.experiments, keys: nil, today: Day(of: date, in: configuration.site.timeZone)
            ).choice,
            threads: threads
        )
        .pages
        var assembler = Assembler(configuration, now: date, includesDrafts: false, threads: threads)
        self.configuration = configuration
        assembly = assembler.assemble(parsed.documents)
        faulty = parsed.faulty
    }
}

extension SourcePageFields {
    /// The tier of each sealed section, in order.
    var sealedTiers: [String] {
        document.parts(pageTier: tier).parts.compactMap { part in
            guard case .sealed(let tier, _) = part.access else { return nil }
            return tier
        }
    }
}
