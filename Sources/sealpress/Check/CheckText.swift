import Diagnostics
import Site

/// What a check found, for people.
enum CheckText {
    /// As a build shows it, and the rule's id behind the message.
    static func text(of finding: Diagnostic, in console: Console) -> String {
        var finding = finding
        if let rule = finding.rule { finding.message += " [\(rule.rawValue)]" }
        return finding.rendered(color: console.usesColorInOutput)
    }

    static func summary(_ report: CheckReport) -> String {
        let found =
            report.findings.isEmpty
            ? "nothing found" : "\(count(report.errors, "error")), \(count(report.warnings, "warning"))"
        return "\(count(report.pages, "page")) checked: \(found)."
    }

    /// Every rule with what it asks for.
    static var rules: String {
        let names = DiagnosticRule.allCases.map(\.rawValue)
        let width = names.map(\.count).max() ?? 0
        return DiagnosticRule.allCases.map { rule in
            let padding = String(repeating: " ", count: width - rule.rawValue.count)
            return
                "\(rule.rawValue)\(padding)  \(rule.severity == .error ? "error  " : "warning")  \(rule.summary)"
        }.joined(separator: "\n")
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
