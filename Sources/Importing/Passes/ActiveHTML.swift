import Content
import Diagnostics

/// Raw HTML that a page keeps and that will not work as it did: scripts, frames, styles.
enum ActiveHTML {
    private static let hints: [String: String] = [
        "script":
            "pages allow scripts of their own site only: csp.allow in sealpress.yml, and no code in the page",
        "style": "pages allow style sheets as files only: put it into assets/ of your layouts",
        "iframe": "name its host under csp.allow in sealpress.yml",
        "embed": "name its host under csp.allow in sealpress.yml",
        "object": "name its host under csp.allow in sealpress.yml",
        "form": "a form needs a server that takes it: name its host under csp.allow in sealpress.yml",
    ]

    static func list(_ text: TracedText, _ diagnostics: inout [Diagnostic]) {
        guard text.bytes.contains(UInt8(ascii: "<")) else { return }
        let view = MarkdownView(text.bytes)
        for position in view.bytes.indices where view.bytes[position] == UInt8(ascii: "<") {
            guard view.parts[position] == .prose || view.parts[position] == .html else { continue }
            let end = view.bytes[(position + 1)...].firstIndex { !$0.isLetter } ?? view.bytes.count
            let name = view.bytes.text(position + 1..<end).lowercased()
            guard let hint = hints[name] else { continue }
            diagnostics.append(
                text.warning("<\(name)> is kept as it is", at: position..<end, hint: hint))
        }
    }
}
