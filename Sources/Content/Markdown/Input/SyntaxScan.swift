import Foundation

/// What a text may need beyond CommonMark, found without parsing it.
struct SyntaxScan {
    /// What to attach at first. Tables and task lists are here whenever the text could have one;
    /// strikethrough and autolinks, which need a lock, only where it looks as if it had one.
    private(set) var syntax: MarkdownSyntax = []
    /// What would matter in running text and was not attached: the parsed text tells for certain.
    private(set) var unsure: MarkdownSyntax = []
    private(set) var hasBracket = false

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        bytes.withUnsafeBufferPointer { buffer in
            let text = UnsafeBufferPointer(rebasing: buffer[range])
            if text.holds("-"), text.holds("|") || Self.hasAlignment(text) { syntax.insert(.table) }
            hasBracket = text.holds("[")
            if hasBracket, Self.hasTask(text) { syntax.insert(.tasklist) }
            if text.holds("~") {
                if Self.looksStruck(text) {
                    syntax.insert(.strikethrough)
                } else {
                    unsure.insert(.strikethrough)
                }
            }
            switch Self.links(text) {
            case .none: break
            case .likely: syntax.insert(.autolink)
            case .unlikely: unsure.insert(.autolink)
            }
        }
    }

    private enum Likelihood { case none, unlikely, likely }

    private static func hasTask(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.first(where: "[") { offset in
            offset + 2 < text.count && text[offset + 2] == UInt8(ascii: "]")
                && (text[offset + 1] == UInt8(ascii: " ") || text[offset + 1] | 0x20 == UInt8(ascii: "x"))
        }
    }

    /// Whether a row like `:-` or `-:` makes a table of one column, which needs no `|`.
    private static func hasAlignment(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.first(where: ":") { offset in
            (offset + 1 < text.count && text[offset + 1] == UInt8(ascii: "-"))
                || (offset > 0 && text[offset - 1] == UInt8(ascii: "-"))
        }
    }

    /// Whether two runs of `~` could strike out what is between them: code fences do not count, nor
    /// home folders.
    private static func looksStruck(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var runs = 0
        var position = 0
        while let hit = text.offset(of: "~", from: position) {
            var end = hit
            while end < text.count, text[end] == UInt8(ascii: "~") { end += 1 }
            position = end
            if end - hit > 2 { continue }
            if end - hit == 1, end < text.count, text[end] == UInt8(ascii: "/") { continue }
            runs += 1
            if runs == 2 { return true }
        }
        return false
    }

    /// Whether an address could become a link by itself.
    private static func links(_ text: UnsafeBufferPointer<UInt8>) -> Likelihood {
        var likelihood = Likelihood.none
        var position = 0
        while let hit = text.offset(of: ":", from: position) {
            position = hit + 1
            guard hit + 2 < text.count, text[hit + 1] == UInt8(ascii: "/"), text[hit + 2] == UInt8(ascii: "/")
            else { continue }
            var start = hit
            while start > 0, text[start - 1].isLetter { start -= 1 }
            if start == hit { continue }
            if isDestination(text, start) { likelihood = .unlikely } else { return .likely }
        }
        position = 0
        while let hit = text.offset(of: "@", from: position) {
            position = hit + 1
            if hit > 0, position < text.count, text[hit - 1].isAlphanumeric, text[position].isAlphanumeric {
                return .likely
            }
            likelihood = .unlikely
        }
        position = 0
        while let hit = text.offset(of: "w", from: position) {
            position = hit + 1
            guard hit + 3 < text.count, text[hit + 1] == UInt8(ascii: "w"),
                text[hit + 2] == UInt8(ascii: "w"),
                text[hit + 3] == UInt8(ascii: ".")
            else { continue }
            if hit > 0, text[hit - 1].isAlphanumeric || text[hit - 1] == UInt8(ascii: "/") {
                likelihood = .unlikely
            } else {
                return .likely
            }
        }
        return likelihood
    }

    /// Whether an address stands where it is a link's destination, an attribute or a definition.
    private static func isDestination(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        guard start > 0 else { return false }
        switch text[start - 1] {
        case UInt8(ascii: "<"), UInt8(ascii: "\""), UInt8(ascii: "="): return true
        case UInt8(ascii: "("): return start > 1 && text[start - 2] == UInt8(ascii: "]")
        case UInt8(ascii: " "):
            return start > 2 && text[start - 2] == UInt8(ascii: ":") && text[start - 3] == UInt8(ascii: "]")
        default: return false
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    func offset(of character: Unicode.Scalar, from start: Int) -> Int? {
        offset(of: UInt8(ascii: character), from: start)
    }

    func offset(of byte: UInt8, from start: Int) -> Int? {
        guard start < count, let base = baseAddress,
            let hit = memchr(base + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }

    func holds(_ character: Unicode.Scalar) -> Bool {
        offset(of: character, from: 0) != nil
    }

    /// Whether some `character` stands where `test` holds.
    func first(where character: Unicode.Scalar, _ test: (Int) -> Bool) -> Bool {
        var position = 0
        while let hit = offset(of: character, from: position) {
            if test(hit) { return true }
            position = hit + 1
        }
        return false
    }
}
