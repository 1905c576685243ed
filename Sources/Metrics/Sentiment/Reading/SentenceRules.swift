/// How the words around an opinion change it.
///
/// Distances are costs: ``wordCost`` for a word between, ``hanCost`` for a Chinese character between.
enum SentenceRules {
    static let wordCost = 3
    static let hanCost = 2
    /// A negation reaches over four words or six characters.
    static let negationReach = 12
    /// A degree word reaches over one word or two characters.
    static let degreeReach = 4
    /// "not good" is bad, but less than "bad"; "not bad" is faint praise.
    static let negatedPraise = -0.75
    static let negatedBlame = -0.5
    /// Factors before and after "but".
    static let beforeContrast = 0.5
    static let afterContrast = 1.25
    /// Factor within "although …" and within "if …".
    static let conceded = 0.5
    /// Factor of a question.
    static let asked = 0.25
    /// ALL CAPS in a text that is not.
    static let shouted = 1.3
    /// Added per exclamation mark, up to three.
    static let exclaimed = 0.3
    /// Praise under a mark of sarcasm, and praise in scare quotes.
    static let sarcasm = -0.75
    static let scareQuotes = -0.6
    /// What a mark of sarcasm, and a scare-quoted title, weigh by themselves.
    static let sarcasmWeight = -1.0
    static let scareWeight = -1.5
    /// Several degree words together count no more than this.
    static let largestDegree = 2.0
}
