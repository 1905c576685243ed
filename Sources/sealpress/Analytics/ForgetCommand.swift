import ArgumentParser
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
            let done = try FactStore(folder).forget(id, now: Int(Date.now.timeIntervalSince1970))
            if json {
                let value: JSONValue = [
                    "ok": true, "member": .string(id), "rows": .integer(done.rows),
                    "files": .array(done.files.map(JSONValue.string)),
                ]
                console.print(value.text())
            } else if !quiet {
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
    /// Members' ids are what stands in the facts; nothing else can be meant.
    static func check(_ id: String) throws {
        guard Identifier.isValid(id) else {
            throw ValidationError("'\(id)' is no member's id: \(Identifier.rule)")
        }
    }
}
