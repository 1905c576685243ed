import Files
import Foundation
import Insights
import Membership
import Recommendations
import Testing

@Suite("Forgetting a member")
struct ForgettingTests {
    private static let roster: String = {
        var text = "id,name,email,tier,courses,from,until,status,generation,source,note\n"
        for member in 0..<60 {
            let until = member % 4 == 0 ? "2026-02-1\(member % 10)" : ""
            text += "m\(100 + member),,,basic,,2025-08-\(10 + member % 18),\(until),active,1,,\n"
        }
        return text
    }()
    private static let member = "m101"

    private func fixture() throws -> FactsFixture {
        let fixture = try FactsFixture()
        let start = FactsFixture.day("2025-09-01")
        try fixture.write { facts in
            for member in 0..<60 {
                let id = "m\(100 + member)"
                for visit in 0..<12 { try facts.memberDay(start + visit * 17 + member % 3, id, readings: 1) }
                for page in SmallSite.pages.prefix(1 + member % 3) {
                    try facts.opened(start + 10, id, page.route)
                    try facts.event(start + 10, id, "complete", page.route, "1")
                }
            }
            try facts.visitors(start, 500)
        }
        return fixture
    }

    private func inputs(_ date: String = "2026-03-31") throws -> InsightsInputs {
        try SmallSite.inputs(
            date, roster: Self.roster,
            payments: """
                member,date,kind,amount,currency,plan,arm,coupon,channel,source,id,customer
                m101,2025-09-10,sale,5,EUR,basic/month,,,,shop,1,
                m102,2025-09-10,sale,5,EUR,basic/month,,,,shop,2,

                """,
            tables: [
                "points.csv": "kind,points\nvisit,1\n",
                "comments.csv": "time,text,member\n2026-01-01,so good,m101\n2026-01-02,so bad,m102\n",
            ])
    }

    private func write(_ fixture: FactsFixture, _ date: String = "2026-03-31") throws -> InsightsRun {
        let run = try InsightsRun(try fixture.store, try inputs(date))
        try FileJournal.commit(try run.files(), in: fixture.folder)
        return run
    }

    /// The files of results and slates that have the id in them.
    private func naming(_ member: String, _ folder: String) throws -> [String] {
        try FileSystem.list(folder).filter { $0.kind == .file && $0.path.hasSuffix(".json") }.map(\.path)
            .appending(contentsOf: FileSystem.list(folder + "/slates").map { "slates/" + $0.path })
            .filter { path in
                String(decoding: try FileSystem.read(folder + "/" + path), as: UTF8.self)
                    .contains("\"\(member)\"")
            }.sorted()
    }

    private func rows(_ fixture: FactsFixture, _ view: String) throws -> Int {
        try fixture.store.rows("SELECT 1 FROM \(view) WHERE member = '\(Self.member)'").rows.count
    }

    @Test("nothing is left of the member, all is left of the others, and once more changes nothing")
    func whole() throws {
        let fixture = try fixture()
        _ = try write(fixture)
        let others = try fixture.store.rows("SELECT * FROM member_days WHERE member <> 'm101'").rows
        #expect(try naming(Self.member, fixture.folder).contains("recommendations.json"))
        #expect(try naming(Self.member, fixture.folder).contains("slates/slate-2026-03-31.jsonl"))
        let done = try fixture.store.forget(Self.member, now: 0)
        #expect(done.rows == 17)
        #expect(
            done.files == [
                "recommendations.json", "segments.json", "churn.json", "points.json",
                "slates/slate-2026-03-31.jsonl",
            ])
        #expect(try naming(Self.member, fixture.folder) == [])
        for view in ["member_days", "member_content", "events", "visits"] {
            #expect(try rows(fixture, view) == 0, "\(view)")
        }
        #expect(try fixture.store.rows("SELECT * FROM member_days WHERE member <> 'm101'").rows == others)
        #expect(try naming("m102", fixture.folder).contains("recommendations.json"))
        // What is left reads back.
        let results = try InsightsResults(folder: fixture.folder)
        #expect(results.segments.result?.members.id.contains("m102") == true)
        #expect(results.segments.result?.members.segment.count == results.segments.result?.members.id.count)
        let again = try fixture.store.forget(Self.member, now: 0)
        #expect(again.rows == 0 && again.files.isEmpty)
    }

    @Test("a report with the member's name goes as a whole, one without stays")
    func report() throws {
        let fixture = try fixture()
        let page = fixture.folder + "/report/index.html"
        let data = fixture.folder + "/report/data/members_at_risk.csv"
        func write(_ text: String) throws {
            try FileSystem.makeFolder(fixture.folder + "/report/data")
            try FileSystem.write(Array("<p>A report</p>".utf8), to: page)
            try FileSystem.write(Array(text.utf8), to: data)
        }
        // Another's id that begins alike is not the member's.
        try write("member,id\nMo,m1010\nMu,a-m101\n")
        #expect(try fixture.store.forget(Self.member, now: 0).files == [])
        #expect(try FileSystem.status(page) != nil)
        try write("member,id\nAnn (m101),m101\n")
        #expect(try fixture.store.forget(Self.member, now: 0).files == ["report/"])
        #expect(try FileSystem.status(page) == nil && FileSystem.status(data) == nil)
    }

    @Test("no file of results says a member's id in a sentence, where forgetting would miss it")
    func sentences() throws {
        let run = try write(try fixture())
        #expect(run.results.points.result?.first.isEmpty == false)
        for summary in run.results.summaries {
            #expect(!summary.reading.contains("m1"), "\(summary.subject)")
        }
    }

    @Test("a later run says nothing of the member, but counts what was paid")
    func later() throws {
        let fixture = try fixture()
        let before = try write(fixture)
        _ = try fixture.store.forget(Self.member, now: 0)
        let after = try write(fixture)
        #expect(try naming(Self.member, fixture.folder) == [])
        #expect(after.recommendations?.members.count == (before.recommendations?.members.count ?? 0) - 1)
        #expect(
            after.results.revenue.result?.months.map(\.revenue)
                == before.results.revenue.result?.months.map(\.revenue))
        #expect(after.results.sentiment.notRun != nil)
    }

    @Test("killed after the facts, it is completed by the next try; a damaged file goes")
    func killed() throws {
        let fixture = try fixture()
        _ = try write(fixture)
        let file = fixture.folder + "/recommendations.json"
        let old = try FileSystem.read(file)
        _ = try fixture.store.forget(Self.member, now: 0)
        // As if the files had never been reached.
        try FileSystem.write(old, to: file)
        try FileSystem.write(Array("{".utf8), to: fixture.folder + "/churn.json")
        let again = try fixture.store.forget(Self.member, now: 0)
        #expect(again.rows == 0 && again.files == ["recommendations.json", "churn.json"])
        #expect(try naming(Self.member, fixture.folder) == [])
        #expect(try FileSystem.status(fixture.folder + "/churn.json") == nil)
    }

    @Test("everything that is held of a member is told")
    func record() throws {
        let fixture = try fixture()
        _ = try write(fixture)
        let text = JSONValue.object(try fixture.store.record(of: Self.member)).text()
        for part in [
            "\"member_days\":[{\"day\":\"2025-09-02\"", "\"route\":\"/articles/why/\"",
            "\"recommendations\":{", "\"segment\":", "\"policy\":\"slate-2026-03-31\"", "\"propensity\":",
        ] { #expect(text.contains(part), "\(part)") }
        #expect(!text.contains("m102"))
        _ = try fixture.store.forget(Self.member, now: 0)
        #expect(
            JSONValue.object(try fixture.store.record(of: Self.member)).text()
                == "{\"facts\":{\"comments\":[],\"events\":[],\"member_content\":[],\"member_days\":[],\"payments\":[],\"roster\":[],\"visits\":[]},\"results\":{},\"slates\":[]}"
        )
    }
}

