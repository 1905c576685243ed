import Content
import Diagnostics

/// Shortcodes of Hugo: those that have a counterpart are written as such, the others are listed and taken out, what stands
/// between them stays.
enum HugoShortcodes {
    private struct Code {
        var name: String
        var isClosing: Bool
        /// Whether it is written `{{< name />}}`.
        var isSelfClosing: Bool
        var named: [String: String]
        var positional: [String]
        var range: Range<Int>
    }

    static func run(
        _ text: inout TracedText, of path: String, _ refs: HugoRefs, _ diagnostics: inout [Diagnostic]
    ) {
        guard text.bytes.find("{{", from: 0) != nil else { return }
        let codes = find(text)
        var edits: [TracedText.Edit] = []
        /// Whether the code that was listed for a name is the opening one: one line for both.
        var position = 0
        while position < codes.count {
            let code = codes[position]
            let closing = closing(of: position, in: codes)
            if ["highlight", "code", "codeblock"].contains(code.name), !code.isClosing, let closing {
                edits += highlighted(code, codes[closing], text)
                position = closing + 1
                continue
            }
            if !code.isClosing, let edit = replacement(code, closing.map { codes[$0] }, text, path, refs) {
                edits += edit
            } else if !code.isClosing || !wasOpened(position, codes) {
                diagnostics.append(
                    text.warning(
                        "the shortcode '\(code.name)' has no counterpart: it is left out"
                            + (closing == nil ? "" : ", what is in it stays"),
                        at: code.range,
                        hint: code.isClosing
                            ? nil : "write a layout partial for it, or put Markdown in its place"))
                edits.append(.init(text.wholeLine(code.range), with: nil))
            } else if !edits.suffix(1000).contains(where: { $0.range.contains(code.range.lowerBound) }) {
                edits.append(.init(text.wholeLine(code.range), with: nil))
            }
            position += 1
        }
        text.apply(edits + comments(text))
    }

    private static func closing(of index: Int, in codes: [Code]) -> Int? {
        let code = codes[index]
        guard !code.isClosing, !code.isSelfClosing else { return nil }
        var depth = 0
        // A page with very many codes is not searched to its end for each.
        for other in (index + 1)..<max(index + 1, min(codes.count, index + 500))
        where codes[other].name == code.name {
            if codes[other].isClosing {
                if depth == 0 { return other }
                depth -= 1
            } else if !codes[other].isSelfClosing {
                depth += 1
            }
        }
        return nil
    }

    private static func wasOpened(_ index: Int, _ codes: [Code]) -> Bool {
        codes[..<index].suffix(500).contains { $0.name == codes[index].name && !$0.isClosing }
    }

    // MARK: Counterparts

