import Foundation

/// A value that is decoded only when its JSON has no field that the value lacks.
struct Strict<Value: StrictlyDecoded>: Decodable {
    let value: Value

    init(from decoder: any Decoder) throws {
        try Value.check(decoder)
        value = try Value(from: decoder)
    }
}

protocol StrictlyDecoded: Decodable {
    /// Refuses unknown fields, here and in what the value holds.
    static func check(_ decoder: any Decoder) throws
}

/// Decodes nothing but checks fields.
private struct Checked<Value: StrictlyDecoded>: Decodable {
    init(from decoder: any Decoder) throws { try Value.check(decoder) }
}

struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension Decoder {
    func refuseKeys(but known: [String]) throws {
        let keys = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
        guard let unknown = keys.filter({ !known.contains($0) }).min() else { return }
        throw DecodingError.dataCorrupted(
            DecodingError.Context(codingPath: codingPath, debugDescription: "unknown field '\(unknown)'"))
    }

    fileprivate func check<Value: StrictlyDecoded>(_ type: Value.Type, each key: String) throws {
        _ = try container(keyedBy: AnyKey.self).decodeIfPresent(
            [Checked<Value>].self, forKey: AnyKey(stringValue: key))
    }

    fileprivate func check<Value: StrictlyDecoded>(_ type: Value.Type, at key: String) throws {
        _ = try container(keyedBy: AnyKey.self).decodeIfPresent(
            Checked<Value>.self, forKey: AnyKey(stringValue: key))
    }
}

extension SlatePolicy: StrictlyDecoded {
    static func check(_ decoder: any Decoder) throws {
        try decoder.refuseKeys(but: ["id", "kind", "exploration"])
    }
}

extension MemberAdvice: StrictlyDecoded {
    static func check(_ decoder: any Decoder) throws {
        try decoder.refuseKeys(but: ["lessons", "progress", "offers", "standing"])
        try decoder.check(NextLesson.self, each: "lessons")
        try decoder.check(CourseProgress.self, each: "progress")
        try decoder.check(SuggestedOffer.self, each: "offers")
        try decoder.check(PointsStanding.self, at: "standing")
    }
}

extension NextLesson: StrictlyDecoded {
    static func check(_ decoder: any Decoder) throws {
        try decoder.refuseKeys(but: ["route", "reason", "propensity"])
        try decoder.check(Reason.self, at: "reason")
    }
}

extension Reason: StrictlyDecoded {
    static func check(_ decoder: any Decoder) throws { try decoder.refuseKeys(but: ["kind", "because"]) }
}

extension CourseProgress: StrictlyDecoded {
    static func check(_ decoder: any Decoder) throws {
        try decoder.refuseKeys(but: ["course", "completed", "lessons", "next"])
    }
}

extension SuggestedOffer: StrictlyDecoded {
    static func check(_ decoder: any Decoder) throws {
        try decoder.refuseKeys(but: ["kind", "option", "price", "risk", "until"])
    }
}

extension PointsStanding: StrictlyDecoded {
    static func check(_ decoder: any Decoder) throws {
        try decoder.refuseKeys(but: ["points", "rank", "members"])
    }
}

extension RelatedPage: StrictlyDecoded {
    static func check(_ decoder: any Decoder) throws { try decoder.refuseKeys(but: ["route", "reason"]) }
}

extension RecommendationsError {
    init(_ error: DecodingError, file: String) {
        switch error {
        case .typeMismatch(let type, let context):
            self.init(file, context.codingPath, "must be \(Self.name(type))")
        case .valueNotFound(let type, let context):
            self.init(file, context.codingPath, "must be \(Self.name(type)), not null")
        case .keyNotFound(let key, let context):
            self.init(file, context.codingPath, "the field '\(key.stringValue)' is missing")
        case .dataCorrupted(let context) where context.debugDescription.contains("valid JSON"):
            self.init(file, [], "this is no JSON")
        case .dataCorrupted(let context):
            let isKind = context.debugDescription.hasPrefix("Cannot initialize")
            self.init(
                file, context.codingPath,
                isKind ? "is none of the words known here" : context.debugDescription)
        @unknown default:
            self.init(file, [], "cannot be read")
        }
    }

    private init(_ file: String, _ path: [any CodingKey], _ problem: String) {
        var place = ""
        for key in path {
            if let index = key.intValue {
                place += "[\(index)]"
            } else {
                place += (place.isEmpty ? "" : ".") + key.stringValue
            }
        }
        self.init(file: file, place: place, problem: problem)
    }

    private static func name(_ type: Any.Type) -> String {
        switch type {
        case is String.Type: "text"
        case is Int.Type: "a whole number"
        case is Double.Type: "a number"
        case is [Any].Type: "a list"
        default: "an object"
        }
    }
}
