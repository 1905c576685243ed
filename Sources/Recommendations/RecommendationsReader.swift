import Dispatch
import Foundation
import Synchronization

/// Decodes the file one member at a time: as a whole it would be in memory several times over.
struct RecommendationsReader: Sendable {
    let bytes: [UInt8]
    let file: String
    let threads: Int

    private static let names = ["date", "policy", "members", "related", "version"]

    func read() throws -> Recommendations {
        guard let fields = ObjectScan.fields(in: 0..<bytes.count, of: bytes) else { throw noJSON }
        var values: [String: Range<Int>] = [:]
        for field in fields { values[try key(field, in: [])] = field.value }
        func value(_ name: String) throws -> Range<Int> {
            guard let value = values[name] else {
                throw error([], "the field '\(name)' is missing")
            }
            return value
        }
        // The version first: what follows may mean anything in another.
        let version = try decode(Int.self, try value("version"), at: ["version"])
        guard version == Recommendations.version else {
            throw error(
                ["version"],
                "is \(version), and this sealpress reads \(Recommendations.version); run sealpress insights")
        }
        if let unknown = values.keys.filter({ !Self.names.contains($0) }).min() {
            throw error([], "unknown field '\(unknown)'")
        }
        return Recommendations(
            date: try decode(String.self, try value("date"), at: ["date"]),
            policy: try decode(Strict<SlatePolicy>.self, try value("policy"), at: ["policy"]).value,
            members: try entries(
                try value("members"), of: "members",
                printed: { PrintedAdvice.read($0, of: bytes).map(Strict.init(value:)) }
            ) { (advice: Strict<MemberAdvice>, pool) in
                advice.value.sharing(&pool)
            },
            related: try entries(try value("related"), of: "related") {
                (pages: [Strict<RelatedPage>], pool) in
                pages.map { RelatedPage(route: pool.shared($0.value.route), reason: $0.value.reason) }
            })
    }

    /// The entries of an object, decoded by several threads; of several faults, the first is told.
    ///
    /// - Parameter printed: reads a value that is spelled as it would be printed; nil leaves it to the decoder.
    private func entries<Written: Decodable, Value: Sendable>(
        _ range: Range<Int>, of name: String, printed: (@Sendable (Range<Int>) -> Written?)? = nil,
        _ convert: @Sendable (Written, inout TextPool) -> Value
    ) throws -> [String: Value] {
        guard let fields = ObjectScan.fields(in: range, of: bytes) else {
            let isObject = range.first.map { bytes[$0] } == UInt8(ascii: "{")
            throw isObject ? noJSON : error([name], "must be an object")
        }
        let count = max(1, min(threads, fields.count / 64))
        let pieces = Mutex<[Int: Result<[(String, Value)], RecommendationsError>]>([:])
        DispatchQueue.concurrentPerform(iterations: count) { piece in
            let mine = fields[fields.count * piece / count..<fields.count * (piece + 1) / count]
            let decoded = Result { () throws(RecommendationsError) in
                var pool = TextPool()
                var entries: [(String, Value)] = []
                entries.reserveCapacity(mine.count)
                for field in mine {
                    let key = try self.key(field, in: [name])
                    if let written = printed?(field.value) {
                        entries.append((key, convert(written, &pool)))
                        continue
                    }
                    let written = try self.decode(Written.self, field.value, at: [name, key])
                    entries.append((key, convert(written, &pool)))
                }
                return entries
            }
            pieces.withLock { $0[piece] = decoded }
        }
        var values: [String: Value] = [:]
        values.reserveCapacity(fields.count)
        let found = pieces.withLock { $0 }
        for piece in 0..<count {
            for (key, value) in try found[piece]?.get() ?? [] {
                guard values.updateValue(value, forKey: key) == nil else {
                    throw error([name, key], "is there twice")
                }
            }
        }
        return values
    }

    private func key(_ field: ObjectScan.Field, in path: [String]) throws(RecommendationsError) -> String {
        let inner = bytes[field.key.dropFirst().dropLast()]
        if !inner.contains(where: { $0 == UInt8(ascii: "\\") || $0 < 0x20 }),
            let text = String(validating: inner, as: UTF8.self)
        {
            return text
        }
        return try decode(String.self, field.key, at: path)
    }

    private func decode<Value: Decodable>(
        _ type: Value.Type, _ range: Range<Int>, at path: [String]
    ) throws(RecommendationsError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes[range]))
        } catch let error as DecodingError {
            throw RecommendationsError(error, file: file, below: path)
        } catch {
            throw self.error(path, "\(error)")
        }
    }

    private var noJSON: RecommendationsError { error([], "this is no JSON") }

    private func error(_ path: [String], _ problem: String) -> RecommendationsError {
        RecommendationsError(file: file, place: path.joined(separator: "."), problem: problem)
    }
}

/// Gives equal texts one storage: the routes of a site stand in the advice of thousands.
struct TextPool {
    private var texts: Set<String> = []

    mutating func shared(_ text: String) -> String {
        texts.insert(text).memberAfterInsert
    }
}

extension MemberAdvice {
    fileprivate func sharing(_ pool: inout TextPool) -> MemberAdvice {
        var advice = self
        for index in advice.lessons.indices {
            advice.lessons[index].route = pool.shared(advice.lessons[index].route)
            if let because = advice.lessons[index].reason.because {
                advice.lessons[index].reason.because = pool.shared(because)
            }
        }
        for index in advice.progress.indices {
            advice.progress[index].course = pool.shared(advice.progress[index].course)
            if let next = advice.progress[index].next { advice.progress[index].next = pool.shared(next) }
        }
        for index in advice.offers.indices {
            advice.offers[index].option = pool.shared(advice.offers[index].option)
        }
        return advice
    }
}
