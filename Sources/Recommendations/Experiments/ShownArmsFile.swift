/// `.sealpress/shown-arms.csv`: which arm of an experiment that switches over time was built on which day.
///
/// A build shows its arm until the next one. Rows are `day,experiment,arm`, in the order of their days.
public struct ShownArmsFile: Sendable, Hashable {
    public static let path = ".sealpress/shown-arms.csv"
    private static let header = "day,experiment,arm"

    public struct Row: Sendable, Hashable {
        /// `2026-11-21`.
        public var day: String
        public var experiment: String
        public var arm: String

        public init(day: String, experiment: String, arm: String) {
            self.day = day
            self.experiment = experiment
            self.arm = arm
        }
    }

    public private(set) var rows: [Row] = []

    public init() {}

    /// - Returns: nil for anything but what ``printed`` makes.
    public init?(parsing bytes: [UInt8]) {
        var lines = String(decoding: bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        guard lines.popLast() == "", let first = lines.first, first == Self.header else { return nil }
        for line in lines.dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == 3, fields.allSatisfy({ !$0.isEmpty }) else { return nil }
            rows.append(Row(day: String(fields[0]), experiment: String(fields[1]), arm: String(fields[2])))
        }
    }

    public var printed: [UInt8] {
        Array(
            ([Self.header] + rows.map { "\($0.day),\($0.experiment),\($0.arm)" }).map { $0 + "\n" }.joined()
                .utf8)
    }

    /// Notes what a build of a day shows, in place of what an earlier build of that day did.
    public mutating func record(_ row: Row) {
        rows.removeAll { $0.day == row.day && $0.experiment == row.experiment }
        rows.append(row)
        rows.sort { ($0.day, $0.experiment) < ($1.day, $1.experiment) }
    }
}
