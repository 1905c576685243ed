import Diagnostics
import Sealing

/// Looks for the root key itself in what the author is about to publish, under whatever name.
struct KeyInSources: Sendable {
    private let traces: [KeyTrace]

    init(_ inputs: BuildInputs) {
        traces = [inputs.keys, inputs.previousKeys].compactMap(\.self).map(\.trace)
    }

    /// - Parameter file: as the author knows it.
    func diagnostics(_ bytes: [UInt8], file: String) -> [Diagnostic] {
        guard traces.contains(where: { $0.isIn(bytes) }) else { return [] }
        // Without an excerpt, which would show the key.
        return [
            .error(
                "the root key itself stands in this file", at: SourceLocation(file: file, line: 1),
                hint: "take it out; if it was ever published, run 'sealpress keys replace --leaked'")
        ]
    }

    /// The faults of all Markdown files.
    func diagnostics(_ tree: SourceTree, threads: Int) -> [Diagnostic] {
        tree.pages.parallelMap(threads: threads) { diagnostics($0.bytes, file: $0.path) }.flatMap(\.self)
    }
}
