import AccessLogs
import Diagnostics
import Files
import Membership
import Metrics
import Simulation
import Testing

struct CommunityTests {
    @Test func `the seed fixes the community and its log, and another seed makes another`() throws {
        let (a, b, c) = (
            try SmallSite.community(), try SmallSite.community(), try SmallSite.community(seed: 8)
        )
        #expect(a.people == b.people && a.visits == b.visits && a.comments == b.comments)
        #expect(SmallSite.log(a) == SmallSite.log(b))
        #expect(a.people != c.people)
        #expect(a.people.count > 80 && a.visits.count > 500 && a.strangers.count > 2000)
    }

    @Test(arguments: ["2025-03-31", "2025-08-14"])
    func `what happens up to a day does not depend on how long it goes on`(day: String) throws {
        let through = try #require(Day(day))
        let whole = try SmallSite.community()
        let part = try SmallSite.community(through: through)
        #expect(part.visits == whole.visits.filter { $0.day <= through.number })
        #expect(part.strangers == whole.strangers.filter { $0.day <= through.number })
        #expect(part.people.map(\.id) == whole.people.prefix(part.people.count).map(\.id))
        #expect(
            part.people.map(\.payments)
                == whole.people.prefix(part.people.count).map { $0.payments.filter { $0 <= through.number } })
        let months = SmallSite.log(part)
        #expect(Array(SmallSite.log(whole).prefix(months.count - 1)) == Array(months.dropLast()))
    }

    @Test func `members keep to their curve, and pay as long as they stay`() throws {
        let community = try SmallSite.community()
        let end = community.through.number
        let current = community.people.count { ($0.end ?? .max) >= end }
        // At the bend plus seven months K / (1 + e^−4.2), give or take what one month's sales differ by.
        #expect((70...90).contains(current), "\(current)")
        let stayed = community.people.filter { $0.end == nil }
        #expect(stayed.allSatisfy { $0.payments.count >= 1 })
        for person in community.people {
            #expect(
                person.payments.allSatisfy { $0 >= person.joined && $0 <= min(person.end ?? end, end) + 3 })
        }
    }

    @Test func `nobody reads what is not out yet, or what the tier does not open`() throws {
        let community = try SmallSite.community()
        for visit in community.visits {
            let tier = community.people[visit.person].tier
            for view in visit.views {
                let page = community.site.pages[view.page]
                #expect((page.tier ?? -1) <= tier)
                #expect(page.published.map { $0.number <= visit.day } ?? true)
            }
        }
        let visitDays = community.visits.map { [$0.person, $0.day] }
        #expect(Set(visitDays).count == visitDays.count)
    }

    @Test func `suggestions are shown from their day on, and some are followed`() throws {
        let before = try SmallSite.community()
        let from = try #require(Day("2025-09-01"))
        let routes = before.site.pages.map(\.route)
        let advice = SimulatedAdvice(
            policy: "slate-2025-08-31", from: from,
            slates: Dictionary(
                before.people.map { ($0.id, Array(routes.suffix(5))) }, uniquingKeysWith: { $1 }))
        let after = try SmallSite.community(advice: advice)
        #expect(after.visits.filter { $0.day < from.number } == before.visits.filter { $0.day < from.number })
        #expect(after.visits.allSatisfy { !$0.home || $0.day >= from.number })
        let shown = after.visits.filter(\.home)
        #expect(shown.count > 100 && shown.allSatisfy { $0.slate.count == 5 })
        let followed = after.visits.flatMap(\.views).filter(\.isFollowed)
        #expect(followed.count > 5 && followed.allSatisfy { $0.page >= routes.count - 5 && $0.before == 0 })
        // A beacon for each place shown, with the policy and the place.
        let text = SmallSite.log(after).map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        #expect(
            text.matches(of: #/e=exposure&p=/[^&]+&v=slate-2025-08-31:[1-5]&b=[0-9a-f]+ /#).count == 5
                * shown.count)
    }

    @Test func `parameters out of range and sites without tiers are refused`() throws {
        var parameters = SmallSite.parameters()
        parameters.growth.capacity = .nan
        let site = SmallSite.site()
        #expect(throws: SimulationError.self) {
            try Community(parameters, site: site, seed: 1, start: SmallSite.start, through: SmallSite.through)
        }
        var poor = site
        poor.tiers = []
        #expect {
            try Community(
                SmallSite.parameters(), site: poor, seed: 1, start: SmallSite.start,
                through: SmallSite.through)
        } throws: {
            "\($0)" == "the site has no tiers, so nobody can become a member"
        }
    }
}

