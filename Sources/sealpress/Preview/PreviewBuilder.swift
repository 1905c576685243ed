import Diagnostics
import Foundation
import Preview
import Sealing
import Site

/// Builds previews, one after the other, and tells the terminal and the browsers how it went.
struct PreviewBuilder {
    let guest: PreviewInputs.Guest?
    private let command: ServeCommand
    private let keys: SiteKeys
    private let previousKeys: SiteKeys?
    private let keyFile: String?
    private let console: Console
    private var count = 0

    init(command: ServeCommand, guest: PreviewInputs.Guest?, console: Console) throws {
        self.command = command
        self.guest = guest
        self.console = console
        let (root, keyFile) = try command.key.read(in: command.project)
        keys = try SiteKeys(root: root)
        previousKeys = try command.key.readPrevious(in: command.project).map { try SiteKeys(root: $0) }
        self.keyFile = keyFile
    }

    /// - Returns: the site's base path; nil when it could not be built.
    mutating func build(into folder: PreviewFolder, for server: PreviewServer) -> String? {
        let start = ContinuousClock.now
        var stages = StageTimes(console: console)
        let outcome = Result { try Site.build(try inputs(folder)) { stages.began($0) } }
        stages.finish()
        do {
            let summary = try outcome.get()
            server.show(
                folder.site, basePath: summary.basePath,
                contentSecurityPolicy: summary.contentSecurityPolicy, modules: summary.sessionModules,
                isChanged: summary.written + summary.removed > 0)
            if !command.quiet { console.report(summary.warnings) }
            let time = Int((ContinuousClock.now - start) / .milliseconds(1))
            let pages = summary.pages == 1 ? "1 page" : "\(summary.pages) pages"
            console.note(
                count == 0
                    ? "Built \(pages) in \(time) ms."
                    : "Built \(pages) in \(time) ms: \(summary.written) files changed, \(summary.removed) removed."
            )
            count += 1
            return summary.basePath
        } catch {
            let diagnostics = Failure(error)?.diagnostics ?? [.error("\(error)")]
            console.report(diagnostics)
            server.show(diagnostics)
            console.note(
                count == 0
                    ? "There is nothing to show until this is put right."
                    : "The last good build is still shown.")
            return nil
        }
    }

    private func inputs(_ folder: PreviewFolder) throws -> BuildInputs {
        BuildInputs(
            root: command.project.folder, output: folder.site, keys: keys, keyFile: keyFile,
            date: try command.date.read(), clock: .now, previousKeys: previousKeys,
            passphrases: Environment.current.filter { $0.key.hasPrefix(BuildInputs.passphrasePrefix) },
            includesDrafts: command.drafts, preview: PreviewInputs(records: folder.path, guest: guest),
            threads: ProcessInfo.processInfo.activeProcessorCount)
    }
}
