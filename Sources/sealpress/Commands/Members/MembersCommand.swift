import ArgumentParser

struct MembersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members",
        abstract: "The roster, members.csv.",
        subcommands: [
            Add.self,
            List.self,
            Code.self,
        ])
}
