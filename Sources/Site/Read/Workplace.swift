import Content
import Diagnostics
import Files
import Foundation
import Membership

/// The project's folder: its lock, its configuration, its roster.
public enum Workplace {
    public static let rosterPath = "members.csv"
    public static let keyPath = "sealpress.key"
    public static let countersPath = "epochs.yml"
    public static let previousKeyPath = "sealpress.key.previous"
    public static let paymentsPath = "payments.csv"
    static let passphrasesPath = "passphrases.txt"
    static let privateFolder = ".sealpress"

    /// The folders of a project that a build reads.
    public static let sourceFolders = [SourceTree.folder, ThemeFiles.folder, DataFiles.folder]
    /// The files beside them that it reads.
    public static let sourceFiles = Set(
        [SiteConfiguration.path, countersPath, rosterPath, passphrasesPath, InsightsFile.path]
            + PrivateFiles.names.map(PrivateFiles.sealedName))

    /// Checks that nothing private can be published, and takes the build's lock.
    ///
    /// - Parameter writesSite: whether the build writes the site; a preview and a check do not.
    static func prepare(_ inputs: BuildInputs, writesSite: Bool) throws -> FileLock {
        guard try FileSystem.status(inputs.root)?.kind == .folder else {
            throw DiagnosticError(.error("there is no folder '\(inputs.root)'"))
        }
        try refuseExposedSecrets(inputs)
        let lock =
            writesSite
            ? try self.lock(root: inputs.root, since: inputs.clock)
            : try patientLock(root: inputs.root, since: inputs.clock)
        // A roster and counters of which one is old and one is new would be published as they are.
        try FileJournal.recover(in: inputs.root)
        // What writes elsewhere, or nothing, must not keep the author's commands from working.
        if !writesSite { lock.release() }
        return lock
    }

    /// As `lock`, but waits for a command that is working here.
    private static func patientLock(root: String, since: Date) throws -> FileLock {
        let end = ContinuousClock.now + PreviewInputs.patience
        while true {
            do {
                return try lock(root: root, since: since)
            } catch {
                guard ContinuousClock.now < end else { throw error }
                usleep(50_000)
            }
        }
    }

    /// Takes the lock that builds and changes of the roster hold.
    ///
    /// - Parameter since: the time now, for whoever finds the lock held.
    /// - Throws: a `DiagnosticError` when another process has it.
    public static func lock(root: String, since: Date) throws -> FileLock {
        let folder = root + "/" + privateFolder
        try FileSystem.makeFolder(folder)
        do throws(FileLockError) {
            return try FileLock(folder + "/build.lock", since: ISO8601.text(since))
        } catch {
            guard case .held = error else { throw DiagnosticError(.error("\(error)")) }
            throw DiagnosticError(
                .error(
                    "another build of this site is running", hint: "\(error): wait for it to end"))
        }
    }

    /// The roster and the key file are never inside `content/`, `layouts/` or the site.
    private static func refuseExposedSecrets(_ inputs: BuildInputs) throws {
        let output = FileSystem.resolved(inputs.output)
        let published =
            ["content", "layouts", DataFiles.folder].map { inputs.root + "/" + $0 }.map(FileSystem.resolved)
            + [output]
        var faults: [Diagnostic] = []
        let secrets =
            [inputs.keyFile, inputs.root + "/" + rosterPath, inputs.root + "/" + keyPath].compactMap(\.self)
        for secret in Set(secrets).sorted() {
            for folder in published where FileSystem.isBelow(FileSystem.resolved(secret), folder) {
                faults.append(
                    .error(
                        "'\(secret)' is inside '\(folder)', where it could be published",
                        hint:
                            "keep the roster and the root key beside sealpress.yml, never in content/, layouts/ or the site"
                    ))
            }
        }
        let insights = inputs.root + "/" + InsightsFile.folder
        for folder in published
        where try FileSystem.status(insights) != nil
            && FileSystem.isBelow(FileSystem.resolved(insights), folder)
        {
            faults.append(
                .error(
                    "'\(insights)' is inside '\(folder)', where it could be published",
                    hint: "it says what members do: keep it beside sealpress.yml"))
        }
        for name in PrivateFiles.names + [keyPath, previousKeyPath, countersPath, SiteConfiguration.path]
            + InsightsFile.privateNames
        {
            for folder in published where try FileSystem.status(folder + "/" + name) != nil {
                faults.append(
                    .error(
                        "'\(folder)/\(name)' would be published",
                        hint: "move it beside sealpress.yml, or give it another name"))
            }
        }
        for folder in ["content", "layouts", DataFiles.folder] {
            let source = FileSystem.resolved(inputs.root + "/" + folder)
            if FileSystem.isBelow(output, source) || FileSystem.isBelow(source, output) {
                faults.append(
                    .error(
                        "the output folder '\(inputs.output)' and '\(folder)/' are inside one another",
                        hint: "write the site to a folder of its own, as with --output site"))
            }
        }
        guard faults.isEmpty else { throw DiagnosticError(faults) }
    }

