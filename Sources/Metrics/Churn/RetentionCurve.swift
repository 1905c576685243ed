import Foundation

/// The shifted beta-geometric retention curve (Fader and Hardie 2007, *Journal of Interactive Marketing* 21).
///
/// Each member lapses with a constant chance per period, and these chances are Beta(α, β) over members. So
/// P(T = t) = B(α + 1, β + t − 1) / B(α, β) and S(t) = B(α, β + t) / B(α, β). Retention rises with age because
/// those likely to leave have left. Fitted by maximum likelihood in ln α and ln β.
public struct RetentionCurve: ModelResult, Equatable {
    public let alpha: Double
    public let beta: Double
    /// 95 % intervals, from the curvature of the likelihood on the logarithmic scale; nil at the limits: of members who
    /// are all alike, where α and β grow without bound, and of members who leave at once or never, where they vanish.
    public let alphaInterval: Interval?
    public let betaInterval: Interval?
    public let logLikelihood: Double
    public let warnings: [String]
    /// Covariance of (ln α, ln β).
    let covariance: Matrix?

    /// - Parameter cohorts: survivors by age for each cohort, from its size at age 0; never increasing. Cohorts may
    ///   have different lengths.
    /// - Throws: `tooFewRows` without a cohort observed for two periods; `outOfRange` for survivors that increase;
    ///   `singleOutcome` when nobody lapsed, or everybody in the first period.
    public static func fit(cohorts: [[Int]]) throws(MetricsError) -> RetentionCurve {
        let data = try Losses(cohorts)
        var logs = (log(1.0), log(1.0))
        // A start from the first period's churn.
        let first = max(min(data.firstChurn, 0.95), 0.01)
        logs = (log(first), log(1 - first))
        var state = data.likelihood(logs)
        var damping = 1e-3
        for _ in 0..<500 {
            // Newton on −ln L with Levenberg's damping.
            let (a, b, c) = (-state.aa + damping, -state.ab, -state.bb + damping)
            let determinant = a * c - b * b
            guard determinant > 0, a > 0 else {
                damping = max(damping * 10, 1e-3)
                guard damping < 1e15 else { break }
                continue
            }
            var step = ((c * state.a - b * state.b) / determinant, (a * state.b - b * state.a) / determinant)
            let size = max(step.0.magnitude, step.1.magnitude)
            if size > 2 { step = (step.0 * 2 / size, step.1 * 2 / size) }
            let trial = (logs.0 + step.0, logs.1 + step.1)
            if max(trial.0, trial.1) > log(largestShape) { return data.alike() }
            if max(trial.0, trial.1) < log(smallestShape) { return data.apart() }
            let there = data.likelihood(trial)
            if there.value >= state.value - 1e-13 * state.value.magnitude {
                (logs, state) = (trial, there)
                damping = max(damping / 10, 0)
                if damping < 1e-12 * state.aa.magnitude { damping = 0 }
                if size < 1e-10 { return try RetentionCurve(logs, state) }
            } else {
                damping = max(damping * 10, 1e-6 * max(state.aa.magnitude, 1))
                if size < 1e-9 { return try RetentionCurve(logs, state) }
            }
        }
        throw .noConvergence(model: "retention curve", iterations: 500)
    }

    /// Beyond this the curve is a geometric one to six digits.
    fileprivate static let largestShape = 1e5
    /// Below this all who ever lapse do so in the first period, to five digits.
    fileprivate static let smallestShape = 1e-5

    private init(_ logs: (Double, Double), _ state: Losses.Likelihood) throws(MetricsError) {
        alpha = exp(logs.0)
        beta = exp(logs.1)
        logLikelihood = state.value
        let determinant = state.aa * state.bb - state.ab * state.ab
        var warnings: [String] = []
        if determinant > 0, state.aa < 0 {
            let variance = Matrix(
                shape: 2, 2,
                [
                    -state.bb / determinant, state.ab / determinant, state.ab / determinant,
                    -state.aa / determinant,
                ])
            let errors = (variance[0, 0].squareRoot(), variance[1, 1].squareRoot())
            covariance = variance
            alphaInterval = RetentionCurve.interval(logs.0, errors.0)
            betaInterval = RetentionCurve.interval(logs.1, errors.1)
            if max(errors.0, errors.1) > 1 {
                warnings.append("α and β are known only to within a factor of seven")
            }
        } else {
            covariance = nil
            alphaInterval = nil
            betaInterval = nil
            warnings.append("the likelihood is flat: α and β cannot be told")
        }
        self.warnings = warnings
    }

