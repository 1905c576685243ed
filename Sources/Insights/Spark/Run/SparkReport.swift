/// What a run on Spark did.
public struct SparkReport: Sendable, Hashable {
    /// How many lines of each file had which outcome: `kept`, `skipped`, `out of range`, or why they are malformed.
    public var files: [String: [String: Int]] = [:]
    /// How many days were counted; each got a part of its own.
    public var days = 0
    public var visits = 0

    /// Over all files.
    public var outcomes: [String: Int] {
        files.values.reduce(into: [:]) { total, file in total.merge(file, uniquingKeysWith: +) }
    }

    public var lines: Int { outcomes.values.reduce(0, +) }

    public var malformed: Int {
        outcomes.filter { !["kept", "skipped", "out of range"].contains($0.key) }.values.reduce(0, +)
    }

    /// Malformed lines per line that should have been well-formed.
    public var badShare: Double {
        let lines = lines - outcomes["skipped", default: 0]
        return lines == 0 ? 0 : Double(malformed) / Double(lines)
    }
}
