import ArgumentParser
import Diagnostics
import Files
import Foundation
import Membership
import Recommendations
import Sealing
import Simulation
import Site

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Make a copy of the site with a made-up community: members, payments, access logs.",
        discussion: """
            Nothing of the project changes. The copy has a root key, members, payments, comments and logs of its own, all \
            of them made up from known numbers, which stand in its parameters.json; pages that are too new for the \
            simulated time are dated earlier. With --pause the simulation stops some months early, so that ingest and \
            insights can be run as of then; --resume goes on with what they suggest. docs/content/insights/simulation.md tells more.
            """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var date: DateOptions

    @Option(help: ArgumentHelp("Where the copy goes. (default: simulated in the project)", valueName: "dir"))
    var output: String?

    @Option(help: "How many members the community grows towards.")
    var members = 250

    @Option(help: "Whole months until the date.")
    var months = 24

    @Option(help: "Another seed makes another community.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Stop that many months early.", valueName: "months"))
    var pause: Int?

    @Flag(help: "Go on where --pause stopped, with the recommendations in insights/.")
    var resume = false

    @Flag(help: "Print what was made as JSON.")
    var json = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        guard (10...20_000).contains(members) else {
            throw ValidationError("--members takes 10 to 20000")
        }
        guard (3...120).contains(months) else { throw ValidationError("--months takes 3 to 120") }
        guard pause.map({ (1..<months).contains($0) }) ?? true else {
            throw ValidationError("--pause takes 1 to \(months - 1) of \(months) months")
        }
        guard !resume || pause == nil else {
            throw ValidationError("--resume and --pause exclude each other")
        }
    }

    func run() throws {
        let console = Console(environment: Environment.current, quiet: quiet)
        defer { console.progress("") }
        let folder = output ?? project.path("simulated")
        let copy = SimulatedProject(source: project.folder, folder: folder)
        let plan: SimulationPlan
        if resume {
            plan = try copy.plan().resumed
        } else {
            plan = try newPlan()
            console.progress("copying the site …")
            try copy.make(plan)
        }
        console.progress("simulating \(plan.parameters.months) months …")
        let made = try copy.simulate(plan) { console.progress("writing \($0) …") }
        console.progress("")
        if json {
            console.print(made.json)
        } else if !quiet {
            console.print(made.text)
        }
    }

    private func newPlan() throws -> SimulationPlan {
        let roster = try RosterProject(project)
        var parameters = SimulationParameters()
        parameters.months = months
        parameters.growth.capacity = Double(members)
        // However long it is, the community bends in the first half of its time.
        parameters.growth.bend = Double(months) * 0.375
        parameters.growth.rate = 7.2 / Double(months)
        return SimulationPlan(
            parameters: parameters, seed: seed,
            last: Day(of: try date.read(), in: roster.timeZone).adding(days: -1),
            pause: pause)
    }
}
