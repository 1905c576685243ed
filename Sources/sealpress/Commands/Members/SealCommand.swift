import ArgumentParser
import Diagnostics
import Files
import Sealing
import Site

extension MembersCommand {
    struct Seal: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "seal",
            abstract: "Encrypt the roster under the root key, so that a repository can carry it.",
            discussion: """
                Makes members.csv.sealed of members.csv, and the same of payments.csv and passphrases.txt where they \
                are. A build without the plain files reads the sealed ones. Keep the plain ones out of the repository.
                """)

        @OptionGroup var project: ProjectOptions
        @OptionGroup var key: KeyOptions

        @Flag(help: "Only say what would be done.")
        var dryRun = false

        @Flag(help: "Print nothing but errors.")
        var quiet = false

        func run() throws {
            let console = Console(environment: Environment.current, quiet: quiet)
            let keys = try key.siteKeys(in: project)
            let files = PrivateFiles(root: project.folder) { keys }
            var said: [String] = []
            try project.change(dryRun: dryRun) {
                try PrivateFiles.names.compactMap { name in
                    guard let bytes = try files.plain(name) else { return nil }
                    let change = try files.sealedReplacement(bytes, for: name)
                    let state =
                        change == nil ? "is up to date with" : dryRun ? "would be made of" : "is made of"
                    said.append("\(PrivateFiles.sealedName(name)) \(state) \(name).")
                    return change
                }
            }
            for line in said { console.note(line) }
            guard !said.isEmpty else {
                throw DiagnosticError(
                    .error(
                        "there is nothing to seal in '\(project.folder)'",
                        hint: "these can be sealed: \(PrivateFiles.names.joined(separator: ", "))"))
            }
        }
    }

    struct Unseal: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unseal",
            abstract: "Decrypt the sealed roster again.",
            discussion:
                "Makes members.csv, payments.csv and passphrases.txt of their sealed forms, readable by you alone."
        )

        @OptionGroup var project: ProjectOptions
        @OptionGroup var key: KeyOptions

        @Flag(help: "Replace plain files that say something else.")
        var force = false

        @Flag(help: "Only say what would be done.")
        var dryRun = false

        @Flag(help: "Print nothing but errors.")
        var quiet = false

        func run() throws {
            let console = Console(environment: Environment.current, quiet: quiet)
            let keys = try key.siteKeys(in: project)
            let files = PrivateFiles(root: project.folder) { keys }
            var said: [String] = []
            try project.change(dryRun: dryRun) {
                try opened(files).compactMap { name, bytes in
                    let isSame = try files.plain(name) == bytes
                    let state = isSame ? "is up to date with" : dryRun ? "would be made of" : "is made of"
                    said.append("\(name) \(state) \(PrivateFiles.sealedName(name)).")
                    return isSame ? nil : try files.plainReplacement(bytes, for: name)
                }
            }
            for line in said { console.note(line) }
        }

        /// What the sealed files hold; all are opened before the first is written.
        private func opened(_ files: PrivateFiles) throws -> [(name: String, bytes: [UInt8])] {
            var opened: [(name: String, bytes: [UInt8])] = []
            var faults: [Diagnostic] = []
            for name in PrivateFiles.names {
                do {
                    guard let bytes = try files.sealed(name) else { continue }
                    if let plain = try files.plain(name), plain != bytes, !force {
                        faults.append(
                            .error(
                                "'\(name)' says something else than '\(PrivateFiles.sealedName(name))'",
                                hint: "--force replaces it; 'sealpress members seal' keeps it"))
                    }
                    opened.append((name, bytes))
                } catch let error as DiagnosticError {
                    faults += error.diagnostics
                }
            }
            guard faults.isEmpty else { throw DiagnosticError(faults) }
            guard !opened.isEmpty else {
                throw DiagnosticError(
                    .error(
                        "there is nothing sealed in '\(project.folder)'",
                        hint: "'sealpress members seal' makes members.csv.sealed"))
            }
            return opened
        }
    }
}

extension ProjectOptions {
    /// Changes files of the project, all or none, and not while a build or another command is at work.
    ///
    /// - Parameter dryRun: whether what `body` wants changed stays as it is.
    fileprivate func change(dryRun: Bool, _ body: () throws -> [FileJournal.Replacement]) throws {
        guard !dryRun else {
            _ = try body()
            return
        }
        let lock = try Workplace.lock(root: folder, since: .now)
        defer { lock.release() }
        try FileJournal.recover(in: folder)
        let replacements = try body()
        if !replacements.isEmpty { try FileJournal.commit(replacements, in: folder) }
    }
}
