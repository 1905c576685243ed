/// What a metric or model could not do, and which column or row is at fault.
///
/// Rows in payloads count from 0, as array indices do; the prose counts from 1.
public enum MetricsError: Error, Equatable, Sendable {
    /// The model needs more observations than it was given.
    case tooFewRows(needed: Int, got: Int)
    /// Two inputs that must run in parallel do not have the same length.
    case lengthMismatch(name: String, expected: Int, got: Int)
    /// A value is NaN or infinite.
    case nonFinite(column: String, row: Int)
    /// A value, or a parameter when `row` is nil, is outside what is meaningful.
    case outOfRange(name: String, row: Int?, requirement: String)
    /// A column that holds one value only cannot explain anything.
    case constantColumn(String)
    /// A column is a linear combination of others.
    case collinearColumn(String, with: [String])
    /// Every row has the same outcome, so there is nothing to tell apart.
    case singleOutcome(String)
    /// A column, alone or with others, tells the outcomes apart without error; the likelihood has no maximum.
    case separation(column: String)
    /// The iteration stopped before it met its tolerance.
    case noConvergence(model: String, iterations: Int)
    /// A result would not be a finite number.
    case notRepresentable(String)
}

extension MetricsError: CustomStringConvertible {
    /// The error as a sentence for the person whose data it is.
    public var description: String {
        switch self {
        case .tooFewRows(let needed, let got):
            "needs at least \(needed) rows, has \(got)"
        case .lengthMismatch(let name, let expected, let got):
            "'\(name)' has \(got) values where \(expected) are needed"
        case .nonFinite(let column, let row):
            "column '\(column)', row \(row + 1): not a finite number"
        case .outOfRange(let name, let row?, let requirement):
            "'\(name)', row \(row + 1): must be \(requirement)"
        case .outOfRange(let name, nil, let requirement):
            "'\(name)' must be \(requirement)"
        case .constantColumn(let name):
            "column '\(name)' holds one value only; leave it out"
        case .collinearColumn(let name, let others) where others.isEmpty:
            "column '\(name)' is a linear combination of others; leave one out"
        case .collinearColumn(let name, let others):
            "column '\(name)' is a linear combination of "
                + others.map { "'\($0)'" }.joined(separator: ", ") + "; leave one out"
        case .singleOutcome(let name):
            "'\(name)' is the same in every row, so there is nothing to tell apart"
        case .separation(let column):
            "column '\(column)' helps to tell the outcomes apart without error, so its coefficient has no finite "
                + "estimate; add a penalty or leave it out"
        case .noConvergence(let model, let iterations):
            "\(model) did not converge in \(iterations) iterations"
        case .notRepresentable(let what):
            "\(what) is not a finite number for these inputs"
        }
    }
}
