import Diagnostics
import Files
import Foundation
import Membership
import Recommendations
import Sealing
import Simulation
import Site

/// A copy of a project whose members, payments and readers are made up.
struct SimulatedProject {
    /// The author's project, which is only read.
    let source: String
    /// The copy.
    let folder: String

    static let logs = "logs"
    private static let notice = "SIMULATED.md"
    private static let tables = ["comments.csv", "costs.csv", "arms.csv", "points.csv"]
    /// What a copy is made of; all but the root key goes when it is made anew.
    private static let parts =
        Workplace.sourceFolders + [
            logs, "site", "insights", ".sealpress", Workplace.rosterPath, Workplace.paymentsPath,
        ]
        + tables + [SiteConfiguration.path, SimulationPlan.path]

    private func path(_ name: String) -> String { folder + "/" + name }

    /// The plan of a copy that is there.
    func plan() throws -> SimulationPlan {
        let path = path(SimulationPlan.path)
        guard try FileSystem.status(path) != nil else {
            throw DiagnosticError(
                .error(
                    "there is no simulation in '\(folder)'", hint: "sealpress simulate --pause 3 begins one"))
        }
        guard
            let plan = try? JSONDecoder().decode(SimulationPlan.self, from: Data(try FileSystem.read(path))),
            plan.simulated, plan.version == 1
        else {
            throw DiagnosticError(
                .error(
                    "'\(path)' is no plan of a simulation", hint: "run sealpress simulate without --resume"))
        }
        return plan
    }

    /// Copies the sources, without roster, payments and secrets; pages that are too new are dated earlier.
    func make(_ plan: SimulationPlan) throws {
        try refuseOtherFolders()
        try FileSystem.makeFolder(folder)
        // First the notice: a folder with it is one that may be made anew, also after an interruption.
        try FileSystem.write(Array(Self.noticeText.utf8), to: path(Self.notice))
        for part in Self.parts where try FileSystem.status(path(part), followingSymlink: false) != nil {
            try FileSystem.removeAll(path(part))
        }
        guard let (start, last) = plan.days else { return }
        var pages: [(path: String, text: [UInt8])] = []
        for name in Workplace.sourceFolders where try FileSystem.status(source + "/" + name)?.kind == .folder
        {
            for entry in try FileSystem.list(source + "/" + name) where entry.kind == .file {
                let path = name + "/" + entry.path
                let bytes = try FileSystem.read(source + "/" + path)
                if path.hasSuffix(".md") { pages.append((path, bytes)) } else { try write(bytes, to: path) }
            }
        }
        let dates = EarlierDates(pages.map(\.text), start: start, last: last)
        for page in pages { try write(dates.moved(page.text), to: page.path) }
        let configuration = String(
            decoding: try FileSystem.read(source + "/" + SiteConfiguration.path), as: UTF8.self)
        try write(Array(SimulatedConfiguration.text(of: configuration).utf8), to: SiteConfiguration.path)
        try write(Array(Self.ignored.utf8), to: ".gitignore")
        if try FileSystem.status(path(Workplace.keyPath)) == nil {
            try FileSystem.write(
                Array((try RootKey.generate().printed() + "\n").utf8), to: path(Workplace.keyPath),
                mode: 0o600)
        }
    }

    private func write(_ bytes: [UInt8], to name: String) throws {
        let parent = URL(filePath: path(name)).deletingLastPathComponent().path(percentEncoded: false)
        try FileSystem.makeFolder(parent)
        try FileSystem.write(bytes, to: path(name))
    }

    /// Only a folder of its own that is empty, missing, or a simulation is written to.
    private func refuseOtherFolders() throws {
        let (mine, theirs) = (FileSystem.resolved(folder), FileSystem.resolved(source))
        let published = (Workplace.sourceFolders + ["site"]).map { theirs + "/" + $0 }
        guard !FileSystem.isBelow(theirs, mine), !published.contains(where: { FileSystem.isBelow(mine, $0) })
        else {
            throw DiagnosticError(
                .error(
                    "'\(folder)' belongs to the project itself",
                    hint: "write the simulation to a folder of its own, as with --output simulated"))
        }
        guard try FileSystem.status(folder) != nil, try FileSystem.status(path(Self.notice)) == nil else {
            return
        }
        guard try FileSystem.status(folder)?.kind == .folder, try FileSystem.list(folder).isEmpty else {
            throw DiagnosticError(
                .error(
                    "'\(folder)' is there already, and is no simulation",
                    hint: "name a folder that does not exist or is empty"))
        }
    }

