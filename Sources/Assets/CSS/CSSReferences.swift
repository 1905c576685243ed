/// The files that a stylesheet names: by `url()`, `@import` and `image-set()`.
enum CSSReferences {
    /// - Parameter source: UTF-8; what cannot be read as CSS names nothing.
    static func references(in source: [UInt8]) -> [AssetReference] {
        let tokens = CSSTokenizer.tokens(source).filter { ![.whitespace, .comment].contains($0.kind) }
        var references: [AssetReference] = []
        var functions: [String] = []
        var isImport = false
        for token in tokens {
            let text = source[token.range]
            switch token.kind {
            case .function:
                functions.append(String(decoding: text.dropLast(), as: UTF8.self).lowercased())
            case .openParen: functions.append("")
            case .closeParen: _ = functions.popLast()
            case .url:
                let inside = text.drop { $0 != UInt8(ascii: "(") }.dropFirst().dropLast()
                let start = inside.firstIndex { !CSSTokenizer.isSpace($0) } ?? inside.endIndex
                let end = inside.lastIndex { !CSSTokenizer.isSpace($0) }.map { $0 + 1 } ?? start
                add(start..<end, of: source, to: &references)
            case .string where isImport || functions.last.map(namesFiles.contains) ?? false:
                add(token.range.lowerBound + 1..<token.range.upperBound - 1, of: source, to: &references)
            case .openBrace, .semicolon: functions = []
            default: break
            }
            isImport =
                token.kind == .atKeyword && String(decoding: text, as: UTF8.self).lowercased() == "@import"
        }
        return references
    }

    /// Functions whose strings are addresses.
    private static let namesFiles: Set<String> = ["url", "image-set", "-webkit-image-set"]

    private static func add(_ range: Range<Int>, of source: [UInt8], to references: inout [AssetReference]) {
        let text = source[range]
        // Nobody writes escapes in the names of files; one that does keeps its address.
        guard !text.isEmpty, !text.contains(UInt8(ascii: "\\")) else { return }
        references.append(
            AssetReference(address: .file(String(decoding: text, as: UTF8.self)), range: range))
    }
}