struct TableTests {
    @Test func `roster, payments, comments and costs read back without a fault`() throws {
        let community = try SmallSite.community()
        var diagnostics: [Diagnostic] = []
        let roster = Roster(
            parsing: community.roster.printed(), file: "members.csv", tiers: TierList(community.site.tiers),
            courses: [], diagnostics: &diagnostics)
        #expect(roster.members.count == community.people.count)
        #expect(roster.members.allSatisfy { $0.source == "simulation" && $0.name.hasSuffix("(simulated)") })
        let payments = PaymentsFile(
            parsing: community.payments.printed(), file: "payments.csv", diagnostics: &diagnostics)
        #expect(payments.payments.count == community.people.reduce(0) { $0 + $1.payments.count })
        #expect(payments.payments.count { $0.kind == .sale } == community.people.count)
        let bought = payments.payments.count { $0.kind == .sale && !$0.arm.isEmpty }
        #expect(bought > 5 && bought <= community.offered.reduce(0, +))
        for table in [community.commentsTable, community.costsTable, community.armsTable] {
            let rows = CSVTable(parsing: table, file: "table.csv", diagnostics: &diagnostics)
            #expect(rows.rowCount > 3 && rows.column("source") != nil)
        }
        #expect(diagnostics.isEmpty)
    }

    @Test func `what is said has the mood and the topic that it was said with`() throws {
        var parameters = SmallSite.parameters()
        for kind in parameters.kinds.indices { parameters.kinds[kind].comments = 1 }
        let community = try Community(
            parameters, site: SmallSite.site(), seed: 3, start: SmallSite.start, through: SmallSite.through)
        let analyzer = SentimentAnalyzer()
        let texts = Set(community.comments.map { [$0.topic, "\($0.isPleased)", $0.text] })
        #expect(texts.count > 50)
        for comment in texts.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            let sentiment = analyzer.analyze(comment[2])
            let score = try #require(sentiment.score, "\(comment[2]) has no mood")
            #expect((score > 0) == (comment[1] == "true"), "\(comment[2]): \(score)")
            #expect(sentiment.topics.contains { $0.topic.rawValue == comment[0] }, "\(comment[2])")
        }
    }
}

struct LogTests {
    @Test func `every line is one of the combined format, in order of time, and programs say what they are`()
        throws
    {
        let community = try SmallSite.community()
        var parser = LineParser(format: try #require(try LogFormat.named("combined")))
        var (lines, programs) = (0, 0)
        for month in SmallSite.log(community) {
            var last = 0
            let pieces = month.bytes.split(separator: UInt8(ascii: "\n"))
            #expect(pieces.count == month.lines)
            for piece in pieces {
                (Array(piece) + [0x0A]).withUnsafeBytes { buffer in
                    guard let all = ByteSlice(buffer) else { return }
                    var fields = LineFields(empty: all)
                    guard case .fields = parser.parse(all[0..<piece.count], &fields) else {
                        Issue.record("\(String(decoding: piece, as: UTF8.self))")
                        return
                    }
                    // One check a line would take most of the time.
                    if fields.time < last {
                        Issue.record("out of order: \(String(decoding: piece, as: UTF8.self))")
                    }
                    last = fields.time
                    let agent = String(decoding: piece, as: UTF8.self).split(separator: "\"").last ?? ""
                    if BotPatterns.standard.matches(Array(agent.utf8)) { programs += 1 }
                }
                lines += 1
            }
        }
        #expect(lines > 20_000)
        // Nine tenths of forty a day; browsers are none of them.
        #expect((365 * 32...365 * 40).contains(programs), "\(programs)")
    }

    @Test func `a member's visit asks for the bundle once, and for sections that the tier opens`() throws {
        let community = try SmallSite.community()
        let text = SmallSite.log(community).map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        #expect(text.matches(of: #/GET /learn/_sealpress/bundles//#).count == community.visits.count)
        let sections = community.visits.reduce(0) { sum, visit in
            sum + visit.views.reduce(0) { $0 + community.site.pages[$1.page].sealed.count }
        }
        #expect(text.matches(of: #/GET /learn/_sealpress/sealed//#).count == sections)
        let done = community.visits.reduce(0) { sum, visit in
            sum + visit.views.count { $0.before < 4 && $0.after == 4 }
        }
        #expect(text.matches(of: #/beacon\.txt\?e=complete&p=/[^ ]+&v=1&b=/#).count == done)
    }
}
