/// The `# Heading` in the first line of a body that has text, as plain text.
struct OpeningHeading {
    let title: String
    /// Where the line after it begins.
    let end: Int
    /// The 1-based number of the line after it.
    let nextLine: Int

    /// - Returns: nil when the body begins with anything else.
    init?(_ bytes: [UInt8], from start: Int, line: Int) {
        var position = start
        var number = line
        while position < bytes.count {
            let lineEnd = bytes.lineEnd(from: position)
            let text = bytes.trimmed(position..<lineEnd)
            if text.isEmpty {
                position = lineEnd + 1
                number += 1
                continue
            }
            // Four spaces before it would make it code.
            guard text.lowerBound - position < 4, bytes.has("# ", at: text.lowerBound) else { return nil }
            let title = Self.plain(bytes.text(text.lowerBound + 2..<text.upperBound))
            guard !title.isEmpty else { return nil }
            self.title = title
            end = min(bytes.count, lineEnd + 1)
            nextLine = number + 1
            return
        }
        return nil
    }

    /// Without the closing `#` and the marks of emphasis, code and links.
    private static func plain(_ heading: String) -> String {
        var text = heading[...]
        let closed = text.reversed().drop { $0 == "#" }
        if closed.first == " " || closed.isEmpty { text = text[..<closed.startIndex.base] }
        var result = ""
        var isTarget = false
        for (character, next) in zip(text, text.dropFirst().map(Optional.some) + [nil]) {
            switch character {
            case "*", "`", "[": continue
            case "]" where next == "(": isTarget = true
            case "]": continue
            case ")" where isTarget: isTarget = false
            default: if !isTarget { result.append(character) }
            }
        }
        return String(result.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
