import ArgumentParser
import Diagnostics
import Files
import Foundation
import Insights
import Membership
import Sealing
import Site

extension InsightsCommand {
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Print all that is stored of a member, as JSON.",
            discussion: """
                The rows of members.csv, payments.csv and comments, mail that was sent, facts, what models say, slates and arms \
                of experiments: what a member who asks is to be given. docs/content/guide/privacy.md tells the rest.
                """)

        @Argument(help: "The member's id.")
        var id: String

        @OptionGroup var project: ProjectOptions
        @OptionGroup var key: KeyOptions
        @OptionGroup var store: InsightsOptions

        func run() throws {
            try PrivacyArguments.check(id)
            let roster = try RosterProject(project)
            let folder = store.folder(in: project)
            var fields: JSONObject = [
                "member": .string(id),
                "roster": .array(try rows("members.csv", "id", roster)),
                "payments": .array(try rows("payments.csv", "member", roster)),
                "comments": .array(try comments(roster)), "mail": .array(try mail()),
            ]
            if try FileSystem.status(FactStore.path(in: folder)) != nil {
                for field in try FactStore(folder).record(of: id).fields {
                    fields.append(field.key, field.value)
                }
            }
            fields.append("experiments", .object(try arms(roster)))
            let console = Console(environment: Environment.current)
            if fields.fields.allSatisfy({ $0.key == "member" || Self.isEmpty($0.value) }) {
                console.report(PrivacyArguments.unknown(id, try roster.roster()))
            }
            console.print(JSONValue.object(fields).text())
        }

        private static func isEmpty(_ value: JSONValue) -> Bool {
            switch value {
            case .array(let items): items.isEmpty
            case .object(let object): object.fields.allSatisfy { isEmpty($0.value) }
            default: false
            }
        }

        /// The member's rows of a table, with every column.
        private func rows(_ file: String, _ column: String, _ roster: RosterProject) throws -> [JSONValue] {
            guard let bytes = try roster.bytes(of: file) else { return [] }
            var diagnostics: [Diagnostic] = []
            let table = CSVTable(parsing: bytes, file: file, diagnostics: &diagnostics)
            guard diagnostics.allSatisfy({ $0.severity != .error }) else {
                throw DiagnosticError(diagnostics)
            }
            guard let place = table.column(column) else { return [] }
            return (0..<table.rowCount).filter { table.text(row: $0, column: place) == id }.map { row in
                .object(
                    JSONObject(
                        table.columns.enumerated().map { index, name in
                            JSONObject.Field(name, .string(table.text(row: row, column: index)))
                        }))
            }
        }

        private func comments(_ roster: RosterProject) throws -> [JSONValue] {
            try JoinedTables(roster).comments.filter { $0.member == id }.map { comment in
                [
                    "time": .integer(comment.time), "route": .string(comment.route),
                    "text": .string(comment.text),
                ]
            }
        }

        /// The lines of the log of sent mail that name the member.
        private func mail() throws -> [JSONValue] {
            let path = project.path(".sealpress/sent.log")
            guard try FileSystem.status(path) != nil else { return [] }
            return String(decoding: try FileSystem.read(path), as: UTF8.self).split(separator: "\n")
                .filter { $0.split(separator: " ").contains(Substring(id)) }
                .map { .string(String($0)) }
        }

        private func arms(_ roster: RosterProject) throws -> JSONObject {
            let experiments = roster.configuration.experiments.filter { !$0.outcome.isOfPeriods }
            guard !experiments.isEmpty, let member = try roster.roster()[id] else { return JSONObject() }
            let keys = try SiteKeys(root: try key.read(in: project).key)
            var arms = JSONObject()
            for experiment in experiments where experiment.includes(tier: member.tier) {
                arms.append(experiment.id, .string(experiment.arms[keys.arm(of: id, in: experiment)].id))
            }
            return arms
        }
    }
}
