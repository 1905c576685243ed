/// What a diagnostic is about: the ids are stable, so that a rule can be skipped or searched for by name.
public enum DiagnosticRule: String, Sendable, Hashable, CaseIterable, Codable {
    case linkInternal = "link-internal"
    case linkExternal = "link-external"
    case anchor
    case image
    case altText = "alt-text"
    case frontMatter = "front-matter"
    case fence
    case tierSpelling = "tier-spelling"
    case tagSpelling = "tag-spelling"
    case duplicateTitle = "duplicate-title"
    case unusedAsset = "unused-asset"
    case sizeBudget = "size-budget"
    case address
    case leak
    case layout
    case data
    case configuration
    case roster
    /// Whatever else a build would say.
    case build
}

extension Diagnostic {
    /// The same, about this.
    public func about(_ rule: DiagnosticRule) -> Diagnostic {
        var diagnostic = self
        diagnostic.rule = rule
        return diagnostic
    }
}

extension Sequence<Diagnostic> {
    /// The same, those about this that are about nothing in particular yet.
    public func about(_ rule: DiagnosticRule) -> [Diagnostic] {
        map { $0.rule == nil ? $0.about(rule) : $0 }
    }
}
