import Recommendations
import Testing

@Suite("The file that insights hand to a build")
struct RecommendationsFileTests {
    private static let text = #"""
        {"date":"2026-11-21"
        ,"members":{
        "ann":{"lessons":[{"propensity":0.92,"reason":{"because":"/courses/a/one/","kind":"continuesCourse"},"route":"/courses/a/two/"}],"offers":[{"kind":"renewal","option":"","risk":0.4,"until":"2026-12-01"}],"progress":[{"completed":1,"course":"a","lessons":3,"next":"/courses/a/two/"}],"standing":{"members":2,"points":12.5,"rank":1}}
        ,"bo":{"lessons":[],"offers":[],"progress":[]}}
        ,"policy":{"exploration":0.1,"id":"slate-2026-11-21","kind":"neighbours"}
        ,"related":{
        "/articles/x/":[{"reason":"similar","route":"/articles/y/"}]}
        ,"version":1}

        """#

    private func fault(_ old: String, _ new: String) -> String? {
        do {
            _ = try Recommendations(
                parsing: Array(Self.text.replacing(old, with: new).utf8),
                file: "insights/recommendations.json")
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test("what is printed reads back as the same value, and prints as the same bytes")
    func roundTrip() throws {
        let read = try Recommendations(parsing: Array(Self.text.utf8), file: "r.json")
        #expect(
            read.members["ann"]?.lessons.first?.reason == Reason(.continuesCourse, because: "/courses/a/one/")
        )
        #expect(read.policy.exposureValue(place: 2) == "slate-2026-11-21:2")
        #expect(String(decoding: try read.printed(), as: UTF8.self) == Self.text)
    }

    @Test(
        "every fault names the file and the place",
        arguments: [
            (
                "\"version\":1", "\"version\":2",
                "version: is 2, and this sealpress reads 1; run sealpress insights"
            ),
            ("\"version\":1", "\"other\":1", "the field 'version' is missing"),
            ("0.92", "0", "members.ann.lessons[0].propensity: must be greater than 0 and at most 1"),
            ("0.92", "\"x\"", "members.ann.lessons[0].propensity: must be a number"),
            ("\"propensity\"", "\"chance\"", "members.ann.lessons[0]: unknown field 'chance'"),
            ("\"because\":", "\"since\":", "members.ann.lessons[0].reason: unknown field 'since'"),
            (
                "continuesCourse", "fate",
                "members.ann.lessons[0].reason.kind: is none of the words known here"
            ),
            ("\"rank\":1", "\"rank\":3", "members.ann.standing.rank: must be a number from 1 to 'members'"),
            (
                "\"completed\":1", "\"completed\":4",
                "members.ann.progress[0].completed: must be a number from 0 to 'lessons'"
            ),
            ("\"risk\":0.4", "\"risk\":1.4", "members.ann.offers[0].risk: must be between 0 and 1"),
            (
                "/articles/y/", "articles/y/",
                "related./articles/x/[0].route: must be a route, which begins with '/'"
            ),
            ("slate-2026-11-21", "a b", "policy.id: must be 1 to 60 letters, digits, '.', '_', '@' or '-'"),
            ("\"2026-11-21\"", "\"today\"", "date: must be a day such as 2026-11-21"),
            ("{\"date\"", "{{\"date\"", "this is no JSON"),
            ("\"lessons\":3", "\"lessons\":03", "members.ann: this is no JSON"),
            ("\"bo\"", "\"ann\"", "members.ann: is there twice"),
            ("\"bo\":", "\"bo\"", "this is no JSON"),
            ("{\"lessons\":[],\"offers\":[],\"progress\":[]}", "[]", "members.bo: must be an object"),
            (",\"version\"", ",\"more\":1,\"version\"", "unknown field 'more'"),
        ])
    func faults(_ old: String, _ new: String, _ problem: String) {
        #expect(fault(old, new) == "insights/recommendations.json: " + problem)
    }

    @Test("however many threads read, the value and the fault are the same")
    func threads() throws {
        let ids = (0..<1000).map { "m\($0)" }
        var recommendations = try Recommendations(parsing: Array(Self.text.utf8), file: "r.json")
        let advice = try #require(recommendations.members["ann"])
        recommendations.members = Dictionary(uniqueKeysWithValues: ids.map { ($0, advice) })
        let bytes = try recommendations.printed()
        let wrong = Array(
            String(decoding: bytes, as: UTF8.self).replacing("\"risk\":0.4", with: "\"risk\":[]").utf8)
        for threads in [1, 2, 7] {
            #expect(try Recommendations(parsing: bytes, file: "r.json", threads: threads) == recommendations)
            let error = #expect(throws: RecommendationsError.self) {
                try Recommendations(parsing: wrong, file: "r.json", threads: threads)
            }
            #expect(error?.description == "r.json: members.m0.offers[0].risk: must be a number")
        }
    }

    @Test("what is spelled as it is printed reads like any other spelling of it")
    func spellings() throws {
        let full = #"""
            {"lessons":[{"propensity":1,"reason":{"kind":"popular"},"route":"/一/"},{"propensity":0.25,"reason":{"because":"/b/","kind":"similar"},"route":"/a/"}],"offers":[{"kind":"upgrade","option":"vip","price":12.5,"risk":0},{"kind":"renewal","option":"","until":"2026-12-01"}],"progress":[{"completed":0,"course":"a","lessons":10}],"standing":{"members":20,"points":0.5,"rank":3}}
            """#
        func read(_ advice: String) -> Result<Recommendations, RecommendationsError> {
            let text = """
                {"date":"2026-11-21","members":{"ann":\(advice)},\
                "policy":{"exploration":1,"id":"p","kind":"bandit"},"related":{},"version":1}
                """
            return Result { () throws(RecommendationsError) in
                try Recommendations(parsing: Array(text.utf8), file: "r.json")
            }
        }
        let known = read(full)
        #expect(try known.get().members["ann"]?.standing?.rank == 3)
        // A space after each colon leaves it to the decoder: the answer is the same, right or wrong.
        let letters = Array(full)
        for index in letters.indices {
            for other in ["", "0", "-", "\"", ",", "x", "1e2", "\\u0061", "{}"] {
                let changed = String(letters[..<index]) + other + String(letters[(index + 1)...])
                let spaced = changed.replacing("\":", with: "\": ")
                guard changed != full, spaced != changed else { continue }
                #expect(read(changed) == read(spaced), "\(changed)")
            }
        }
    }

    @Test("white space, escapes and the order of fields make no difference")
    func spelling() throws {
        let other = """
             { "version" : 1, "related" : { } ,"policy":{"kind":"bandit","id":"p","exploration":1},
            "members":{ "\\u0061nn" : {"progress":[],"offers":[ ] ,"lessons":[{"route":"\\/a\\/","propensity":1e-1,
            "reason":{"kind":"popular"}}]} }, "date":"2026-11-21"}
            """
        let read = try Recommendations(parsing: Array(other.utf8), file: "r.json")
        #expect(
            read.members["ann"]?.lessons == [
                NextLesson(route: "/a/", reason: Reason(.popular), propensity: 0.1)
            ])
    }

    @Test("a file cut off anywhere is an error, never a crash")
    func cutOff() {
        let bytes = Array(Self.text.utf8)
        for end in stride(from: 0, to: bytes.count - 2, by: 3) {
            #expect(throws: RecommendationsError.self) {
                try Recommendations(parsing: Array(bytes[..<end]), file: "r.json")
            }
        }
    }
}
