import AccessLogs

/// What a run is given.
public struct IngestOptions: Sendable {
    public var site: LoggedSite
    public var bots: BotPatterns
    public var members: Members
    /// Routes of sealed sections by their id.
    public var sections: [String: String]
    /// Nil to tell each file's from its first lines.
    public var format: LogFormat?
    /// What is kept beside the logs; nil to leave it as it was read last.
    public var joined: JoinedTables?
    public var allowsOverlap = false
    /// The largest share of malformed lines, 0 to 1.
    public var mostBad = 0.01
    /// Facts of days before it are removed, in days since 1970; nil keeps all.
    public var firstKeptDay: Int?
    /// For how many days salts are kept.
    public var saltDays = 7
    /// The run's clock, in UTC seconds.
    public var now: Int
    public var threads: Int
    /// That many random bytes.
    public var random: @Sendable (Int) -> [UInt8]
    /// SHA-256.
    public var digest: @Sendable (UnsafeRawBufferPointer) -> [UInt8]

    public init(
        site: LoggedSite, bots: BotPatterns = .standard, members: Members = Members(),
        sections: [String: String] = [:], now: Int, threads: Int,
        random: @escaping @Sendable (Int) -> [UInt8],
        digest: @escaping @Sendable (UnsafeRawBufferPointer) -> [UInt8]
    ) {
        self.site = site
        self.bots = bots
        self.members = members
        self.sections = sections
        self.now = now
        self.threads = threads
        self.random = random
        self.digest = digest
    }

    /// Times that count: docs/content/insights/analytics.md, "A line".
    var range: ClosedRange<Int> {
        let first = 946_684_800
        return first...max(first, min(now + 86_400, Int(UInt32.max)))
    }
}

/// How far a run has come.
public struct IngestProgress: Sendable, Hashable {
    public enum Phase: Sendable, Hashable { case reading, counting }

    public var phase: Phase
    /// Bytes on disk; the total is 0 when it is not known.
    public var bytes: Int
    public var totalBytes: Int
    public var lines: Int
}

/// What a run did.
public struct IngestReport: Sendable {
    public struct File: Sendable {
        public enum State: String, Sendable { case new, grown, unchanged, shorter, empty }

        public var name: String
        public var state: State
        /// The name under which it was read before, when that was another.
        public var formerName: String?
        public var format: String
        public var tally: WindowTally
        /// The first few lines of each fault.
        public var faultyLines: [(fault: LineFault, line: Int)]
        /// Whether a last line without end is left for the next run.
        public var hasUnfinishedLine: Bool
    }

    public var files: [File]
    /// Of all files together.
    public var total: WindowTally
    /// How many parts of days were counted anew.
    public var days: Int
    /// How many of these are later parts of days that had been closed.
    public var lateDays: Int
    /// Visits in these parts.
    public var visits: Int

    /// Malformed lines per line that should have been well-formed.
    public var badShare: Double {
        let lines = total.lines - total.skipped
        return lines == 0 ? 0 : Double(total.malformed) / Double(lines)
    }
}
