/// SVG: the size that the root element gives in pixels; none where it leaves it to the page.
extension ImageHeader {
    static func svg(_ reader: ByteReader) -> ImageHeader? {
        let text = String(decoding: reader.bytes.prefix(1 << 16), as: UTF8.self)
        guard let element = rootElement(text) else { return nil }
        let width = pixels(element["width"])
        let height = pixels(element["height"])
        guard let width, let height else { return ImageHeader(.svg, nil) }
        return ImageHeader(.svg, PixelSize(width: width, height: height))
    }

    /// The attributes of the first element, when it is `svg`.
    private static func rootElement(_ text: String) -> [String: String]? {
        var rest = text[...]
        if rest.first == "\u{FEFF}" { rest.removeFirst() }
        while true {
            rest = rest.drop(while: \.isWhitespace)
            if rest.hasPrefix("<!--") {
                guard let end = rest.firstRange(of: "-->") else { return nil }
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("<?") || rest.hasPrefix("<!") {
                guard let end = rest.firstIndex(of: ">") else { return nil }
                rest = rest[rest.index(after: end)...]
            } else {
                break
            }
        }
        guard rest.hasPrefix("<svg"),
            rest.dropFirst(4).first.map({ $0.isWhitespace || $0 == ">" || $0 == "/" }) == true
        else { return nil }
        return attributes(rest.dropFirst(4))
    }

    private static func attributes(_ text: Substring) -> [String: String] {
        var attributes: [String: String] = [:]
        var rest = text
        while true {
            rest = rest.drop(while: \.isWhitespace)
            let name = rest.prefix { !$0.isWhitespace && $0 != "=" && $0 != ">" && $0 != "/" }
            rest = rest.dropFirst(name.count).drop(while: \.isWhitespace)
            guard !name.isEmpty, rest.first == "=" else { return attributes }
            rest = rest.dropFirst().drop(while: \.isWhitespace)
            guard let quote = rest.first, quote == "\"" || quote == "'" else { return attributes }
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: quote) else { return attributes }
            attributes[String(name)] = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
        }
    }

    /// `640`, `640px` or `640.5`; nil for other units and for what no page would show.
    private static func pixels(_ value: String?) -> Int? {
        guard let value else { return nil }
        let number = value.hasSuffix("px") ? value.dropLast(2) : value[...]
        guard let length = Double(number), length >= 0.5, length < 1e5 else { return nil }
        return Int(length.rounded())
    }
}
