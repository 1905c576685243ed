import Files
import Foundation
import Recommendations

/// The files of an insights folder that name a member, as they are without.
struct ResultsWithout {
    private let member: String
    private let folder: String

    init(_ member: String, folder: String) {
        self.member = member
        self.folder = folder
    }

    /// A file that cannot be read is removed: the next run makes it anew.
    func replacements() throws -> [FileJournal.Replacement] {
        var replacements: [FileJournal.Replacement] = []
        func add(_ path: String, _ edited: ([UInt8]) throws -> [UInt8]) throws {
            guard try FileSystem.status(folder + "/" + path) != nil else { return }
            let bytes = try FileSystem.read(folder + "/" + path)
            let without = try? edited(bytes)
            if without != bytes {
                replacements.append(FileJournal.Replacement(path, without, mode: 0o600))
            }
        }
        try add(Recommendations.fileName) { bytes in
            var advice = try Recommendations(parsing: bytes, file: Recommendations.fileName)
            guard advice.members.removeValue(forKey: member) != nil else { return bytes }
            return try advice.printed()
        }
        try add(Subject.segments.fileName) { try result($0, SegmentsResult.self, segments) }
        try add(Subject.churn.fileName) { try result($0, ChurnResult.self, churn) }
        try add(Subject.points.fileName) { try result($0, PointsResult.self, points) }
        for policy in try SlateLog.names(folder) {
            try add("\(SlateLog.folder)/\(policy).jsonl", slates)
        }
        return replacements
    }

    /// A report with names, as `sealpress report --identified` leaves it here; all of it goes when it names the member.
    func report() throws -> [FileJournal.Replacement] {
        let all = ["index.html"] + Report.dataFileNames.sorted().map { "data/" + $0 }
        let files = try all.map { "report/" + $0 }.filter {
            try FileSystem.status(folder + "/" + $0) != nil
        }
        guard try files.contains(where: { try isNamed(in: FileSystem.read(folder + "/" + $0)) }) else {
            return []
        }
        return files.map { FileJournal.Replacement($0, nil) }
    }

    /// Whether the id stands in a text on its own, not as a part of a longer one.
    private func isNamed(in bytes: [UInt8]) -> Bool {
        func isOfIdentifier(_ index: Int) -> Bool {
            guard bytes.indices.contains(index) else { return false }
            return switch bytes[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return bytes.ranges(of: Array(member.utf8)).contains {
            !isOfIdentifier($0.lowerBound - 1) && !isOfIdentifier($0.upperBound)
        }
    }

    private func result<Result: Codable & Sendable & Equatable>(
        _ bytes: [UInt8], _ type: Result.Type, _ edit: (inout Result) -> Bool
    ) throws -> [UInt8] {
        var report = try JSONDecoder().decode(ModelReport<Result>.self, from: Data(bytes))
        guard var result = report.result, edit(&result) else { return bytes }
        report.result = result
        return try InsightsResults.printed(report)
    }

    private func segments(_ result: inout SegmentsResult) -> Bool {
        guard let index = result.members.id.firstIndex(of: member) else { return false }
        result.members.id.remove(at: index)
        func remove(_ column: WritableKeyPath<SegmentsResult.Members, [Int]>) {
            if result.members[keyPath: column].indices.contains(index) {
                result.members[keyPath: column].remove(at: index)
            }
        }
        for column in [\SegmentsResult.Members.segment, \.recency, \.frequency, \.money, \.grade] {
            remove(column)
        }
        return true
    }

    private func churn(_ result: inout ChurnResult) -> Bool {
        let count = result.warnings.count
        result.warnings.removeAll { $0.member == member }
        return result.warnings.count != count
    }

    private func points(_ result: inout PointsResult) -> Bool {
        let count = result.first.count
        result.first.removeAll { $0.member == member }
        return result.first.count != count
    }

    private struct Named: Decodable { var m: String }

    /// The log's lines but those of the member; the first says what it is.
    private func slates(_ bytes: [UInt8]) throws -> [UInt8] {
        let newline = UInt8(ascii: "\n")
        let lines = bytes.split(separator: newline)
        let kept = try lines.enumerated().filter { number, line in
            guard number > 0 else { return true }
            return try JSONDecoder().decode(Named.self, from: Data(line)).m != member
        }.map(\.element)
        return kept.count == lines.count ? bytes : kept.flatMap { Array($0) + [newline] }
    }
}
