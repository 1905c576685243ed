/// Counts the facts of one part of a day from all its batches, however its lines were split among them.
public struct DayCounter {
    /// About how many requests are in memory at a time; a day with more is counted visitors by visitors.
    public static let requestsAtOnce = 600_000

    private let batches: Int
    private let load: (Int) throws -> [UInt8]
    private let members: Members
    private let sections: [String: String]
    private let site: LoggedSite
    private let requestsAtOnce: Int

    /// - Parameters:
    ///   - batches: how many batches one part of one day has.
    ///   - sections: the routes of sealed sections by their id.
    ///   - load: the bytes of the nth ``DayBatch``; may be asked for more than once.
    public init(
        batches: Int, members: Members, sections: [String: String], site: LoggedSite,
        requestsAtOnce: Int = DayCounter.requestsAtOnce, load: @escaping (Int) throws -> [UInt8]
    ) {
        self.batches = batches
        self.load = load
        self.members = members
        self.sections = sections
        self.site = site
        self.requestsAtOnce = requestsAtOnce
    }

    /// - Parameter visits: gets the visits in the order of their visitor and start, some at a time, and the texts
    ///   that their numbers mean.
    /// - Throws: ``DamagedBatch``, and what `load` and `visits` throw.
    public func count(visits: ([Visit], [String]) throws -> Void) throws -> DayFacts {
        var texts = Interner(seed: 0)
        _ = texts.intern([])
        var numbers: [[UInt32]] = []
        var hasStatic = false
        var total = 0
        var whole: [BatchContents] = []
        for index in 0..<batches {
            var batch = try BatchContents(try load(index))
            numbers.append(batch.texts.map { UInt32(texts.intern($0)) })
            batch.dropTexts()
            hasStatic = hasStatic || batch.requests.contains { $0.requestClass == .static }
            total += batch.requests.count
            if total <= requestsAtOnce { whole.append(batch) } else { whole = [] }
        }
        let shares = total / requestsAtOnce + 1
        var tally = VisitorTally(
            texts: (0..<texts.count).map { Array(texts.text($0)) }, members: members, sections: sections,
            clock: LocalDays(site.timeZone), hasStatic: hasStatic)
        for share in 0..<shares {
            let contents =
                whole.count == batches
                ? whole
                : try (0..<batches).map { try BatchContents(try load($0)).share(share, of: shares) }
            Self.count(contents, numbers, &tally)
            try visits(tally.takeVisits(), tally.names.names)
        }
        return tally.finish()
    }

    private static func count(
        _ contents: [BatchContents], _ numbers: [[UInt32]], _ tally: inout VisitorTally
    ) {
        var places: [(key: VisitorKey, batch: Int, index: Int)] = []
        for (batch, content) in contents.enumerated() {
            for (index, key) in content.keys.enumerated() { places.append((key, batch, index)) }
        }
        places.sort { $0.key < $1.key }
        // The rank of each visitor of each batch; the same key has one rank.
        var ranks = contents.map { Array(repeating: UInt32.max, count: $0.keys.count) }
        var keys: [VisitorKey] = []
        var kinds: [AgentKind] = []
        for place in places {
            if keys.last != place.key {
                keys.append(place.key)
                kinds.append(contents[place.batch].kinds[place.index])
            }
            ranks[place.batch][place.index] = UInt32(keys.count - 1)
        }
        var ends = Array(repeating: 0, count: keys.count + 1)
        for (content, ranks) in zip(contents, ranks) {
            for request in content.requests {
                ends[Int(ranks[Int(request.visitor)]) + 1] += 1
            }
        }
        for rank in keys.indices { ends[rank + 1] += ends[rank] }
        var next = ends
        let count = ends[keys.count]
        var sorted = [LoggedRequest](unsafeUninitializedCapacity: count) { buffer, initialized in
            for ((content, ranks), numbers) in zip(zip(contents, ranks), numbers) {
                for request in content.requests {
                    let rank = ranks[Int(request.visitor)]
                    buffer[next[Int(rank)]] = request.with(
                        visitor: rank, text: numbers[Int(request.text)], origin: numbers[Int(request.origin)])
                    next[Int(rank)] &+= 1
                }
            }
            initialized = count
        }
        sorted.withUnsafeMutableBufferPointer { sorted in
            for rank in keys.indices {
                let own = UnsafeMutableBufferPointer(rebasing: sorted[ends[rank]..<ends[rank + 1]])
                sortByTime(own)
                tally.add(keys[rank], kinds[rank], UnsafeBufferPointer(own))
            }
        }
    }

    /// Most visitors have few requests, nearly in order.
    private static func sortByTime(_ own: UnsafeMutableBufferPointer<LoggedRequest>) {
        var requests = own
        guard requests.count <= 48 else {
            requests.sort { $0.time < $1.time }
            return
        }
        for index in requests.indices.dropFirst() {
            let request = requests[index]
            var place = index
            while place > 0, requests[place - 1].time > request.time {
                requests[place] = requests[place - 1]
                place -= 1
            }
            requests[place] = request
        }
    }
}
