extension Report {
    /// The essentials in some twenty lines.
    ///
    /// - Parameter width: columns that a line may have.
    public func terminal(width: Int) -> String {
        let words = context.words
        var lines = [words.reportTitle(options.title), words.through(words.day(date)), ""]
        let headlines = context.headlines
        let label = (headlines.map { Self.columns($0.label) }.max() ?? 0) + 2
        let value = (headlines.map { Self.columns($0.value) }.max() ?? 0) + 2
        for headline in headlines {
            let spark = Sparkline.text(headline.history)
            var line = Self.padded(headline.label, label) + Self.padded(headline.value, value)
            line += Self.padded(spark, 26)
            line += headline.change ?? headline.detail
            lines.append(line)
        }
        if !headlines.isEmpty { lines.append("") }
        lines.append(words.doNow)
        lines += actions.isEmpty ? ["  " + words.nothingToDo] : []
        for (index, entry) in actions.enumerated() {
            lines += Self.wrapped(entry.action.text, width: max(width, 40) - 5).enumerated().map {
                ($0.offset == 0 ? "  \(index + 1). " : "     ") + $0.element
            }
        }
        let experiments = context.experimentLines
        if !experiments.isEmpty { lines += ["", words.experimentsHeading] }
        for text in experiments {
            lines += Self.wrapped(text, width: max(width, 40) - 4).enumerated().map {
                ($0.offset == 0 ? "  " : "    ") + $0.element
            }
        }
        let absent = context.results.summaries.filter { $0.notRun != nil }
        if !absent.isEmpty {
            lines += ["", words.notRun]
            for summary in absent {
                let why = summary.notRun.map { words.model($0.why) } ?? ""
                let text = words.subject(summary.subject) + words(": ", "：") + why
                lines += Self.wrapped(text, width: max(width, 40) - 4).enumerated().map {
                    ($0.offset == 0 ? "  " : "    ") + $0.element
                }
            }
        }
        return lines.map(Self.harmless).joined(separator: "\n")
    }

    /// Without what a terminal would obey, whichever file it came from.
    private static func harmless(_ line: String) -> String {
        String(
            String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control })
        )
    }

    /// Cells of a terminal; Chinese takes two each.
    private static func columns(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - columns(text)))
    }

    /// Lines broken at spaces, and in Chinese anywhere.
    private static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var word = ""
        func isWide(_ character: Character) -> Bool { columns(String(character)) > 1 }
        for character in text + " " {
            word.append(character)
            guard character == " " || isWide(character) else { continue }
            if columns(line) + columns(word) > width, !line.isEmpty {
                lines.append(line)
                line = ""
            }
            line += word
            word = ""
        }
        while line.last == " " { line.removeLast() }
        return line.isEmpty ? lines : lines + [line]
    }
}
