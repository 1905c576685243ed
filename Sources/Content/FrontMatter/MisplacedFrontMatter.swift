import Diagnostics

/// What was meant for front matter at the top of a file, and is none: below an empty line or a comment, indented,
/// between other dashes, without its first line, or in the TOML or JSON of other generators.
///
/// Markdown would print it, and what it says of the page would not hold: a page for members would be open. So it is
/// an error.
struct MisplacedFrontMatter {
    private let source: SourceText
    private let bytes: [UInt8]
    private static let keys = Set(FrontMatter.outline.map { $0.name.lowercased() })
    /// No front matter is longer; what comes later is not looked at.
    private static let mostLines = 200

    /// The fault of a file that does not begin with a line `---`; nil where its text is only text.
    static func fault(in source: SourceText) -> Diagnostic? {
        MisplacedFrontMatter(source: source, bytes: source.bytes).fault()
    }

    private enum Opening {
        /// A row of dashes, of whatever kind.
        case dashes
        case toml, json
        /// A key, where a row of dashes should be.
        case none

        init?(_ line: Substring) {
            if line == "—" || (line.count >= 2 && line.allSatisfy { "-‐‑‒–—―−".contains($0) }) {
                self = .dashes
            } else if line.count >= 3, line.allSatisfy({ $0 == "+" }) {
                self = .toml
            } else if line.hasPrefix("{") {
                self = .json
            } else if MisplacedFrontMatter.key(line) != nil {
                self = .none
            } else {
                return nil
            }
        }
    }

    private func fault() -> Diagnostic? {
        guard let first = skipToText(), let opening = Opening(text(first)) else { return nil }
        let below = lines(below: first.upperBound)
        switch opening {
        case .dashes, .toml:
            guard let head = below.first(where: { !$0.isEmpty }), let key = Self.key(head) else { return nil }
            guard Self.keys.contains(key) || isMatter(below, to: opening) else { return nil }
        case .json:
            let entry = text(first).dropFirst().drop(while: \.isWhitespace)
            let head = entry.isEmpty ? below.first(where: { !$0.isEmpty }) : entry
            guard let head, head.hasPrefix("\""), let key = Self.key(head), Self.keys.contains(key) else {
                return nil
            }
        case .none:
            guard let key = Self.key(text(first)), Self.keys.contains(key), below.first != "",
                isMatter(below, to: .dashes)
            else { return nil }
        }
        return report(opening, first)
    }

    /// Whether the lines are keys and lists up to a line that closes them.
    private func isMatter(_ lines: [Substring], to closing: Opening) -> Bool {
        guard let end = lines.firstIndex(where: { Opening($0) == closing }) else { return false }
        return lines[..<end].allSatisfy { $0.isEmpty || Self.key($0) != nil || $0.hasPrefix("- ") }
    }

    private func report(_ opening: Opening, _ line: Range<Int>) -> Diagnostic {
        let written = text(line)
        let (message, hint) =
            switch opening {
            case .toml:
                ("front matter in TOML is not read", "write 'key: value' lines between two lines '---'")
            case .json:
                ("front matter in JSON is not read", "write 'key: value' lines between two lines '---'")
            case .none: ("front matter without its first line", "put a line '---' above it")
            case .dashes where written != "---":
                ("front matter begins with a line that is exactly '---'", "write '---' here")
            case .dashes where bytes.lineStart(of: line.lowerBound) > 0:
                ("front matter must be at the top of the file", "delete what stands above it")
            case .dashes:
                (
                    "front matter begins with a line that is exactly '---'",
                    "delete what else stands on this line, spaces too"
                )
            }
        return source.error(message, offset: line.lowerBound, length: line.count, hint: hint)
    }

    /// The first line that is neither empty nor of a comment, without the spaces around its text.
    private func skipToText() -> Range<Int>? {
        var position = 0
        while position < bytes.count {
            let end = bytes.lineEnd(from: position)
            let line = trimmed(position..<end)
            if bytes.has("<!--", at: line.lowerBound) {
                guard let close = bytes.offset(of: "-->", from: line.lowerBound, to: bytes.count) else {
                    return nil
                }
                position = close + 3
            } else if !line.isEmpty {
                return line
            } else {
                position = end + 1
            }
        }
        return nil
    }

    private func lines(below start: Int) -> [Substring] {
        var lines: [Substring] = []
        var position = bytes.lineEnd(from: start) + 1
        while position < bytes.count, lines.count < Self.mostLines {
            let end = bytes.lineEnd(from: position)
            lines.append(text(trimmed(position..<end)))
            position = end + 1
        }
        return lines
    }

    /// The range without the spaces of any script at its ends, and without characters that have no width.
    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var range = bytes.trimmed(range)
        while let length = wideSpace(bytes, range.lowerBound), length <= range.count {
            range = bytes.trimmed(range.lowerBound + length..<range.upperBound)
        }
        while range.count >= 2,
            let start = [3, 2].first(where: {
                $0 <= range.count && wideSpace(bytes, range.upperBound - $0) == $0
            })
        {
            range = bytes.trimmed(range.lowerBound..<range.upperBound - start)
        }
        return range
    }

    private func text(_ range: Range<Int>) -> Substring { Substring(bytes.text(range)) }

    /// The key of a line `key: value`, `key = value` or `"key": value`, in lower case.
    private static func key(_ line: Substring) -> String? {
        let isQuoted = line.hasPrefix("\"")
        let rest = isQuoted ? line.dropFirst() : line
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
        guard let first = name.first, first.isLetter else { return nil }
        var tail = rest[name.endIndex...]
        if isQuoted {
            guard tail.first == "\"" else { return nil }
            tail = tail.dropFirst()
        }
        tail = tail.drop { $0 == " " }
        guard tail.first == ":" || tail.first == "=" else { return nil }
        let value = tail.dropFirst()
        guard value.isEmpty || value.first?.isWhitespace == true || isQuoted || tail.first == "=" else {
            return nil
        }
        return name.lowercased()
    }
}
