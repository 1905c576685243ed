import Diagnostics

/// Directives of DocC: `@Name(argument: "value") { … }` on lines of their own.
struct DocCDirectives {
    /// Whether the page is the root of its catalogue.
    private(set) var isRoot = false
    private(set) var displayName: String?
    /// The name of the picture that stands for the page.
    private(set) var pageImage: String?
    private(set) var diagnostics: [Diagnostic] = []
    private let pictures: DocCPictures

    init(_ pictures: DocCPictures) {
        self.pictures = pictures
    }

    /// Says how the page looks or where it is listed, and nothing of its text.
    private static let settings: Set<String> = [
        "Options", "AutomaticSeeAlso", "AutomaticTitleHeading", "AutomaticArticleSubheading",
        "TopicsVisualStyle",
        "TitleHeading", "PageColor", "PageKind", "SupportedLanguage", "CustomMetadata",
        "DocumentationExtension",
        "Redirected", "AlternateRepresentation", "CallToAction", "Available",
    ]
    /// What is in them stands on its own.
    private static let frames: Set<String> = ["Row", "Column", "Small", "Links", "TabNavigator", "Tab"]

    private struct Directive {
        var name: String
        var arguments: [String: String]
        /// From `@` to what opens the braces, or to the end of a line without.
        var head: Range<Int>
        var hasBraces: Bool
        /// What stands in braces on the same line.
        var inline: String?
    }

    mutating func run(_ text: inout TracedText) {
        guard text.bytes.contains(UInt8(ascii: "@")) || pictureNeedsPath(text) else { return }
        let view = MarkdownView(text.bytes)
        var edits: [TracedText.Edit] = []
        /// Names of the directives that are open, and whether what is in them goes away.
        var open: [(name: String, isDropped: Bool)] = []
        var skipTo = 0
        for number in 1...max(1, view.lineCount) {
            let line = view.line(number)
            let content = view.bytes.trimmed(line)
            guard line.lowerBound >= skipTo, !content.isEmpty else { continue }
            let isDropped = open.contains { $0.isDropped }
            let part = view.parts[content.lowerBound]
            // What is in a frame is indented, and so may look like code.
            guard part == .prose || (part == .code && !open.isEmpty && isIndentedCode(view, number)) else {
                if isDropped { edits.append(.init(view.range(ofLines: number..<number + 1), with: nil)) }
                continue
            }
            let words = view.bytes.text(content)
            if words == "}", !open.isEmpty {
                open.removeLast()
                edits.append(.init(text.wholeLine(line), with: nil))
            } else if let directive = directive(view, content) {
                skipTo = directive.head.upperBound
                if directive.hasBraces { open.append((directive.name, drops(directive.name) || isDropped)) }
                let replacement = replacement(
                    directive, text, isInside: open.dropLast(directive.hasBraces ? 1 : 0).last?.name)
                let head = line.lowerBound..<directive.head.upperBound
                if isDropped || replacement.isEmpty {
                    edits.append(.init(text.wholeLine(head), with: nil))
                } else {
                    edits.append(.init(head, in: text, with: replacement))
                }
            } else if isDropped {
                edits.append(.init(view.range(ofLines: number..<number + 1), with: nil))
            } else if !open.isEmpty, content.lowerBound > line.lowerBound {
                let indent = min(content.lowerBound - line.lowerBound, 2 * open.count)
                edits.append(.init(line.lowerBound..<line.lowerBound + indent, with: nil))
            }
        }
        text.apply(edits)
        nameFiles(&text)
    }

    private func isIndentedCode(_ view: MarkdownView, _ number: Int) -> Bool {
        view.blocks.contains { $0.kind == .indentedCode && $0.lines.contains(number) }
    }

    private func drops(_ name: String) -> Bool {
        name == "Comment" || name == "Metadata" || Self.settings.contains(name)
    }

    // MARK: One directive

    private mutating func replacement(_ directive: Directive, _ text: TracedText, isInside: String?) -> String
    {
        let arguments = directive.arguments
        switch directive.name {
        case "TechnologyRoot": isRoot = true
        case "DisplayName": displayName = arguments[""] ?? displayName
        case "PageImage": if arguments["purpose"] != "icon" { pageImage = arguments["source"] ?? pageImage }
        case "Metadata", "Comment":
            if let inline = directive.inline, inline.contains("@TechnologyRoot") { isRoot = true }
        case "Image":
            let source = arguments["source"] ?? ""
            return "![\(arguments["alt"] ?? "")](\(source.replacing(" ", with: "%20")))"
        case "Video":
            let source = arguments["source"] ?? ""
            return
                "<video controls src=\"\(Self.quoted(pictures.path(of: source).map { "/" + $0 } ?? source))\"></video>"
        case "Tab":
            return ["**\(arguments[""] ?? "")**", directive.inline].compactMap(\.self).joined(
                separator: "\n\n")
                + "\n"
        // Columns beside each other are paragraphs below each other.
        case "Column": return "\n" + (directive.inline.map { $0 + "\n" } ?? "")
        case let name where Self.frames.contains(name): return directive.inline ?? ""
        case let name where Self.settings.contains(name):
            // Those inside another are said with it.
            if !Self.settings.contains(isInside ?? "") {
                diagnostics.append(
                    text.warning(
                        "'@\(name)' says how DocC shows the page: it is left out", at: directive.head))
            }
        default:
            diagnostics.append(
                text.warning(
                    "'@\(directive.name)' is no directive that is known: what is in it is kept, itself it is left out",
                    at: directive.head))
            return directive.inline ?? ""
        }
        return ""
    }