    /// What to say of a folder that is no project: it may lie inside of one, or spell the file in another way.
    public static func missingConfiguration(in root: String) -> Diagnostic {
        let isThere = { (path: String) in (try? FileSystem.status(path)) != nil }
        guard isThere(root) else {
            return .error("there is no folder '\(root)'", hint: "--root names the folder of sealpress.yml")
        }
        let message = "there is no \(SiteConfiguration.path) in '\(root)'"
        if isThere(root + "/sealpress.yaml") {
            return .error(message, hint: "rename sealpress.yaml to \(SiteConfiguration.path)")
        }
        let above = (1...8).map { Array(repeating: "..", count: $0).joined(separator: "/") }
        let project = above.first { isThere("\(root)/\($0)/\(SiteConfiguration.path)") }
        if let project {
            let folder = root == "." ? project : "\(root)/\(project)"
            return .error(
                message, hint: "it is in '\(folder)': run the command there, or with --root \(folder)")
        }
        return .error(
            message, hint: "sealpress new DIR makes a site to start from; --root names another folder")
    }

    static func configuration(root: String, _ faults: inout Faults) throws -> SiteConfiguration? {
        let path = root + "/" + SiteConfiguration.path
        guard try FileSystem.status(path) != nil else {
            throw DiagnosticError(missingConfiguration(in: root))
        }
        let source = try SourceText(path: SiteConfiguration.path, bytes: try FileSystem.read(path))
        return faults.collect(SiteConfiguration.read(source))
    }

    /// The counters that revocations raised; none where there is no file.
    ///
    /// - Parameter tiers: a counter of any other tier gets a warning: mistyped, it revokes nothing.
    static func counters(root: String, tiers: TierList?, _ faults: inout Faults) throws -> EpochCounters {
        let path = root + "/" + countersPath
        guard try FileSystem.status(path) != nil else { return EpochCounters() }
        return try counters(parsing: try FileSystem.read(path), tiers: tiers, &faults)
    }

    private static func counters(
        parsing bytes: [UInt8], tiers: TierList?, _ faults: inout Faults
    ) throws -> EpochCounters {
        let source = try SourceText(path: countersPath, bytes: bytes)
        var doubts: [Diagnostic] = []
        let counters = faults.collect(
            YAMLReader.read(source) { reader in
                var counters: [Grant: Int] = [:]
                for key in reader.keys(as: "GRANT") {
                    let written = reader.int(key.value, "The counter of a grant's key; it only rises.")
                    guard let counter = written else { continue }
                    guard let grant = Grant(key.value), counter.value >= 0 else {
                        reader.report(
                            "'\(key.value): \(counter.value)' is no counter of a grant", at: key.location,
                            hint: "write it as tier:premium: 1 or course:swift-basics: 1")
                        continue
                    }
                    if let tiers, case .tier(let id) = grant, !tiers.contains(id) {
                        doubts.append(
                            source.warning(
                                "there is no tier '\(id)', so this counter shuts nobody out",
                                at: key.location,
                                hint: suggestion(for: id, among: tiers.ids, from: "sealpress.yml has")))
                    }
                    counters[grant] = counter.value
                }
                return EpochCounters(counters)
            })
        faults.add(doubts)
        return counters ?? EpochCounters()
    }

    /// The members; none where there is no file.
    ///
    /// - Returns: nil when the file has errors.
    static func roster(
        _ files: PrivateFiles, catalogue: Catalogue, _ faults: inout Faults
    ) throws -> Roster? {
        guard let read = try faults.attempt({ try files.readAgreed(rosterPath) }) else { return nil }
        guard let bytes = read else { return Roster() }
        var diagnostics: [Diagnostic] = []
        let roster = Roster(
            parsing: bytes, file: rosterPath, tiers: catalogue.tiers,
            courses: catalogue.courses.keys.sorted(),
            diagnostics: &diagnostics)
        faults.add(diagnostics)
        return diagnostics.contains { $0.severity == .error } ? nil : roster
    }
}

extension Workplace {
    /// The configuration, and what the site sells, without building it.
    ///
    /// - Throws: a `DiagnosticError` when the configuration or a course's front matter has errors.
    public static func offers(root: String) throws -> (configuration: SiteConfiguration, catalogue: Catalogue)
    {
        var faults = Faults()
        guard let configuration = try configuration(root: root, &faults) else { throw faults.error }
        var courses: [Course] = []
        let folder = root + "/" + SourceTree.folder + "/courses"
        if try FileSystem.status(folder)?.kind == .folder {
            for entry in try FileSystem.list(folder) where entry.path.hasSuffix("/index.md") {
                let parts = entry.path.split(separator: "/")
                guard parts.count == 2, let id = parts.first else { continue }
                let reading = Document.parse(
                    path: "content/courses/" + entry.path,
                    bytes: try FileSystem.read(folder + "/" + entry.path),
                    tiers: configuration.tiers.ids)
                let matter = reading.frontMatter
                let isPackaged = configuration.packages.contains { $0.courses.contains(String(id)) }
                if matter.price != nil || matter.checkout != nil || matter.passphrase != nil || isPackaged {
                    courses.append(Course(String(id)))
                }
            }
        }
        try faults.stopIfErrors()
        return (
            configuration,
            Catalogue(tiers: configuration.tiers, courses: courses, packages: configuration.packages)
        )
    }

    /// The counters that the bytes of `epochs.yml` hold.
    ///
    /// - Throws: a `DiagnosticError` when the file has errors.
    public static func counters(parsing bytes: [UInt8]) throws -> EpochCounters {
        var faults = Faults()
        let counters = try counters(parsing: bytes, tiers: nil, &faults)
        try faults.stopIfErrors()
        return counters
    }
}

enum ISO8601 {
    /// `2026-11-01T08:30:00Z`
    static func text(_ date: Date) -> String {
        Moment(date, in: .gmt).rfc3339
    }
}
