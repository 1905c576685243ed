import Files
import Foundation
import Testing

/// `sealpress check`, its formats and its status.
@Suite struct CheckTests {
    private static let config = """
        site: {title: Test, baseURL: "https://example.org/"}
        tiers: [{id: premium, name: Premium}]

        """

    /// A site with an error, a warning in a file of an odd name, and one in a line with wide characters.
    private static func site(page: String = "![](a.png) [日本👩‍👩‍👧](gone.md)\n") throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.write("site/sealpress.yml", config)
        try sandbox.write("site/content/articles/a.md", page)
        try sandbox.write("site/content/articles/a.png", "\u{89}")
        try sandbox.write("site/content/100%, a:b.txt", "x")
        return sandbox
    }

    @Test func `text names file, place, rule and hint, and errors fail`() throws {
        let sandbox = try Self.site()
        let run = try sandbox.run("check", "--root", "site", "--skip", "image")
        #expect(
            run.output
                == """
                content/100%, a:b.txt:1:1: warning: no page refers to this file, so it is not published [unused-asset]
                      link to it, or put it into content/static/ to publish it as it is
                content/articles/a.md:1:5: warning: the picture 'a.png' has no words for those who do not see it [alt-text]
                    1 | ![](a.png) [日本👩‍👩‍👧](gone.md)
                      |     ^^^^^ say what it shows: ![…](a.png); one that only decorates is written <img src="a.png" alt="">
                content/articles/a.md:1:18: error: there is no page or file 'gone.md' [link-internal]
                    1 | ![](a.png) [日本👩‍👩‍👧](gone.md)
                      |                     ^^^^^^^ links are relative to the file they stand in, or begin with / at content/
                1 page checked: 1 error, 2 warnings.

                """)
        #expect(
            run.errors
                == "There is no root key: sealed files and the record of earlier builds are not looked at.\n")
        #expect(run.status == 1)
        #expect(try !sandbox.has("site/site"))
    }

    @Test func `warnings fail only where that is asked for`() throws {
        let sandbox = try Self.site(page: "Fine\n")
        #expect(try sandbox.run("check", "--root", "site").status == 0)
        #expect(try sandbox.run("check", "--root", "site", "--strict").status == 1)
        let quiet = try sandbox.run(
            "check", "--root", "site", "--strict", "--quiet", "--skip", "unused-asset,image")
        #expect((quiet.status, quiet.all) == (0, ""))
        let fine = try sandbox.run("check", "--root", "site", "--only", "anchor,leak")
        #expect((fine.status, fine.output) == (0, "1 page checked: nothing found.\n"))
    }

    @Test func `JSON has every field`() throws {
        let run = try Self.site().run(
            "check", "--root", "site", "--format", "json", "--only", "link-internal,unused-asset")
        #expect(
            run.output
                == #"""
                {"ok":false,"complete":true,"pages":1,"errors":1,"warnings":1,"findings":[{"rule":"unused-asset","severity":"warning","message":"no page refers to this file, so it is not published","file":"content/100%, a:b.txt","line":1,"column":1,"hint":"link to it, or put it into content/static/ to publish it as it is"},{"rule":"link-internal","severity":"error","message":"there is no page or file 'gone.md'","file":"content/articles/a.md","line":1,"column":18,"excerpt":"![](a.png) [日本👩‍👩‍👧](gone.md)","hint":"links are relative to the file they stand in, or begin with / at content/"}]}

                """#)
        #expect(run.status == 1)
    }

    @Test func `GitHub's annotations are escaped, and seen from the folder of the command`() throws {
        let run = try Self.site().run(
            "check", "--root", "site", "--format", "github", "--quiet", "--only", "link-internal,unused-asset"
        )
        #expect(
            run.output
                == """
                ::warning file=site/content/100%25%2C a%3Ab.txt,line=1,col=1,endColumn=2,title=unused-asset::no page refers to this file, so it is not published%0Alink to it, or put it into content/static/ to publish it as it is
                ::error file=site/content/articles/a.md,line=1,col=18,endColumn=25,title=link-internal::there is no page or file 'gone.md'%0Alinks are relative to the file they stand in, or begin with / at content/

                """)
    }

    @Test func `SARIF is as its standard has it, with columns in code points`() throws {
        let run = try Self.site().run(
            "check", "--root", "site/", "--format", "sarif", "--only", "link-internal,unused-asset")
        let log = try json(run.output)
        #expect(log["version"] as? String == "2.1.0")
        let runs = try #require(log["runs"] as? [[String: Any]])
        #expect(runs.count == 1 && runs[0]["columnKind"] as? String == "unicodeCodePoints")
        let driver = try #require((runs[0]["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["name"] as? String == "sealpress")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        let ids = rules.compactMap { $0["id"] as? String }
        #expect(ids.count == rules.count && Set(ids).count == ids.count)
        for rule in rules {
            #expect((rule["shortDescription"] as? [String: Any])?["text"] is String)
        }
        let results = try #require(runs[0]["results"] as? [[String: Any]])
        #expect(results.count == 2)
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(ids[index] == result["ruleId"] as? String)
            #expect(["error", "warning"].contains(result["level"] as? String))
            #expect((result["message"] as? [String: Any])?["text"] is String)
        }
        let places = try results.map { result in
            try #require(
                ((result["locations"] as? [[String: Any]])?.first)?["physicalLocation"] as? [String: Any])
        }
        #expect(
            places.map { ($0["artifactLocation"] as? [String: Any])?["uri"] as? String } == [
                "site/content/100%25%2C%20a%3Ab.txt", "site/content/articles/a.md",
            ])
        let region = try #require(places[1]["region"] as? [String: Any])
        // The family is one character of five code points.
        #expect(region["startLine"] as? Int == 1)
        #expect(region["startColumn"] as? Int == 22)
        #expect(region["endColumn"] as? Int == 29)
    }

    @Test func `a finding without a file is printed in every format`() throws {
        let sandbox = try Sandbox()
        #expect(
            try sandbox.run("check", "--format", "github", "--quiet").output
                == "::error title=build::there is no sealpress.yml in '.'%0Asealpress new DIR makes a site to start from; --root names another folder\n"
        )
        let sarif = try sandbox.run("check", "--format", "sarif")
        #expect(sarif.output.contains("\"results\":[{\"ruleId\":\"build\""))
        #expect(!sarif.output.contains("\"locations\""))
        #expect(sarif.status == 1)
    }

    @Test func `a rule that is not there is a usage error with a hint`() throws {
        let run = try Self.site().run("check", "--root", "site", "--only", "anchors")
        #expect(run.status == 2)
        #expect(run.errors.contains("there is no rule 'anchors'; did you mean 'anchor'?"))
    }

    @Test func `the rules are listed`() throws {
        let run = try Sandbox().run("check", "--list-rules")
        #expect(run.output.hasPrefix("link-internal    error    links lead to pages and files of the site\n"))
        #expect(run.output.split(separator: "\n").count == 19)
    }

    @Test func `other sites are asked only where that is wanted`() throws {
        let sandbox = try Self.site(page: "[a](http://127.0.0.1:1/)\n")
        let rules = ["check", "--root", "site", "--quiet", "--skip", "unused-asset"]
        #expect(try sandbox.run(program(), rules).all == "")
        let run = try sandbox.run(program(), rules + ["--external", "--rate", "100"])
        #expect(
            run.output
                == """
                content/articles/a.md:1:5: error: 'http://127.0.0.1:1/' leads nowhere: its host takes no connection [link-external]
                    1 | [a](http://127.0.0.1:1/)
                      |     ^^^^^^^^^^^^^^^^^^^ correct or remove the link, or name it under 'check: external: skip'

                """)
    }
}
