import Diagnostics
import Membership
import TestSupport
import Testing

func parseRoster(
    _ text: String, courses: [String]? = ["swift-basics", "vapor"]
) -> (roster: Roster, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let roster = Roster(
        parsing: Array(text.utf8), file: "members.csv", tiers: threeTiers, courses: courses,
        diagnostics: &diagnostics)
    return (roster, diagnostics)
}

private func faults(_ text: String) -> [String] { parseRoster(text).diagnostics.map { $0.rendered() } }

private func printed(_ roster: Roster) -> String { String(decoding: roster.printed(), as: UTF8.self) }

@Suite struct RosterTests {
    @Test func `every column of a member is read`() throws {
        let (roster, diagnostics) = parseRoster(
            """
            id,name,email,tier,courses,from,until,status,generation,source,note,phone
            ann,Ann Lee,ann@example.org,premium,swift-basics@2026-10-01;vapor,2026-01-01,2026-12-31,gift,2,gumroad,"a, b",123

            """)
        #expect(diagnostics.isEmpty)
        #expect(
            roster.members == [
                Member(
                    id: "ann", name: "Ann Lee", email: "ann@example.org", tier: "premium",
                    courses: [CourseAccess("swift-basics", start: day("2026-10-01")), CourseAccess("vapor")],
                    from: day("2026-01-01"), until: day("2026-12-31"), status: .gift, generation: 2,
                    source: "gumroad", note: "a, b", extra: ["123"])
            ])
    }

    @Test func `an id and a tier are enough`() {
        let (roster, diagnostics) = parseRoster("tier,id\nvip,bob\nbasic,ann\n")
        #expect(diagnostics.isEmpty)
        #expect(roster.members == [Member(id: "ann", tier: "basic"), Member(id: "bob", tier: "vip")])
        #expect(parseRoster("id,courses\nann,vapor\n").roster["ann"]?.courses == [CourseAccess("vapor")])
    }

    @Test func `members are found, added and replaced, and stay sorted by id`() {
        var (roster, _) = parseRoster("id,tier\nbob,vip\nann,basic\n")
        #expect(roster["ann"]?.tier == "basic")
        #expect(roster["abe"] == nil)
        #expect(roster["zoe"] == nil)
        roster.update(Member(id: "abe", tier: "basic"))
        roster.update(Member(id: "zoe", tier: "basic"))
        roster.update(Member(id: "bob", tier: "premium"))
        #expect(roster.members.map(\.id) == ["abe", "ann", "bob", "zoe"])
        #expect(roster["bob"]?.tier == "premium")
    }

    @Test func `a roster is printed sorted, its columns in their order, unknown ones kept`() {
        let (roster, _) = parseRoster(
            "phone,tier,id,courses,shoe\n1,vip,bob,,44\n2,basic,ann,vapor;swift-basics@2026-10-01,\n")
        #expect(
            printed(roster)
                == "phone,tier,id,courses,shoe\n2,basic,ann,swift-basics@2026-10-01 vapor,\n1,vip,bob,,44\n")
    }

    @Test func `a column that the file lacks appears when a member needs it`() {
        var (roster, _) = parseRoster("id,tier,x\nann,basic,1\n")
        roster.update(Member(id: "bob", tier: "vip", until: day("2026-12-31")))
        #expect(printed(roster) == "id,tier,x,until\nann,basic,1,\nbob,vip,,2026-12-31\n")
        roster.update(Member(id: "ann", tier: "basic", status: .revoked, generation: 2, extra: ["1"]))
        #expect(
            printed(roster)
                == "id,tier,x,until,status,generation\nann,basic,1,,revoked,2\nbob,vip,,2026-12-31,active,1\n"
        )
    }

    @Test func `a new roster has every known column`() {
        #expect(printed(Roster()) == "id,name,email,tier,courses,from,until,status,generation,source,note\n")
    }

    @Test func `what is printed is read to the same roster`() {
        var random = SeededGenerator(seed: 17)
        func text() -> String {
            ["", "Ann", "a, b", "\"q\"", "two\nlines", "标题", "'=1"].randomElement(using: &random) ?? ""
        }
        func date(_ year: Int) -> Day? {
            Day(
                year: year, month: .random(in: 1...12, using: &random),
                day: .random(in: 1...28, using: &random))
        }
        for _ in 0..<300 {
            var roster = Roster()
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                let status = MemberStatus.allCases.randomElement(using: &random) ?? .active
                var courses: [CourseAccess] = []
                if Bool.random(using: &random) {
                    courses.append(CourseAccess("swift-basics", start: date(2025)))
                }
                if Bool.random(using: &random) { courses.append(CourseAccess("vapor")) }
                roster.update(
                    Member(
                        id: "m\(Int.random(in: 0...99, using: &random))", name: text(), email: text(),
                        tier: courses.isEmpty ? "vip" : nil, courses: courses,
                        from: Bool.random(using: &random) ? date(2024) : nil,
                        until: status == .lifetime ? nil : date(2026), status: status,
                        generation: .random(in: 1...Member.highestGeneration, using: &random), source: text(),
                        note: text()))
            }
            let (again, diagnostics) = parseRoster(printed(roster))
            #expect(diagnostics.isEmpty, "\(printed(roster))")
            #expect(again == roster)
            #expect(again.printed() == roster.printed())
        }
    }
}

