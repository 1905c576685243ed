import Site

/// Finds out what is at an address, through redirects.
struct LinkJudge {
    let asker: HTTPAsker
    let gates: HostGates

    private static let mostRedirects = 10

    /// - Returns: the answer, and whether it will most likely be the same within the day.
    func answer(for written: String) -> (answer: LinkAnswer, isLasting: Bool) {
        guard var address = WebAddress(written) else {
            return (.missing(reason: "it is no web address"), false)
        }
        // Where a run of permanent redirects ends that begins at the link itself.
        var newPlace: String?
        var isForGood = true
        for _ in 0...Self.mostRedirects {
            guard let outcome = ask(address) else {
                return (.unclear(reason: "its host asks to be left alone for now"), false)
            }
            if let failure = outcome.failure { return (Self.answer(failure), false) }
            guard (300..<400).contains(outcome.status), let target = outcome.redirect else {
                return Self.answer(outcome.status, newPlace: newPlace)
            }
            guard let next = WebAddress(target) else {
                return (.unclear(reason: "it leads on to '\(target)'"), false)
            }
            isForGood = isForGood && (outcome.status == 301 || outcome.status == 308)
            if isForGood { newPlace = next.text }
            address = next
        }
        return (.unclear(reason: "it leads on more than \(Self.mostRedirects) times"), false)
    }

    /// By `HEAD`, and by `GET` where that is not answered well, as some servers know pages only by that.
    private func ask(_ address: WebAddress) -> HTTPOutcome? {
        guard let head = gates.pass(address.host, { asker.ask(address, .head) }) else { return nil }
        switch head.failure {
        case .noSuchHost, .notReached, .timedOut: return head
        case .other: break
        case nil: if head.status < 400 { return head }
        }
        return gates.pass(address.host) { asker.ask(address, .get) }
    }

    private static func answer(_ failure: HTTPOutcome.Failure) -> LinkAnswer {
        switch failure {
        case .noSuchHost: .missing(reason: "there is no such host")
        case .notReached: .missing(reason: "its host takes no connection")
        case .timedOut: .unclear(reason: "no answer in time")
        case .other(let words): .unclear(reason: words)
        }
    }

    private static func answer(
        _ status: Int, newPlace: String?
    ) -> (answer: LinkAnswer, isLasting: Bool) {
        switch status {
        case 200..<300: (newPlace.map { .moved(to: $0) } ?? .found, true)
        case 404: (.missing(reason: "404 Not Found"), true)
        case 410: (.missing(reason: "410 Gone"), true)
        default: (.unclear(reason: "its host answers \(status)"), false)
        }
    }
}
