/// The language a text was read in, told by its script.
public enum SentimentLanguage: String, Sendable, Hashable, Codable {
    /// Latin letters, whatever the language they spell.
    case english
    /// Chinese characters, traditional ones included.
    case chinese
    /// Another script, or no letters at all; only emoji and emoticons are read.
    case other

    /// Chinese wins as soon as it has a third as many characters as there are Latin letters: a Chinese
    /// sentence full of English terms is still Chinese.
    init(of text: FoldedText) {
        // Japanese mixes Chinese characters with kana, Korean with hangul.
        let foreign = text.kanaCount + text.otherCount
        if text.hanCount > 0, text.hanCount > foreign, text.hanCount * 3 >= text.latinCount {
            self = .chinese
        } else if text.latinCount > 0, text.latinCount > foreign {
            self = .english
        } else {
            self = .other
        }
    }
}
