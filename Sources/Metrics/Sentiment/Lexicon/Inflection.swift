/// The regular forms of English words.
enum Inflection {
    /// -s, -ed, -ing.
    static func verb(_ lemma: String) -> [String] {
        let past: String
        let participle: String
        if lemma.hasSuffix("e") {
            past = lemma + "d"
            if lemma.hasSuffix("ee") {
                participle = lemma + "ing"
            } else if lemma.hasSuffix("ie") {
                participle = lemma.dropLast(2) + "ying"
            } else {
                participle = lemma.dropLast() + "ing"
            }
        } else {
            past = endsInConsonantAndY(lemma) ? lemma.dropLast() + "ied" : lemma + "ed"
            participle = lemma + "ing"
        }
        return [plural(lemma), past, participle]
    }

    /// -s, and -ed, -ing with the last letter doubled.
    static func doublingVerb(_ lemma: String) -> [String] {
        guard let last = lemma.last else { return [] }
        return [plural(lemma), "\(lemma)\(last)ed", "\(lemma)\(last)ing"]
    }

    /// -s or -es, as nouns and verbs take it.
    static func plural(_ lemma: String) -> String {
        if endsInConsonantAndY(lemma) { return lemma.dropLast() + "ies" }
        let hisses = ["s", "x", "z", "ch", "sh"].contains { lemma.hasSuffix($0) }
        return lemma + (hisses ? "es" : "s")
    }

    /// -ly.
    static func adverb(_ lemma: String) -> String {
        if lemma.hasSuffix("y") { return lemma.dropLast() + "ily" }
        if lemma.hasSuffix("le") { return lemma.dropLast() + "y" }
        if lemma.hasSuffix("ic") { return lemma + "ally" }
        if lemma.hasSuffix("ll") { return lemma + "y" }
        return lemma + "ly"
    }

    private static func endsInConsonantAndY(_ word: String) -> Bool {
        guard word.hasSuffix("y"), let before = word.dropLast().last else { return false }
        return !"aeiou".contains(before)
    }
}
