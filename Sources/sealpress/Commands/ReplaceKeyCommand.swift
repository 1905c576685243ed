import ArgumentParser
import Diagnostics
import Files
import Foundation
import Membership
import Sealing
import Site

extension KeysCommand {
    struct Replace: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replace",
            abstract: "Make a new root key; the next build seals everything anew.",
            discussion: """
                The members' codes change with the key. For some days the old codes go on working, so that everyone can \
                be sent a new one: the old key is kept beside the new one, as sealpress.key.previous, and builds make \
                the bundles of both. Whoever verifies the site finds the new public key in it, signed by the old one. \
                With --leaked the old codes end at the next build, and nothing is signed by the old key.
                """)

        @OptionGroup var project: ProjectOptions
        @OptionGroup var key: KeyOptions
        @OptionGroup var date: DateOptions

        @Option(help: ArgumentHelp("For how many days the old codes go on working.", valueName: "n"))
        var days = 30

        @Flag(help: "The old key is in the wrong hands: old codes end with the next build.")
        var leaked = false

        @Flag(help: "End the days on which old codes work, and remove the previous key.")
        var finish = false

        @Flag(help: "Only say what would be done.")
        var dryRun = false

        @Flag(help: "Print nothing but errors.")
        var quiet = false

        func validate() throws {
            guard (1...366).contains(days) else { throw ValidationError("--days takes 1 to 366") }
            if finish, leaked { throw ValidationError("--finish and --leaked exclude each other") }
        }

        func run() throws {
            let console = Console(environment: Environment.current, quiet: quiet)
            let (oldRoot, file) = try key.read(in: project)
            guard let file else {
                throw DiagnosticError(
                    .error(
                        "the root key comes from \(KeyOptions.variable), so there is no file to put a new one in",
                        hint: "replace it where the key file is, then give the new key to CI"))
            }
            let old = try SiteKeys(root: oldRoot)
            let date = try date.read()
            let work = try ReplacingKeys(root: project.folder, date: date, clock: .now)
            defer { work.release() }
            if finish { return try end(work, old, file, console) }

            if let until = try work.overlap(of: old), !leaked {
                throw DiagnosticError(
                    .error(
                        "the codes from before the last replacement still work until \(until)",
                        hint: "wait until then, or end them with --finish"))
            }
            let opened = try work.check(old)
            let until = leaked ? nil : Day(of: date, in: .gmt).adding(days: days)
            guard !dryRun else {
                console.note("Would replace the root key in \(file). \(Self.consequence(until))")
                return
            }
            let newRoot = try RootKey.generate()
            let new = try SiteKeys(root: newRoot)
            // In this order a kill at any point leaves a project that builds: up to the switch with the old key,
            // from then on with the new one, while sealed files open with either.
            let previous = KeyOptions.previousFile(of: file)
            try Self.write(oldRoot, to: previous)
            try work.record(from: old, to: new, overlapUntil: until, isPublished: !leaked)
            try Self.write(newRoot, to: file)
            try work.seal(opened, with: new)
            if leaked { try Self.remove(previous) }
            console.note(
                """
                A new root key is in \(file). \(Self.consequence(until))
                Next: back it up (sealpress keys backup), build, publish, and send every member the new code. \
                \(leaked ? "What was published under the old key must be taken as public." : "The new public key is signed by the old one and published.")
                """)
        }

        private static func consequence(_ until: Day?) -> String {
            until.map { "The old codes work until \($0)." } ?? "The old codes end with the next build."
        }

        private func end(_ work: ReplacingKeys, _ keys: SiteKeys, _ file: String, _ console: Console) throws {
            let previous = KeyOptions.previousFile(of: file)
            let isThere = try FileSystem.status(previous) != nil
            guard !dryRun else {
                console.note(isThere ? "Would remove \(previous)." : "There is no previous key.")
                return
            }
            // What a killed replacement left sealed under the old key only.
            let files = PrivateFiles(root: project.folder) { [key, project] in
                try key.siteKeys(in: project)
            }
            for name in PrivateFiles.names {
                if let bytes = try files.sealed(name) { try files.seal(bytes, as: name) }
            }
            let ended = try work.finish(keys)
            try Self.remove(previous)
            console.note(
                ended || isThere
                    ? "The old codes end with the next build; \(previous) is removed."
                    : "There is no replacement to end.")
        }

        private static func remove(_ path: String) throws {
            guard try FileSystem.status(path, followingSymlink: false) != nil else { return }
            guard unlink(path) == 0 else {
                throw DiagnosticError(
                    .error(
                        "'\(path)' cannot be removed", hint: "remove it yourself: it holds the old root key"))
            }
        }

        private static func write(_ key: RootKey, to path: String) throws {
            try FileSystem.write(Array((key.printed() + "\n").utf8), to: path, mode: 0o600, durable: true)
        }
    }
}
