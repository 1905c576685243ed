import Testing

/// How often an interval must hold the truth: 93.4 to 96.5 % of 2,000 runs, three standard deviations about 95 %.
///
/// Unoptimised builds make fewer runs, with as many standard deviations, since each takes fifty times as long.
enum Coverage {
    #if DEBUG
        static let runs = 60
    #else
        static let runs = 2000
    #endif

    static func expect(
        _ held: Int, _ what: String = "", of runs: Int = runs,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let share = Double(held) / Double(runs)
        let band = runs == 2000 ? 0.934...0.965 : 0.86...1
        #expect(band.contains(share), "\(what) \(held) of \(runs)", sourceLocation: sourceLocation)
    }
}
