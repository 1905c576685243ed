import Diagnostics
import Files
import Site

extension TestSite {
    func check(
        only: Set<DiagnosticRule>? = nil, skip: Set<DiagnosticRule> = [], drafts: Bool = false,
        asking: (@Sendable ([String]) throws -> [String: LinkAnswer])? = nil
    ) throws -> CheckReport {
        try Site.check(CheckInputs(inputs(drafts: drafts), only: only, skip: skip, asking: asking))
    }

    /// What a check finds, as people read it, each with its rule in front.
    func findings(
        only: Set<DiagnosticRule>? = nil, drafts: Bool = false,
        asking: (@Sendable ([String]) throws -> [String: LinkAnswer])? = nil
    ) throws -> String {
        let findings = try check(only: only, drafts: drafts, asking: asking).findings
        return findings.map { "\($0.rule?.rawValue ?? "?") \(render([$0]))" }.joined(separator: "\n")
    }
}
