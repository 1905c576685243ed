import Content

extension ImportPlan {
    /// A `sealpress.yml` for a project that has none yet: what the source says of itself, and what its pages need.
    ///
    /// - Parameter tier: a tier that pages are for.
    public func newConfiguration(tier: String?) -> String {
        func quoted(_ text: String) -> String {
            "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: " ")
                + "\""
        }
        var lines = ["site:", "  title: \(quoted(settings.title ?? "My site"))"]
        if let description = settings.description { lines.append("  description: \(quoted(description))") }
        lines.append(
            "  baseURL: \(quoted(settings.baseURL ?? "http://localhost:8000/"))   # where it will be published"
        )
        if let language = settings.language { lines.append("  language: \(language)") }
        if !tiers.isEmpty || tier != nil {
            lines += [
                "", "# Membership tiers, lowest first: give them names, prices and a checkout", "tiers:",
            ]
            lines += Set(tiers + [tier].compactMap(\.self)).filter { $0 != publicTier }.sorted().map {
                "  - {id: \($0)}"
            }
        }
        if !taxonomies.isEmpty { lines += ["", "taxonomies: [\(taxonomies.joined(separator: ", "))]"] }
        if !settings.sections.isEmpty {
            lines += ["", "sections: [\(settings.sections.joined(separator: ", "))]"]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
