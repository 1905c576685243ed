/// The candidate that `word` most likely meant, or nil when none is near.
///
/// Near is an edit distance (Damerau–Levenshtein, adjacent swaps count as one) of at most a third of
/// the longer word, and at least one. Ties go to the first candidate.
public func didYouMean(_ word: String, among candidates: some Sequence<String>) -> String? {
    let target = Array(word.lowercased().unicodeScalars.prefix(64))
    var best: (word: String, distance: Int)?
    for candidate in candidates where candidate != word {
        let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
        let allowed = max(1, max(target.count, letters.count) / 3)
        let distance = editDistance(target, letters)
        if distance <= allowed, distance < (best?.distance ?? Int.max) {
            best = (candidate, distance)
        }
    }
    return best?.word
}

/// `did you mean 'x'? NOUN: a, b, c`, with the first part only where something is near.
public func suggestion(for word: String, among candidates: [String], from noun: String) -> String {
    let list = "\(noun): \(candidates.joined(separator: ", "))"
    guard let near = didYouMean(word, among: candidates) else { return list }
    return "did you mean '\(near)'? \(list)"
}

/// How many letters to change, add, leave out or swap with their neighbour to make one word of the other, at most 64
/// letters of each being looked at.
public func editDistance(_ a: String, _ b: String) -> Int {
    editDistance(Array(a.unicodeScalars.prefix(64)), Array(b.unicodeScalars.prefix(64)))
}

private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 1...a.count {
        var current = [i] + [Int](repeating: 0, count: b.count)
        for j in 1...b.count {
            let cost = a[i - 1] == b[j - 1] ? 0 : 1
            current[j] = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                current[j] = min(current[j], beforePrevious[j - 2] + 1)
            }
        }
        beforePrevious = previous
        previous = current
    }
    return previous[b.count]
}
