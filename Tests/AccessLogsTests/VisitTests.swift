import AccessLogs
import Foundation
import TestSupport
import Testing

/// Requests of 2026-11-20 in Berlin, counted by the module's public parts as any program may use them.
private struct Day {
    /// 2026-11-20T10:00:00+01:00
    static let start = 1_795_165_200
    static let member = String(repeating: "a", count: 32)
    static let stranger = String(repeating: "b", count: 32)
    static let section = String(repeating: "c", count: 32)
    static let bundle = "/_sealpress/bundles/aa/\(member).bin"

    private var lines: [String] = []

    mutating func ask(
        _ target: String, at second: Int, by visitor: Int = 1, status: Int = 200, method: String = "GET",
        agent: String = "Firefox", referrer: String = "-"
    ) {
        let (hour, rest) = (9 + second / 3600, second % 3600)
        let clock = [hour % 24, rest / 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(
            separator: ":")
        lines.append(
            "203.0.113.\(visitor) - - [\(20 + hour / 24)/Nov/2026:\(clock) +0000] \"\(method) \(target) HTTP/1.1\" \(status) 100 "
                + "\"\(referrer)\" \"\(agent)\"")
    }

    /// The facts of each day, and all visits in the order of visitors and time.
    func count(threads: Int = 1, shuffledBy seed: UInt64? = nil) throws -> (days: [DayFacts], visits: [Visit])
    {
        var lines = lines
        if let seed {
            var random = SeededGenerator(seed: seed)
            lines.shuffle(using: &random)
        }
        let site = LoggedSite(
            baseURL: "https://example.org/", timeZone: try #require(TimeZone(identifier: "Europe/Berlin")))
        let settings = RequestCollector.Settings(
            site: site, range: 0...Int(UInt32.max), seed: 7, digest: { Array($0.prefix(16)) },
            salt: { DaySalt(part: 0, bytes: [UInt8(truncatingIfNeeded: $0)]) })
        var batches: [Int: [DayBatch]] = [:]
        for thread in 0..<threads {
            var collector = RequestCollector(settings)
            var parser = LineParser(format: try #require(try LogFormat.named("combined")))
            let own = lines.indices.filter { $0 % threads == thread }.map { lines[$0] + "\n" }
            Array(own.joined().utf8).withUnsafeBytes { bytes in
                guard let slice = ByteSlice(bytes) else { return }
                let tally = collector.add(slice, &parser)
                #expect(tally.kept == own.count && tally.malformed == 0)
            }
            for batch in collector.flush() { batches[batch.day, default: []].append(batch) }
        }
        var visits: [Visit] = []
        let days = try batches.sorted { $0.key < $1.key }.map { _, batches in
            let counter = DayCounter(
                batches: batches.count,
                members: Members(bundles: [Day.member: "ada"], beacons: [Day.member: "ada"]),
                sections: [Day.section: "/a/"], site: site, requestsAtOnce: threads == 1 ? 600_000 : 40
            ) { batches[$0].bytes }
            return try counter.count { new, _ in visits += new }
        }
        return (days, visits)
    }
}

@Suite("From requests to visits")
struct VisitTests {
    private var day = Day()

    @Test("a view at most ten seconds after one of the same page is folded into it, and so on")
    mutating func folding() throws {
        for second in [0, 10, 20, 31] { day.ask("/a/", at: second) }
        day.ask("/b/", at: 5)
        let visit = try #require(try day.count().visits.first)
        #expect(visit.views == 3 && visit.seconds == 31)
    }

    @Test("more than thirty idle minutes begin a new visit, whatever was asked for in between")
    mutating func idle() throws {
        for second in [0, 1800, 3601, 5402] { day.ask("/a/", at: second) }
        day.ask("/style.css", at: 4500)
        let visits = try day.count().visits
        #expect(visits.map(\.started) == [0, 3601, 5402].map { Day.start + $0 })
        #expect(visits.map(\.seconds) == [1800, 0, 0])
    }

    @Test("midnight in the site's time zone ends a visit")
    mutating func midnight() throws {
        let midnight = 14 * 3600
        day.ask("/a/", at: midnight - 1)
        day.ask("/b/", at: midnight)
        let counted = try day.count()
        #expect(counted.days.count == 2 && counted.visits.count == 2)
        #expect(counted.days[0].hours[23].views == 1 && counted.days[1].hours[0].views == 1)
    }

    @Test("only a GET that was answered 200, 206 or 304 is a view")
    mutating func statuses() throws {
        for (index, status) in [200, 206, 304, 301, 404, 500, 204].enumerated() {
            day.ask("/p\(index)/", at: index, status: status)
        }
        for method in ["HEAD", "POST"] { day.ask("/m/", at: 20, method: method) }
        #expect(try day.count().visits.map(\.views) == [3])
    }

    @Test("visitors are of one audience each, and only people make visits")
    mutating func audiences() throws {
        day.ask("/style.css", at: 0)
        day.ask("/a/", at: 1, by: 2, agent: "Mozilla/5.0 (compatible; Googlebot/2.1)")
        day.ask("/a/", at: 1, by: 3, agent: "-")
        day.ask("/robots.txt", at: 1, by: 4, status: 404)
        day.ask("/a/", at: 2, by: 4)
        for index in 0..<61 { day.ask("/\(index)/", at: 60 + index % 60, by: 5) }
        for index in 0..<60 { day.ask("/\(index)/", at: 60 + index, by: 6) }
        day.ask("/style.css", at: 60, by: 6)
        for index in 0..<10 { day.ask("/\(index)/", at: 30 * index, by: 7) }
        for index in 0..<9 { day.ask("/\(index)/", at: 30 * index, by: 8) }
        // A member may be as fast as the reader's browser.
        for index in 0..<70 { day.ask("/\(index)/", at: 60, by: 9) }
        day.ask(Day.bundle, at: 60, by: 9)
        let counted = try day.count()
        let visitors = counted.days[0].visitors.mapValues(\.visitors)
        #expect(visitors == [.human: 4, .agent: 1, .empty: 1, .robots: 1, .rate: 1, .assets: 1])
        #expect(counted.visits.map(\.views).sorted() == [9, 60, 70])
    }

    @Test(
        "a bundle tells whose visit it is, whenever it is fetched; an unknown one is counted and tells nothing"
    )
    mutating func members() throws {
        day.ask("/a/", at: 0)
        day.ask("/_sealpress/bundles/bb/\(Day.stranger).bin", at: 1)
        day.ask(Day.bundle, at: 2)
        for second in [3, 9, 30] { day.ask("/_sealpress/sealed/\(Day.section).bin", at: second) }
        day.ask("/_sealpress/sealed/\(Day.stranger).bin", at: 31)
        let counted = try day.count()
        #expect(counted.visits.map(\.member) == [0] && counted.visits.map(\.readings) == [2])
        let facts = counted.days[0]
        #expect(facts.memberDays[0]?.seconds == 31 && facts.memberDays[0]?.hours == 1 << 10)
        #expect(
            facts.rejected.map { "\($0.key.kind) \($0.key.reason) \($0.value)" }.sorted()
                == ["bundle unknown 1", "sealed unknown 1"])
    }

    @Test("a visit comes from where its first view came, and a view lasts until the next one")
    mutating func origins() throws {
        day.ask(
            "/a/?utm_source=+News%20Letter&utm_medium=mail", at: 0, referrer: "https://www.news.example/x")
        day.ask("/b/", at: 40, referrer: "https://other.example/")
        day.ask("/_sealpress/beacon.txt?e=like&p=/b/&b=\(Day.member)", at: 70)
        let counted = try day.count()
        let facts = counted.days[0]
        let visit = try #require(counted.visits.first)
        let origin = Origin(key: Array(facts.texts[visit.origin].utf8)[...])
        #expect(
            origin.referrer == "news.example" && origin.source == "news letter" && origin.medium == "mail")
        let seconds = Dictionary(
            uniqueKeysWithValues: facts.content.map { (facts.texts[$0.route], $0.counts.seconds) })
        #expect(seconds == ["/a/": 40, "/b/": 30])
        #expect(facts.sources.map(\.counts.bounces) == [0])
    }

    @Test("beacons are checked, counted once each, and bounded")
    mutating func beacons() throws {
        func beacon(_ query: String, by visitor: Int = 1, agent: String = "Firefox", at second: Int = 0) {
            day.ask("/_sealpress/beacon.txt?\(query)", at: second, by: visitor, agent: agent)
        }
        for second in [5, 0, 9] { beacon("e=progress&p=/a&v=50&b=\(Day.member)", at: second) }
        beacon("e=progress&p=/a/index.html&v=50&b=\(Day.member)", by: 2, at: 20)
        beacon("e=rating&p=/a/&v=6&b=\(Day.member)")
        beacon("e=rating&p=//evil&v=5&b=\(Day.member)")
        beacon("e=unheard&p=/a/&b=\(Day.member)")
        beacon("e=like&p=/a/&b=\(Day.stranger)")
        beacon("e=like&p=/a/&b=\(Day.member)", by: 3, agent: "curl/8.9.1")
        for index in 0..<203 { beacon("e=search&p=/&v=word+\(index)&b=\(Day.member)") }
        let facts = try #require(try day.count().days.first)
        let progress = facts.events.filter { $0.kind == .progress }
        #expect(progress.map(\.times) == [4] && progress.map { facts.eventRoutes[$0.route] } == ["/a/"])
        #expect(progress.first.map { [$0.first, $0.last] } == [Day.start, Day.start + 20])
        #expect(facts.events.count == 201 && facts.memberDays[0]?.events == 201)
        let rejected = Dictionary(uniqueKeysWithValues: facts.rejected.map { ($0.key.reason, $0.value) })
        #expect(rejected == [.value: 1, .route: 1, .event: 1, .member: 1, .bot: 1, .excess: 3])
    }

    @Test("the order of lines, and who reads which, change nothing", arguments: 1...8)
    mutating func anyOrder(seed: Int) throws {
        var random = SeededGenerator(seed: 4)
        let targets = [
            "/a/", "/b/?utm_source=x", "/style.css", Day.bundle, "/_sealpress/sealed/\(Day.section).bin",
        ]
        for _ in 0..<400 {
            day.ask(
                targets.randomElement(using: &random) ?? "/", at: Int.random(in: 0..<60_000, using: &random),
                by: Int.random(in: 1...9, using: &random),
                referrer: Bool.random(using: &random) ? "https://a.example/" : "-")
        }
        let (plain, other) = (try day.count(), try day.count(threads: seed % 3 + 1, shuffledBy: UInt64(seed)))
        #expect(plain.visits.map(Self.summary) == other.visits.map(Self.summary))
        for (left, right) in zip(plain.days, other.days) {
            #expect(
                left.requests == right.requests && left.visitors == right.visitors
                    && left.hours == right.hours)
            #expect(left.memberDays == right.memberDays && left.rejected == right.rejected)
            let content = [left, right].map { facts in
                Dictionary(
                    uniqueKeysWithValues: facts.content.map {
                        (
                            facts.texts[$0.route],
                            [$0.counts.views, $0.counts.visitors, $0.counts.seconds, $0.counts.entries]
                        )
                    })
            }
            #expect(content[0] == content[1])
        }
    }

    private static func summary(_ visit: Visit) -> [Int] {
        [visit.started, visit.seconds, visit.views, visit.readings, visit.member]
    }
}
