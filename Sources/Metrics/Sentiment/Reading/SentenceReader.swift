/// Reads one sentence at a time: takes its terms in order, applies the rules, and adds up.
///
/// A value to be reused: the buffers keep their room from text to text.
struct SentenceReader: Sendable {
    /// One opinion found, after negation and degree.
    struct Hit: Sendable {
        var value: Double
        var clause: Int32
        var place: Int32
        var topics: TopicSet
        var conceded: Bool
        var negated: Bool
        /// Where in the folded text.
        var start: Int32
        var end: Int32
    }

    private struct Mention: Sendable {
        var clause: Int32
        var place: Int32
        var topics: TopicSet
    }

    /// The sum over all sentences closed so far.
    private(set) var total = 0.0
    /// Likewise by topic, in the order of ``SentimentTopic``.
    private(set) var topicTotals = SIMD8<Double>.zero
    private(set) var topicOpinions = SIMD8<Int32>.zero
    private(set) var topicMentions = SIMD8<Int32>.zero
    private(set) var opinionCount = 0
    /// Every hit with its final value, when asked for.
    private(set) var explained: [Hit] = []
    var explains = false

    private var hits: [Hit] = []
    private var mentions: [Mention] = []
    private var place: Int32 = 0
    private var clause: Int32 = 0
    private var atClauseStart = true
    private var exclamations = 0
    private var isAsked = false
    private var opensAsking = false
    private var isSarcastic = false
    private var afterContrast = false
    private var clauseConceded = false
    private var clauseSupposed = false
    private var negation: Negation?
    private var degree = 1.0
    private var degreeGap = 0
    /// Cost of what stands between the last hit and here.
    private var gapSinceHit = Int.max / 2
    private var quote: Quote?

    /// Opinions and topics after which a sentence is cut, so that work stays in proportion to the text.
    private static let longestSentence = 256

    private struct Negation: Sendable {
        var isOdd: Bool
        var gap = 0
        /// It has turned an opinion; only what is joined to that opinion turns too.
        var isSpent = false
    }

    private struct Quote: Sendable {
        var firstHit: Int
        var cost = 0
        var scares = false
    }

    mutating func beginText() {
        total = 0
        topicTotals = .zero
        topicOpinions = .zero
        topicMentions = .zero
        opinionCount = 0
        explained.removeAll(keepingCapacity: true)
        beginSentence()
    }

    private mutating func beginSentence() {
        hits.removeAll(keepingCapacity: true)
        mentions.removeAll(keepingCapacity: true)
        (place, clause, exclamations) = (0, 0, 0)
        (isAsked, opensAsking, isSarcastic, afterContrast) = (false, false, false, false)
        quote = nil
        gapSinceHit = Int.max / 2
        beginClause()
    }

    private mutating func beginClause() {
        (clauseConceded, clauseSupposed) = (false, false)
        atClauseStart = true
        negation = nil
        (degree, degreeGap) = (1, 0)
    }

    // MARK: What stands in the text

    /// A word, or a character, that no lexicon knows.
    @inline(__always) mutating func unknown(cost: Int) {
        place &+= 1
        pass(cost)
        atClauseStart = false
    }

    mutating func exclamationMark() { exclamations += 1 }

    mutating func questionMark() { isAsked = true }

    /// A comma, colon, bracket or dash.
    mutating func clauseBreak() {
        clause &+= 1
        beginClause()
    }

    /// An X-not-X question such as 难不难.
    mutating func alternativeQuestion() {
        opensAsking = true
        unknown(cost: SentenceRules.wordCost)
    }

    mutating func quotationMark() {
        guard let open = quote else {
            quote = Quote(firstHit: hits.count)
            return
        }
        quote = nil
        guard open.cost > 0, open.cost <= 3 * SentenceRules.wordCost else { return }
        let quoted = open.firstHit..<max(open.firstHit, hits.count)
        if quoted.isEmpty {
            guard open.scares else { return }
            hits.append(hit(SentenceRules.scareWeight, topics: [], negated: false, 0, 0))
        } else if hits[quoted].allSatisfy({ $0.value > 0 }) {
            for i in quoted { hits[i].value *= SentenceRules.scareQuotes }
        }
    }

