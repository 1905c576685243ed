import Foundation

/// Why a file of recommendations cannot be used: `insights/recommendations.json: members.ann.lessons[2].propensity:
/// must be greater than 0 and at most 1`.
public struct RecommendationsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, as it was named by the caller.
    public let file: String
    /// Where in the file; empty for the whole of it.
    public let place: String
    public let problem: String

    public var description: String { "\(file): " + (place.isEmpty ? "" : "\(place): ") + problem }
}

extension Recommendations {
    /// Reads a file strictly: another version, an unknown or missing field, a wrong type or a value out of range is an
    /// error.
    ///
    /// - Parameters:
    ///   - file: its path, for errors.
    ///   - threads: how many decode at once.
    public init(parsing bytes: [UInt8], file: String, threads: Int = 1) throws(RecommendationsError) {
        do {
            self = try RecommendationsReader(bytes: bytes, file: file, threads: threads).read()
        } catch let error as RecommendationsError {
            throw error
        } catch {
            throw RecommendationsError(file: file, place: "", problem: "\(error)")
        }
        if let (place, problem) = firstFault() {
            throw RecommendationsError(file: file, place: place, problem: problem)
        }
    }

    /// The file: a member and a page a line, keys sorted, the same bytes for the same value.
    public func printed() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes = Array("{\"date\":".utf8)
        bytes += try encoder.encode(date)
        bytes += "\n,\"members\":{".utf8
        try Self.print(members, encoder, &bytes)
        bytes += "}\n,\"policy\":".utf8
        bytes += try encoder.encode(policy)
        bytes += "\n,\"related\":{".utf8
        try Self.print(related, encoder, &bytes)
        bytes += "}\n,\"version\":\(Self.version)}\n".utf8
        return bytes
    }

    // Encoded one by one: an encoder holds its whole value as a tree of objects.
    private static func print(
        _ values: [String: some Encodable], _ encoder: JSONEncoder, _ bytes: inout [UInt8]
    ) throws {
        var isFirst = true
        for (key, value) in values.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            bytes += (isFirst ? "\n" : "\n,").utf8
            bytes += try encoder.encode(key)
            bytes.append(UInt8(ascii: ":"))
            bytes += try encoder.encode(value)
            isFirst = false
        }
    }

    /// The first value out of range, by member and page.
    private func firstFault() -> (place: String, problem: String)? {
        if !Self.isDay(date) { return ("date", "must be a day such as 2026-11-21") }
        if !Self.isPolicyID(policy.id) {
            return ("policy.id", "must be 1 to 60 letters, digits, '.', '_', '@' or '-'")
        }
        if !(policy.exploration > 0 && policy.exploration <= 1) {
            return ("policy.exploration", "must be greater than 0 and at most 1")
        }
        for (id, advice) in members.sorted(by: { $0.key < $1.key }) {
            if let fault = advice.firstFault() { return ("members.\(id).\(fault.place)", fault.problem) }
        }
        for (route, pages) in related.sorted(by: { $0.key < $1.key }) {
            if !route.hasPrefix("/") { return ("related.\(route)", MemberAdvice.noRoute) }
            for (index, page) in pages.enumerated() where !page.route.hasPrefix("/") {
                return ("related.\(route)[\(index)].route", MemberAdvice.noRoute)
            }
        }
        return nil
    }

    private static func isPolicyID(_ id: String) -> Bool {
        (1...60).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "._@-".utf8.contains(byte)
            }
    }

    private static func isDay(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 10 else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte)
        }
    }
}

extension MemberAdvice {
    fileprivate static let noRoute = "must be a route, which begins with '/'"

    fileprivate func firstFault() -> (place: String, problem: String)? {
        for (index, lesson) in lessons.enumerated() {
            let place = "lessons[\(index)]"
            if !lesson.route.hasPrefix("/") { return ("\(place).route", Self.noRoute) }
            if !(lesson.propensity > 0 && lesson.propensity <= 1) {
                return ("\(place).propensity", "must be greater than 0 and at most 1")
            }
            if lesson.reason.kind != .popular, lesson.reason.because == nil {
                return ("\(place).reason", "needs 'because', the page it speaks of")
            }
        }
        for (index, course) in progress.enumerated()
        where !(0...max(0, course.lessons)).contains(course.completed) {
            return ("progress[\(index)].completed", "must be a number from 0 to 'lessons'")
        }
        for (index, offer) in offers.enumerated() {
            if let risk = offer.risk, !(0...1).contains(risk) {
                return ("offers[\(index)].risk", "must be between 0 and 1")
            }
            if let price = offer.price, !(0...1e12).contains(price) {
                return ("offers[\(index)].price", "must be 0 or more")
            }
        }
        if let standing, !(1...max(1, standing.members)).contains(standing.rank) {
            return ("standing.rank", "must be a number from 1 to 'members'")
        }
        return nil
    }
}
