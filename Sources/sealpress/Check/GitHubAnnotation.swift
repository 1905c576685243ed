import Diagnostics

/// A finding as GitHub Actions shows it beside the line of a change.
///
/// Source: "Workflow commands for GitHub Actions", and the escaping of its toolkit (`packages/core/src/command.ts`).
enum GitHubAnnotation {
    /// - Parameter folder: the project's, seen from the root of the repository.
    static func text(of finding: Diagnostic, folder: String) -> String {
        var properties: [(String, String)] = []
        if let location = finding.location, let file = finding.file(below: folder) {
            properties = [
                ("file", file), ("line", "\(location.line)"), ("col", "\(location.column)"),
                ("endColumn", "\(location.column + location.length)"),
            ]
        }
        if let rule = finding.rule { properties.append(("title", rule.rawValue)) }
        let list = properties.map { "\($0.0)=\(escaped($0.1, isProperty: true))" }.joined(separator: ",")
        let message = [finding.message, finding.hint].compactMap(\.self).joined(separator: "\n")
        return
            "::\(finding.severity.rawValue)\(list.isEmpty ? "" : " " + list)::\(escaped(message, isProperty: false))"
    }

    /// - Parameter isProperty: whether it is a property, in which `:` and `,` have a meaning.
    private static func escaped(_ text: String, isProperty: Bool) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result.append(contentsOf: "%25".unicodeScalars)
            case "\r": result.append(contentsOf: "%0D".unicodeScalars)
            case "\n": result.append(contentsOf: "%0A".unicodeScalars)
            case ":" where isProperty: result.append(contentsOf: "%3A".unicodeScalars)
            case "," where isProperty: result.append(contentsOf: "%2C".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
