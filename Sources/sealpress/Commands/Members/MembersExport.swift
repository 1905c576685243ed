import ArgumentParser
import Files
import Membership
import Sealing

extension MembersCommand {
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Print rows of the roster as they stand, or the members' codes for a mail merge.")

        @Flag(help: "Print name, address, code and link instead; only of those whom the code lets in.")
        var codes = false

        @OptionGroup var project: ProjectOptions
        @OptionGroup var key: KeyOptions
        @OptionGroup var date: DateOptions
        @OptionGroup var filter: MemberFilter

        @Option(help: ArgumentHelp("Write to this file, readable by its owner alone.", valueName: "file"))
        var output: String?

        func run() throws {
            let options = project
            let project = try RosterProject(options)
            let entitlements = try project.entitlements(date: try date.read())
            let roster = try project.roster()
            let members = try filter.members(of: roster, entitlements)
            // The shop's pool is no mailing list; by its own status it is there to be asked for.
            let isPool = filter.status == MemberStatus.unclaimed.rawValue
            let open = members.filter {
                entitlements.standing(of: $0) == .active && ($0.status == .unclaimed) == isPool
            }
            let bytes =
                codes ? try codes(of: open, project, options) : roster.keeping(members).printed()
            guard let output else {
                Console(environment: Environment.current).write(bytes)
                return
            }
            try SecretFile.write(bytes, to: output, in: options)
        }

        private func codes(
            of members: [Member], _ project: RosterProject, _ options: ProjectOptions
        ) throws -> [UInt8] {
            let keys = try SiteKeys(root: try key.read(in: options).key)
            let base = project.configuration.site.baseURL
            return MemberCode.csv(members.map { MemberCode($0, keys: keys, baseURL: base) })
        }
    }
}