extension [String] {
    fileprivate func appending(contentsOf others: [String]) -> [String] { self + others }
}

@Suite("Logs after a member is forgotten, and facts that have had their time")
struct ForgottenLogTests {
    private let lines = MadeUpLog.lines(300)
    private let sandbox: LogSandbox
    private let member: String

    init() throws {
        sandbox = try LogSandbox()
        try sandbox.write("early.log", lines.prefix(200))
        try sandbox.write("late.log", lines[200...])
        try sandbox.ingest("early.log")
        member = try #require(
            try FactStore(sandbox.path("insights")).rows(
                "SELECT member FROM member_days GROUP BY 1 ORDER BY count(*) DESC, 1"
            ).rows.first?.first)
    }

    private func rowsOfMember() throws -> Int {
        try ["member_days", "member_content", "events", "visits"].reduce(0) { sum, view in
            try sum + sandbox.rows("SELECT 1 FROM \(view) WHERE member = '\(member)'").count
        }
    }

    @Test("neither old nor new logs bring the member back, and no line counts twice")
    func logs() throws {
        #expect(try rowsOfMember() > 0)
        let requests = try sandbox.rows("SELECT sum(requests) FROM requests")
        _ = try FactStore(sandbox.path("insights")).forget(member, now: MadeUpLog.now)
        #expect(try rowsOfMember() == 0)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: sandbox.path("insights/open-days")) == [])
        #expect(try FileSystem.status(sandbox.path("insights/salts.json")) == nil)
        try sandbox.ingest("early.log")
        #expect(try rowsOfMember() == 0)
        #expect(try sandbox.rows("SELECT sum(requests) FROM requests") == requests)
        try sandbox.ingest("late.log")
        #expect(try rowsOfMember() == 0)
        #expect(try sandbox.rows("SELECT sum(requests) FROM requests") != requests)
        #expect(try !sandbox.rows("SELECT DISTINCT member FROM member_days").isEmpty)
    }

    @Test("facts of days before the first that is kept go with each run, and do not come again")
    func retention() throws {
        let days = try sandbox.rows("SELECT DISTINCT day FROM requests ORDER BY 1")
        let kept = try #require(days.last.flatMap { Day($0) })
        sandbox.options.firstKeptDay = kept.number
        try sandbox.ingest("early.log")
        for view in LogSandbox.views {
            #expect(try sandbox.rows("SELECT 1 FROM \(view) WHERE day < '\(kept)'").isEmpty, "\(view)")
        }
        let facts = try sandbox.facts()
        #expect(!facts.isEmpty)
        try sandbox.ingest("early.log")
        #expect(try sandbox.facts() == facts)
        let store = try FactStore(sandbox.path("insights"))
        #expect(try store.removeFacts(before: kept.number) == 0)
        #expect(try store.removeFacts(before: kept.number + 1) > 0)
        #expect(try sandbox.facts().isEmpty)
        #expect(try sandbox.rows("SELECT * FROM members").isEmpty)
    }
}
