import Foundation
import Insights
import Testing

@Suite("Experiments in the report")
struct ExperimentReportTests {
    private static func report(
        _ rows: [String] = [], _ language: ReportLanguage = .english
    ) throws -> Report {
        let sample =
            rows.isEmpty
            ? SampleResults() : SampleResults().with(.experiments, result: SampleExperiments.of(rows))
        return Report(try sample.read(), ReportOptions(language: language, title: "Moons"))
    }

    private static func page(_ report: Report) -> String { String(decoding: report.page, as: UTF8.self) }

    /// What a card says to do.
    private static func advice(_ row: String, _ language: ReportLanguage = .english) throws -> String {
        let page = page(try report([row], language))
        let card = try #require(page.range(of: "id=\"experiment-1\">"))
        let match = try #require(page[card.upperBound...].firstMatch(of: #/<p class="says">([^<]*)</p>/#))
        return String(match.1)
    }

    private static func data(_ report: Report, _ name: String) throws -> String {
        String(
            decoding: try #require(report.dataFiles.first { $0.name == name }).bytes, as: UTF8.self)
    }

    @Test("an arm that is surely better is to be taken, and that stands at the head")
    func better() throws {
        #expect(
            try Self.advice(SampleExperiments.decided)
                == "Take “low”: it is better than “usual” by 13.1 points (4.1 to 22.1, valid at every look)."
        )
        #expect(
            try Self.advice(SampleExperiments.decided, .chinese)
                == "请采用“low”：比“usual”高 13.1 个百分点（4.1 至 22.1，随时查看均有效）。")
        let page = Self.page(try Self.report())
        #expect(
            page.contains(
                "<a href=\"#experiment-1\">The experiment “spring” is decided: take “low” for everyone.</a>"))
        #expect(page.contains("Running, from 1 Mar 2026; paid again within 30 days."))
        #expect(page.contains("400 members, 30.0%") && page.contains("410 members, 43.1%"))
    }

    @Test("of several better arms one is taken, and it is not called the best")
    func several() throws {
        typealias Sample = SampleExperiments
        let arms = ["usual", "a", "b"].map { Sample.arm($0, 300, 300, 90) }
        #expect(
            try Self.advice(
                Sample.row(
                    "x", arms: arms,
                    comparisons: [Sample.comparison("a", 0.1, 0.05), Sample.comparison("b", 0.2, 0.05)]))
                == "Take “b”: it is better than “usual” by 20.0 points (15.0 to 25.0, valid at every look)."
                + " Also better than the first: “a”. Which of them is best cannot be told.")
        #expect(
            try Self.advice(
                Sample.row(
                    "x", arms: arms,
                    comparisons: [Sample.comparison("a", -0.1, 0.05), Sample.comparison("b", 0.01, 0.05)]))
                == "Drop “a”, surely worse than “usual”; wait for the rest.")
        #expect(
            try Self.advice(
                Sample.row(
                    "x", arms: arms,
                    comparisons: [Sample.comparison("a", -0.1, 0.05), Sample.comparison("b", -0.2, 0.05)]))
                == "Keep “usual”; surely worse: “a” and “b”.")
    }

    @Test("while nothing is sure the report says to wait, and for how many")
    func wait() throws {
        typealias Sample = SampleExperiments
        // 2,790 less the 450 whose days are over.
        #expect(
            try Self.advice(Sample.waiting)
                == "Wait: no arm is surely different from “best” yet. About 2,400 more members are needed.")
        #expect(
            try Self.advice(Sample.teaser)
                == "Wait: no arm is surely different from “long” yet. Each arm needs about 27 more periods.")
        let arms = [Sample.arm("usual", 40, 8, 2), Sample.arm("low", 44, 9, 3)]
        let why = "each arm needs 5 members with the outcome and 5 without, whose 30 days are over"
        let early = Sample.row(
            "x", arms: arms, noComparison: why, plan: Sample.plan(total: 3240, eligible: 3))
        #expect(
            try Self.advice(early)
                == "Wait: \(why). About 3,300 more members are needed. With the under 5 who can take part now it may never tell."
        )
        #expect(
            try Self.advice(early, .chinese)
                == "请等待：每个方案需要 5 名有结果和 5 名无结果的会员，且已满 30 天。约还需 3,300 名会员。目前可参加的共 不足 5 名：可能始终得不出结论。")
        #expect(Self.page(try Self.report([early])).contains(">not yet</text>"))
    }

    @Test("one that has had enough members, or is over, is to be left")
    func enough() throws {
        typealias Sample = SampleExperiments
        func row(_ state: String, why: String? = nil) -> String {
            Sample.row(
                "x", state: state,
                arms: [Sample.arm("usual", 900, 900, 300), Sample.arm("low", 900, 900, 303)],
                comparisons: why == nil ? [Sample.comparison("low", 0.003, 0.04)] : [], noComparison: why,
                plan: Sample.plan(total: 1800, eligible: 900))
        }
        #expect(
            try Self.advice(row("running"))
                == "There have been as many as 5.0 points take, and no arm is surely different: keep “usual”."
        )
        #expect(
            try Self.advice(row("ended"))
                == "No arm is surely different from “usual”: keep it, or what is least work.")
        #expect(
            try Self.advice(row("ended", why: "every period came to the same"))
                == "It ended before anything could be told: every period came to the same.")
    }

    @Test("members who are not dealt as the weights say are a reason to believe nothing")
    func uneven() throws {
        #expect(
            try Self.advice(SampleExperiments.uneven)
                == "Do not believe it: members are not spread over the arms as the weights say. Find out why first."
        )
        let seen = SampleExperiments.uneven.replacingOccurrences(
            of: "\"imbalance\"", with: "\"seenImbalance\"")
        #expect(try Self.advice(seen).hasPrefix("Do not believe it: the members whose browsers told"))
        let page = Self.page(try Self.report([SampleExperiments.uneven]))
        #expect(page.contains("“autumn” is not dealt as it should be"))
        // No difference is coloured as if it were one.
        let chart = try #require(page.firstMatch(of: #/id="experiment-1">[\s\S]*?</article>/#)).0
        #expect(chart.contains("class=\"f5 dot\"") && !chart.contains("class=\"f2 dot\""))
    }

    @Test("before it begins the report says how many it takes, and draws nothing")
    func planned() throws {
        #expect(
            try Self.advice(SampleExperiments.planned)
                == "It begins on 1 Jul 2026. To tell 5.0 points takes about 3,240 members, and 900 can take part now: look for a larger difference, ask more members, or leave it."
        )
        let page = Self.page(try Self.report([SampleExperiments.planned]))
        let card = try #require(page.firstMatch(of: #/id="experiment-1">[\s\S]*?</article>/#)).0
        #expect(!card.contains("<svg") && card.contains("Planned, from 1 Jul 2026"))
    }

    @Test("a difference is drawn between the ends of its interval, right of zero where it is better")
    func forest() throws {
        let page = Self.page(try Self.report([SampleExperiments.decided]))
        let card = String(try #require(page.firstMatch(of: #/id="experiment-1">[\s\S]*?</article>/#)).0)
        func number(_ text: Substring) throws -> Double { try #require(Double(text)) }
        let zero = try number(try #require(card.firstMatch(of: #/<line x1="([^"]*)"[^>]*class="axis"/#)).1)
        let line = try #require(
            card.firstMatch(of: #/<line x1="([^"]*)" y1="[^"]*" x2="([^"]*)" y2="[^"]*" class="s2 thick"/#))
        let dot = try number(try #require(card.firstMatch(of: #/<circle cx="([^"]*)"[^>]*class="f2 dot"/#)).1)
        let (from, to) = (try number(line.1), try number(line.2))
        #expect(zero < from && from < dot && dot < to)
        // 4.1, 13.1 and 22.1 points on one scale from 0.
        #expect(abs((dot - zero) / (to - zero) - 13.1 / 22.1) < 0.01)
        #expect(abs((from - zero) / (to - zero) - 4.1 / 22.1) < 0.01)
    }

    @Test("an arm of few members is shown with another, and not compared")
    func smallGroups() throws {
        let report = try Self.report()
        let csv = try Self.data(report, "experiments.csv")
        #expect(!csv.contains("hidden-arm") && !csv.contains("blue"))
        #expect(csv.contains("\ncorner,running,others,44,35,16,35,"))
        #expect(csv.contains("\ncorner,running,usual,60,52,"))
        #expect(!Self.page(report).contains("hidden-arm"))
        #expect(
            try Self.advice(SampleExperiments.small)
                == "An arm has fewer than five members and is shown with another, so nothing is compared: wait."
        )
        #expect(Self.page(report).contains("under 5 members saw an arm that is not theirs"))
        #expect(!report.terminal(width: 100).contains("hidden-arm"))
        // What is merged is not taken for an arm of that name.
        let named = SampleExperiments.row(
            "x",
            arms: [
                SampleExperiments.arm("usual", 60, 52, 25), SampleExperiments.arm("others", 41, 33, 15),
                SampleExperiments.arm("a", 4, 4, 1), SampleExperiments.arm("b", 3, 3, 1),
            ], comparisons: [SampleExperiments.comparison("others", 0.4, 0.1)])
        let lines = try Self.data(try Self.report([named]), "experiments.csv").split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[2].hasPrefix("x,running,others,41,") && lines[2].hasSuffix(",0.01"))
        #expect(lines[3].hasPrefix("x,running,others,7,7,2,7,") && lines[3].hasSuffix(",,,,"))
    }

    @Test("all experiments have their rows in one file")
    func files() throws {
        let csv = try Self.data(try Self.report(), "experiments.csv")
        let lines = csv.split(separator: "\n").map(String.init)
        #expect(
            lines.first
                == "experiment,state,arm,assigned,matured,numerator,denominator,share,lower,upper,difference,difference_lower,difference_upper,p_value"
        )
        #expect(lines.count == 1 + 2 + 3 + 2 + 2 + 2 + 2)
        #expect(
            lines.contains {
                $0.hasPrefix("spring,running,low,410,390,168,390,0.43") && $0.hasSuffix(",0.01")
            })
    }

    @Test("the terminal has a line for each")
    func terminal() throws {
        let text = try Self.report().terminal(width: 400)
        #expect(text.contains("\nExperiments\n  spring: price (running): Take “low”"))
        #expect(
            text.contains("\n  lead: teaser (running): Wait: no arm is surely different from “long” yet."))
        #expect(text.contains("\n  summer: price (planned): It begins on 1 Jul 2026."))
        let chinese = try Self.report([], .chinese).terminal(width: 400)
        #expect(chinese.contains("\n实验\n  spring：价格（进行中）：请采用“low”"))
    }

    @Test("without experiments the report says what to write, and with none of them has no section")
    func none() throws {
        let sample = SampleResults().without(
            [.experiments], why: "there are no experiments",
            record: "write what is to be tried under experiments: in sealpress.yml")
        let chinese = Report(try sample.read(), ReportOptions(language: .chinese, title: ""))
        #expect(Self.page(chinese).contains("<dt>原因</dt><dd>没有实验</dd>"))
        #expect(Self.page(chinese).contains("请在 sealpress.yml 的 experiments: 中写明要试验的内容"))
        #expect(!chinese.dataFiles.contains { $0.name == "experiments.csv" })
        let empty = SampleResults().with(.experiments, result: SampleExperiments.of([]))
        let report = Report(try empty.read(), ReportOptions(language: .english, title: ""))
        #expect(!Self.page(report).contains("id=\"experiments\""))
    }
}
