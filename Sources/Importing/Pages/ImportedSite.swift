import Content
import Diagnostics

/// What a source holds, read and placed; the links in it are still those of the source.
struct ImportedSite: Sendable {
    var pages: [ImportedPage] = []
    /// Files to copy when a page uses them: where they go below `content/`, by their path in the source.
    var files: [String: String] = [:]
    /// Files to copy in any case: those that the source publishes as they are.
    var statics: [String: String] = [:]
    /// Folders of the source where links that begin with `/` may start.
    var roots: [String] = [""]
    /// Whether a link may leave out `.md` and may name a folder.
    var settings = SourceSettings()
    var diagnostics: [Diagnostic] = []
    /// Short remarks on what was done with many things at once.
    var notes: [String] = []

    init() {}
}