    private static func interval(_ log: Double, _ error: Double) -> Interval? {
        let interval = Interval(lower: exp(log - normal95 * error), upper: exp(log + normal95 * error))
        return interval.upper.isFinite ? interval : nil
    }

    /// A limit, where only the ratio of α and β is known.
    fileprivate init(churn: Double, shape: Double, logLikelihood: Double, warning: String) {
        alpha = churn * shape
        beta = (1 - churn) * shape
        alphaInterval = nil
        betaInterval = nil
        covariance = nil
        self.logLikelihood = logLikelihood
        warnings = [warning]
    }

    /// S(0) = 1, S(1), …, S(periods).
    public func survival(through periods: Int) throws(MetricsError) -> [Double] {
        try require(periods >= 0 && periods <= 10_000, "periods", "between 0 and 10,000")
        var curve = [1.0]
        for t in 1..<(periods + 1) { curve.append((curve.last ?? 1) * retention(Double(t))) }
        return curve
    }

    /// r(t) = S(t) / S(t − 1) = (β + t − 1) / (α + β + t − 1), t ≥ 1.
    private func retention(_ t: Double) -> Double { (beta + t - 1) / (alpha + beta + t - 1) }

    /// S(t) with a 95 % interval by the delta method on ln(−ln S); nil at the limit of members who are all alike.
    public func survivalEstimate(at t: Int) throws(MetricsError) -> Estimate? {
        try require(t >= 1 && t <= 10_000, "t", "between 1 and 10,000")
        guard let covariance else { return nil }
        var value = 0.0
        var slope = (0.0, 0.0)
        for s in 1...t {
            let time = Double(s)
            value += log(retention(time))
            let whole = alpha + beta + time - 1
            slope.0 -= alpha / whole
            slope.1 += beta / (beta + time - 1) - beta / whole
        }
        let variance =
            slope.0 * slope.0 * covariance[0, 0] + 2 * slope.0 * slope.1 * covariance[0, 1]
            + slope.1 * slope.1 * covariance[1, 1]
        let deviation = max(variance, 0).squareRoot()
        let spread = exp(min(normal95 * deviation / -value, 700))
        return try Estimate(
            "survival", value: exp(value), standardError: exp(value) * deviation,
            interval: Interval(lower: exp(value * spread), upper: exp(value / spread)))
    }

    /// Discounted expected residual lifetime of a member who has renewed `renewals` times and is about to be due:
    /// Σ_{t ≥ n} S(t)/S(n − 1) / (1 + d)^{t − n}, n = renewals + 1 (Fader and Hardie 2010, *Marketing Science* 29).
    ///
    /// - Parameter discount: d per period, > 0.
    public func residualLifetime(renewals: Int, discount: Double) throws(MetricsError) -> Double {
        try require(renewals >= 0 && renewals <= 10_000, "renewals", "between 0 and 10,000")
        try require(discount >= 1e-4 && discount <= 100, "discount", "between 0.0001 and 100 per period")
        var total = 0.0
        var term = 1.0
        var t = Double(renewals + 1)
        for _ in 0..<1_000_000 {
            term *= retention(t)
            total += term
            // What is left is at most term / d.
            if term / discount < 1e-14 * total { break }
            term /= 1 + discount
            t += 1
        }
        return total
    }

    /// Expected value of a new member: the first payment now, then one per renewal, discounted.
    ///
    /// - Parameter margin: money kept per paid period.
    public func lifetimeValue(margin: Double, discount: Double) throws(MetricsError) -> Double {
        try check(margin, "margin", row: 0)
        return margin * (1 + (try residualLifetime(renewals: 0, discount: discount)) / (1 + discount))
    }

    public var reading: String {
        let first = Prose.percent(retention(1), decimals: 0)
        let later = Prose.percent(retention(6), decimals: 0)
        return "\(first) of new members renew the first time, \(later) of those who get that far the sixth"
            + (warnings.isEmpty ? "" : "; " + warnings.joined(separator: "; "))
    }
}

/// Members lost at each age and censored at each age.
private struct Losses {
    /// lost[t − 1]: lapsed in period t.
    var lost: [Double] = []
    /// kept[t]: still members at the last observed age t.
    var kept: [Double] = []
    var firstChurn = 0.0

