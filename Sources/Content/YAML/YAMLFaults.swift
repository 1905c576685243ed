import Diagnostics
import Yams

extension YAMLComposer {
    /// An error of the YAML parser in words that an author can act on.
    func diagnostic(for error: YamlError) -> Diagnostic {
        switch error {
        case .reader: return controlCharacter()
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let fault = Fault(problem: problem, context: context?.text ?? "")
            let place = fault.isAtContext ? (context?.mark ?? mark) : mark
            return source.error(fault.message, at: clamped(place), hint: fault.hint)
        case .duplicatedKeysInMapping(let keys, let context):
            return duplicate(keys.first ?? "", first: context.mark)
        default:
            return .error("cannot read the YAML", at: location(line: 1, column: 1))
        }
    }

    /// Yams marks the end of the text when something is never closed; an author has no such line.
    private func clamped(_ mark: Mark) -> SourceLocation {
        let lines = source.bytes.newlines(from: range.lowerBound, to: range.upperBound)
        let endsInNewline = range.isEmpty || source.bytes[range.upperBound - 1] == UInt8(ascii: "\n")
        let last = max(1, lines + (endsInNewline ? 0 : 1))
        guard mark.line > last else { return location(line: mark.line, column: mark.column) }
        let text = source.line(firstLine + last - 1) ?? ""
        return SourceLocation(file: source.path, line: firstLine + last - 1, column: text.count + 1)
    }

    private func controlCharacter() -> Diagnostic {
        let bad = range.first { offset in
            let byte = source.bytes[offset]
            return byte == 0x7F || (byte < 0x20 && !byte.isSpace) || byte == 0x0B || byte == 0x0C
        }
        return source.error(
            "a control character", at: source.location(offset: bad ?? range.lowerBound), hint: "delete it")
    }

    /// Yams gives the first of the equal keys; the fault is the second.
    private func duplicate(_ key: String, first: Mark) -> Diagnostic {
        let original = location(line: first.line, column: first.column, length: max(1, key.count))
        var place = original
        var number = original.line + 1
        while let line = source.line(number) {
            let indent = line.prefix { $0 == " " }.count
            if line.dropFirst(indent).hasPrefix(key), indent + 1 == original.column,
                line.dropFirst(indent + key.count).drop(while: { $0 == " " }).hasPrefix(":")
            {
                place = SourceLocation(
                    file: source.path, line: number, column: indent + 1, length: key.count)
                break
            }
            number += 1
        }
        let hint = place == original ? nil : "it is already on line \(original.line)"
        return source.error("the key '\(key)' stands twice", at: place, hint: hint)
    }

    /// What libyaml says, and what it means to someone who writes front matter.
    private struct Fault {
        var message: String
        var hint: String?
        /// Whether the place to look at is where the construct began.
        var isAtContext = false

        init(problem: String, context: String) {
            switch problem {
            case "mapping values are not allowed in this context":
                message = "a second ': ' in one value"
                hint = "put the value in quotes: \"…: …\""
            case "found character that cannot start any token":
                message = "a value cannot begin with this character"
                hint = "put the value in quotes; indent with spaces, not tabs"
            case _ where problem.contains("tab character"):
                message = "a tab where only spaces may indent"
                hint = "indent with spaces"
            case "did not find expected <document start>":
                message = "text after the end of the YAML"
                hint = "front matter ends at a line '---', not at '...'"
            case "did not find expected node content":
                message = "a value is missing"
                hint = "close brackets, and put text with brackets or commas in it in quotes"
            case "found unexpected end of stream", "found unexpected document indicator":
                message =
                    context.contains("quoted") ? "this quote is never closed" : "the YAML ends too early"
                isAtContext = context.contains("quoted")
            case "did not find expected ',' or ']'":
                message = "this list is not closed"
                hint = "end it with ']', with ',' between its entries"
                isAtContext = true
            case "did not find expected ',' or '}'":
                message = "this mapping is not closed"
                hint = "end it with '}', with ',' between its entries"
                isAtContext = true
            case "could not find expected ':'":
                message = "expected 'key: value'"
                isAtContext = context.contains("simple key")
            case "did not find expected key":
                message = "expected 'key: value'"
                hint = "check the indentation; put text with quotes or brackets in it in quotes"
            case "did not find expected '-' indicator":
                message = "expected '- ' for the next entry of the list"
                hint = "check the indentation"
            case "found undefined alias":
                message = "this alias has no anchor"
                hint = "put text that begins with '*' in quotes"
            case "but found another document":
                message = "a second YAML document"
                hint = "delete the line '---'"
            case _ where problem.contains("alphabetic or numeric"):
                message = "a value cannot begin with '*' or '&'"
                hint = "put the value in quotes"
            case _ where problem.contains("nesting level"):
                message = YAMLComposer.tooDeepMessage
                hint = YAMLComposer.tooDeepHint
            default:
                message = "\(problem)\(context.isEmpty ? "" : " \(context)")"
            }
        }
    }
}
