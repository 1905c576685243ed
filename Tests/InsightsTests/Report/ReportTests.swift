import Foundation
#if canImport(FoundationXML)
    import FoundationXML
#endif
import Insights
import Testing

@Suite("The report")
struct ReportTests {
    private static func report(
        _ sample: SampleResults = SampleResults(), _ language: ReportLanguage = .english,
        people: [String: ReportOptions.Person]? = nil
    ) throws -> Report {
        Report(try sample.read(), ReportOptions(language: language, title: "Moons & more", people: people))
    }

    private static func page(_ report: Report) -> String { String(decoding: report.page, as: UTF8.self) }

    private static func data(_ report: Report, _ name: String) -> String? {
        report.dataFiles.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// All that the report says, in every form.
    private static func everything(_ report: Report) -> String {
        page(report) + report.dataFiles.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
            + report.terminal(width: 100)
    }

    @Test("figures of the results appear with their intervals and their sentences")
    func figures() throws {
        let page = Self.page(try Self.report())
        for text in [
            "Moons &amp; more – insights", "Everything counted through 30 Apr 2026.", "€1,234", "€12.99",
            "88.0%",
            "3.3%",
        ] { #expect(page.contains(text), "\(text)") }
        // 20 of 90 left in February and 3 of 90 in March.
        #expect(page.contains("▼ 18.9 points"))
        #expect(page.contains("class=\"change better\""))
        #expect(page.contains("Revenue per offer is highest at €11.80 (95%: €11.10–€12.50)"))
        #expect(page.contains("97 members at the end of Mar 2026; the curve leads to 102 in Apr 2026"))
        #expect(page.contains("“spring” keeps 69.0% staying and paying, against 56.0% without"))
        #expect(page.contains("Write on “moon” (2.3× asked for, 1 page)."))
        #expect(page.contains("The mood on price falls: read those comments first"))
    }

    @Test("what matters most stands at the head, five things at most")
    func actions() throws {
        let page = Self.page(try Self.report())
        let start = try #require(page.range(of: "<section class=\"todo\""))
        let end = try #require(page.range(of: "</section>", range: start.upperBound..<page.endIndex))
        let items = page[start.upperBound..<end.lowerBound].components(separatedBy: "<li>").dropFirst()
        #expect(items.count == 5)
        #expect(try #require(items.first).contains("members that this audience seems to hold"))
    }

    @Test("a model that was not run is a card that says why and what to record, in either language")
    func notRun() throws {
        let sample = SampleResults().without(
            [.pricing], why: "there is no arms.csv",
            record:
                "record in it how many were offered each price: arm,segment,price,offered (segment a tier, or empty for all)"
        )
        let english = try Self.report(sample)
        #expect(Self.page(english).contains("<dt>Why</dt><dd>there is no arms.csv</dd>"))
        #expect(Self.page(english).contains("record in it how many were offered each price"))
        #expect(Self.data(english, "price_curve.csv") == nil)
        #expect(english.terminal(width: 80).contains("price: there is no arms.csv"))
        let chinese = Self.page(try Self.report(sample, .chinese))
        #expect(chinese.contains("<dt>原因</dt><dd>没有 arms.csv</dd>"))
        #expect(chinese.contains("在其中记录每个价格的报价次数"))
    }

    @Test("with no model run there is a page all the same")
    func nothingRan() throws {
        let sample = SampleResults().without(
            Subject.allCases, why: "needs 30 members, has 3", record: "wait for more months")
        let report = try Self.report(sample)
        let page = Self.page(report)
        #expect(page.contains("Nothing stands out."))
        #expect(page.contains("needs 30 members, has 3"))
        #expect(
            report.dataFiles.map(\.name) == ["headlines.csv", "headlines.json", "models.csv", "models.json"])
        try Self.expectWellFormed(page)
    }

    @Test("no id of a member is anywhere unless it was asked for")
    func identity() throws {
        let report = try Self.report()
        #expect(!Self.everything(report).contains("secret-"))
        #expect(Self.page(report).contains("Member 1"))
        // Second at risk, first by points: one person, one number.
        #expect(Self.data(report, "points.csv") == "rank,member,points\n1,Member 2,80.0\n2,Member 3,70.5\n")
        let people = ["secret-7": ReportOptions.Person(name: "Ada <Lind>", address: "ada@example.org")]
        let named = try Self.report(people: people)
        #expect(Self.page(named).contains("Ada &lt;Lind&gt; (secret-7)"))
        #expect(Self.page(named).contains("ada@example.org"))
        #expect(Self.page(named).contains("This page names members."))
        #expect(
            Self.data(named, "members_at_risk.csv")?.hasPrefix("member,address,risk,reasons,suggestion\n")
                == true)
    }

