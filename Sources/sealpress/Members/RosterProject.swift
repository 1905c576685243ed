import Diagnostics
import Files
import Foundation
import Membership
import Site

/// The parts of a project that the roster's commands need, as they were when the command began.
struct RosterProject {
    let configuration: SiteConfiguration
    let catalogue: Catalogue
    private let folder: String
    private let files: PrivateFiles
    private let rosterBytes: [UInt8]?
    private let countersBytes: [UInt8]?

    var timeZone: TimeZone { configuration.site.timeZone }

    /// Completes what a killed command began, and reads.
    init(_ project: ProjectOptions) throws {
        folder = project.folder
        (configuration, catalogue) = try Workplace.offers(root: project.folder)
        if try FileJournal.isPending(in: folder) {
            let lock = try Workplace.lock(root: folder, since: .now)
            defer { lock.release() }
            try FileJournal.recover(in: folder)
        }
        // The roster may be there in its sealed form only; then the root key is needed.
        files = PrivateFiles(root: folder) { [folder] in try KeyOptions.standardSiteKeys(in: folder) }
        rosterBytes = try files.read(Workplace.rosterPath)
        countersBytes = try Self.bytes(folder, Workplace.countersPath)
    }

    func roster() throws -> Roster {
        try parse(rosterBytes ?? Roster().printed())
    }

    /// The counters that revocations raised.
    func counters() throws -> EpochCounters {
        try countersBytes.map { try Workplace.counters(parsing: $0) } ?? EpochCounters()
    }

    /// What the next build will seal.
    func inventory(date: Date) throws -> SealedInventory {
        try SealedInventory(
            root: folder, date: date, threads: ProcessInfo.processInfo.activeProcessorCount)
    }

    /// Who may open what, for standings and dates; `inventory` knows drips and what is published, too.
    func entitlements(date: Date) throws -> Entitlements {
        Entitlements(
            catalogue: catalogue,
            schedule: EpochSchedule(policy: configuration.keys, counters: try counters()), date: date,
            timeZone: timeZone)
    }

    /// Writes the roster.
    func save(_ roster: Roster) throws {
        try save(roster, counters: try counters())
    }

    /// Writes the roster, once it reads back without a fault, and the counters where they differ: all or nothing.
    ///
    /// - Parameters:
    ///   - others: files that are to change in the same step.
    ///   - read: what was read of other files, by their names; nil where there was none.
    /// - Throws: a `DiagnosticError` also when one of the files was changed since this command began.
    func save(
        _ roster: Roster, counters: EpochCounters, with others: [FileJournal.Replacement] = [],
        having read: [String: [UInt8]?] = [:]
    ) throws {
        // What the commands write is checked as what people write.
        let bytes = roster.printed()
        _ = try parse(bytes)
        var replacements = try files.replacements(bytes, for: Workplace.rosterPath)
        if try counters != self.counters() {
            replacements.append(FileJournal.Replacement(Workplace.countersPath, try text(of: counters)))
        }
        for other in others {
            guard PrivateFiles.names.contains(other.path), let bytes = other.bytes else {
                replacements.append(other)
                continue
            }
            replacements += try files.replacements(bytes, for: other.path)
        }
        let lock = try Workplace.lock(root: folder, since: .now)
        defer { lock.release() }
        let before = [Workplace.rosterPath: rosterBytes, Workplace.countersPath: countersBytes]
        for (path, bytes) in before.merging(read, uniquingKeysWith: { $1 }) {
            guard try self.bytes(of: path) == bytes else {
                throw DiagnosticError(
                    .error("'\(path)' was changed while this command was working", hint: "run it once more"))
            }
        }
        try FileJournal.commit(replacements, in: folder)
    }

    /// `epochs.yml` with these counters; comments stay where the file is as plain as we write it.
    private func text(of counters: EpochCounters) throws -> [UInt8] {
        var file = CountersFile(String(decoding: countersBytes ?? [], as: UTF8.self))
        file.set(counters)
        let bytes = Array(file.text.utf8)
        if let read = try? Workplace.counters(parsing: bytes), read == counters { return bytes }
        return Array(CountersFile(counters).text.utf8)
    }

    /// A file beside the roster, or what its sealed form holds; nil where there is neither.
    func bytes(of name: String) throws -> [UInt8]? {
        try PrivateFiles.names.contains(name) ? files.read(name) : Self.bytes(folder, name)
    }

    private static func bytes(_ folder: String, _ name: String) throws -> [UInt8]? {
        let path = folder + "/" + name
        return try FileSystem.status(path) == nil ? nil : try FileSystem.read(path)
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

extension Roster {
    /// The member of that id.
    ///
    /// - Throws: a `DiagnosticError` that names the nearest id there is.
    func member(_ id: String) throws -> Member {
        if let member = self[id] { return member }
        throw DiagnosticError(
            .error(
                "there is no member '\(id)'",
                hint: didYouMean(id, among: members.map(\.id)).map { "did you mean '\($0)'?" }
                    ?? "sealpress members list shows all"))
    }
}
