import Diagnostics
import Files
import Sealing

/// Looks for the root key itself in what the author is about to publish, under whatever name.
struct KeyInSources: Sendable {
    private let root: String
    private let traces: [KeyTrace]

    init(_ inputs: BuildInputs) {
        root = inputs.root
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

    /// As above, of a file that may be larger than memory.
    func diagnostics(ofFile path: String, shown: String) throws -> [Diagnostic] {
        var reader = try SequentialReader(path)
        var end: [UInt8] = []
        while let piece = try reader.next() {
            let bytes = end + piece
            let found = diagnostics(bytes, file: shown)
            if !found.isEmpty { return found }
            // A key that goes over the end of a piece, with dashes and spaces in it.
            end = bytes.suffix(256)
        }
        return []
    }

    /// The faults of all Markdown files, of layouts and what they load, and of the configuration.
    func diagnostics(_ tree: SourceTree, threads: Int) -> [Diagnostic] {
        let pages = tree.pages.parallelMap(threads: threads) { diagnostics($0.bytes, file: $0.path) }
        // What cannot be read is told where it is used.
        let theme = ThemeFiles.read(root: root).theme.files.filter(\.isOverride)
        let configuration = (try? FileSystem.read(root + "/" + SiteConfiguration.path)) ?? []
        return pages.flatMap(\.self) + theme.flatMap { diagnostics($0.bytes, file: $0.path) }
            + diagnostics(configuration, file: SiteConfiguration.path)
    }
}
