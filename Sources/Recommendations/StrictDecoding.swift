import Foundation

/// A value that is decoded only when its JSON has no field that the value lacks.
struct Strict<Value: StrictlyDecoded>: Decodable {
    let value: Value

    /// What was read strictly in another way.
    init(value: Value) { self.value = value }

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
    /// - Parameter path: where in the file the value stands that could not be decoded.
    init(_ error: DecodingError, file: String, below path: [String]) {
        func fault(_ rest: [any CodingKey], _ problem: String) -> Self {
            Self(file: file, place: Self.place(path, rest), problem: problem)
        }
        switch error {
        case .typeMismatch(let type, let context):
            self = fault(context.codingPath, "must be \(Self.name(type))")
        case .valueNotFound(let type, let context):
            self = fault(context.codingPath, "must be \(Self.name(type)), not null")
        case .keyNotFound(let key, let context):
            self = fault(context.codingPath, "the field '\(key.stringValue)' is missing")
        case .dataCorrupted(let context) where context.debugDescription.contains("valid JSON"):
            self = fault([], "this is no JSON")
        case .dataCorrupted(let context):
            let isKind = context.debugDescription.hasPrefix("Cannot initialize")
            self = fault(
                context.codingPath, isKind ? "is none of the words known here" : context.debugDescription)
        @unknown default:
            self = fault([], "cannot be read")
        }
    }

    private static func place(_ path: [String], _ rest: [any CodingKey]) -> String {
        var place = path.joined(separator: ".")
        for key in rest {
            if let index = key.intValue {
                place += "[\(index)]"
            } else {
                place += (place.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return place
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
