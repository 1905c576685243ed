import Files
import Preview
import TestSupport
import Testing

@Suite struct RequestPathTests {
    @Test func `paths of files and folders are decoded`() throws {
        let file = try #require(RequestPath("/learn/%E5%8E%86%E6%B3%95/a%20b.html"))
        #expect(file.names == ["learn", "历法", "a b.html"] && !file.isFolder)
        let folder = try #require(RequestPath("/articles/hello/"))
        #expect(folder.names == ["articles", "hello"] && folder.isFolder)
        let top = try #require(RequestPath("/"))
        #expect(top.names.isEmpty && top.isFolder)
        #expect(RequestPath("/.well-known/security.txt")?.names == [".well-known", "security.txt"])
    }

    @Test(
        arguments: [
            "", "a", "*", "//", "//evil.example/", "/a//b", "/..", "/../x", "/a/../../x", "/a/..", "/./a",
            "/.",
            "/%2e%2e/x", "/%2E./x", "/a%2f..%2fx", "/a%2Fb", "/a%5cb", "/a\\b", "/..%5c..", "/%00",
            "/a%0d%0ab",
            "/%", "/%2", "/%zz", "/%+1", "/%c0%ae%c0%ae/x", "/%ff", "/a%7f", "http://localhost/", "/a\nb",
        ])
    func `what no browser sends for a page is refused`(target: String) {
        #expect(RequestPath(target) == nil)
    }

    @Test func `whatever is asked for stays below the folder`() {
        var generator = SeededGenerator(seed: 7)
        let pieces = [
            "/", "..", ".", "%2e", "%2E%2e", "%2f", "%5c", "\\", "a", "%00", "%", "é", "%c3%a9", "~", "?",
            ":",
        ]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...8, using: &generator)
            let target = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "/" }.joined()
            guard let path = RequestPath("/" + target), !path.names.isEmpty else { continue }
            let relative = path.names.joined(separator: "/")
            #expect((try? RelativePath(relative))?.components.map(String.init) == path.names, "\(target)")
        }
    }
}
