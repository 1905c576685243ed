import Foundation
import Metrics

/// Times the models on the data that `run.py` wrote, and prints one line of JSON per model.
@main
enum Benchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else {
            print("usage: metrics-benchmark kmeans|logistic|neighbours|sentiment FOLDER [THREADS]")
            return
        }
        let folder = URL(filePath: arguments[2])
        let threads = Threads(arguments.count > 3 ? Int(arguments[3]) ?? 2 : 2)
        switch arguments[1] {
        case "kmeans": try kmeans(folder, threads)
        case "logistic": try logistic(folder, threads)
        case "neighbours": try neighbours(folder, threads)
        case "sentiment": try sentiment(folder)
        default: print("unknown model '\(arguments[1])'")
        }
    }

    private static func kmeans(_ folder: URL, _ threads: Threads) throws {
        let matrix = try Matrix(
            rows: 1_000_000, columns: 10, values: load(folder, "kmeans.f64"))
        let table = try FeatureTable(names: (0..<10).map { "x\($0)" }, matrix: matrix)
        let before = Memory.now()
        let (seconds, fit) = try timed {
            try KMeans.fit(table, k: 8, random: RandomStream(seed: 1), restarts: 1, threads: threads)
        }
        report("kmeans", seconds, before, input: 80_000_000, value: fit.inertia)
    }

    private static func logistic(_ folder: URL, _ threads: Threads) throws {
        let matrix = try Matrix(
            rows: 1_000_000, columns: 20, values: load(folder, "logistic.f64"))
        let outcome = try load(folder, "outcome.f64") as [Double]
        let table = try FeatureTable(names: (0..<20).map { "x\($0)" }, matrix: matrix)
        let before = Memory.now()
        let (seconds, fit) = try timed {
            try LogisticRegression.fit(table, outcome: outcome, penalty: 1, threads: threads)
        }
        report("logistic", seconds, before, input: 168_000_000, value: fit.coefficients[0].value)
    }

    private static func neighbours(_ folder: URL, _ threads: Threads) throws {
        let members = try load(folder, "members.i32") as [Int32]
        let items = try load(folder, "items.i32") as [Int32]
        let before = Memory.now()
        let (seconds, model) = try timed {
            let interactions = try Interactions(
                memberOf: members, itemOf: items, members: 200_000, items: 5000)
            return try ItemNeighbours.fit(interactions, neighbours: 50, shrinkage: 0, threads: threads)
        }
        let sum = model.neighbours.reduce(0) { $0 + Double($1.first?.similarity ?? 0) }
        report("neighbours", seconds, before, input: 80_000_000, value: sum)
    }

    private static func sentiment(_ folder: URL) throws {
        let text = try String(contentsOf: folder.appending(path: "comments.txt"), encoding: .utf8)
        let comments = text.split(separator: "\n").map(String.init)
        let before = Memory.now()
        let (seconds, scores) = timed { SentimentAnalyzer().scores(comments) }
        let known = scores.compactMap { $0 }
        report(
            "sentiment", seconds, before, input: text.utf8.count,
            value: known.reduce(0, +) / Double(max(known.count, 1)))
    }

    private static func timed<Value>(_ work: () throws -> Value) rethrows -> (Double, Value) {
        let clock = ContinuousClock()
        let start = clock.now
        let value = try work()
        return ((clock.now - start) / .seconds(1), value)
    }

    private static func report(
        _ name: String, _ seconds: Double, _ before: Int, input: Int, value: Double
    ) {
        // The peak counts the input, which is still alive.
        let extra = Memory.peak() - before
        let fields = ["\"model\":\"\(name)\"", "\"seconds\":\(seconds)", "\"extra\":\(extra)"]
        print("{" + (fields + ["\"input\":\(input)", "\"value\":\(value)"]).joined(separator: ",") + "}")
    }

    private static func load<Element: BitwiseCopyable>(_ folder: URL, _ name: String) throws -> [Element] {
        let data = try Data(contentsOf: folder.appending(path: name), options: .mappedIfSafe)
        return data.withUnsafeBytes { bytes in Array(bytes.bindMemory(to: Element.self)) }
    }
}

/// Resident memory of this process, in bytes.
enum Memory {
    /// Also starts the peak afresh, so that loading the arrays does not count.
    static func now() -> Int {
        try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
        return field("VmRSS:")
    }
    static func peak() -> Int { field("VmHWM:") }

    private static func field(_ name: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return 0 }
        return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }.map { $0 * 1024 } ?? 0
    }
}
