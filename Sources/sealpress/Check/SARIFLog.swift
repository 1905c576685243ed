import Diagnostics
import Files
import Site

/// Findings in the Static Analysis Results Interchange Format, which code hosts and editors read.
///
/// Source: OASIS, "SARIF Version 2.1.0", sections 3.13 (log), 3.14 (run), 3.27 (result), 3.30 (region).
enum SARIFLog {
    /// - Parameter folder: the project's, seen from where the command runs.
    static func text(_ findings: [Diagnostic], folder: String) -> String {
        let driver: JSONValue = [
            "name": "sealpress", "version": .string(Sealpress.version),
            "rules": .array(DiagnosticRule.allCases.map(rule)),
        ]
        let run: JSONValue = [
            "tool": ["driver": driver], "columnKind": "unicodeCodePoints",
            "results": .array(findings.map { result($0, folder: folder) }),
        ]
        let log: JSONValue = [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": .array([run]),
        ]
        return log.text()
    }

    private static func rule(_ rule: DiagnosticRule) -> JSONValue {
        [
            "id": .string(rule.rawValue), "shortDescription": ["text": .string(rule.summary)],
            "defaultConfiguration": ["level": .string(rule.severity.rawValue)],
        ]
    }

    private static func result(_ finding: Diagnostic, folder: String) -> JSONValue {
        var fields = JSONObject()
        if let rule = finding.rule, let index = DiagnosticRule.allCases.firstIndex(of: rule) {
            fields.append("ruleId", .string(rule.rawValue))
            fields.append("ruleIndex", .integer(index))
        }
        fields.append("level", .string(finding.severity.rawValue))
        let message = [finding.message, finding.hint].compactMap(\.self).joined(separator: "\n")
        fields.append("message", ["text": .string(message)])
        if let location = finding.location, let file = finding.file(below: folder) {
            let place: JSONValue = [
                "artifactLocation": ["uri": .string(uri(file))],
                "region": .object(region(location, excerpt: finding.excerpt)),
            ]
            fields.append("locations", .array([["physicalLocation": place]]))
        }
        return .object(fields)
    }

    /// Columns count code points, where diagnostics count characters as people see them.
    private static func region(_ location: SourceLocation, excerpt: String?) -> JSONObject {
        let before = excerpt?.prefix(max(0, location.column - 1)).unicodeScalars.count ?? location.column - 1
        let marked =
            excerpt?.dropFirst(max(0, location.column - 1)).prefix(location.length).unicodeScalars.count
            ?? location.length
        var region: JSONObject = [
            "startLine": .integer(location.line), "startColumn": .integer(before + 1),
            "endColumn": .integer(before + 1 + marked),
        ]
        if let excerpt { region.append("snippet", ["text": .string(excerpt)]) }
        return region
    }

    /// A relative reference: letters, digits and what a path may hold stand, all else is percent-encoded. A path from
    /// the root of the disk becomes a `file:` address.
    private static func uri(_ path: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        var text = path.hasPrefix("/") ? "file://" : ""
        for byte in path.utf8 {
            if plain.contains(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return text
    }
}
