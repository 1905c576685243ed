import ArgumentParser
import Diagnostics
import Files
import Foundation
import Insights
import Membership
import Site

extension InsightsCommand {
    struct Forget: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "forget",
            abstract: "Remove a member from facts, results and slates, for good.",
            discussion: """
                What names the member goes; sums that name nobody stay. The id is remembered, so that old logs cannot bring \
                the rest back. The roster, payments.csv and comments.csv are yours to edit. docs/content/guide/privacy.md tells the rest.
                """)

        @Argument(help: "The member's id.")
        var id: String

        @OptionGroup var project: ProjectOptions
        @OptionGroup var store: InsightsOptions

        @Flag(help: "Print what was done as JSON.")
        var json = false

        @Flag(help: "Print nothing but errors.")
        var quiet = false

        func run() throws {
            try PrivacyArguments.check(id)
            let console = Console(environment: Environment.current, quiet: quiet)
            let folder = store.folder(in: project)
            let lock = try Workplace.lock(root: project.folder, since: .now)
            defer { lock.release() }
            let facts = try FactStore(folder)
            let wasForgotten = try facts.forgotten().contains(id)
            let done = try facts.forget(id, now: Int(Date.now.timeIntervalSince1970))
            if json {
                let value: JSONValue = [
                    "ok": true, "member": .string(id), "rows": .integer(done.rows),
                    "files": .array(done.files.map(JSONValue.string)),
                ]
                console.print(value.text())
            } else if !quiet {
                if done.rows == 0, done.files.isEmpty, !wasForgotten {
                    console.report(PrivacyArguments.unknown(id, try? RosterProject(project).roster()))
                }
                let files = done.files.isEmpty ? "no file" : done.files.joined(separator: ", ")
                console.print(
                    """
                    '\(id)' is forgotten: \(done.rows) rows of facts, \(files) in '\(folder)'.
                    Build again, so that the member's bundle holds no advice. members.csv, payments.csv, comments, logs and \
                    backups are as they were: docs/content/guide/privacy.md.
                    """)
            }
        }
    }
}

enum PrivacyArguments {
    /// A warning where the id is in no row: whoever mistypes it must not tell the member that all is done.
    static func unknown(_ id: String, _ roster: Roster?) -> [Diagnostic] {
        guard let roster, roster[id] == nil else { return [] }
        let near = didYouMean(id, among: roster.members.map(\.id)).map { "did you mean '\($0)'?" }
        return [
            .warning(
                "nothing is known of '\(id)', and members.csv has no such id",
                hint: near ?? "sealpress members list shows all")
        ]
    }

    /// Members' ids are what stands in the facts; nothing else can be meant.
    static func check(_ id: String) throws {
        guard Identifier.isValid(id) else {
            throw ValidationError("'\(id)' is no member's id: \(Identifier.rule)")
        }
    }
}
