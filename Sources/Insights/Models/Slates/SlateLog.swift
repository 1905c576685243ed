import Files
import Foundation
import Recommendations

/// What a policy could choose from and chose, for judging the next one: `slates/POLICY.jsonl` of the insights folder.
///
/// The first line is the policy and the routes; each other one is a member's, in the order of the ids.
struct SlateLog: Sendable, Equatable {
    /// Of each candidate: what speaks for it, as the policy saw it.
    static let features = ["behaviour", "content", "continues the course", "popularity"]
    static let folder = "slates"
    /// Older ones are removed: exposures to their slates have long been judged.
    static let mostKept = 4

    struct Entry: Sendable, Equatable, Codable {
        /// The member's id.
        var m: String
        /// Index of each candidate's route.
        var c: [Int]
        /// The candidates' features, one after another.
        var x: [Double]
        /// Candidate at each place, by its index in `c`, and its propensity.
        var s: [Int]
        var p: [Double]
    }

    private struct Head: Codable {
        var version: Int
        var date: String
        var policy: SlatePolicy
        var routes: [String]
    }

    var date: String
    var policy: SlatePolicy
    var routes: [String]
    var entries: [Entry]

    init(date: String, policy: SlatePolicy, routes: [String], entries: [Entry] = []) {
        self.date = date
        self.policy = policy
        self.routes = routes
        self.entries = entries
    }

    /// Reads the entries of some members; nil for what is no log of this version, which is as if it were not there.
    init?(parsing bytes: [UInt8], members: Set<String>) {
        let decoder = JSONDecoder()
        var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
        guard let first = lines.popFirst(), let head = try? decoder.decode(Head.self, from: Data(first)),
            head.version == 1
        else { return nil }
        self.init(date: head.date, policy: head.policy, routes: head.routes)
        for line in lines {
            guard let entry = try? decoder.decode(Entry.self, from: Data(line)) else { return nil }
            guard members.contains(entry.m), entry.isWhole(routes.count) else { continue }
            entries.append(entry)
        }
    }

    func printed() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes = Array(
            try encoder.encode(Head(version: 1, date: date, policy: policy, routes: routes)))
        bytes.append(UInt8(ascii: "\n"))
        for entry in entries {
            bytes += try encoder.encode(entry)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// The logs of a folder made before a day, the newest first.
    static func read(_ insights: String, before day: String, members: Set<String>) throws -> [SlateLog] {
        try names(insights).filter { $0 < policyID(day) }.prefix(mostKept).compactMap { name in
            SlateLog(
                parsing: try FileSystem.read("\(insights)/\(folder)/\(name).jsonl"), members: members)
        }
    }

    /// The policies that have a log, the newest first.
    static func names(_ insights: String) throws -> [String] {
        guard try FileSystem.status(insights + "/" + folder)?.kind == .folder else { return [] }
        return try FileSystem.list(insights + "/" + folder)
            .filter { $0.kind == .file && $0.path.hasPrefix("slate-") && $0.path.hasSuffix(".jsonl") }
            .map { String($0.path.dropLast(6)) }.sorted(by: >)
    }

    static func policyID(_ day: String) -> String { "slate-" + day }
}

extension SlateLog.Entry {
    /// Whether nothing points outside of it: the file is private, but people edit files.
    fileprivate func isWhole(_ routes: Int) -> Bool {
        c.allSatisfy { (0..<routes).contains($0) } && x.count == c.count * SlateLog.features.count
            && s.count == p.count && Set(s).count == s.count && s.allSatisfy { c.indices.contains($0) }
            && p.allSatisfy { $0 > 0 && $0 <= 1 } && x.allSatisfy { $0.magnitude <= 1e6 }
    }
}
