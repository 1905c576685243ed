import Content
import Diagnostics

/// Layouts that pages and sections ask for are there.
enum LayoutCheck {
    static func diagnostics(
        _ documents: [Document], configuration: SiteConfiguration, layouts: Layouts
    ) -> [Diagnostic] {
        let pages = documents.compactMap { document in
            document.frontMatter.layout.map { ($0, Optional(document.source)) }
        }
        let source = configuration.menus.source
        let sections = configuration.sections.compactMap { section in section.layout.map { ($0, source) } }
        return (sections + pages).compactMap { layout, source in
            guard !layouts.names.contains(layout.value) else { return nil }
            let message = "there is no layout '\(layout.value)'"
            let hint = suggestion(for: layout.value, among: layouts.names, from: "layouts are")
            return
                (source?.error(message, at: layout.location, hint: hint)
                ?? .error(message, at: layout.location, hint: hint)).about(.layout)
        }
    }
}
