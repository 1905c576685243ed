import Insights
import Membership
import Recommendations
import Sealing
import Site

extension AssignedExperiment {
    /// Who is in which arm – everyone of the experiment's tiers, as the build tells them – or what builds showed.
    init(
        _ experiment: Experiment, roster: Roster, keys: SiteKeys, shown: ShownArmsFile,
        pages: [PageInventory.Page]
    ) {
        guard experiment.outcome.isOfPeriods else {
            var arms: [String: Int] = [:]
            for member in roster.members where experiment.includes(tier: member.tier) {
                arms[member.id] = keys.arm(of: member.id, in: experiment)
            }
            self.init(experiment, arms: arms)
            return
        }
        self.init(
            experiment,
            shown: shown.rows.compactMap { row in
                guard row.experiment == experiment.id, let day = Day(row.day),
                    let arm = experiment.arms.firstIndex(where: { $0.id == row.arm })
                else { return nil }
                return Shown(day: day.number, arm: arm)
            }, routes: Set(pages.filter { $0.experiments.contains(experiment.id) }.map(\.route)))
    }
}