    /// A term of the lexicon.
    mutating func term(
        _ entry: LexiconEntry, shouted: Bool, start: Int, end: Int, cost: Int, isHan: Bool = false
    ) {
        if hits.count + mentions.count > Self.longestSentence { endSentence() }
        place &+= 1
        if !entry.topics.isEmpty {
            mentions.append(Mention(clause: clause, place: place, topics: entry.topics))
        }
        let opensClause = atClauseStart
        atClauseStart = false
        quote?.cost += cost
        switch entry.role {
        case .opinion:
            opinion(entry, shouted: shouted, start, end)
        case .negation:
            if entry.weight != 0 { opinion(entry, shouted: shouted, start, end) }
            if let open = negation, !open.isSpent {
                negation?.isOdd = !open.isOdd
                negation?.gap = 0
            } else {
                negation = Negation(isOdd: true)
            }
        case .degree:
            degree = min(SentenceRules.largestDegree, degree * entry.factor)
            degreeGap = 0
        case .after:
            if gapSinceHit == 0, let last = hits.indices.last { hits[last].value *= entry.factor }
        case .contrast:
            contrast()
            if entry.weight != 0 { opinion(entry, shouted: shouted, start, end) }
        case .concession:
            clauseConceded = true
        case .condition:
            clauseSupposed = true
        case .joiner:
            break
        case .ask:
            // English asks with the first word of a clause, Chinese with any.
            if opensClause || isHan { opensAsking = true }
            pass(cost)
        case .sarcasm:
            isSarcastic = true
        case .scare:
            quote?.scares = true
            pass(cost)
        case .shield:
            pass(cost)
        }
    }

    /// Called where a sentence is over and another begins, and at the end of the text.
    mutating func endSentence() {
        settle()
        opinionCount += hits.count
        for hit in hits { total += hit.value }
        for mention in mentions {
            for topic in 0..<5 where mention.topics.rawValue & 1 << topic != 0 { topicMentions[topic] += 1 }
        }
        if !mentions.isEmpty {
            for hit in hits { addToTopics(hit) }
        }
        if explains { explained += hits }
        beginSentence()
    }

    // MARK: The rules

    @inline(__always) private mutating func pass(_ cost: Int) {
        gapSinceHit += cost
        quote?.cost += cost
        if negation != nil {
            negation?.gap += cost
            if let open = negation, open.gap > SentenceRules.negationReach || open.isSpent { negation = nil }
        }
        if degree != 1 {
            degreeGap += cost
            if degreeGap > SentenceRules.degreeReach { degree = 1 }
        }
    }

    private mutating func contrast() {
        if !afterContrast {
            for i in hits.indices where !hits[i].conceded { hits[i].value *= SentenceRules.beforeContrast }
        }
        clause &+= 1
        beginClause()
        atClauseStart = false
        afterContrast = true
    }

    private mutating func opinion(_ entry: LexiconEntry, shouted: Bool, _ start: Int, _ end: Int) {
        var value = entry.weight * degree
        let negated = negation?.isOdd ?? false
        if negated { value *= value > 0 ? SentenceRules.negatedPraise : SentenceRules.negatedBlame }
        if shouted { value *= SentenceRules.shouted }
        if afterContrast { value *= SentenceRules.afterContrast }
        if clauseConceded { value *= SentenceRules.conceded }
        if clauseSupposed { value *= SentenceRules.conceded }
        hits.append(hit(value, topics: entry.topics, negated: negated, start, end))
        negation?.isSpent = true
        degree = 1
        gapSinceHit = 0
    }

    private func hit(_ value: Double, topics: TopicSet, negated: Bool, _ start: Int, _ end: Int) -> Hit {
        Hit(
            value: value, clause: clause, place: place, topics: topics, conceded: clauseConceded,
            negated: negated, start: Int32(clamping: start), end: Int32(clamping: end))
    }

    /// Questions, exclamation marks and sarcasm, known only at the sentence's end.
    private mutating func settle() {
        if isSarcastic {
            for i in hits.indices where hits[i].value > 0 { hits[i].value *= SentenceRules.sarcasm }
            hits.append(hit(SentenceRules.sarcasmWeight, topics: [], negated: false, 0, 0))
        }
        guard !hits.isEmpty else { return }
        if isAsked && opensAsking {
            for i in hits.indices { hits[i].value *= SentenceRules.asked }
        } else if exclamations > 0 {
            let sum = hits.reduce(0) { $0 + $1.value }
            guard sum != 0 else { return }
            // Spread over the hits, so that the topics they belong to share it.
            let added = SentenceRules.exclaimed * Double(min(3, exclamations)) * (sum > 0 ? 1 : -1)
            for i in hits.indices { hits[i].value += added / Double(hits.count) }
        }
    }

    /// An opinion belongs to what its own words name, else to what is named nearest in its clause, else
    /// to what its sentence named last before it, else first after it.
    private mutating func addToTopics(_ hit: Hit) {
        var topics = hit.topics
        if topics.isEmpty {
            var best = Int32.max
            for mention in mentions {
                let apart = abs(mention.place - hit.place)
                let clausesApart = abs(mention.clause - hit.clause)
                let penalty: Int32 = clausesApart == 0 ? 0 : (mention.clause < hit.clause ? 10_000 : 20_000)
                let distance = apart &+ (clausesApart &* 100) &+ penalty
                if distance < best {
                    best = distance
                    topics = mention.topics
                }
            }
        }
        for topic in 0..<5 where topics.rawValue & 1 << topic != 0 {
            topicTotals[topic] += hit.value
            topicOpinions[topic] += 1
        }
    }
}
