import ArgumentParser
import Content
import Diagnostics
import Files
import Foundation
import Membership
import Sealing
import Site

struct MembersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members",
        abstract: "The roster, members.csv.",
        subcommands: [Add.self, List.self, Code.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Add a member. The next build makes the bundle.")

        @Argument(help: "The member's id: lower-case letters, digits and '-'. It is never used again.")
        var id: String

        @OptionGroup var project: ProjectOptions

        @Option(help: "The tier's id.")
        var tier: String?

        @Option(
            help: ArgumentHelp("A course bought on its own; may be given several times.", valueName: "course")
        )
        var course: [String] = []

        @Option(help: ArgumentHelp("The first day; today when left out.", valueName: "date"))
        var from: String?

        @Option(
            help: ArgumentHelp("The last day, the whole of it; without end when left out.", valueName: "date")
        )
        var until: String?

        @Option(help: "The member's name.")
        var name: String = ""

        @Option(help: "The member's mail address.")
        var email: String = ""

        func run() throws {
            guard tier != nil || !course.isEmpty else {
                throw ValidationError("a member has a --tier, a --course, or both")
            }
            let project = try RosterProject(project)
            var roster = try project.roster()
            guard roster[id] == nil else {
                throw DiagnosticError(
                    .error(
                        "there is a member '\(id)' already",
                        hint: "an id is never used twice, also not by those who left"))
            }
            let today = Day(of: .now, in: project.timeZone)
            let member = Member(
                id: id, name: name, email: email, tier: tier, courses: course.map { CourseAccess($0) },
                from: try Self.day(from, "--from") ?? today, until: try Self.day(until, "--until"))
            roster.update(member)
            try project.save(roster)
            Console(environment: Environment.current).note(
                "Added \(id). Next: sealpress build, then sealpress members code \(id)")
        }

        private static func day(_ text: String?, _ option: String) throws -> Day? {
            try text.map { text in
                guard let day = Day(text) else {
                    throw ValidationError("\(option) takes a date such as 2026-12-31")
                }
                return day
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List the members.")

        @OptionGroup var project: ProjectOptions
        @OptionGroup var date: DateOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let project = try RosterProject(project)
            let roster = try project.roster()
            let entitlements = Entitlements(
                catalogue: project.catalogue, schedule: EpochSchedule(policy: project.configuration.keys),
                date: try date.read(), timeZone: project.timeZone)
            let console = Console(environment: Environment.current)
            console.print(
                json
                    ? MemberTable.json(roster, entitlements)
                    : MemberTable.text(roster, entitlements))
        }
    }

    struct Code: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "code",
            abstract: "Print a member's unlock code, unlock link and QR code.",
            discussion: "Piped or with --quiet it prints the code alone.")

        @Argument(help: "The member's id.")
        var id: String

        @OptionGroup var project: ProjectOptions
        @OptionGroup var key: KeyOptions

        @Option(help: ArgumentHelp("Write the link's QR code to this file, as SVG.", valueName: "file"))
        var svg: String?

        @Flag(help: "Print JSON.")
        var json = false

        @Flag(help: "Print the code alone.")
        var quiet = false

        func run() throws {
            let rosterProject = try RosterProject(project)
            let roster = try rosterProject.roster()
            guard let member = roster[id] else {
                throw DiagnosticError(
                    .error(
                        "there is no member '\(id)'",
                        hint: didYouMean(id, among: roster.members.map(\.id)).map { "did you mean '\($0)'?" }
                            ?? "sealpress members list shows all"))
            }
            let keys = try SiteKeys(root: try key.read(in: project).key)
            let code = keys.unlockCode(member: member.id, generation: member.generation).printed()
            let link = rosterProject.configuration.site.baseURL + "unlock/#" + code
            let console = Console(environment: Environment.current)
            if let svg {
                guard let picture = QRCode(link) else {
                    throw DiagnosticError(.error("the unlock link is too long for a QR code"))
                }
                // The picture is the code: only its owner may read it.
                try FileSystem.write(Array(picture.svg.utf8), to: svg, mode: 0o600)
            }
            if json {
                let value: JSONValue = ["member": .string(id), "code": .string(code), "link": .string(link)]
                console.print(value.text())
            } else if quiet || !console.outputIsOnTerminal {
                console.print(code)
            } else {
                console.print("code   \(code)\nlink   \(link)\n")
                if let picture = QRCode(link) { console.print(picture.terminalText) }
            }
        }
    }
}

/// The parts of a project that the roster's commands need.
struct RosterProject {
    let configuration: SiteConfiguration
    let catalogue: Catalogue
    private let folder: String

    var timeZone: TimeZone { configuration.site.timeZone }

    init(_ project: ProjectOptions) throws {
        folder = project.folder
        (configuration, catalogue) = try Workplace.offers(root: project.folder)
    }

    func roster() throws -> Roster {
        try parse(rosterBytes() ?? Roster().printed())
    }

    /// Writes the roster, once it reads back without a fault: what the commands write is checked as what people write.
    func save(_ roster: Roster) throws {
        let bytes = roster.printed()
        _ = try parse(bytes)
        try FileSystem.write(bytes, to: folder + "/" + Workplace.rosterPath, mode: try mode(), durable: true)
    }

    private func rosterBytes() throws -> [UInt8]? {
        let path = folder + "/" + Workplace.rosterPath
        return try FileSystem.status(path) == nil ? nil : try FileSystem.read(path)
    }

    /// A new roster is for its owner alone; an old one keeps what its owner chose.
    private func mode() throws -> UInt16? {
        try rosterBytes() == nil ? 0o600 : nil
    }

    private func parse(_ bytes: [UInt8]) throws -> Roster {
        var diagnostics: [Diagnostic] = []
        let roster = Roster(
            parsing: bytes, file: Workplace.rosterPath, tiers: catalogue.tiers,
            courses: catalogue.courses.keys.sorted(),
            diagnostics: &diagnostics)
        guard diagnostics.allSatisfy({ $0.severity != .error }) else { throw DiagnosticError(diagnostics) }
        return roster
    }
}
