import ArgumentParser
import Diagnostics
import Files
import Foundation
import Membership
import Sealing

extension MembersCommand {
    struct Mint: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "mint",
            abstract: "Make codes for a shop to hand out, before anyone has bought them.",
            discussion: """
                The next build publishes their bundles, so that a buyer is let in at once. An import that meets one of \
                the codes as a licence key claims it for its buyer, and its time counts from then. Prints the codes \
                as CSV.
                """)

        @Option(help: "The tier's id.")
        var tier: String?

        @OptionGroup var courses: CourseOptions

        @Option(
            help: ArgumentHelp("How many months a code is good for from its sale on.", valueName: "count"))
        var months: Int?

        @Option(help: ArgumentHelp("How many days a code is good for from its sale on.", valueName: "count"))
        var days: Int?

        @Option(help: "How many codes, up to 10000.")
        var count: Int

        @Option(name: .customLong("for"), help: "Whom they are for, such as gumroad: the ids begin so.")
        var shop: String

        @Option(
            help: ArgumentHelp(
                "Write the codes to this file, readable by its owner alone.", valueName: "file"))
        var output: String?

        @OptionGroup var project: ProjectOptions
        @OptionGroup var key: KeyOptions
        @OptionGroup var date: DateOptions

        @Flag(help: "Show what would be made, and write nothing.")
        var dryRun = false

        func validate() throws {
            guard tier != nil || !courses.isEmpty else {
                throw ValidationError("a code has a --tier, a --course, or both")
            }
            guard (1...10_000).contains(count) else { throw ValidationError("--count takes 1 to 10000") }
            guard months == nil || days == nil else {
                throw ValidationError("give one of --months and --days")
            }
            guard (1...1200).contains(months ?? 1), (1...36_500).contains(days ?? 1) else {
                throw ValidationError("--months takes 1 to 1200, --days 1 to 36500")
            }
            guard Identifier.isValid(shop) else { throw ValidationError("--for: \(Identifier.rule)") }
        }

        func run() throws {
            let roster = try RosterProject(project)
            var members = try roster.roster()
            // Before anything is written: codes without a root key, or without a place, would be of no use.
            let keys = try SiteKeys(root: try key.read(in: project).key)
            if let output { try SecretFile.check(output, in: project) }
            let catalogue = roster.catalogue
            let held = try courses.read(catalogue, start: nil)
            try MemberFilter.check(tier, "tier", among: catalogue.tiers.ids)
            for course in held {
                try MemberFilter.check(course.course, "course", among: catalogue.courses.keys.sorted())
            }
            let template = Member(
                id: shop, tier: tier, courses: held,
                from: Day(of: try date.read(), in: roster.timeZone), status: .unclaimed, source: shop,
                term: days.map(MembershipTerm.days) ?? months.map(MembershipTerm.months))
            let minted = members.mint(count, like: template)
            let console = Console(environment: Environment.current)
            guard let first = minted.first, let last = minted.last else { return }
            if dryRun {
                console.print("\(minted.count) codes, \(first.id) to \(last.id). Nothing was written.")
                return
            }
            try roster.save(members)
            let codes = MemberCode.csv(
                minted.map { MemberCode($0, keys: keys, baseURL: roster.configuration.site.baseURL) })
            if let output {
                do {
                    try SecretFile.write(codes, to: output, in: project)
                } catch let error as FileError {
                    throw DiagnosticError([
                        error.diagnostic,
                        .error(
                            "the codes are on the roster, but not in '\(output)'",
                            hint: "sealpress members export --codes --status unclaimed prints them"),
                    ])
                }
            } else {
                console.write(codes)
            }
            console.note(
                """
                Made \(minted.count) codes, \(first.id) to \(last.id). They open nothing before the next build is published: \
                sealpress build
                """)
        }
    }

    struct Void: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "void",
            abstract: "Shut codes that were made for sale and never sold.",
            discussion: "Raises the counters of what they could open, as revoke does.")

        @Argument(help: "The codes' ids.")
        var id: [String] = []

        @Option(name: .customLong("for"), help: "All unclaimed codes that were made for this shop.")
        var shop: String?

        @OptionGroup var project: ProjectOptions
        @OptionGroup var date: DateOptions
        @OptionGroup var change: ChangeOptions

        func validate() throws {
            guard (shop != nil) == id.isEmpty else {
                throw ValidationError("name codes, or a shop with --for")
            }
        }

        func run() throws {
            var edit = try RosterEdit(project, date: try date.read())
            let chosen =
                try shop.map { shop in
                    edit.roster.members.filter { $0.status == .unclaimed && $0.source == shop }
                } ?? id.map { try edit.roster.member($0) }
            for var member in chosen {
                guard member.status == .unclaimed else {
                    throw DiagnosticError(
                        .error(
                            "'\(member.id)' is \(member.status.rawValue), not unclaimed",
                            hint: "sealpress members revoke \(member.id) shuts a member out"))
                }
                edit.raiseAll(of: member)
                member.status = .revoked
                edit.update(member)
            }
            try edit.finish(
                change, done: "Voided \(chosen.count) \(chosen.count == 1 ? "code" : "codes")",
                next: "sealpress build, and publish")
        }
    }
}
