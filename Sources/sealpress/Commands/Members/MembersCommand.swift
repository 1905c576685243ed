import ArgumentParser

struct MembersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members",
        abstract: "The roster, members.csv.",
        discussion: """
            What these commands write takes effect with the next build. Those that change several files change all \
            of them or none, whatever happens.
            """,
        subcommands: [
            Add.self,
            Renew.self,
            Change.self,
            Revoke.self,
            Reissue.self,
            Remove.self,
            List.self,
            Show.self,
            Code.self,
            Export.self,
            Import.self,
            Seal.self,
            Unseal.self,
            Mint.self,
            Void.self,
            Card.self,
            Mail.self,
        ])
}
