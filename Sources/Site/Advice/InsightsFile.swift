import Diagnostics
import Files
import Recommendations

/// What insights hand to a build, in the project's `insights/`.
enum InsightsFile {
    /// The folder, which names members and so is private.
    static let folder = "insights"
    static let path = folder + "/" + Recommendations.fileName
    /// Files of the folder that must never be published.
    static let privateNames = [path, folder + "/facts.sqlite", folder + "/salts.json"]

    /// The recommendations; nil where there are none.
    static func read(
        root: String, threads: Int
    ) throws -> (recommendations: Recommendations?, diagnostics: [Diagnostic]) {
        let file = root + "/" + path
        guard try FileSystem.status(file) != nil else { return (nil, []) }
        let bytes = try FileSystem.read(file)
        do {
            return (try Recommendations(parsing: bytes, file: path, threads: threads), [])
        } catch {
            return (
                nil,
                [
                    .error(
                        "\(error)",
                        hint:
                            "run 'sealpress insights' again, or delete the file: a site is complete without it"
                    )
                ]
            )
        }
    }
}