    @Test("groups of fewer than five are merged, together with another where they could be worked out")
    func smallGroups() throws {
        let report = try Self.report()
        // Cohorts of 3 and 4 are seven together.
        let triangle = try #require(Self.data(report, "retention_triangle.csv"))
        #expect(!triangle.contains("2026-02") && !triangle.contains("2026-03"))
        #expect(triangle.contains("\nothers,0,7,7,1.0,"))
        // At age 1 only three of them are known.
        #expect(!triangle.contains("\nothers,1,"))
        // The pooled line has what is shown, and no more: 61 of 70, not 63 of 73.
        #expect(try #require(Self.data(report, "retention_curve.csv")).contains("\n1,61,70,"))
        // Two by one channel are too few, so the next smallest joins them.
        let channels = try #require(Self.data(report, "channels.csv"))
        #expect(!channels.contains("example") && channels.contains("\nothers,90,8,"))
        // Three vip came due: premium, the smallest other tier, joins them, and the arm of three is gone.
        #expect(!Self.everything(report).contains("tiny-arm"))
        #expect(try #require(Self.data(report, "funnel.csv")).contains("renewed: others,21,30,"))
        // Dots: three of one kind in a cell are left out.
        #expect(try #require(Self.data(report, "segments.csv")).split(separator: "\n").count == 3)
        #expect(try #require(Self.data(report, "growth.csv")).contains("2026-01,<5,30.0"))
        #expect(try #require(Self.data(report, "revenue.csv")).contains("2026-03,1234.5,<5,100.0"))
        #expect(
            try #require(Self.data(report, "risks.csv"))
                == "risk_range,members\n0–10%,80\n10–20%,9\n20–100%,8\n")
        // Spend over three new members would say that they are three.
        #expect(
            !Self.page(report).contains("a new one cost")
                && !Self.page(report).contains("times what a new one"))
        #expect(!Self.everything(report).contains("private matter"))
        #expect(try #require(Self.data(report, "pages.csv")).contains("/b/,'=WEEK(),90,<5,\n"))
        // One comment of a week is told with its neighbours', two of a topic not at all.
        let sentiment = try #require(Self.data(report, "sentiment.csv"))
        #expect(sentiment.contains("2026-W11,2026-W12,16,0.25") && !sentiment.contains("service"))
    }

    @Test("in Chinese no English sentence is left")
    func chinese() throws {
        var sample = SampleResults()
        for sentence in [
            "only 3 members", "the split is weak, silhouette 0.19",
            "without costs.csv the cost of a new member is not known",
            "'mid' is best with 43 % only; keep trying",
            "the optimum is outside the prices tried; not extrapolated",
        ] {
            sample = sample.replacing(
                "\"warnings\": [], \"result\"", with: "\"warnings\": [\"\(sentence)\"], \"result\"",
                in: .growth)
            let page = Self.page(try Self.report(sample, .chinese))
            var text = page.replacing(#/<style>[\s\S]*?</style>/#, with: "")
            text = text.replacing(#/<[^>]*>/#, with: "\n")
            // Names of files, columns and pages are what they are.
            let english = text.split(separator: "\n").filter {
                $0.contains(#/[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/#)
            }
            #expect(english.isEmpty, "\(english)")
            sample = SampleResults()
        }
        let report = try Self.report(SampleResults(), .chinese)
        #expect(Self.page(report).contains("<html lang=\"zh-Hans\">"))
        #expect(Self.page(report).contains("会员 1") && report.terminal(width: 80).contains("现在该做什么"))
        // Columns are the same in every language, so that programs find them.
        #expect(
            Self.data(report, "growth.csv")?.hasPrefix("month,members,fitted,forecast,lower,upper\n") == true)
    }

    @Test("every column has a name in both languages")
    func columns() throws {
        let page = Self.page(try Self.report())
        let heads = page.matches(of: #/<th scope="col"[^>]*>([^<]*)</th>/#).map { String($0.1) }
        #expect(heads.count > 60)
        #expect(heads.allSatisfy { !$0.contains("_") }, "\(heads.filter { $0.contains("_") })")
    }

    @Test("the page is well-formed, closes what it opens, has unlike ids and no script")
    func wellFormed() throws {
        for language in ReportLanguage.allCases {
            let page = Self.page(try Self.report(SampleResults(), language))
            try Self.expectWellFormed(page)
            let ids = page.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
            #expect(Set(ids).count == ids.count)
            let links = Set(page.matches(of: #/href="#([^"]*)"/#).map { String($0.1) })
            #expect(links.isSubset(of: ids), "\(links.subtracting(ids))")
            let labels = page.matches(of: #/aria-(?:labelledby|describedby)="([^"]*)"/#).flatMap {
                $0.1.split(separator: " ").map(String.init)
            }
            #expect(Set(labels).isSubset(of: ids))
            #expect(!page.contains("<script") && !page.contains("http-equiv=\"refresh\""))
            #expect(page.matches(of: #/<svg[^>]*role="img"/#).count == page.matches(of: #/<desc id=/#).count)
        }
    }

    private static func expectWellFormed(_ page: String, location: SourceLocation = #_sourceLocation) throws {
        let body = page.replacing("<!DOCTYPE html>\n", with: "", maxReplacements: 1)
        do {
            _ = try XMLDocument(xmlString: body)
        } catch {
            Issue.record("\(error)", sourceLocation: location)
        }
    }

    @Test("text from files cannot become markup, nor a formula of a spreadsheet, nor a command of a terminal")
    func hostile() throws {
        let sample = SampleResults()
            .replacing(
                "\"tag\": \"moon\"", with: #""tag": "</svg><script>alert(1)</script>\u001b[2J""#, in: .content
            )
            .replacing("hebrew calendar", with: "=HYPERLINK(\\\"x\\\")", in: .content)
            .replacing("\"spring\"", with: #""<script>\u001b[2J""#, in: .experiments)
            .replacing("\"name\": \"spring\"", with: #""name": "@SUM' onload='x""#, in: .strategy)
        let report = try Self.report(sample)
        let page = Self.page(report)
        try Self.expectWellFormed(page)
        #expect(!page.contains("<script") && !page.contains("onload='"))
        #expect(page.contains("&lt;script&gt;"))
        #expect(!page.contains("\u{1B}") && !report.terminal(width: 90).contains("\u{1B}"))
        #expect(try #require(Self.data(report, "strategy.csv")).contains("\n'@SUM"))
    }

    @Test("nothing, one point, and numbers beyond measure are drawn without a coordinate that is none")
    func edges() throws {
        var samples: [SampleResults] = []
        samples.append(
            SampleResults()
                .with(
                    .growth,
                    result:
                        #"{"months": [], "curves": [], "rate": {"value": 0, "standardError": 0, "interval": {"lower": 0, "upper": 0, "level": 0.95}}, "forecast": [], "drivers": []}"#
                )
                .with(
                    .retention,
                    result: #"{"cohorts": [], "overall": [], "noCurve": "needs at least 2 rows, has 0"}"#
                )
                .with(
                    .survival,
                    result: #"{"members": 0, "left": 0, "effects": [], "hazards": [], "survival": []}"#
                )
                .with(.channels, result: #"{"rows": []}"#)
                .with(.experiments, result: #"{"experiments": []}"#)
                .with(.content, result: #"{"tags": [], "hours": [], "pages": [], "searches": []}"#)
                .with(.points, result: #"{"rules": {}, "members": 0, "first": []}"#)
                .with(
                    .strategy,
                    result:
                        #"{"baselineMembers": 0, "baselineRetention": 0, "baselinePayment": 0, "rows": []}"#
                )
                .with(.value, result: #"{"segments": []}"#)
                .with(
                    .sentiment,
                    result:
                        #"{"comments": 0, "scored": 0, "positive": 0, "neutral": 0, "negative": 0, "topics": []}"#
                ))
        samples.append(
            SampleResults()
                .with(
                    .retention,
                    result: "{\"cohorts\": [\(SampleResults.cohort("2026-03", [9]))], \"overall\": []}"
                )
                .with(
                    .revenue,
                    result:
                        #"{"currency": "XXX", "months": [{"month": "2026-03", "revenue": 1e300, "newPayingMembers": 1}], "month": "2026-03", "activeMembers": 0, "payingMembers": 0, "arppu": -1e308}"#
                )
                .replacing("\"revenue\": 6.6", with: "\"revenue\": 1e308", in: .pricing)
                .replacing("\"gap\": 2.3", with: "\"gap\": -1e308", in: .content)
                .replacing("\"value\": 0.131", with: "\"value\": 1e308", in: .experiments))
        samples.append(
            SampleResults().replacing("\"month\": \"2026-02\"", with: "\"month\": \"soon\"", in: .activation)
                .replacing("\"recency\": [5", with: "\"recency\": [77", in: .segments)
                .replacing("\"segment\": [0", with: "\"segment\": [-3", in: .segments)
                .replacing("\"atEnd\": 90", with: "\"atEnd\": -90", in: .activation))
        for sample in samples {
            for language in ReportLanguage.allCases {
                let report = try Self.report(sample, language)
                let page = Self.page(report)
                try Self.expectWellFormed(page)
                let numbers = page.matches(of: #/ (?:x|y|cx|cy|r|x1|y1|x2|y2|width|height|d)="([^"]*)"/#).map
                { $0.1 }
                #expect(numbers.count > 100)
                #expect(
                    numbers.allSatisfy { !$0.contains("nan") && !$0.contains("inf") && !$0.contains("e") })
                #expect(!page.contains(">nan") && !page.contains(">inf"))
                #expect(!report.terminal(width: 80).isEmpty)
            }
        }
    }

    @Test("a results folder that is broken is an error with its place")
    func broken() throws {
        func problem(_ sample: SampleResults) throws -> String {
            let error = #expect(throws: InsightsFileError.self) { try sample.read() }
            let text = try #require(error).description
            return String(text[text.index(after: try #require(text.lastIndex(of: "/")))...])
        }
        #expect(
            try problem(SampleResults().replacing("\"auc\": 0.81", with: "\"auc\": \"good\"", in: .churn))
                == "churn.json: result.auc: must be a number; run sealpress insights")
        #expect(
            try problem(SampleResults().replacing("\"risk\": 0.31, ", with: "", in: .churn))
                == "churn.json: result.warnings[1]: the field 'risk' is missing; run sealpress insights")
        #expect(
            try problem(
                SampleResults().replacing("\"size\": 24", with: "\"size\": 9007199254740993", in: .segments))
                == "segments.json: line 3: this number is too large; run sealpress insights")
        #expect(
            try problem(SampleResults().replacing("{", with: "[", in: .growth))
                == "growth.json: is no file of sealpress insights")
    }

    @Test("results cut off anywhere, or with a byte changed, give an error or a page, never a crash")
    func fuzz() throws {
        var state: UInt64 = 0x5EA1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(bound, 1)
        }
        var pages = 0
        for round in 0..<60 {
            var sample = SampleResults()
            let subject = Subject.allCases[next(Subject.allCases.count)]
            sample.mutate(subject) { bytes in
                if round % 5 == 0 {
                    bytes.removeLast(next(bytes.count))
                } else {
                    for _ in 0..<(1 + next(3)) {
                        let digits = Array("0123456789-.e".utf8)
                        let places = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
                        if !places.isEmpty { bytes[places[next(places.count)]] = digits[next(digits.count)] }
                    }
                }
            }
            do {
                let report = Report(try sample.read(), ReportOptions(language: .english, title: ""))
                #expect(report.page.count > 10_000)
                pages += 1
            } catch is InsightsFileError {}
        }
        #expect(pages > 10)
    }

    @Test("the same results give the same bytes, and CSV and JSON the same rows")
    func reproducible() throws {
        let (one, other) = (try Self.report(), try Self.report())
        #expect(one.page == other.page)
        #expect(one.dataFiles.map(\.bytes) == other.dataFiles.map(\.bytes))
        for file in one.dataFiles where file.name.hasSuffix(".csv") {
            #expect(Report.dataFileNames.contains(file.name))
            let json = try #require(Self.data(one, file.name.replacingOccurrences(of: ".csv", with: ".json")))
            let rows = try #require(
                try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
            let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
            #expect(lines.count - 1 == rows.count, "\(file.name)")
            let keys = try #require(lines.first).split(separator: ",").map(String.init)
            #expect(rows.allSatisfy { Set($0.keys) == Set(keys) }, "\(file.name)")
        }
        #expect(Report.dataFileNames.count == one.dataFiles.count)
    }

    @Test("the terminal shows each number with its curve, and fits")
    func terminal() throws {
        let text = try Self.report().terminal(width: 72)
        let lines = text.split(separator: "\n")
        #expect(try #require(lines.first { $0.hasPrefix("Members ") }).contains("97"))
        #expect(text.contains("▁█") && text.contains("What to do now"))
        let sentences = lines.drop { $0 != "What to do now" }
        #expect(sentences.allSatisfy { $0.count <= 72 }, "\(sentences.filter { $0.count > 72 })")
    }

    @Test("tidy finds no fault with the page")
    func tidy() throws {
        let program = "/usr/bin/tidy"
        guard FileManager.default.isExecutableFile(atPath: program) else { return }
        let file = FileManager.default.temporaryDirectory.path + "/sealpress-" + UUID().uuidString + ".html"
        try Data(try Self.report().page).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["-e", "-q", file]
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(said)")
    }
}