    private static func quoted(_ text: String) -> String {
        text.replacing("\"", with: "%22").replacing("<", with: "%3C").replacing(" ", with: "%20")
    }

    /// Reads a directive that begins at the start of `content` and may go on over lines inside parentheses.
    private func directive(_ view: MarkdownView, _ content: Range<Int>) -> Directive? {
        let bytes = view.bytes
        guard bytes[content.lowerBound] == UInt8(ascii: "@") else { return nil }
        var position = content.lowerBound + 1
        while position < bytes.count, bytes[position].isWord { position += 1 }
        let name = bytes.text(content.lowerBound + 1..<position)
        guard let first = name.first, first.isUppercase else { return nil }
        var arguments: [String: String] = [:]
        if position < bytes.count, bytes[position] == UInt8(ascii: "(") {
            guard let close = Self.closing(bytes, position) else { return nil }
            arguments = Self.arguments(bytes.text(position + 1..<close))
            position = close + 1
        }
        let end = bytes.lineEnd(from: position)
        let rest = bytes.text(position..<end).trimmed
        if rest.isEmpty {
            return Directive(
                name: name, arguments: arguments, head: content.lowerBound..<end, hasBraces: false)
        }
        guard rest.hasPrefix("{") else { return nil }
        if rest.hasSuffix("}"), rest.count > 1 {
            return Directive(
                name: name, arguments: arguments, head: content.lowerBound..<end, hasBraces: false,
                inline: rest.dropFirst().dropLast().trimmed)
        }
        guard rest == "{" else { return nil }
        return Directive(name: name, arguments: arguments, head: content.lowerBound..<end, hasBraces: true)
    }

    /// The parenthesis that closes one; text in quotes is passed over.
    private static func closing(_ bytes: [UInt8], _ open: Int) -> Int? {
        var isText = false
        for position in open + 1..<min(bytes.count, open + 4096) {
            switch bytes[position] {
            case UInt8(ascii: "\""): isText.toggle()
            case UInt8(ascii: ")") where !isText: return position
            default: break
            }
        }
        return nil
    }

    /// `source: "a.png", alt: "A"`; a value without a name has the name "".
    private static func arguments(_ text: String) -> [String: String] {
        var arguments: [String: String] = [:]
        var rest = text[...]
        while !rest.trimmed.isEmpty {
            let quote = rest.firstIndex(of: "\"")
            let comma = rest.firstIndex(of: ",") ?? rest.endIndex
            var name = ""
            var value: Substring
            if let quote, quote < comma {
                let head = rest[..<quote]
                name = head.prefix { $0 != ":" }.trimmed
                if !head.contains(":") { name = "" }
                let inner = rest[rest.index(after: quote)...]
                let close = inner.firstIndex(of: "\"") ?? inner.endIndex
                value = inner[..<close]
                let after = close == inner.endIndex ? close : inner.index(after: close)
                rest = rest[after...].drop { $0 != "," }.dropFirst()
            } else {
                let head = rest[..<comma]
                let colon = head.firstIndex(of: ":")
                name = colon.map { head[..<$0].trimmed } ?? ""
                value = colon.map { head[head.index(after: $0)...] } ?? head
                rest = comma == rest.endIndex ? rest[comma...] : rest[rest.index(after: comma)...]
            }
            arguments[name] = value.trimmed
        }
        return arguments
    }

    // MARK: Pictures

    private func pictureNeedsPath(_ text: TracedText) -> Bool { text.bytes.find("![", from: 0) != nil }

    /// Names of pictures as paths from the top of the source.
    private func nameFiles(_ text: inout TracedText) {
        let links = LinkScanner(MarkdownView(text.bytes)).links
        var edits: [TracedText.Edit] = []
        for link in links {
            guard case .image = link.form else { continue }
            let name = text.text(link.destination).replacing("%20", with: " ")
            guard !name.contains("://"), let path = pictures.path(of: name) else { continue }
            edits.append(.init(link.enclosed, in: text, with: "/" + Paths.encoded(path)))
        }
        text.apply(edits)
    }
}
