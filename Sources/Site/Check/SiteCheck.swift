import Diagnostics
import Files

/// What a check is a function of.
public struct CheckInputs: Sendable {
    /// As for a build, which the check goes through without writing.
    public var build: BuildInputs
    /// The only rules to go by; nil for all that `sealpress.yml` does not skip.
    public var only: Set<DiagnosticRule>?
    /// Rules to leave out.
    public var skip: Set<DiagnosticRule>
    /// Asks other sites whether these addresses, each once, lead somewhere; nil to ask nobody.
    public var asking: (@Sendable ([String]) throws -> [String: LinkAnswer])?

    public init(
        _ build: BuildInputs, only: Set<DiagnosticRule>? = nil, skip: Set<DiagnosticRule> = [],
        asking: (@Sendable ([String]) throws -> [String: LinkAnswer])? = nil
    ) {
        self.build = build
        self.only = only
        self.skip = skip
        self.asking = asking
    }
}

/// What a check found.
public struct CheckReport: Sendable {
    /// Sorted, each once, and each about a rule.
    public var findings: [Diagnostic] = []
    /// How many pages of the author's were looked at.
    public var pages = 0
    /// Whether all could be judged: errors in pages or layouts keep the site from being laid out.
    public var isComplete = false

    public var errors: Int { findings.count { $0.severity == .error } }
    public var warnings: Int { findings.count { $0.severity == .warning } }
}

/// Everything that a build would report, and what more the rules of a check find; nothing is written.
///
/// - Throws: what is no fault of the author's files.
public func check(_ inputs: CheckInputs, onStage: (BuildStage) -> Void = { _ in }) throws -> CheckReport {
    let checked = CheckedBuild()
    var findings: [Diagnostic]
    do {
        findings = try build(inputs.build, for: checked, onStage: onStage).warnings
    } catch let error as DiagnosticError {
        findings = error.diagnostics
    } catch let error as FileError {
        findings = [error.diagnostic]
    }
    var report = CheckReport()
    var rules = (inputs.only ?? Set(DiagnosticRule.allCases)).subtracting(inputs.skip)
    if let site = checked.site {
        if inputs.only == nil { rules.subtract(site.configuration.check.skip) }
        // A picture that a build cannot read is told of once.
        let unreadable = Set(findings.filter { $0.rule == .image }.map(\.location))
        findings += try site.findings(by: rules, root: inputs.build.root, threads: inputs.build.threads)
            .filter { $0.rule != .image || !unreadable.contains($0.location) }
        if rules.contains(.linkExternal), let ask = inputs.asking {
            findings += try ExternalLinks.findings(site, asking: ask)
        }
        report.pages = site.pages.count
        report.isComplete = site.files != nil
    }
    report.findings = Set(findings.map { $0.about($0.rule ?? DiagnosticRule(of: $0)) })
        .filter { $0.rule.map(rules.contains) ?? true }.sorted()
    return report
}

extension CheckedSite {
    /// What the rules find that are a check's alone.
    fileprivate func findings(
        by rules: Set<DiagnosticRule>, root: String, threads: Int
    ) throws -> [Diagnostic] {
        var findings: [Diagnostic] = []
        if rules.contains(.linkInternal) { findings += OwnAddresses.findings(self) }
        if rules.contains(.image) { findings += try ImageFiles.findings(self, root: root, threads: threads) }
        if rules.contains(.altText) { findings += AltTexts.findings(self) }
        if rules.contains(.tagSpelling) { findings += TermSpelling.findings(self) }
        if rules.contains(.duplicateTitle) { findings += DuplicateTitles.findings(self) }
        if rules.contains(.sizeBudget) { findings += try SizeBudget.findings(self, root: root) }
        return findings
    }
}
