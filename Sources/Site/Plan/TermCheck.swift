import Content
import Diagnostics

/// Terms of a taxonomy whose addresses would be one, or none.
enum TermCheck {
    static func diagnostics(_ pages: [SourcePage], _ taxonomies: [Taxonomy]) -> [Diagnostic] {
        taxonomies.flatMap { diagnostics(pages, $0) }
    }

    private static func diagnostics(_ pages: [SourcePage], _ taxonomy: Taxonomy) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        let isTags = taxonomy.id == Taxonomy.tags.id
        let (one, many) = isTags ? ("the tag ", "the tags ") : ("", "in '\(taxonomy.id)', ")
        // The first term of each slug, in the order of the files.
        var first: [String: Located<String>] = [:]
        // Most terms stand on many pages in one spelling.
        var accepted: Set<String> = []
        for page in pages {
            for term in page.frontMatter.terms(in: taxonomy.id) where !accepted.contains(term.value) {
                let slug = slugify(term.value)
                if slug.isEmpty {
                    diagnostics.append(
                        page.document.source.error(
                            "no address can be made of \(one)'\(term.value)'", at: term.location,
                            hint: isTags ? "a tag has a letter or digit" : "it needs a letter or digit"))
                } else if let other = first[slug] {
                    guard spelling(other.value) != spelling(term.value) else {
                        accepted.insert(term.value)
                        continue
                    }
                    diagnostics.append(
                        page.document.source.error(
                            "\(many)'\(term.value)' and '\(other.value)' have one address, /\(taxonomy.id)/\(slug)/",
                            at: term.location,
                            hint:
                                "rename one; '\(other.value)' is in \(other.location.file):\(other.location.line)"
                        ))
                } else {
                    first[slug] = term
                    accepted.insert(term.value)
                }
            }
        }
        return diagnostics
    }

    /// What tells terms apart: `Value Types` and `value-types` are one, `C++` and `C#` are not.
    private static func spelling(_ term: String) -> String {
        String(term.lowercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "_" })
    }
}
