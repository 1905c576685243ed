import Foundation

/// A file of the insights folder that cannot be used: `insights/churn.json: result.auc: must be a number; run sealpress
/// insights`.
public struct InsightsFileError: Error, Sendable, Hashable, CustomStringConvertible {
    public let file: String
    public let problem: String

    public var description: String { "\(file): \(problem)" }
}

extension InsightsFileError {
    init(_ error: Swift.DecodingError, file: String) {
        var path: [any CodingKey] = []
        var problem = "cannot be read"
        switch error {
        case Swift.DecodingError.typeMismatch(let type, let context):
            path = context.codingPath
            problem = "must be \(Self.name(type))"
        case Swift.DecodingError.valueNotFound(let type, let context):
            path = context.codingPath
            problem = "must be \(Self.name(type))"
        case Swift.DecodingError.keyNotFound(let key, let context):
            path = context.codingPath
            problem = "the field '\(key.stringValue)' is missing"
        case Swift.DecodingError.dataCorrupted(let context):
            path = context.codingPath
            problem = "is not what sealpress insights writes"
        @unknown default: break
        }
        var place = ""
        for key in path {
            if let index = key.intValue {
                place += "[\(index)]"
            } else {
                place += (place.isEmpty ? "" : ".") + key.stringValue
            }
        }
        let whole = (place.isEmpty ? "" : place + ": ") + problem
        self.init(file: file, problem: whole + "; run sealpress insights")
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

    /// Refuses whole numbers of more than twelve digits, which no count is and of which sums would overflow.
    static func refuseLargeNumbers(_ bytes: [UInt8], file: String) throws(InsightsFileError) {
        var (isText, isEscaped) = (false, false)
        // Digits of the number so far; nil behind its point or exponent.
        var digits: Int? = 0
        var line = 1
        for byte in bytes {
            if byte == UInt8(ascii: "\n") { line += 1 }
            if isText {
                isText = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits = digits.map { $0 + 1 }
            // A number with an exponent is no count either; before a point there may be many digits.
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"): digits = nil
            case UInt8(ascii: "-"): break
            default:
                if let count = digits, count > 12 {
                    throw InsightsFileError(
                        file: file, problem: "line \(line): this number is too large; run sealpress insights")
                }
                digits = 0
            }
        }
    }
}