    /// Makes the community, builds the site for it, and writes its tables and logs.
    func simulate(_ plan: SimulationPlan, onFile: (String) -> Void) throws -> SimulationReport {
        guard let (start, last) = plan.days, let through = Day(plan.through) else {
            throw DiagnosticError(.error("'\(path(SimulationPlan.path))' has a date that is none"))
        }
        let keys = try SiteKeys(
            root: try RootKey(printed: try FileSystem.readText(path(Workplace.keyPath), limit: 4096)))
        let options = try ProjectOptions.parse(["--root", folder])
        let configuration = try RosterProject(options).configuration
        guard configuration.beacon else {
            throw DiagnosticError(
                .error(
                    "'analytics' in sealpress.yml cannot be read well enough to switch on its beacon",
                    hint: "write it as analytics: {beacon: true}"))
        }
        let pages = try PageInventory(
            root: folder, date: last.end(in: configuration.site.timeZone), threads: 1
        ).pages
        let site = BuiltPages(folder: path("site"), configuration)
        let community: Community
        do {
            community = try Community(
                plan.parameters, site: try site.simulated(pages), seed: plan.seed, start: start,
                through: through,
                advice: through < last ? nil : try advice())
        } catch let error as SimulationError {
            throw DiagnosticError(.error("nothing can be simulated: \(error)"))
        }
        var done = plan
        done.truth = SimulationPlan.Truth(community)
        let files = [
            (Workplace.rosterPath, community.roster.printed()),
            (Workplace.paymentsPath, community.payments.printed()),
            ("comments.csv", community.commentsTable), ("costs.csv", community.costsTable),
            ("arms.csv", community.armsTable), ("points.csv", Community.pointsTable),
            (SimulationPlan.path, try done.printed),
        ]
        for (name, bytes) in files { try FileSystem.write(bytes, to: path(name), mode: 0o600) }
        onFile("site")
        _ = try build(
            BuildInputs(
                root: folder, output: path("site"), keys: keys, keyFile: path(Workplace.keyPath),
                date: through.end(in: configuration.site.timeZone), clock: .now,
                threads: ProcessInfo.processInfo.activeProcessorCount))
        // The pages of the build say what a browser asks for.
        let log = AccessLog(
            community, site: try site.simulated(pages),
            identities: community.people.map { person in
                let code = keys.unlockCode(member: person.id, generation: 1)
                return AccessLog.Identity(
                    bundle: configuration.site.basePath + code.bundleID.path, beacon: code.beaconID.hex)
            })
        try FileSystem.makeFolder(path(Self.logs))
        var lines = 0
        // A host's logs stay as they were written.
        for month in log.months(after: plan.pausedOn.flatMap { Day($0) }) {
            let name = "\(Self.logs)/simulated-access-\(month.name).log"
            onFile(name)
            try FileSystem.write(month.bytes, to: path(name))
            lines += month.lines
        }
        return SimulationReport(folder: folder, plan: done, lines: lines)
    }

    /// What insights suggested during the pause.
    private func advice() throws -> SimulatedAdvice? {
        let path = path("insights/" + Recommendations.fileName)
        guard try FileSystem.status(path) != nil else { return nil }
        do {
            let advice = try Recommendations(parsing: try FileSystem.read(path), file: path)
            guard let date = Day(advice.date) else { return nil }
            return SimulatedAdvice(
                policy: advice.policy.id, from: date.adding(days: 1),
                slates: advice.members.mapValues { $0.lessons.map(\.route) })
        } catch let error as RecommendationsError {
            throw DiagnosticError(.error("\(error)"))
        }
    }

    private static let noticeText = """
        # Simulated

        Everything in this folder is made up: members, payments, comments, costs, and the access logs in `logs/`. It was made
        by `sealpress simulate`, which writes it anew whenever it is run. The numbers it was made from are in `parameters.json`.

        """
    private static let ignored = "*\n"
}

extension SimulationPlan {
    var days: (start: Day, last: Day)? {
        guard let start = Day(start), let last = Day(last) else { return nil }
        return (start, last)
    }
}

extension Day {
    /// The last second of the day.
    func end(in timeZone: TimeZone) -> Date {
        let midnight = Date(timeIntervalSince1970: TimeInterval(adding(days: 1).startUTC))
        return midnight.addingTimeInterval(TimeInterval(-timeZone.secondsFromGMT(for: midnight) - 1))
    }
}
