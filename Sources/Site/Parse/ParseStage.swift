import Content
import Diagnostics

enum ParseStage {
    /// Reads front matter and fences of every page, in parallel; pages with errors are left out and reported.
    static func parse(
        _ sources: [SourceText], tiers: [String], threads: Int
    ) -> (documents: [Document], diagnostics: [Diagnostic]) {
        let readings = sources.parallelMap(threads: threads) { Document.parse($0, tiers: tiers) }
        return (readings.compactMap(\.document), readings.flatMap(\.diagnostics))
    }
}
