extension String {
    /// The text with `& < > " '` as entities: safe in HTML and XML, in text and in quoted attributes.
    var escapedForMarkup: String {
        guard utf8.contains(where: \.isMarkup) else { return self }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count + 32)
        bytes.appendEscaped(self)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text without what XML 1.0 cannot hold.
    var allowedInXML: String {
        let isAllowed: (Unicode.Scalar) -> Bool = {
            $0.value >= 0x20 && $0.value != 0xFFFE && $0.value != 0xFFFF || $0 == "\n" || $0 == "\t"
        }
        guard !unicodeScalars.allSatisfy(isAllowed) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.filter(isAllowed)))
    }
}

extension [UInt8] {
    /// Appends the text, with markup as entities.
    mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for (position, byte) in utf8.enumerated() where byte.isMarkup {
                append(contentsOf: utf8[start..<position])
                start = position + 1
                switch byte {
                case UInt8(ascii: "&"): self += "&amp;".utf8
                case UInt8(ascii: "<"): self += "&lt;".utf8
                case UInt8(ascii: ">"): self += "&gt;".utf8
                case UInt8(ascii: "\""): self += "&quot;".utf8
                default: self += "&#39;".utf8
                }
            }
            append(contentsOf: utf8[start...])
        }
    }
}

extension UInt8 {
    fileprivate var isMarkup: Bool {
        switch self {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"):
            true
        default: false
        }
    }
}
