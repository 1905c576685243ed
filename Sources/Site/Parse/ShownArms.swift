import Content
import Diagnostics
import Files
import Membership
import Recommendations
import Sealing

/// Which arm of each experiment that switches over time a build shows.
struct ShownArms: Sendable {
    /// One for each experiment that runs on the day.
    private(set) var running: [(experiment: String, arm: String)] = []
    let choice: ArmChoice
    private let today: Day

    /// - Parameters:
    ///   - keys: the site's; nil to show the first arm of each.
    ///   - today: the day of the build, in the site's time zone.
    init(_ experiments: [Experiment], keys: SiteKeys?, today: Day) {
        self.today = today
        var arms: [String: ArmChoice.Arms] = [:]
        for experiment in experiments where experiment.kind == .teaser {
            var shown = 0
            if let keys, experiment.isRunning(on: today.number) {
                shown = keys.arm(
                    experiment: experiment.id, period: experiment.period(of: today.number),
                    weights: experiment.arms.map(\.weight))
                running.append((experiment.id, experiment.arms[shown].id))
            }
            arms[experiment.id] = ArmChoice.Arms(experiment.arms.map(\.id), shown: shown)
        }
        choice = ArmChoice(arms)
    }

    /// Those of a build.
    init(_ inputs: BuildInputs, _ configuration: SiteConfiguration) {
        self.init(
            configuration.experiments, keys: inputs.keys,
            today: Day(of: inputs.date, in: configuration.site.timeZone))
    }

    /// Notes what is shown from this day on, for the analysis.
    ///
    /// - Throws: a `FileError`; a `DiagnosticError` where the file is no such record.
    func record(root: String) throws {
        guard !running.isEmpty else { return }
        let path = root + "/" + ShownArmsFile.path
        var file = try Self.read(path)
        let before = file
        for (experiment, arm) in running {
            file.record(ShownArmsFile.Row(day: today.description, experiment: experiment, arm: arm))
        }
        if file != before { try FileSystem.write(file.printed, to: path, durable: true) }
    }

    static func read(_ path: String) throws -> ShownArmsFile {
        guard try FileSystem.status(path) != nil else { return ShownArmsFile() }
        guard let file = ShownArmsFile(parsing: try FileSystem.read(path)) else {
            throw DiagnosticError(
                .error(
                    "'\(path)' does not say which arms were shown",
                    hint: "restore it, or delete it and begin the experiment anew"))
        }
        return file
    }
}

extension Workplace {
    /// Which arms earlier builds showed.
    ///
    /// - Throws: a `FileError`; a `DiagnosticError` where the file is no such record.
    public static func shownArms(root: String) throws -> ShownArmsFile {
        try ShownArms.read(root + "/" + ShownArmsFile.path)
    }
}
