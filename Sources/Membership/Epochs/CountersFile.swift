import Foundation

/// The text of `epochs.yml`: a line for each counter, `tier:premium: 1`.
///
/// Comments and the order of the lines are the author's own and stay.
public struct CountersFile: Sendable, Hashable {
    public private(set) var text: String

    public init(_ text: String = "") {
        self.text = text
    }

    /// A file of these counters alone.
    public init(_ counters: EpochCounters) {
        self.init()
        set(counters)
    }

    /// Changes the lines of counters that differ, and appends those that have none.
    public mutating func set(_ counters: EpochCounters) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for (grant, counter) in counters.raised {
            if let index = lines.firstIndex(where: { Self.grant(of: $0) == grant }) {
                lines[index] = Self.line(lines[index], with: counter)
            } else {
                lines.append("\(grant): \(counter)")
            }
        }
        text = lines.map { $0 + "\n" }.joined()
    }

    /// The grant that a line is about: `tier:premium: 1`, with quotes or without.
    private static func grant(of line: String) -> Grant? {
        guard let colon = line.range(of: ": ") ?? line.range(of: ":\t") else { return nil }
        let key = line[..<colon.lowerBound]
        let unquoted = key.count > 1 && (key.hasPrefix("\"") || key.hasPrefix("'")) && key.last == key.first
        return Grant(unquoted ? key.dropFirst().dropLast() : key)
    }

    /// The line with another number; what stands before and behind it stays.
    private static func line(_ line: String, with counter: Int) -> String {
        guard let colon = line.range(of: ": ") ?? line.range(of: ":\t") else { return line }
        let value = line[colon.upperBound...]
        let digits = value.drop { $0 == " " || $0 == "\t" }
        let rest = digits.drop { $0.isASCII && $0.isNumber }
        return line[..<digits.startIndex] + String(counter) + rest
    }
}
