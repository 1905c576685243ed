import Recommendations

/// An experiment with who is in which arm, as the keyed hash says.
public struct AssignedExperiment: Sendable {
    /// From which day on builds showed an arm.
    public struct Shown: Sendable, Hashable {
        /// Days since 1970.
        public var day: Int
        public var arm: Int

        public init(day: Int, arm: Int) {
            self.day = day
            self.arm = arm
        }
    }

    public var experiment: Experiment
    /// Index of the arm by member id; those who take no part are not in it.
    public var arms: [String: Int]
    /// What was shown, in the order of the days; of an experiment that switches over time.
    public var shown: [Shown]
    /// The pages that its arms stand on.
    public var routes: Set<String>

    public init(
        _ experiment: Experiment, arms: [String: Int] = [:], shown: [Shown] = [], routes: Set<String> = []
    ) {
        self.experiment = experiment
        self.arms = arms
        self.shown = shown
        self.routes = routes
    }
}
