import Files
import Foundation
import GRDB
import Recommendations

extension FactStore {
    private static let tablesOfMembers = [
        "roster", "payments", "comments", "member_days", "member_content", "events", "visits",
    ]

    /// Everything that the insights folder holds of a member: facts by table, what models say, and slates.
    public func record(of member: String) throws -> JSONObject {
        var facts: [String: JSONValue] = [:]
        do {
            try database.read { db in
                for table in Self.tablesOfMembers {
                    let statement = try db.makeStatement(sql: "SELECT * FROM \(table) WHERE member = ?")
                    let rows = try Row.fetchAll(statement, arguments: [member])
                    facts[table] = .array(rows.map(Self.object).sorted { $0.text() < $1.text() })
                }
            }
        } catch let error as DatabaseError {
            throw StoreError(error, Self.path(in: folder))
        }
        return [
            "facts": .object(JSONObject(sorted: facts)), "results": .object(try results(member)),
            "slates": .array(try slates(member)),
        ]
    }

    private static func object(_ row: Row) -> JSONValue {
        .object(
            JSONObject(
                row.map { column, value in
                    let json: JSONValue =
                        switch value.storage {
                        case .null: .null
                        case .int64(let number): .integer(Int(number))
                        case .double(let number): .number("\(number)")
                        case .string(let text): .string(text)
                        case .blob: .null
                        }
                    return JSONObject.Field(column, json)
                }))
    }

    /// What the last run says of the member; files that are not there or of another version say nothing.
    private func results(_ member: String) throws -> JSONObject {
        var results = JSONObject()
        func add(_ name: String, _ value: (some Encodable)?) throws {
            guard let value else { return }
            results.append(name, try JSONValue(parsing: [UInt8](JSONEncoder().encode(value))))
        }
        if let bytes = try bytes(Recommendations.fileName) {
            let advice = try Recommendations(parsing: bytes, file: folder + "/" + Recommendations.fileName)
            try add("recommendations", advice.members[member])
        }
        if let segments = try result(.segments, SegmentsResult.self),
            let index = segments.members.id.firstIndex(of: member)
        {
            func entry(_ column: [Int]) -> Int? { column.indices.contains(index) ? column[index] : nil }
            let segment = entry(segments.members.segment)
            let grade = entry(segments.members.grade)
            results.append(
                "segments",
                .object([
                    "segment": segment.map { .string(segments.segments[$0].name) } ?? .null,
                    "recency": entry(segments.members.recency).map { .integer($0) } ?? .null,
                    "frequency": entry(segments.members.frequency).map { .integer($0) } ?? .null,
                    "money": entry(segments.members.money).map { .integer($0) } ?? .null,
                    "grade": grade.map { .string(segments.grades[$0]) } ?? .null,
                ]))
        }
        try add(
            "churn", try result(.churn, ChurnResult.self)?.warnings.first { $0.member == member })
        try add("points", try result(.points, PointsResult.self)?.first.first { $0.member == member })
        return results
    }

    private func result<Result: Codable & Sendable & Equatable>(_ subject: Subject, _ type: Result.Type)
        throws -> Result?
    {
        guard let bytes = try bytes(subject.fileName) else { return nil }
        return try? JSONDecoder().decode(ModelReport<Result>.self, from: Data(bytes)).result
    }

    private func bytes(_ name: String) throws -> [UInt8]? {
        let path = folder + "/" + name
        return try FileSystem.status(path) == nil ? nil : try FileSystem.read(path)
    }

    private func slates(_ member: String) throws -> [JSONValue] {
        try SlateLog.names(folder).compactMap { name in
            let bytes = try FileSystem.read("\(folder)/\(SlateLog.folder)/\(name).jsonl")
            guard let log = SlateLog(parsing: bytes, members: [member]), let entry = log.entries.first
            else { return nil }
            let lessons = zip(entry.s, entry.p).map { candidate, propensity -> JSONValue in
                ["route": .string(log.routes[entry.c[candidate]]), "propensity": .number("\(propensity)")]
            }
            return ["policy": .string(name), "lessons": .array(lessons)]
        }
    }
}
