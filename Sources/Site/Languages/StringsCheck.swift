import Content
import Diagnostics

/// What an author's file of words must have and may have.
struct StringsCheck {
    /// The default theme's words in English.
    let standard: Strings
    /// Languages of the site that the default theme has no words in: their files must be whole.
    let whole: Set<String>
    /// Whether the author's own layouts or scripts print a word of this name.
    let isPrinted: (String) -> Bool

    /// Forms of counted words that some languages have and English has not.
    private static let counted =
        ["opensAfter#Days", "search#"].flatMap { pattern in
            ["Zero", "Two", "Few"].map { pattern.replacing("#", with: $0) }
        } + ["zeroLessons", "twoLessons", "fewLessons"]

    /// Reports words that nothing prints and, in a file that must be whole, words that are missing.
    ///
    /// - Parameter part: `page` or `reader`.
    func check(_ part: String, _ reader: inout YAMLReader, language: String, place: SourceLocation?) {
        let known = part == "page" ? standard.page : standard.reader
        let keys = reader.keys(as: "NAME")
        let written = Set(keys.map(\.value))
        for key in keys where known[key.value] == nil && !Self.counted.contains(key.value) {
            guard !isPrinted(key.value) else { continue }
            reader.report(
                "unknown word '\(key.value)'", at: key.location,
                hint: didYouMean(key.value, among: known.keys.sorted()).map { "did you mean '\($0)'?" }
                    ?? "neither the theme nor a layout of yours prints it")
        }
        let missing = known.keys.filter { !written.contains($0) }.sorted()
        guard whole.contains(language), !missing.isEmpty else { return }
        let shown = missing.prefix(5).joined(separator: ", ")
        let more = missing.count > 5 ? " and \(missing.count - 5) more" : ""
        reader.report(
            missing.count == 1
                ? "'\(part)' lacks the word \(shown)" : "'\(part)' lacks the words \(shown)\(more)",
            at: place ?? reader.location,
            hint: "a language that the theme does not have needs every word of strings/en.yml")
    }

    /// Reports a part that is not there at all, in a file that must be whole.
    func checkAbsent(_ part: String, _ reader: inout YAMLReader, language: String) {
        guard whole.contains(language) else { return }
        reader.requireKey(
            part, hint: "a language that the theme does not have needs every word of strings/en.yml")
    }

    /// Languages without any words of their own.
    static func warnings(_ editions: [Edition], _ strings: [String: Strings]) -> [Diagnostic] {
        guard editions.count > 1 else { return [] }
        return editions.map(\.language).filter {
            strings[$0] == nil && strings[$0.primaryLanguage] == nil
        }.map { language in
            .warning(
                "the theme has no words in '\(language)': its pages have English ones",
                hint:
                    "write them into layouts/strings/\(language).yml, beginning with a copy of the theme's en.yml"
            )
        }
    }
}
