import Diagnostics

/// What an author says of a code block behind its opening fence: `swift title="Package.swift" lines=3-5,8 numbers`.
///
/// The first word is the language. Attributes are separated by blanks or commas, and may stand in braces. The names that
/// Hugo, Zola, Docusaurus and mdBook have for the same are understood too.
struct FenceInfo {
    var language = ""
    var title: String?
    /// Lines to mark, counted from 1.
    var marked: [ClosedRange<Int>] = []
    /// The number of the first line; nil where lines are not numbered.
    var firstNumber: Int?
    private(set) var faults: [Fault] = []

    /// Something wrong in it.
    struct Fault {
        var message: String
        /// As it stands behind the fence.
        var text: [UInt8]
        var hint: String
    }

    init(_ info: UnsafeBufferPointer<UInt8>) {
        let plain = info.allSatisfy {
            $0.isAlphanumeric || [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "#")].contains($0)
        }
        guard !plain else {
            language = String(decoding: info, as: UTF8.self)
            return
        }
        read(Array(info))
    }

    // MARK: Words

    private mutating func read(_ info: [UInt8]) {
        var position = 0
        var isFirst = true
        while position < info.count {
            if Self.separates(info[position]) {
                position += 1
                continue
            }
            let start = position
            while position < info.count, !Self.separates(info[position]), info[position] != Self.equals {
                position += 1
            }
            let word = info.text(start..<position)
            guard position < info.count, info[position] == Self.equals else {
                read(word: word, isFirst: isFirst)
                isFirst = false
                continue
            }
            position += 1
            let value = Self.value(info, &position)
            isFirst = false
            let text = Array(info[start..<position])
            guard let value else {
                fault(
                    "the value of '\(word)' is not closed", text,
                    hint: "end it with the quote or bracket it begins with")
                continue
            }
            read(attribute: word, value, text)
        }
    }

    private static let equals = UInt8(ascii: "=")

    private static func separates(_ byte: UInt8) -> Bool {
        byte.isSpace || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
    }

    /// A value in quotes, in brackets, or up to the next blank; a comma ends it where no digit follows.
    private static func value(_ info: [UInt8], _ position: inout Int) -> String? {
        let closing: UInt8? =
            switch position < info.count ? info[position] : 0 {
            case UInt8(ascii: "\""): UInt8(ascii: "\"")
            case UInt8(ascii: "'"): UInt8(ascii: "'")
            case UInt8(ascii: "["): UInt8(ascii: "]")
            default: nil
            }
        if let closing {
            let start = position + 1
            guard let end = info.offset(of: closing, from: start) else {
                position = info.count
                return nil
            }
            position = end + 1
            return info.text(start..<end)
        }
        let start = position
        while position < info.count, !info[position].isSpace, info[position] != UInt8(ascii: "}") {
            if info[position] == UInt8(ascii: ","),
                position + 1 == info.count || !info[position + 1].isDigit
            {
                break
            }
            position += 1
        }
        return info.text(start..<position)
    }

    private mutating func read(word: String, isFirst: Bool) {
        if Self.numberNames.contains(word) {
            firstNumber = firstNumber ?? 1
        } else if word.utf8.first?.isDigit == true, !isFirst {
            mark(word, Array(word.utf8))
        } else if language.isEmpty, isFirst || word.hasPrefix(".") {
            language = word.hasPrefix(".") ? String(word.dropFirst()) : word
        } else if !Self.isOfOtherTools(word) {
            unknown(word, Array(word.utf8))
        }
    }

    private mutating func read(attribute name: String, _ value: String, _ text: [UInt8]) {
        switch name {
        case "title", "name": title = value.isEmpty ? nil : value
        case "lines", "hl_lines": mark(value, text)
        case "linenostart": number(value, text)
        case _ where Self.numberNames.contains(name):
            switch value {
            case "false": firstNumber = nil
            case "true", "inline", "table": firstNumber = firstNumber ?? 1
            default: number(value, text)
            }
        default: unknown(name, text)
        }
    }

    private static let numberNames: Set = ["numbers", "linenos", "showLineNumbers"]

    /// Words that rustdoc and mdBook have for code that is run.
    private static func isOfOtherTools(_ word: String) -> Bool {
        let words: Set = [
            "compile_fail", "editable", "ignore", "no_run", "noplaypen", "noplayground", "should_panic",
        ]
        return words.contains(word) || word.hasPrefix("edition20")
    }

    // MARK: Values

    private mutating func number(_ value: String, _ text: [UInt8]) {
        guard let number = Int(value), (0...9_999_999).contains(number) else {
            fault("'\(value)' is no line number", text, hint: "write numbers, or numbers=20 to begin with 20")
            return
        }
        firstNumber = number
    }

    /// `3-5,8`, and Hugo's `[3,"5-8"]`.
    private mutating func mark(_ value: String, _ text: [UInt8]) {
        let parts = value.split { $0 == "," || $0 == " " }
        for part in parts {
            let ends = part.filter { $0 != "\"" && $0 != "'" }.split(
                separator: "-", omittingEmptySubsequences: false)
            let numbers = ends.map { Int($0) ?? 0 }
            guard let first = numbers.first, let last = numbers.last, ends.count <= 2, first > 0,
                last >= first
            else {
                fault("'\(part)' names no lines", text, hint: "write lines=3-5,8; the first line is 1")
                return
            }
            marked.append(first...last)
        }
        if parts.isEmpty { fault("no lines are named", text, hint: "write lines=3-5,8") }
    }

    /// Says which marked lines are not there.
    mutating func check(lineCount: Int) {
        for lines in marked where lines.upperBound > lineCount {
            fault(
                "there is no line \(lines.upperBound) to mark", Array(String(lines.upperBound).utf8),
                hint: "the code has \(lineCount) \(lineCount == 1 ? "line" : "lines")")
        }
    }

    private mutating func unknown(_ name: String, _ text: [UInt8]) {
        let known = ["title", "lines", "numbers"]
        let near = didYouMean(name, among: known).map { "did you mean '\($0)'? " } ?? ""
        fault(
            name.isEmpty ? "this attribute has no name" : "code blocks have no attribute '\(name)'", text,
            hint: near + "there are title=\"…\", lines=3-5,8 and numbers")
    }

    private mutating func fault(_ message: String, _ text: [UInt8], hint: String) {
        faults.append(Fault(message: message, text: text, hint: hint))
    }
}