    struct Likelihood {
        var value = 0.0
        /// Gradient and second derivatives in (ln α, ln β).
        var a = 0.0, b = 0.0, aa = 0.0, ab = 0.0, bb = 0.0
    }

    init(_ cohorts: [[Int]]) throws(MetricsError) {
        let longest = cohorts.map(\.count).max() ?? 0
        guard longest >= 3 else { throw .tooFewRows(needed: 3, got: longest) }
        try require(longest <= 10_000, "cohort", "at most 10,000 ages")
        lost = Array(repeating: 0, count: longest - 1)
        kept = Array(repeating: 0, count: longest)
        for (row, cohort) in cohorts.enumerated() {
            for (age, count) in cohort.enumerated() {
                try checkCount(count, "survivors", row: row)
                guard age > 0 else { continue }
                try require(
                    count <= cohort[age - 1], "survivors", "at most those of the age before", row: row)
                lost[age - 1] += Double(cohort[age - 1] - count)
            }
            if let last = cohort.last, cohort.count > 1 { kept[cohort.count - 1] += Double(last) }
        }
        let total = lost.reduce(0, +)
        let all = total + kept.reduce(0, +)
        guard total > 0, total > lost[0] || kept.reduce(0, +) > 0 else { throw .singleOutcome("survivors") }
        firstChurn = lost[0] / all
    }

    func likelihood(_ logs: (Double, Double)) -> Likelihood {
        let (alpha, beta) = (exp(logs.0), exp(logs.1))
        var result = Likelihood()
        // Running sums over s < t of the terms of ln S(t): ln(β + s) − ln(α + β + s).
        var log = Likelihood()
        for t in 0..<max(lost.count, kept.count) {
            if t > 0 { add(alpha, beta, Double(t - 1), survive: true, to: &log) }
            if t < kept.count, kept[t] > 0 { accumulate(&result, log, kept[t]) }
            if t < lost.count, lost[t] > 0 {
                var lapse = log
                add(alpha, beta, Double(t), survive: false, to: &lapse)
                accumulate(&result, lapse, lost[t])
            }
        }
        return result
    }

    /// Adds ln((β + s)/(α + β + s)) or ln(α/(α + β + s)) with its derivatives.
    private func add(_ alpha: Double, _ beta: Double, _ s: Double, survive: Bool, to sum: inout Likelihood) {
        let whole = alpha + beta + s
        let (pa, pb) = (alpha / whole, beta / whole)
        sum.a -= pa
        sum.b -= pb
        sum.aa -= pa * (1 - pa)
        sum.ab += pa * pb
        sum.bb -= pb * (1 - pb)
        if survive {
            let share = beta / (beta + s)
            sum.value += Foundation.log((beta + s) / whole)
            sum.b += share
            sum.bb += share * (1 - share)
        } else {
            sum.value += Foundation.log(alpha / whole)
            sum.a += 1
        }
    }

    private func accumulate(_ total: inout Likelihood, _ part: Likelihood, _ weight: Double) {
        total.value += weight * part.value
        total.a += weight * part.a
        total.b += weight * part.b
        total.aa += weight * part.aa
        total.ab += weight * part.ab
        total.bb += weight * part.bb
    }

    /// The limit of no heterogeneity: a geometric curve.
    func alike() -> RetentionCurve {
        var exposed = 0.0
        for t in lost.indices { exposed += lost[t] * Double(t + 1) }
        for t in kept.indices { exposed += kept[t] * Double(t) }
        let total = lost.reduce(0, +)
        let churn = total / exposed
        return RetentionCurve(
            churn: churn, shape: RetentionCurve.largestShape,
            logLikelihood: total * log(churn) + (exposed - total) * log1p(-churn),
            warning: "members look all alike: the same churn at every age describes them as well")
    }

    /// The limit of greatest heterogeneity: some lapse in the first period, and the others never.
    func apart() -> RetentionCurve {
        let all = lost.reduce(0, +) + kept.reduce(0, +)
        return RetentionCurve(
            churn: firstChurn, shape: RetentionCurve.smallestShape,
            logLikelihood: lost[0] * log(firstChurn) + (all - lost[0]) * log1p(-firstChurn),
            warning: "whoever lapsed did so in the first period: nothing is known of later ones")
    }
}
