import Diagnostics
import Files
import Site

/// What a check found, as one JSON object.
enum CheckJSON {
    static func text(_ report: CheckReport) -> String {
        let findings = report.findings.map { finding -> JSONValue in
            let rule = JSONObject.Field("rule", .string(finding.rule?.rawValue ?? ""))
            return .object(JSONObject([rule] + finding.jsonFields.fields))
        }
        let value: JSONValue = [
            "ok": .bool(report.errors == 0), "complete": .bool(report.isComplete),
            "pages": .integer(report.pages), "errors": .integer(report.errors),
            "warnings": .integer(report.warnings), "findings": .array(findings),
        ]
        return value.text()
    }
}
