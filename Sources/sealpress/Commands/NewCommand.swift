import ArgumentParser
import Diagnostics
import Files
import Foundation
import Membership
import Site

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Make a starter site that builds at once.")

    @Argument(help: ArgumentHelp("A folder that does not exist or is empty.", valueName: "dir"))
    var directory: String

    func run() throws {
        if let found = try FileSystem.status(directory) {
            let isEmpty = found.kind == .folder ? try FileSystem.list(directory).isEmpty : false
            guard isEmpty else {
                throw DiagnosticError(
                    .error(
                        "'\(directory)' is there already",
                        hint: "name a folder that does not exist or is empty"))
            }
        }
        let today = Day(of: .now, in: .gmt).description
        for file in StarterSite.files(today: today) {
            let path = directory + "/" + file.path
            try FileSystem.makeFolder(path.parent)
            // Names and addresses are for the author alone, as in a roster that `members add` makes.
            try FileSystem.write(
                Array(file.text.utf8), to: path, mode: file.path == Workplace.rosterPath ? 0o600 : nil)
        }
        Console(environment: Environment.current).print(
            """
            A new site is in \(directory). Next:

                cd \(directory)
                sealpress keys init          # the root key, sealpress.key: back it up
                sealpress build              # writes site/
                sealpress members code anna  # the first member's unlock code
            """)
    }
}

extension String {
    /// The folder that holds the path.
    fileprivate var parent: String {
        lastIndex(of: "/").map { String(self[..<$0]) } ?? "."
    }
}
