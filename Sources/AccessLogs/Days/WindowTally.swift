/// How many lines, and the sum of their hashes, of one minute: the same for the same lines in any order.
public struct MinuteSum: Sendable, Hashable {
    /// How many lines; wraps around.
    public var lines: UInt32
    /// Of their hashes; wraps around.
    public var sum: UInt64

    public init(lines: UInt32 = 0, sum: UInt64 = 0) {
        self.lines = lines
        self.sum = sum
    }

    public static func += (lhs: inout MinuteSum, rhs: MinuteSum) {
        lhs.lines &+= rhs.lines
        lhs.sum &+= rhs.sum
    }
}

/// What became of the lines of some piece of a file.
public struct WindowTally: Sendable {
    /// A line to look at.
    public struct Example: Sendable, Hashable {
        /// What is wrong with it.
        public var fault: LineFault
        /// From 1, within the piece.
        public var line: Int
    }

    /// How many lines of each fault are shown.
    public static let examplesOfEach = 3

    /// All lines; each is one of skipped, kept, out of range and malformed.
    public var lines = 0
    /// Empty lines and headers.
    public var skipped = 0
    /// Lines that count.
    public var kept = 0
    /// Kept lines whose agent is a program's, or missing where the format gives one.
    public var botAgents = 0
    /// Lines before or after the times that count.
    public var outOfRange = 0
    /// Kept lines whose request is none.
    public var garbled = 0
    /// Kept lines outside the site.
    public var elsewhere = 0
    /// Malformed lines by what is wrong with them.
    public var faults: [LineFault: Int] = [:]
    /// The first few of each fault.
    public var examples: [Example] = []
    /// By floor(time / 60).
    public var minutes: [Int: MinuteSum] = [:]
    /// Times of the first and last kept line.
    public var times: ClosedRange<Int>?

    /// Of no lines.
    public init() {}

    /// All malformed lines.
    public var malformed: Int { faults.values.reduce(0, +) }

    mutating func add(_ fault: LineFault) {
        let count = faults[fault, default: 0]
        faults[fault] = count + 1
        if count < Self.examplesOfEach { examples.append(Example(fault: fault, line: lines)) }
    }

    /// Adds a piece that begins after `linesBefore` lines.
    public mutating func merge(_ other: WindowTally, linesBefore: Int = 0) {
        lines += other.lines
        skipped += other.skipped
        kept += other.kept
        botAgents += other.botAgents
        outOfRange += other.outOfRange
        garbled += other.garbled
        elsewhere += other.elsewhere
        faults.merge(other.faults, uniquingKeysWith: +)
        examples += other.examples.map { Example(fault: $0.fault, line: $0.line + linesBefore) }
        for (minute, sum) in other.minutes { minutes[minute, default: MinuteSum()] += sum }
        if let range = other.times {
            times =
                times.map { min($0.lowerBound, range.lowerBound)...max($0.upperBound, range.upperBound) }
                ?? range
        }
    }
}
