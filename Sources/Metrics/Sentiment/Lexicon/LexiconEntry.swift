/// What a term does to the reading of the text around it.
enum LexiconRole: String, Sendable {
    /// Praise or blame.
    case opinion
    /// Neither, though a part of it would be: "error handling", 水平.
    case shield
    /// Turns the opinion that follows.
    case negation
    /// Strengthens or weakens the opinion that follows.
    case degree
    /// Strengthens the opinion that came before: 极了.
    case after
    /// What follows weighs more than what came before: "but".
    case contrast
    /// Its own clause weighs less: "although".
    case concession
    /// Carries a negation on to the next opinion: "and", 又.
    case joiner
    /// Its clause is supposed, not said: "if".
    case condition
    /// Makes a sentence with a question mark a real question.
    case ask
    /// The sentence means the opposite of its praise: "/s", 呵呵.
    case sarcasm
    /// Plain by itself, mocking inside quotation marks: so-called "expert".
    case scare
}

/// A set of topics in one byte.
struct TopicSet: OptionSet, Sendable, Hashable {
    var rawValue: UInt8

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ topic: SentimentTopic) { self.init(rawValue: 1 << topic.index) }
}

/// What the dictionary knows of one term.
struct LexiconEntry: Sendable {
    var role: LexiconRole
    /// −4…4; 0 for a term without an opinion of its own.
    var weight: Double = 0
    /// The factor of a degree word.
    var factor: Double = 1
    /// What the term names.
    var topics: TopicSet = []
}
