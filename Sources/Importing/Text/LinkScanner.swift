/// A link or a picture in Markdown, or an address in raw HTML.
struct FoundLink {
    enum Form { case link, image, definition, attribute(tag: String, name: String) }

    var form: Form
    /// All of it: `[text](destination "title")`, or `name="value"`.
    var whole: Range<Int>
    /// Between the brackets; empty for attributes.
    var text: Range<Int>
    /// As written, without the quotes or pointed brackets around it.
    var destination: Range<Int>
    /// The same with what encloses it.
    var enclosed: Range<Int>
}

/// Finds what leads elsewhere in a Markdown text.
struct LinkScanner {
    private let view: MarkdownView
    private var bytes: [UInt8] { view.bytes }
    private(set) var links: [FoundLink] = []

    init(_ view: MarkdownView) {
        self.view = view
        findInline()
        findDefinitions()
        findAttributes()
        links.sort { $0.whole.lowerBound < $1.whole.lowerBound }
    }

    // MARK: Inline

    private mutating func findInline() {
        var open: [Int] = []
        var position = 0
        while position < bytes.count {
            guard view.isProse(position) else {
                if view.parts[position] == .code { open = [] }
                position += 1
                continue
            }
            switch bytes[position] {
            case UInt8(ascii: "\\"): position += 1
            case UInt8(ascii: "["): open.append(position)
            case UInt8(ascii: "]"):
                guard let start = open.popLast() else { break }
                if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "("),
                    let (enclosed, destination, end) = inlineDestination(from: position + 2)
                {
                    let isImage = start > 0 && bytes[start - 1] == UInt8(ascii: "!")
                    links.append(
                        FoundLink(
                            form: isImage ? .image : .link, whole: (isImage ? start - 1 : start)..<end,
                            text: start + 1..<position, destination: destination, enclosed: enclosed))
                    position = end - 1
                }
            case UInt8(ascii: "\n"):
                let next = position + 1
                if next >= bytes.count || bytes.trimmed(next..<bytes.lineEnd(from: next)).isEmpty {
                    open = []
                }
            default: break
            }
            position += 1
        }
    }

    /// Longer ones are no addresses; what begins like one all the time takes no quadratic time.
    private static let longestDestination = 4096

    private func inlineDestination(
        from start: Int
    ) -> (enclosed: Range<Int>, destination: Range<Int>, end: Int)? {
        var position = skipBlanks(start)
        guard let (enclosed, destination) = destination(from: position) else { return nil }
        position = skipBlanks(enclosed.upperBound)
        guard position < bytes.count else { return nil }
        if bytes[position] != UInt8(ascii: ")") {
            guard position > enclosed.upperBound, let end = title(from: position) else { return nil }
            position = skipBlanks(end)
        }
        guard position < bytes.count, bytes[position] == UInt8(ascii: ")") else { return nil }
        return (enclosed, destination, position + 1)
    }

    private func destination(from start: Int) -> (enclosed: Range<Int>, destination: Range<Int>)? {
        let limit = min(bytes.count, start + Self.longestDestination)
        var position = start
        if position < limit, bytes[position] == UInt8(ascii: "<") {
            while position < limit, bytes[position] != UInt8(ascii: ">"),
                bytes[position] != UInt8(ascii: "\n")
            {
                position += 1
            }
            guard position < limit, bytes[position] == UInt8(ascii: ">") else { return nil }
            return (start..<position + 1, start + 1..<position)
        }
        var depth = 0
        while position < limit, !bytes[position].isSpace {
            switch bytes[position] {
            case UInt8(ascii: "\\"): position += 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                if depth == 0 { return (start..<position, start..<position) }
                depth -= 1
            default: break
            }
            position += 1
        }
        guard position <= limit, position < bytes.count else { return nil }
        return depth == 0 ? (start..<position, start..<position) : nil
    }

    /// The end of a title in quotes or parentheses.
    private func title(from start: Int) -> Int? {
        let closing: UInt8
        switch bytes[start] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): closing = bytes[start]
        case UInt8(ascii: "("): closing = UInt8(ascii: ")")
        default: return nil
        }
        let limit = min(bytes.count, start + Self.longestDestination)
        var position = start + 1
        while position < limit, bytes[position] != closing {
            if bytes[position] == UInt8(ascii: "\\") { position += 1 }
            if bytes.has("\n\n", at: position) { return nil }
            position += 1
        }
        return position < limit ? position + 1 : nil
    }

    private func skipBlanks(_ start: Int) -> Int {
        var position = start
        var lines = 0
        while position < bytes.count, bytes[position].isSpace {
            if bytes[position] == UInt8(ascii: "\n") { lines += 1 }
            if lines > 1 { break }
            position += 1
        }
        return position
    }

    // MARK: Definitions

    private mutating func findDefinitions() {
        for number in view.proseLines {
            let line = view.line(number)
            var position = line.lowerBound
            while position < line.upperBound, bytes[position] == UInt8(ascii: " ") { position += 1 }
            guard position - line.lowerBound <= 3, bytes.has("[", at: position),
                !bytes.has("[^", at: position),
                let close = bytes.find("]:", from: position + 1, to: line.upperBound)
            else { continue }
            let start =
                close + 2 + bytes[close + 2..<line.upperBound].prefix { $0 == 0x20 || $0 == 0x09 }.count
            guard start < line.upperBound else { continue }
            let word: (enclosed: Range<Int>, destination: Range<Int>)
            if bytes.has("<", at: start) {
                guard let found = destination(from: start) else { continue }
                word = found
            } else {
                let end = bytes[start..<line.upperBound].firstIndex { $0.isSpace } ?? line.upperBound
                word = (start..<end, start..<end)
            }
            links.append(
                FoundLink(
                    form: .definition, whole: position..<line.upperBound, text: position + 1..<close,
                    destination: word.destination, enclosed: word.enclosed))
        }
    }

    // MARK: Raw HTML

    private static let addresses: Set<String> = ["src", "href", "poster", "srcset"]

    private mutating func findAttributes() {
        var position = 0
        while position + 1 < bytes.count {
            guard bytes[position] == UInt8(ascii: "<"), bytes[position + 1].isLetter,
                view.parts[position] == .prose || view.parts[position] == .html
            else {
                position += 1
                continue
            }
            position += 1
            let tag = name(&position)
            let tagStart = position
            while let attribute = attribute(&position) {
                // Prose such as `a <b and c` is no tag: nothing in it has a value.
                guard Self.addresses.contains(attribute.name), !attribute.value.isEmpty else { continue }
                links.append(
                    FoundLink(
                        form: .attribute(tag: tag, name: attribute.name), whole: attribute.whole,
                        text: attribute.whole.lowerBound..<attribute.whole.lowerBound,
                        destination: attribute.value, enclosed: attribute.value))
            }
            position = max(position, tagStart)
            if tag == "script" || tag == "style" {
                position = bytes.find("</", from: position) ?? bytes.count
            }
        }
    }

    private func name(_ position: inout Int) -> String {
        let start = position
        while position < bytes.count, bytes[position].isWord || bytes[position] == UInt8(ascii: "-") {
            position += 1
        }
        return bytes.text(start..<position).lowercased()
    }

    private func attribute(
        _ position: inout Int
    ) -> (name: String, value: Range<Int>, whole: Range<Int>)? {
        while position < bytes.count, bytes[position].isSpace || bytes[position] == UInt8(ascii: "/") {
            position += 1
        }
        guard position < bytes.count, bytes[position].isLetter || bytes[position] == UInt8(ascii: "_") else {
            return nil
        }
        let start = position
        let name = name(&position)
        guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else {
            return (name, position..<position, start..<position)
        }
        position += 1
        guard position < bytes.count else { return nil }
        let quote = bytes[position]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let limit = min(bytes.count, position + 1 + Self.longestDestination)
            guard let close = bytes[position + 1..<limit].firstIndex(of: quote) else { return nil }
            let value = position + 1..<close
            position = close + 1
            return (name, value, start..<position)
        }
        let valueStart = position
        while position < bytes.count, !bytes[position].isSpace, bytes[position] != UInt8(ascii: ">") {
            position += 1
        }
        return (name, valueStart..<position, start..<position)
    }
}
