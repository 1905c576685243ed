/// The language that most pages are written in, where their script tells.
enum LanguageGuess {
    /// - Returns: `zh-Hans`, `zh-Hant`, `ja`, `ko`, or nil.
    static func language(of pages: [ImportedPage]) -> String? {
        var (letters, han, kana, hangul, simplified, traditional) = (0, 0, 0, 0, 0, 0)
        for page in pages.prefix(50) {
            let view = MarkdownView(page.text.bytes)
            for number in view.proseLines.prefix(400) {
                for scalar in view.bytes.text(view.line(number)).unicodeScalars {
                    switch scalar.value {
                    case 0x4E00...0x9FFF:
                        han += 1
                        if Self.simplified.contains(scalar) { simplified += 1 }
                        if Self.traditional.contains(scalar) { traditional += 1 }
                    case 0x3040...0x30FF: kana += 1
                    case 0xAC00...0xD7AF: hangul += 1
                    default: if scalar.properties.isAlphabetic { letters += 1 }
                    }
                }
            }
        }
        // A character of these says as much as several letters.
        if kana * 4 > han + kana, (han + kana) * 3 > letters { return "ja" }
        if hangul * 3 > letters + han { return "ko" }
        guard han * 3 > letters else { return nil }
        return traditional > simplified ? "zh-Hant" : "zh-Hans"
    }

    /// Frequent characters that are written in two ways.
    private static let simplified = Set("这个们来说为时会对开关学国经现点还过发后从无".unicodeScalars)
    private static let traditional = Set("這個們來說為時會對開關學國經現點還過發後從無".unicodeScalars)
}
