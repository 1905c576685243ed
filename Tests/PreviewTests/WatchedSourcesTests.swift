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
}
