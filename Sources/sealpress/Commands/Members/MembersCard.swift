import ArgumentParser
import Diagnostics
import Files
import Membership
import Sealing

extension MembersCommand {
    struct Card: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "card",
            abstract: "Write a page for print with a member's code, link and QR code.",
            discussion: "One file a member, ID.html, readable by its owner alone.")

        @Argument(help: "The members' ids.")
        var id: [String] = []

        @Flag(help: "All members who are active.")
        var all = false

        @Option(help: ArgumentHelp("The folder to write to; made when it is missing.", valueName: "dir"))
        var output: String

        @OptionGroup var project: ProjectOptions
        @OptionGroup var key: KeyOptions
        @OptionGroup var date: DateOptions

        func validate() throws {
            guard all == id.isEmpty else { throw ValidationError("name members, or say --all") }
        }

        func run() throws {
            let roster = try RosterProject(project)
            let members = try roster.roster()
            let entitlements = try roster.entitlements(date: try date.read())
            let chosen =
                all
                ? members.members.filter {
                    entitlements.standing(of: $0) == .active && $0.status != .unclaimed
                }
                : try id.map { try members.member($0) }
            let keys = try SiteKeys(root: try key.read(in: project).key)
            try SecretFile.check(output + "/card.html", in: project)
            try FileSystem.makeFolder(output)
            let site = roster.configuration.site
            for member in chosen {
                let code = MemberCode(member, keys: keys, baseURL: site.baseURL)
                let html = try MemberCard.html(
                    code, tierName: member.tier.flatMap { roster.configuration.tiers[$0]?.name },
                    site: site.title, language: site.language)
                try FileSystem.write(Array(html.utf8), to: "\(output)/\(member.id).html", mode: 0o600)
            }
            Console(environment: Environment.current).note(
                "\(chosen.count) \(chosen.count == 1 ? "card is" : "cards are") in \(output).")
        }
    }
}