    private static func replacement(
        _ code: Code, _ closing: Code?, _ text: TracedText, _ path: String, _ refs: HugoRefs
    ) -> [TracedText.Edit]? {
        func one(_ replacement: String) -> [TracedText.Edit] {
            [.init(code.range, in: text, with: replacement)]
        }
        let first = code.positional.first
        switch code.name {
        case "figure", "img", "image":
            guard let source = code.named["src"] ?? first else { return nil }
            let caption = code.named["caption"] ?? code.named["title"]
            let alt = code.named["alt"] ?? caption ?? ""
            let title = caption.map { " \"\($0.replacing("\"", with: "\\\""))\"" } ?? ""
            let picture = "![\(alt.replacing("]", with: "\\]"))](\(Paths.encodedURL(source))\(title))"
            guard let link = code.named["link"] else { return one(picture) }
            return one("[\(picture)](\(Paths.encodedURL(link)))")
        case "ref", "relref":
            guard let name = code.named["path"] ?? first else { return nil }
            return one(Paths.encodedURL(refs.path(name, from: path)))
        case "notice", "admonition", "alert", "callout", "hint", "note", "tip", "warning", "info", "danger",
            "important", "caution", "blockquote-alert", "details":
            let name =
                ["notice", "admonition", "alert", "callout", "hint"].contains(code.name)
                ? (code.named["type"] ?? code.named["context"] ?? code.named["color"] ?? first ?? "note")
                : code.name
            let kind = Callouts.kinds[name.lowercased()] ?? "note"
            let title =
                code.named["title"] ?? code.named["summary"]
                ?? (code.name == "details" ? first : code.positional.dropFirst().first)
                ?? Callouts.ownTitle(name.lowercased(), kind)
            let opening = "::: \(kind)\(title.map { " " + $0.replacing("\n", with: " ") } ?? "")"
            guard let closing else { return nil }
            // Fences need lines of their own.
            func fence(_ line: String, _ range: Range<Int>) -> TracedText.Edit {
                let isAlone = text.wholeLine(range) != range
                return .init(range, in: text, with: isAlone ? line : "\n\(line)\n")
            }
            return [fence(opening, code.range), fence(":::", closing.range)]
        case "youtube":
            guard let id = code.named["id"] ?? first else { return nil }
            return one("<https://www.youtube.com/watch?v=\(id)>")
        case "vimeo":
            guard let id = code.named["id"] ?? first else { return nil }
            return one("<https://vimeo.com/\(id)>")
        case "gist":
            guard code.positional.count > 1 else { return nil }
            return one("<https://gist.github.com/\(code.positional[0])/\(code.positional[1])>")
        case "tweet", "x":
            guard let user = code.named["user"], let id = code.named["id"] else { return nil }
            return one("<https://x.com/\(user)/status/\(id)>")
        case "param", "comment": return nil
        default: return nil
        }
    }

    private static func highlighted(_ code: Code, _ closing: Code, _ text: TracedText) -> [TracedText.Edit] {
        let inner = text.text(code.range.upperBound..<closing.range.lowerBound)
        let language = code.positional.first ?? code.named["lang"] ?? code.named["language"] ?? ""
        let options = (code.positional.dropFirst().first ?? code.named["options"] ?? "").trimmed
        // The build understands Hugo's own words behind a fence.
        let info =
            language.isEmpty || options.isEmpty ? language : "\(language) {\(Self.attributes(options))}"
        return [
            .init(
                code.range.lowerBound..<closing.range.upperBound, in: text,
                with: CodeFence.block(inner, language: info))
        ]
    }

    /// `linenos=table,hl_lines=2 4-5` as the attributes of a fence: `linenos=table,hl_lines=[2,"4-5"]`.
    private static func attributes(_ options: String) -> String {
        options.split(separator: ",").compactMap { option -> String? in
            let parts = option.split(separator: "=", maxSplits: 1).map(\.trimmed)
            guard parts.count == 2, ["linenos", "linenostart", "hl_lines"].contains(parts[0].lowercased())
            else {
                return nil
            }
            let value = parts[1].filter { !"\"'".contains($0) }
            guard parts[0].lowercased() == "hl_lines" else { return "\(parts[0])=\(value)" }
            let lines = value.split(separator: " ").map { $0.contains("-") ? "\"\($0)\"" : String($0) }
            return "hl_lines=[\(lines.joined(separator: ","))]"
        }.joined(separator: ",")
    }

    // MARK: Finding

    /// Shortcodes stand anywhere, in code too; `{{</* name */>}}` shows one and is none.
    private static func find(_ text: TracedText) -> [Code] {
        var codes: [Code] = []
        var position = 0
        let bytes = text.bytes
        while let open = bytes.find("{{", from: position) {
            position = open + 2
            let isAngle = bytes.has("<", at: position)
            guard isAngle || bytes.has("%", at: position), !bytes.has("/*", at: position + 1) else {
                continue
            }
            let end = Swift.min(bytes.count, open + 8192)
            guard
                let close = isAngle
                    ? bytes.find(">}}", from: position, to: end) : bytes.find("%}}", from: position, to: end)
            else { continue }
            var words = text.text(position + 1..<close).trimmed[...]
            let isClosing = words.hasPrefix("/")
            let isSelfClosing = !isClosing && words.hasSuffix("/")
            if isClosing { words = words.dropFirst() }
            if isSelfClosing { words = words.dropLast() }
            let name = String(words.trimmed.prefix { !$0.isWhitespace })
            position = close + 3
            guard !name.isEmpty else { continue }
            var code = Code(
                name: name, isClosing: isClosing, isSelfClosing: isSelfClosing, named: [:], positional: [],
                range: open..<close + 3)
            read(words.trimmed.dropFirst(name.count), into: &code)
            codes.append(code)
        }
        return codes
    }

    private static func read(_ text: Substring, into code: inout Code) {
        var rest = text.drop(while: \.isWhitespace)
        while let first = rest.first {
            var key: String?
            if let equals = rest.firstIndex(where: { $0 == "=" || $0.isWhitespace || $0 == "\"" || $0 == "`" }
            ),
                rest[equals] == "="
            {
                key = String(rest[..<equals])
                rest = rest[rest.index(after: equals)...]
            }
            let value: Substring
            let quote = key == nil ? first : rest.first ?? " "
            if quote == "\"" || quote == "`" {
                let inner = rest.dropFirst()
                let end = inner.firstIndex(of: quote) ?? inner.endIndex
                value = inner[..<end]
                rest = inner[end...].dropFirst()
            } else {
                value = rest.prefix { !$0.isWhitespace }
                rest = rest.dropFirst(max(value.count, key == nil ? 1 : 0))
            }
            if let key { code.named[key] = String(value) } else { code.positional.append(String(value)) }
            rest = rest.drop(while: \.isWhitespace)
        }
    }

    /// `{{</* name */>}}` is how a page of Hugo shows a shortcode.
    private static func comments(_ text: TracedText) -> [TracedText.Edit] {
        var edits: [TracedText.Edit] = []
        var position = 0
        while let open = text.bytes.find("/*", from: position) {
            position = open + 2
            guard open >= 3, text.bytes.has("{{<", at: open - 3) || text.bytes.has("{{%", at: open - 3),
                let close = text.bytes.find("*/", from: position, to: text.bytes.lineEnd(from: open))
            else { continue }
            edits.append(.init(open..<open + 2, with: nil))
            edits.append(.init(close..<close + 2, with: nil))
            position = close + 2
        }
        return edits
    }
}

/// Code as a fenced block.
enum CodeFence {
    /// - Parameter code: with the line ends that stood around it in the source, of which the first and the last go.
    static func block(_ code: String, language: String) -> String {
        var inner = code[...]
        if inner.hasPrefix("\n") { inner = inner.dropFirst() }
        if inner.hasSuffix("\n") { inner = inner.dropLast() }
        var longest = 2
        var run = 0
        for character in inner {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)\(language)\n\(inner)\n\(fence)"
    }
}