@Suite struct RosterFaultTests {
    @Test func `a bad id, and none`() {
        #expect(
            faults("id,tier\nAnn Lee,vip\n,vip\n标,vip\n") == [
                """
                members.csv:2:1: error: bad member id 'Ann Lee'
                    2 | Ann Lee,vip
                      | ^^^^^^^ did you mean 'ann-lee'? an id has a-z, 0-9 and -, and begins with a letter or digit
                """,
                """
                members.csv:3:1: error: this member has no id
                    3 | ,vip
                      | ^ an id has a-z, 0-9 and -, and begins with a letter or digit
                """,
                """
                members.csv:4:1: error: bad member id '标'
                    4 | 标,vip
                      | ^^ an id has a-z, 0-9 and -, and begins with a letter or digit
                """,
            ])
    }

    @Test func `one id twice names both lines`() {
        let (roster, diagnostics) = parseRoster("id,tier\nann,vip\nbob,vip\nann,basic\n")
        #expect(
            diagnostics.map { $0.rendered() } == [
                """
                members.csv:4:1: error: member 'ann' is there twice, also on line 2
                    4 | ann,basic
                      | ^^^ give one of them another id, or make one row of both
                """
            ])
        #expect(roster["ann"]?.tier == "vip")
    }

    @Test func `an unknown tier`() {
        #expect(
            faults("id,tier\nann,premuim\n") == [
                """
                members.csv:2:5: error: unknown tier 'premuim'
                    2 | ann,premuim
                      |     ^^^^^^^ did you mean 'premium'? sealpress.yml has: basic, premium, vip
                """
            ])
        var diagnostics: [Diagnostic] = []
        _ = Roster(
            parsing: Array("id,tier\nann,x\n".utf8), file: "m", tiers: TierList([]), courses: nil,
            diagnostics: &diagnostics)
        #expect(diagnostics.map(\.hint) == ["sealpress.yml has no tiers"])
        #expect(
            Roster(
                parsing: Array("id,tier\nann,x\n".utf8), file: "m", tiers: nil, courses: nil,
                diagnostics: &diagnostics)["ann"]?.tier == "x")
    }

    @Test func `courses that are unknown, doubled, mistyped or badly dated`() {
        #expect(
            faults("id,courses\nann,swift-basic vapor vapor Vapor vapor@2026-02-30\n") == [
                """
                members.csv:2:5: error: unknown course 'swift-basic'
                    2 | ann,swift-basic vapor vapor Vapor vapor@2026-02-30
                      |     ^^^^^^^^^^^ did you mean 'swift-basics'? the site has: swift-basics, vapor
                """,
                """
                members.csv:2:23: error: course 'vapor' is there twice for this member
                    2 | ann,swift-basic vapor vapor Vapor vapor@2026-02-30
                      |                       ^^^^^ delete one
                """,
                """
                members.csv:2:29: error: bad course 'Vapor'
                    2 | ann,swift-basic vapor vapor Vapor vapor@2026-02-30
                      |                             ^^^^^ write courses as swift-basics or swift-basics@2026-10-01, separated by spaces
                """,
                """
                members.csv:2:41: error: bad date '2026-02-30'
                    2 | ann,swift-basic vapor vapor Vapor vapor@2026-02-30
                      |                                         ^^^^^^^^^^ write a date as 2026-10-01
                """,
            ])
        let (_, diagnostics) = parseRoster("id,courses\nann,x\n", courses: [])
        #expect(diagnostics.map(\.hint) == ["the site has no courses"])
    }

    @Test func `bad dates, and an end before the beginning`() {
        #expect(
            faults("id,tier,from,until\nann,vip,1.10.2026,2026-13-01\nbob,vip,2026-10-01,2026-09-30\n") == [
                """
                members.csv:2:9: error: bad date '1.10.2026'
                    2 | ann,vip,1.10.2026,2026-13-01
                      |         ^^^^^^^^^ write a date as 2026-10-01
                """,
                """
                members.csv:2:19: error: bad date '2026-13-01'
                    2 | ann,vip,1.10.2026,2026-13-01
                      |                   ^^^^^^^^^^ write a date as 2026-10-01
                """,
                """
                members.csv:3:20: error: 'until' 2026-09-30 is before 'from' 2026-10-01
                    3 | bob,vip,2026-10-01,2026-09-30
                      |                    ^^^^^^^^^^ 'until' is the last day of the membership
                """,
            ])
        // Another fault of the row does not hide it.
        #expect(
            faults("id,tier,from,until\nbob,gold,2026-10-01,2026-09-30\n").map { $0.prefix { $0 != "\n" } }
                == [
                    "members.csv:2:5: error: unknown tier 'gold'",
                    "members.csv:2:21: error: 'until' 2026-09-30 is before 'from' 2026-10-01",
                ])
        // A membership of one day is one.
        #expect(faults("id,tier,from,until\nann,vip,2026-10-01,2026-10-01\n").isEmpty)
    }

    @Test func `an unknown status and a bad generation`() {
        #expect(
            faults("id,tier,status,generation\nann,vip,revokd,0\n") == [
                """
                members.csv:2:9: error: unknown status 'revokd'
                    2 | ann,vip,revokd,0
                      |         ^^^^^^ did you mean 'revoked'? a status is one of: active, trial, gift, lifetime, unclaimed, revoked, left
                """,
                """
                members.csv:2:16: error: bad generation '0'
                    2 | ann,vip,revokd,0
                      |                ^ a whole number from 1 on, raised by one for each new code
                """,
            ])
        for text in ["01", "-1", "1.5", "x", "1000001", "99999999999999999999", "+1", " 1"] {
            #expect(
                parseRoster("id,tier,generation\nann,vip,\(text)\n").diagnostics.map(\.message)
                    == ["bad generation '\(text)'"])
        }
    }

    @Test func `a status that does not fit the dates`() {
        #expect(
            faults("id,tier,until,status\nann,vip,2026-12-31,lifetime\nbob,vip,,trial\n") == [
                """
                members.csv:2:9: error: a lifetime membership has no 'until'
                    2 | ann,vip,2026-12-31,lifetime
                      |         ^^^^^^^^^^ delete the date
                """,
                """
                members.csv:3:9: error: a trial needs an 'until'
                    3 | bob,vip,,trial
                      |         ^ name its last day, such as 2026-10-31
                """,
            ])
        // Without the column the fault stands at the member's id.
        #expect(
            faults("id,tier,status\nbob,vip,trial\n").first?.hasPrefix("members.csv:2:1: error: a trial")
                == true)
    }

    @Test func `a course that begins after the membership ends`() {
        #expect(faults("id,tier,courses,until\nann,basic,vapor@2027-01-01,2026-12-31\n").isEmpty)
        #expect(
            faults("id,courses,until\nann,vapor@2027-01-01,2026-12-31\n") == [
                """
                members.csv:2:5: error: course 'vapor' starts on 2027-01-01, after 'until' 2026-12-31
                    2 | ann,vapor@2027-01-01,2026-12-31
                      |     ^^^^^^^^^^^^^^^^ 'until' is the last day of the membership
                """
            ])
    }

    @Test func `a member without anything`() {
        #expect(
            faults("id,tier,courses\nann,,\nbob,, ;\n") == [
                """
                members.csv:2:5: error: member 'ann' has neither a tier nor a course
                    2 | ann,,
                      |     ^ name one of them
                """,
                """
                members.csv:3:5: error: member 'bob' has neither a tier nor a course
                    3 | bob,, ;
                      |     ^ name one of them
                """,
            ])
        // Who left or was shut out needs none.
        #expect(faults("id,tier,status\nann,,left\nbob,,revoked\n").isEmpty)
    }

    @Test func `columns that must be there`() {
        #expect(
            faults("name,email\nAnn,x\n") == [
                """
                members.csv:1:1: error: there is no column 'id'
                    1 | name,email
                      | ^ the columns are: name, email
                """,
                """
                members.csv:1:1: error: there is neither a column 'tier' nor a column 'courses'
                    1 | name,email
                      | ^ the columns are: name, email
                """,
            ])
        #expect(parseRoster("").diagnostics.map(\.message) == ["no header row"])
    }

    @Test func `a column name with a slip is kept with a warning, another is only kept`() {
        let (roster, diagnostics) = parseRoster("id,tier,untill,shoe size\nann,vip,2026-12-31,44\n")
        #expect(
            diagnostics.map { $0.rendered() } == [
                """
                members.csv:1:9: warning: column 'untill' is kept, but means nothing to the build
                    1 | id,tier,untill,shoe size
                      |         ^^^^^^ did you mean 'until'?
                """
            ])
        #expect(roster["ann"]?.extra == ["2026-12-31", "44"])
    }

    @Test func `faults of the file and of its rows come together, and good rows are kept`() {
        let (roster, diagnostics) = parseRoster("id,tier\nann,vip,x\nbob,gold\ncat,vip\n")
        #expect(
            diagnostics.map(\.message) == ["3 values where the header has 2", "unknown tier 'gold'"])
        #expect(roster.members.map(\.id) == ["cat"])
    }

    @Test func `a roster of nothing but faults is reported up to a thousand`() {
        let text = "id,tier\n" + (0..<3000).map { "m\($0),gold\n" }.joined()
        let diagnostics = parseRoster(text).diagnostics
        #expect(diagnostics.count == 1001)
        #expect(diagnostics.last?.message == "'members.csv' has more faults than the 1000 shown")
    }
}
