import Foundation
import Testing

/// What insights recommend, from the file to what a member is told.
@Suite struct AdviceCommandTests {
    @Test func `build says how much advice there is, and open shows it`() throws {
        let sandbox = try Sandbox.started()
        try sandbox.write("site/members.csv", "id,tier,until\nanna,premium,2031-12-01\nbo,premium,\n")
        let plain = try sandbox.run("build", "--date", "2031-11-20", in: "site")
        #expect(plain.status == 0 && !plain.output.contains("Advice"), "\(plain.all)")
        let settings = try sandbox.text("site/sealpress.yml")
        try sandbox.write(
            "site/sealpress.yml",
            settings + """

                member: {points: true}
                offers:
                  - {id: renew, kind: renewal, title: "Stay with us", checkout: "https://pay.example/"}

                """)
        try sandbox.write(
            "site/insights/recommendations.json",
            """
            {"date":"2031-11-19","members":{"anna":{"lessons":[
            {"propensity":0.9,"reason":{"kind":"popular"},"route":"/articles/hello/"},
            {"propensity":0.9,"reason":{"kind":"popular"},"route":"/articles/gone/"}],
            "offers":[],"progress":[],"standing":{"members":2,"points":12.5,"rank":1}}},
            "policy":{"exploration":0.1,"id":"slate-2031-11-19","kind":"neighbours"},"related":{},"version":1}
            """)
        let build = try sandbox.run("build", "--date", "2031-11-20", in: "site")
        #expect(
            build.output.contains(
                "\nAdvice for 1 member, 1 place left out: gone, or not open to the member.\n"), "\(build.all)"
        )
        let summary = try json(sandbox.run("build", "--date", "2031-11-20", "--json", in: "site").output)
        #expect(summary["advisedMembers"] as? Int == 1 && summary["droppedPlaces"] as? Int == 1)
        let code = try sandbox.run("members", "code", "anna", "--quiet", in: "site").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let open = try sandbox.run("open", "site", "--code", code, in: "site")
        #expect(
            open.output.split(separator: "\n").dropFirst().prefix(3) == [
                "next: /articles/hello/ Hello", "offer renew: Stay with us (until 2031-12-01)",
                "points: 12.5, rank 1 of 2",
            ], "\(open.all)")
    }
}
