extension Diagnostic {
    /// The diagnostic as people read it: place, severity, message, then the line with a caret.
    ///
    /// - Parameter color: whether to use ANSI colours, for a terminal.
    public func rendered(color: Bool = false) -> String {
        let paint = Paint(enabled: color)
        var text = ""
        if let location {
            text += paint.bold("\(location.file):\(location.line):\(location.column): ")
        }
        text += severity == .error ? paint.red("error: ") : paint.yellow("warning: ")
        text += paint.bold(message.visible)
        guard let location, let excerpt else {
            if let hint { text += "\n      " + hint.visible }
            return text
        }
        let number = String(location.line)
        let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number
        let shown = Excerpt(line: excerpt, column: location.column, length: location.length)
        text += "\n\(gutter) | \(shown.line)\n"
        text += String(repeating: " ", count: max(5, number.count)) + " | "
        text += shown.padding + paint.red(String(repeating: "^", count: shown.caretWidth))
        if let hint { text += " " + hint.visible }
        return text
    }
}

/// The part of a source line to show, and where its caret stands.
private struct Excerpt {
    var line: String
    var padding: String
    var caretWidth: Int

    /// Lines longer than this are cut around the fault: some sources have one line of megabytes.
    private static let widest = 160

    init(line: String, column: Int, length: Int) {
        // Cut before counting, so that a huge line costs no more than what is shown of it.
        let skipped = column > Self.widest / 2 ? column - Self.widest / 2 : 0
        let rest = line.dropFirst(skipped)
        let window = rest.prefix(Self.widest)
        let cutLeft = skipped > 0
        let cutRight = window.endIndex != rest.endIndex
        let prefix = window.prefix(max(0, column - 1 - skipped))
        let marked = window.dropFirst(prefix.count).prefix(length)
        self.line = (cutLeft ? "…" : "") + String(window).visible + (cutRight ? "…" : "")
        self.padding =
            (cutLeft ? " " : "")
            + prefix.map { $0 == "\t" ? "\t" : String(repeating: " ", count: $0.displayWidth) }.joined()
        self.caretWidth = max(1, marked.reduce(0) { $0 + $1.displayWidth })
    }
}

extension String {
    /// Without control characters, which could rewrite the terminal of whoever reads the message.
    var visible: String {
        guard unicodeScalars.contains(where: { $0.isControl && $0 != "\t" && $0 != "\n" }) else {
            return self
        }
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            text.append(scalar.isControl && scalar != "\t" && scalar != "\n" ? "\u{FFFD}" : scalar)
        }
        return String(text)
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { properties.generalCategory == .control }
}

extension Character {
    /// Columns a terminal gives the character: 2 for East Asian wide and emoji, else 1.
    var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        switch first.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default:
            return 1
        }
    }
}

private struct Paint {
    let enabled: Bool

    func bold(_ text: String) -> String { wrap(text, "1") }
    func red(_ text: String) -> String { wrap(text, "1;31") }
    func yellow(_ text: String) -> String { wrap(text, "1;33") }

    private func wrap(_ text: String, _ code: String) -> String {
        enabled ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
