import Content
import Diagnostics

/// Tags whose addresses would be one, or none.
enum TagCheck {
    static func diagnostics(_ pages: [SourcePage]) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        // The first tag of each slug, in the order of the files.
        var first: [String: Located<String>] = [:]
        // Most tags stand on many pages in one spelling.
        var accepted: Set<String> = []
        for page in pages {
            for tag in page.frontMatter.tags?.value ?? [] where !accepted.contains(tag.value) {
                let slug = slugify(tag.value)
                if slug.isEmpty {
                    diagnostics.append(
                        page.document.source.error(
                            "no address can be made of the tag '\(tag.value)'", at: tag.location,
                            hint: "a tag has a letter or digit"))
                } else if let other = first[slug] {
                    guard spelling(other.value) != spelling(tag.value) else {
                        accepted.insert(tag.value)
                        continue
                    }
                    diagnostics.append(
                        page.document.source.error(
                            "the tags '\(tag.value)' and '\(other.value)' have one address, /tags/\(slug)/",
                            at: tag.location,
                            hint:
                                "rename one; '\(other.value)' is in \(other.location.file):\(other.location.line)"
                        ))
                } else {
                    first[slug] = tag
                    accepted.insert(tag.value)
                }
            }
        }
        return diagnostics
    }

    /// What tells tags apart: `Value Types` and `value-types` are one, `C++` and `C#` are not.
    private static func spelling(_ tag: String) -> String {
        String(tag.lowercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "_" })
    }
}
