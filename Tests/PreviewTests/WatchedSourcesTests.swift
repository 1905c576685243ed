import Preview
import Testing

@Suite struct WatchedSourcesTests {
    @Test(arguments: ["hello.md", ".htaccess", "日历.md", "a.swp", "#1.md"])
    func `files of the author matter`(name: String) {
        #expect(WatchedSources.isRelevant(name))
    }

    @Test(arguments: ["hello.md~", ".#hello.md", "#hello.md#", ".hello.md.swp", ".hello.md.swx", "4913"])
    func `files of editors do not`(name: String) {
        #expect(!WatchedSources.isRelevant(name))
    }

    @Test func `of a folder that holds a single source nothing else matters`() {
        let sources = WatchedSources(
            root: "/site", folders: ["content"], files: ["sealpress.yml", "insights/recommendations.json"])
        #expect(sources.matters("recommendations.json", in: "/site/insights"))
        #expect(!sources.matters("facts.sqlite", in: "/site/insights"))
        #expect(!sources.matters("recommendations.json", in: "/site"))
        // The folder itself may just have been made.
        #expect(sources.matters("insights", in: "/site"))
        #expect(sources.matters("sealpress.yml", in: "/site"))
        #expect(!sources.matters("README.md", in: "/site"))
        #expect(sources.matters("a.md", in: "/site/content/articles"))
        #expect(!sources.matters("a.md~", in: "/site/content/articles"))
    }
}
