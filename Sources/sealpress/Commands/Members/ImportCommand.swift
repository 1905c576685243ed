import ArgumentParser
import Diagnostics
import Files
import Foundation
import Membership
import Sealing
import Site

extension MembersCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Bring the roster up to date from a payment service's export file.",
            discussion: """
                Shows what will change and asks before it does. New payments go to payments.csv too. A file imported \
                twice changes nothing the second time. Refunds and disputes revoke, and raise the counters in \
                epochs.yml. What your products are on this site stands under imports: in sealpress.yml.
                """)

        @Argument(help: ArgumentHelp("The file as the service exports it.", valueName: "file"))
        var file: String

        @Option(help: "Where it comes from: stripe, memberful, ghost, gumroad, patreon or csv.")
        var from: ImportService

        @OptionGroup var project: ProjectOptions
        @OptionGroup var key: KeyOptions
        @OptionGroup var date: DateOptions

        @Flag(help: "Show what would change, and change nothing.")
        var dryRun = false

        @Flag(help: "Do not ask.")
        var yes = false

        @Flag(help: "Import the other rows when some cannot be understood.")
        var skipBad = false

        @Flag(help: "Print the changes as JSON.")
        var json = false

        func run() throws {
            let console = Console(environment: Environment.current)
            let date = try date.read()
            let bytes = try FileSystem.read(file)
            let roster = try RosterProject(project)
            let payments = try PaymentsInProject(roster)
            try Self.check(roster.configuration.imports, roster.catalogue)
            let inventory = try roster.inventory(date: date)
            let entitlements = inventory.entitlements(counters: try roster.counters(), date: date)
            let imported = ImportFile(
                parsing: bytes, path: file, from: from, products: roster.configuration.imports,
                tiers: roster.configuration.tiers, timeZone: roster.timeZone, today: entitlements.today)
            guard imported.fileFaults.isEmpty else {
                throw DiagnosticError(imported.fileFaults.map(\.withoutCodes))
            }
            let members = try roster.roster()
            let plan = ImportPlan(
                importing: imported, into: members, payments: payments.file, entitlements: entitlements,
                history: inventory.history, owner: try owners(of: imported, in: members))
            let bad = (imported.rowFaults + plan.faults).map(\.withoutCodes)
            guard bad.isEmpty || skipBad else {
                throw DiagnosticError(bad + [Self.refusal(bad.count, file)])
            }
            console.report(bad.map(\.asWarning) + plan.warnings.map(\.withoutCodes))
            let sections = inventory.sectionCount(of: plan.raised)
            console.print(
                json
                    ? ImportReport.json(plan, skipped: bad.count)
                    : ImportReport.text(plan, of: imported, skipped: bad.count, sections: sections))
            guard !dryRun, !plan.isEmpty else { return }
            guard yes || console.confirms("Change the roster so?") else {
                throw DiagnosticError(
                    .error("nothing was changed", hint: "--yes imports without asking, --dry-run only shows"))
            }
            var counters = try roster.counters()
            counters.raise(plan.raised)
            try roster.save(
                plan.roster, counters: counters, with: payments.replacement(by: plan.payments),
                having: payments.asRead)
            if !json { console.note("Done. The next build makes the bundles: sealpress build") }
        }

        /// The members by their unlock codes, where the file has licence keys; the root key is read only then.
        private func owners(
            of imported: ImportFile, in roster: Roster
        ) throws -> (String) -> String? {
            guard imported.hasLicences else { return { _ in nil } }
            let codes = CodeIndex(roster, keys: try key.siteKeys(in: project))
            return { codes.member(of: $0) }
        }

        private static func refusal(_ count: Int, _ file: String) -> Diagnostic {
            .error(
                "\(count) \(count == 1 ? "row" : "rows") of '\(file)' cannot be understood, so nothing was changed",
                hint: "--skip-bad imports the others")
        }

        /// What of `imports:` only the content can tell: whether the courses are there.
        private static func check(_ products: ProductMappings, _ catalogue: Catalogue) throws {
            let known = catalogue.courses.keys.sorted()
            let faults = products.mappings.flatMap { mapping in
                (mapping.offer?.courses ?? []).filter { catalogue.courses[$0] == nil }.map { course in
                    Diagnostic.error(
                        "unknown course '\(course)' for product '\(mapping.product)'", at: mapping.place,
                        hint: known.isEmpty
                            ? "the site sells no courses: give one a 'price' or a 'checkout'"
                            : suggestion(for: course, among: known, from: "the site sells"))
                }
            }
            guard faults.isEmpty else { throw DiagnosticError(faults) }
        }
    }
}

extension ImportService: ExpressibleByArgument {}

extension Diagnostic {
    fileprivate var asWarning: Diagnostic {
        var warning = self
        warning.severity = .warning
        return warning
    }

    /// Without the licence keys in the line that it shows, which may be unlock codes: what CI prints, others read.
    fileprivate var withoutCodes: Diagnostic {
        var masked = self
        masked.excerpt = excerpt?.replacing(/[0-9A-Za-z]{4}([- ]?[0-9A-Za-z]{4}){6}/) { match in
            String(repeating: "*", count: match.output.0.count)
        }
        return masked
    }
}
