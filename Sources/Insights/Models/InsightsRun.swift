import Files
import Membership
import Recommendations

/// A run of all models: what they said, and what a build may use of it.
public struct InsightsRun: Sendable {
    public let results: InsightsResults
    /// Nil where the model of it was not run.
    public let recommendations: Recommendations?
    private let slates: SlateLog?
    private let folder: String

    /// Runs every model that the data allows.
    ///
    /// - Parameters:
    ///   - facts: facts up to the inputs' date count.
    ///   - onModel: called as each model begins.
    public init(_ facts: FactStore, _ inputs: InsightsInputs, onModel: (Subject) -> Void = { _ in }) throws {
        folder = facts.folder
        let data = try ModelData(facts, inputs)
        let date = inputs.date.description
        let shown = Set(data.facts.exposures.map { data.memberships.ids[Int($0.member)] })
        let logs = shown.isEmpty ? [] : try SlateLog.read(facts.folder, before: date, members: shown)
        var others = MemberFindings()

        func report<Result>(
            _ subject: Subject, _ inputs: [String], _ body: () throws(NotRun) -> Findings<Result>
        ) -> ModelReport<Result> {
            onModel(subject)
            do throws(NotRun) {
                let findings = try body()
                return ModelReport(
                    subject: subject, date: date, inputs: inputs, result: findings.result, notRun: nil,
                    reading: findings.reading, warnings: findings.warnings)
            } catch {
                return ModelReport(
                    subject: subject, date: date, inputs: inputs, result: nil, notRun: error, reading: "",
                    warnings: [])
            }
        }
        func report<Run: ModelRun>(_ run: Run.Type) -> ModelReport<Run.Result> {
            report(run.subject, run.inputs) { () throws(NotRun) in try run.run(data) }
        }

        let activation = report(ActivationRun.self)
        let retention = report(RetentionRun.self)
        let activity = report(ActivityRun.self)
        let segments = report(.segments, SegmentsRun.inputs) { () throws(NotRun) in
            let fit = try SegmentsRun.fit(data)
            others.upgrades = fit.upgrades
            return fit.findings
        }
        let churn = report(.churn, ChurnRun.inputs) { () throws(NotRun) in
            let fit = try ChurnRun.fit(data)
            others.risks = fit.risks
            others.riskThreshold = fit.findings.result.threshold
            return fit.findings
        }
        let survival = report(SurvivalRun.self)
        let revenue = report(RevenueRun.self)
        let strategy = report(StrategyRun.self)
        let behaviour = report(BehaviourRun.self)
        let pricing = report(PricingRun.self)
        let value = report(ValueRun.self)
        // What is probably not the best is pressed on nobody.
        for segment in value.result?.segments ?? [] where segment.contender == nil {
            if let best = segment.offer { others.promotions[segment.name] = (best.option, best.price) }
        }
        let growth = report(GrowthRun.self)
        let channels = report(ChannelsRun.self)
        let sentiment = report(SentimentRun.self)
        let content = report(ContentRun.self)
        let points = report(.points, PointsRun.inputs) { () throws(NotRun) in
            let board = try PointsRun.board(data)
            others.standings = board.standings
            return board.findings
        }
        let experiments = report(.experiments, ExperimentsRun.inputs) { () throws(NotRun) in
            try ExperimentsRun.run(data)
        }
        var advice: RecommendationsRun.Advice?
        // Last: it passes on what the others say of members.
        let recommendations = report(.recommendations, RecommendationsRun.inputs) { () throws(NotRun) in
            let made = try RecommendationsRun.run(data, logs: logs, others: others)
            advice = made
            return made.findings
        }
        self.recommendations = advice?.recommendations
        slates = advice?.log
        results = InsightsResults(
            activation: activation, retention: retention, activity: activity, segments: segments,
            churn: churn,
            survival: survival, revenue: revenue, strategy: strategy, recommendations: recommendations,
            behaviour: behaviour, pricing: pricing, value: value, growth: growth, channels: channels,
            sentiment: sentiment, content: content, points: points, experiments: experiments)
    }

    /// The files as they are to be in the insights folder; no bytes for those that are to go.
    ///
    /// Advice that could not be made leaves none of an earlier day in its place.
    public func files() throws -> [FileJournal.Replacement] {
        var files = try results.files().map { FileJournal.Replacement($0.name, $0.bytes, mode: 0o600) }
        let advicePath = folder + "/" + Recommendations.fileName
        if let recommendations {
            files.append(
                FileJournal.Replacement(Recommendations.fileName, try recommendations.printed(), mode: 0o600))
        } else if try FileSystem.status(advicePath) != nil {
            files.append(FileJournal.Replacement(Recommendations.fileName, nil))
        }
        guard let slates else { return files }
        let path = { (policy: String) in "\(SlateLog.folder)/\(policy).jsonl" }
        files.append(FileJournal.Replacement(path(slates.policy.id), try slates.printed(), mode: 0o600))
        let others = try SlateLog.names(folder).filter { $0 != slates.policy.id }
        for old in others.dropFirst(SlateLog.mostKept) {
            files.append(FileJournal.Replacement(path(old), nil))
        }
        return files
    }
}
