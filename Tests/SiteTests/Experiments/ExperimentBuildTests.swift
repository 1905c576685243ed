import Files
import Foundation
import Recommendations
import Sealing
import Site
import Testing

/// `experiments:`, in bundles and on pages.
@Suite struct ExperimentBuildTests {
    private static let config =
        TestSite.config + """
            offers:
              - {id: renew, kind: renewal, before: 30d, title: "Your membership ends soon"}
            experiments:
              - id: spring
                kind: price
                tiers: [basic]
                from: 2026-11-10
                until: 2026-11-30
                detect: 0.1
                arms: [usual, {id: low, price: "3 EUR", checkout: "https://pay.example/low"}]
              - {id: slates, kind: recommendation, from: 2026-11-10, detect: 0.1, arms: [usual, {id: none, policy: nothing}]}
              - {id: lead, kind: teaser, from: 2026-11-10, until: 2026-12-31, detect: 0.1, arms: [long, short]}

            """
    private static let members = (0..<30).map {
        "m\($0),\($0 % 3 == 0 ? "premium" : "basic"),,,2026-12-01,active,1"
    }
    private static let lead = [
        "content/articles/lead.md": """
        ---
        title: Lead
        tier: premium
        ---

        ::: arm lead/long
        A long beginning.

        With **two** paragraphs.
        :::
        ::: arm lead/short
        A short beginning.
        :::

        <!--more-->

        Only for premium members.
        """
    ]

    @Test func `a member is told the arms, and sees the offer of the arm`() throws {
        let site = try TestSite(config: Self.config, roster: Self.members)
        try site.build()
        var prices: [String?: Int] = [:]
        for number in 0..<30 {
            let advice = try #require(try site.view("m\(number)").bundle.advice)
            let offer = try #require(advice.offer)
            #expect(["usual", "none"].contains(advice.arms["slates"]))
            if number % 3 == 0 {
                #expect(advice.arms["spring"] == nil && offer.url == nil)
            } else {
                let arm = site.keys.arm(experiment: "spring", member: "m\(number)", weights: [1, 1])
                #expect(advice.arms["spring"] == ["usual", "low"][arm])
                #expect(offer.price == (arm == 0 ? nil : "3 EUR"))
                #expect(offer.url == (arm == 0 ? "https://pay.example/basic" : "https://pay.example/low"))
                prices[offer.price, default: 0] += 1
            }
        }
        #expect(prices.count == 2)
        // Experiments that are over, and those to come, change nothing.
        try site.build(on: "2026-12-01")
        #expect(try site.view("m1").bundle.advice?.arms["spring"] == nil)
        #expect(try site.view("m1").bundle.advice?.offer?.price == nil)
    }

    @Test func `a page shows one arm's beginning at a time, and the build notes which`() throws {
        let site = try TestSite(Self.lead, config: Self.config, roster: Self.members)
        var rows: [ShownArmsFile.Row] = []
        for number in 0..<8 {
            let day = "2026-11-\(20 + number)"
            try site.build(on: day)
            let arm = site.keys.arm(experiment: "lead", period: 10 + number, weights: [1, 1])
            let page = site.text("articles/lead/index.html")
            #expect(page.contains("A long beginning.") == (arm == 0))
            #expect(page.contains("A short beginning.") == (arm == 1))
            #expect(!page.contains("premium members") && !page.contains("arm lead"))
            rows.append(ShownArmsFile.Row(day: day, experiment: "lead", arm: ["long", "short"][arm]))
        }
        #expect(Set(rows.map(\.arm)).count == 2)
        let record = try Workplace.shownArms(root: site.root)
        #expect(record.rows == rows)
        // The same day again is the same row; the sealed rest is the same all the time.
        try site.build(on: "2026-11-27")
        #expect(try Workplace.shownArms(root: site.root) == record)
        let sections = try site.sections("articles/lead/", as: "m0")
        #expect(sections == ["<p>Only for premium members.</p>\n"])
    }

    @Test func `before and after the experiment the first arm is shown`() throws {
        let site = try TestSite(Self.lead, config: Self.config)
        for day in ["2026-11-09", "2027-01-05"] {
            try site.build(on: day)
            #expect(site.text("articles/lead/index.html").contains("A long beginning."))
            #expect(!site.text("articles/lead/index.html").contains("A short beginning."))
        }
        #expect(!site.has(".sealpress/shown-arms.csv"))
    }

    @Test func `an arm that there is not, or that stands elsewhere, is told`() throws {
        let text = """
            ::: arm lead/shrot
            A
            :::
            ::: arm laed/long
            B
            :::
            ::: arm lead
            C
            :::
            ::: basic
            ::: arm lead/long
            D
            :::
            :::

            """
        let site = try TestSite(["content/articles/a.md": "Open.\n" + text], config: Self.config)
        expect(
            site.faults(),
            is: """
                content/articles/a.md:8:9: error: an arm needs the experiment and the arm
                    8 | ::: arm lead
                      |         ^^^^ write it as ::: arm EXPERIMENT/ARM
                content/articles/a.md:12:1: error: an arm inside '::: basic' of line 11
                   12 | ::: arm lead/long
                      | ^^^^^^^^^^^^^^^^^ close that one with ':::' first
                """)
        try site.write("content/articles/a.md", "Open.\n" + text.split(separator: "::: arm lead\n")[0])
        expect(
            site.faults(),
            is: """
                content/articles/a.md:2:14: error: unknown arm 'shrot'
                    2 | ::: arm lead/shrot
                      |              ^^^^^ did you mean 'short'? 'lead' has: long, short
                content/articles/a.md:5:9: error: unknown experiment 'laed'
                    5 | ::: arm laed/long
                      |         ^^^^ did you mean 'lead'? sealpress.yml has: lead
                """)
    }

    @Test func `pages tell which experiments are on them`() throws {
        let site = try TestSite(Self.lead, config: Self.config)
        let pages = try PageInventory(root: site.root, date: site.date, threads: 1).pages
        #expect(pages.map(\.experiments) == [["lead"]])
    }

    @Test func `a record reads back as it was written, and nothing else is one`() {
        var file = ShownArmsFile()
        file.record(ShownArmsFile.Row(day: "2026-11-21", experiment: "b", arm: "x"))
        file.record(ShownArmsFile.Row(day: "2026-11-20", experiment: "a", arm: "y"))
        file.record(ShownArmsFile.Row(day: "2026-11-21", experiment: "b", arm: "z"))
        #expect(
            String(decoding: file.printed, as: UTF8.self)
                == "day,experiment,arm\n2026-11-20,a,y\n2026-11-21,b,z\n")
        #expect(ShownArmsFile(parsing: file.printed) == file)
        for text in [
            "", "day,experiment,arm", "day,experiment,arm\na,b\n", "day,experiment,arm\na,b,\n", "x\n",
        ] {
            #expect(ShownArmsFile(parsing: Array(text.utf8)) == nil, "\(text)")
        }
    }
}
