import ArgumentParser
import Diagnostics
import Files
import Sealing

extension MembersCommand {
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
            let member = try roster.member(id)
            let keys = try SiteKeys(root: try key.read(in: project).key)
            let memberCode = MemberCode(
                member, keys: keys, baseURL: rosterProject.configuration.site.baseURL)
            let (code, link) = (memberCode.code, memberCode.link)
            let console = Console(environment: Environment.current)
            if let svg {
                guard let picture = QRCode(link) else {
                    throw DiagnosticError(.error("the unlock link is too long for a QR code"))
                }
                // The picture is the code.
                try SecretFile.write(Array(picture.svg.utf8), to: svg, in: project)
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
