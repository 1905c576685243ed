import AccessLogs

/// What one run has read of one file.
struct LogFile: Sendable {
    enum Kind: Sendable, Hashable {
        case new, grown, unchanged, shorter
        /// Nothing in it but headers.
        case empty
    }

    let name: String
    let kind: Kind
    /// The name under which it was read before.
    let formerName: String?
    let formatName: String
    /// Of a file with lines; nil for an empty one.
    private(set) var known: KnownFile?
    private(set) var tally = WindowTally()
    /// A last line without end, which is left until it has one.
    private(set) var hasUnfinishedLine = false
    private var pieceLines: [Int] = []
    private var examples: [(piece: Int, example: WindowTally.Example)] = []
    private var linesBefore = 0

    /// A long log has very many minutes; beyond so many they are handed on.
    private static let mostMinutes = 100_000

    init(name: String, open: OpenLog) {
        self.name = name
        kind = open.kind
        formerName = open.formerName
        formatName = open.formatName
        linesBefore = open.known?.lines ?? 0
        known = open.known
    }

    /// A file without a whole line.
    init(empty name: String, hasUnfinishedLine: Bool = false) {
        self.name = name
        self.hasUnfinishedLine = hasUnfinishedLine
        kind = .empty
        formerName = nil
        formatName = ""
    }

    mutating func add(_ piece: WindowTally, piece number: Int) -> (file: Int, sums: [Int: MinuteSum])? {
        while pieceLines.count <= number { pieceLines.append(0) }
        pieceLines[number] = piece.lines
        examples += piece.examples.map { (number, $0) }
        if examples.count > 500 { keepFirstExamples() }
        var plain = piece
        plain.examples = []
        tally.merge(plain)
        guard tally.minutes.count > Self.mostMinutes, let known else { return nil }
        defer { tally.minutes = [:] }
        return (known.id, tally.minutes)
    }

    mutating func end(_ known: KnownFile?, hasUnfinishedLine: Bool) {
        self.known = known
        self.hasUnfinishedLine = hasUnfinishedLine
    }

    private mutating func keepFirstExamples() {
        var counts: [LineFault: Int] = [:]
        examples.sort { ($0.piece, $0.example.line) < ($1.piece, $1.example.line) }
        examples = examples.filter { entry in
            counts[entry.example.fault, default: 0] += 1
            return counts[entry.example.fault, default: 0] <= WindowTally.examplesOfEach
        }
    }

    /// The first few lines of each fault, by their number in the file.
    func faultyLines() -> [(fault: LineFault, line: Int)] {
        var copy = self
        copy.keepFirstExamples()
        var starts: [Int] = []
        var lines = linesBefore
        for count in pieceLines {
            starts.append(lines)
            lines += count
        }
        return copy.examples.map { ($0.example.fault, starts[$0.piece] + $0.example.line) }
    }

    /// How many lines of the file were read in all runs.
    var totalLines: Int { linesBefore + tally.lines }
}
