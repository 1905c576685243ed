import Diagnostics

/// A directive whose closing fence is still to come.
struct OpenDirective {
    var directive: Directive
    var signature: DirectiveSignature
    /// The name, for errors about what is missing.
    var word: Range<Int>
    /// Where it stands among the items.
    var index: Int
}

extension FenceParser {
    /// More of them inside one another are a mistake.
    static let deepestDirective = 16

    var directiveNames: String { directives.keys.sorted().joined(separator: ", ") }

    mutating func openDirective(
        _ name: String, _ signature: DirectiveSignature, _ word: Range<Int>, _ tail: Range<Int>,
        _ line: FenceLine
    ) {
        endText(before: line)
        if open.count(where: { $0.kind == .directive }) == Self.deepestDirective {
            report(
                "directives are nested too deep", line,
                hint: "at most \(Self.deepestDirective) stand inside one another")
        }
        var attributes: [String: String?] = [:]
        var isClosed = false
        var isRight = true
        if Callout.Kind(rawValue: name) != nil, !isAttributes(tail, of: signature) {
            if !tail.isEmpty { attributes["title"] = source.bytes.text(tail) }
        } else {
            (attributes, isClosed, isRight) = readAttributes(name, signature, tail)
        }
        let directive = Directive(
            name: name, attributes: attributes, hasBody: !isClosed, isOneLine: isClosed,
            location: source.location(offset: line.start, length: line.range.upperBound - line.start))
        let opened = OpenDirective(
            directive: directive, signature: signature, word: word, index: items.count)
        items.append(.directive(directive))
        if isClosed {
            if isRight { reportMissing(opened, hasBody: false) }
        } else {
            open.append(
                OpenFence(kind: .directive, name: name, line: line, directive: isRight ? opened : nil))
        }
    }

    mutating func closeDirective(_ fence: OpenFence, _ line: FenceLine) {
        guard var opened = fence.directive else { return }
        let content = items.dropFirst(opened.index + 1).first { item in
            guard case .text(let run) = item else { return true }
            return !source.bytes.isBlank(run.range)
        }
        if content == nil {
            opened.directive.hasBody = false
            items[opened.index] = .directive(opened.directive)
            items.removeSubrange((opened.index + 1)...)
        } else {
            items.append(.closeDirective(line: line.number, opening: fence.line.number))
        }
        if content != nil, !opened.signature.takesBody {
            report(
                "'\(fence.name)' takes no body", fence.line,
                hint: "end its line with ':::', and put the text behind it")
        }
        reportMissing(opened, hasBody: content != nil)
    }

    /// The title of a call-out: the rest of its line, or `title="…"` as directives write it.
    mutating func calloutTitle(_ kind: Callout.Kind, _ word: Range<Int>, _ tail: Range<Int>) -> String? {
        guard isAttributes(tail, of: .callout) else {
            return tail.isEmpty ? nil : source.bytes.text(tail)
        }
        let (attributes, isClosed, _) = readAttributes(kind.rawValue, .callout, tail)
        if isClosed {
            report(
                "'\(kind.rawValue)' needs a body", word,
                hint: "write it on the lines below, and ':::' on a line of its own behind it")
        }
        return attributes["title"] ?? nil
    }

    /// Whether what follows an unknown name is meant for a directive.
    func looksLikeDirective(_ tail: Range<Int>) -> Bool {
        AttributeParser.leadingName(source.bytes, tail) != nil
            || AttributeParser.endsInColons(source.bytes, tail)
    }

    /// Whether attributes follow a call-out's name, and not its title.
    private func isAttributes(_ tail: Range<Int>, of signature: DirectiveSignature) -> Bool {
        guard let name = AttributeParser.leadingName(source.bytes, tail) else { return false }
        return signature.attributes.contains(name)
    }

    private mutating func readAttributes(
        _ name: String, _ signature: DirectiveSignature, _ tail: Range<Int>
    ) -> (attributes: [String: String?], isClosed: Bool, isRight: Bool) {
        let parser = AttributeParser(source.bytes, tail)
        var isRight = parser.fault == nil
        if let fault = parser.fault { report(fault.message, fault.range, hint: fault.hint) }
        var attributes: [String: String?] = [:]
        let known = signature.attributes
        for attribute in parser.attributes where !signature.isUnread {
            if !known.contains(attribute.name) {
                isRight = false
                report(
                    "'\(name)' has no attribute '\(attribute.name)'", attribute.nameRange,
                    hint: known.isEmpty
                        ? "it takes none"
                        : suggestion(for: attribute.name, among: known, from: "it takes"))
            } else if signature.isFlag(attribute.name), attribute.value != nil {
                isRight = false
                report(
                    "'\(attribute.name)' takes no value", attribute.range,
                    hint: "write \(attribute.name) alone, or leave it out")
            } else if !signature.isFlag(attribute.name), attribute.value == nil {
                isRight = false
                report(
                    "'\(attribute.name)' needs a value", attribute.range,
                    hint: "write \(attribute.name)=\"…\"")
            }
            attributes.updateValue(attribute.value, forKey: attribute.name)
        }
        return (attributes, parser.closes, isRight)
    }

    private mutating func reportMissing(_ opened: OpenDirective, hasBody: Bool) {
        let attributes = opened.directive.attributes.filter { name, value in
            value != "" || !opened.signature.asksFor(name)
        }
        var given = Set(attributes.keys)
        if hasBody { given.insert(DirectiveSignature.body) }
        for name in opened.signature.missing(given) {
            guard name != DirectiveSignature.body else {
                report(
                    "'\(opened.directive.name)' needs a body", opened.word,
                    hint: "write it on the lines below, and ':::' on a line of its own behind it")
                continue
            }
            let others = opened.signature.attributes.filter { $0 != name }
            let also = others.isEmpty ? "" : "; it also takes \(others.joined(separator: ", "))"
            report(
                "'\(opened.directive.name)' needs '\(name)'", opened.word,
                hint: "write \(name)=\"…\"\(also)")
        }
    }
}
