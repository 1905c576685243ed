/// All terms that one language is read with, ready for longest match.
struct SentimentDictionary: Sendable {
    private(set) var table = PrefixTable()
    private(set) var entries: [LexiconEntry] = []

    static let english = SentimentDictionary([.english, .symbols])
    /// Chinese comments are full of English words; where both languages list a term, Chinese wins.
    static let chinese = SentimentDictionary([.chinese, .english, .symbols])

    /// Earlier lexicons win over later ones, listed terms over inflected forms.
    private init(_ lexicons: [SentimentLexicon]) {
        for lexicon in lexicons {
            let terms = lexicon.sources.flatMap(\.terms)
            for term in terms { add(term.text, term.header, to: lexicon) }
            for term in terms {
                for form in term.forms { add(form, term.header, to: lexicon) }
            }
            inheritTopics(of: terms)
        }
    }

    /// A copy in which `additions` (term to weight) replace or join the lexicon's own.
    func adding(_ additions: [String: Double]) -> SentimentDictionary {
        var copy = self
        for (term, weight) in additions {
            let bytes = FoldedText(term.utf8).bytes
            let topics = copy.table.value(of: bytes).map { copy.entries[Int($0)].topics } ?? []
            copy.set(bytes, LexiconEntry(role: .opinion, weight: weight, topics: topics))
        }
        return copy
    }

    private mutating func add(_ text: String, _ header: LexiconSource.Header, to lexicon: SentimentLexicon) {
        let bytes = FoldedText(text.utf8).bytes
        let known = table.value(of: bytes)
        switch header {
        case .topic(let topic):
            // A topic word may have any other role besides: "overpriced".
            if let known {
                entries[Int(known)].topics.insert(TopicSet(topic))
            } else {
                set(bytes, LexiconEntry(role: .shield, topics: TopicSet(topic)))
            }
        case .weight(let weight):
            if known == nil { set(bytes, LexiconEntry(role: .opinion, weight: Double(weight))) }
        case .role(let role, let number):
            guard known == nil else { return }
            if role == .degree || role == .after {
                set(bytes, LexiconEntry(role: role, factor: number))
            } else {
                set(bytes, LexiconEntry(role: role, weight: number))
            }
        }
    }

    private mutating func set(_ bytes: [UInt8], _ entry: LexiconEntry) {
        // An empty term would match everywhere.
        guard !bytes.isEmpty else { return }
        table.insert(bytes, value: Int32(entries.count))
        entries.append(entry)
    }

    /// A phrase is about what its words name: "customer service is bad" is about service.
    ///
    /// Short words do not hand on their topic: 难看 (ugly) is not about 难 (hard), "hard to hear" neither.
    private mutating func inheritTopics(of terms: [LexiconSource.Term]) {
        for term in terms {
            guard case .weight = term.header else { continue }
            for text in [term.text] + term.forms {
                let bytes = FoldedText(text.utf8).bytes
                guard let own = table.value(of: bytes) else { continue }
                entries[Int(own)].topics.formUnion(topicsInside(bytes))
            }
        }
    }

    private func topicsInside(_ bytes: [UInt8]) -> TopicSet {
        var found: TopicSet = []
        for start in bytes.indices where start == 0 || !(bytes[start].isWord && bytes[start - 1].isWord) {
            var node = PrefixTable.root
            for end in start..<bytes.count {
                guard let next = table.step(node, bytes[end]) else { break }
                node = next
                let cutsWord = end + 1 < bytes.count && bytes[end].isWord && bytes[end + 1].isWord
                guard end - start >= (bytes[start].isWord ? 4 : 3), !cutsWord,
                    let value = table.value(at: node)
                else { continue }
                found.formUnion(entries[Int(value)].topics)
            }
        }
        return found
    }
}

extension UInt8 {
    /// An ASCII letter (lower case, as folded text is) or digit.
    @inline(__always) var isWord: Bool {
        (self >= 0x61 && self <= 0x7A) || (self >= 0x30 && self <= 0x39)
    }

    @inline(__always) var isLetter: Bool { self >= 0x61 && self <= 0x7A }
}
