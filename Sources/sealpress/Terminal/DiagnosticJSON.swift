import Diagnostics
import Files

extension Diagnostic {
    /// The diagnostic for machines; fields without a value are left out.
    var jsonFields: JSONObject {
        var fields = JSONObject()
        fields.append("severity", .string(severity.rawValue))
        fields.append("message", .string(message))
        if let location {
            fields.append("file", .string(location.file))
            fields.append("line", .integer(location.line))
            fields.append("column", .integer(location.column))
        }
        if let excerpt { fields.append("excerpt", .string(excerpt)) }
        if let hint { fields.append("hint", .string(hint)) }
        return fields
    }
}
