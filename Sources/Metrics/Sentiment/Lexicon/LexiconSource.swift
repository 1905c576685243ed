/// The notation of the lexicon literals.
///
/// A header line says what the terms below it are, until the next header:
///
///     -3              blame of weight −3 (praise has a plus sign)
///     @degree 1.3     a role of ``LexiconRole`` and its number: a factor for degree and after, else a weight
///     @topic price    words that name a topic
///
/// Terms are separated by commas. An English term may end in `~` and a letter, which adds its regular forms:
/// `~v` verb (crash~v: crashes, crashed, crashing), `~d` verb that doubles its last letter (lag~d: lagged),
/// `~n` noun (bug~n: bugs), `~a` adjective (slow~a: slowly). A form that is listed itself keeps its own entry.
struct LexiconSource: Sendable {
    struct Term: Sendable {
        var text: String
        /// The inflected forms, without `text` itself.
        var forms: [String]
        var header: Header
    }

    enum Header: Sendable, Hashable {
        case weight(Int)
        case role(LexiconRole, Double)
        case topic(SentimentTopic)
    }

    /// In the order of the literal.
    private(set) var terms: [Term] = []

    init(_ literal: String, separator: Character = ",") {
        var header: Header?
        for line in literal.split(separator: "\n") {
            if let next = Header(line) {
                header = next
            } else if let header {
                for piece in line.split(separator: separator) {
                    let trimmed = Self.trimmed(piece)
                    if !trimmed.isEmpty { terms.append(Term(trimmed, header)) }
                }
            }
        }
    }

    private static func trimmed(_ piece: Substring) -> Substring {
        var piece = piece
        while piece.utf8.first == 0x20 { piece.removeFirst() }
        while piece.utf8.last == 0x20 { piece.removeLast() }
        return piece
    }
}

extension LexiconSource.Header {
    fileprivate init?(_ line: Substring) {
        guard let first = line.utf8.first else { return nil }
        if first == UInt8(ascii: "@") {
            let words = line.dropFirst().split(separator: " ")
            guard let name = words.first else { return nil }
            let argument = words.dropFirst().first.map(String.init)
            if name == "topic" {
                guard let topic = argument.flatMap(SentimentTopic.init(rawValue:)) else { return nil }
                self = .topic(topic)
            } else {
                guard let role = LexiconRole(rawValue: String(name)) else { return nil }
                self = .role(role, argument.flatMap(Double.init) ?? 0)
            }
        } else {
            guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-"), let weight = Int(line) else {
                return nil
            }
            self = .weight(weight)
        }
    }
}

extension LexiconSource.Term {
    fileprivate init(_ written: Substring, _ header: LexiconSource.Header) {
        self.header = header
        guard written.dropLast().last == "~", let inflection = written.last, "vdna".contains(inflection)
        else {
            text = String(written)
            forms = []
            return
        }
        let lemma = String(written.dropLast(2))
        text = lemma
        switch inflection {
        case "v": forms = Inflection.verb(lemma)
        case "d": forms = Inflection.doublingVerb(lemma)
        case "n": forms = [Inflection.plural(lemma)]
        default: forms = [Inflection.adverb(lemma)]
        }
    }
}
