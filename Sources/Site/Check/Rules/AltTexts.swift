import Content
import Diagnostics

/// Pictures that say nothing to those who do not see them.
enum AltTexts {
    static func findings(_ site: CheckedSite) -> [Diagnostic] {
        site.pages.flatMap { page in
            page.body.notes.untoldImages.map { image in
                page.page.document.source.warning(
                    "the picture '\(image.value)' has no words for those who do not see it",
                    at: image.location,
                    hint: "say what it shows: ![…](\(image.value)); one that only decorates is written "
                        + "<img src=\"\(image.value)\" alt=\"\">"
                ).about(.altText)
            }
        }
    }
}
