import TestSupport
import Testing

/// Whatever is translated into what: pages name each other, and only what is there.
@Suite struct AlternatesPropertyTests {
    @Test(arguments: 1...6)
    func `alternates are mutual, are there, and are in the language that they say`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let languages = ["en", "zh", "de"]
        var files: [String: String] = [:]
        for number in 0..<12 {
            let folder = ["", "articles/", "courses/c/"][number % 3]
            for language in languages where Bool.random(using: &random) {
                let inFolder = Bool.random(using: &random)
                let isOwn = language == "en" && Bool.random(using: &random)
                let name = isOwn ? "\(folder)p\(number).md" : "\(folder)p\(number).\(language).md"
                let path = inFolder && !isOwn ? "\(language)/\(folder)p\(number).md" : name
                files["content/" + path] = "---\ntags: [t\(number % 2)]\n---\n[one](p\(number).md)\n"
            }
        }
        for language in languages { files["content/\(language)/courses/c/index.md"] = "# C" }
        let site = try TestSite(
            files, config: "site: {title: T, baseURL: \"https://example.org/\"}\nlanguages: [zh, de]\n")
        try site.build()
        var count = 0
        for path in try site.paths() where path.hasSuffix("index.html") {
            let page = site.text(path)
            let links = alternates(page)
            guard !links.isEmpty else { continue }
            count += 1
            let own = "https://example.org/" + path.dropLast("index.html".count)
            #expect(links.contains { $0.url == own && $0.language != "x-default" }, "\(path) names itself")
            #expect(Set(links.map(\.language)).count == links.count, "\(path)")
            for link in links {
                let target = site.text(link.url.dropFirst("https://example.org/".count) + "index.html")
                #expect(alternates(target).map(\.url) == links.map(\.url), "\(path) and \(link.url)")
                guard link.language != "x-default" else { continue }
                #expect(target.contains("<html lang=\"\(link.language)\">"), "\(link.url)")
            }
        }
        #expect(count > 6)
    }

    private func alternates(_ page: String) -> [(language: String, url: String)] {
        between("<link rel=\"alternate\" hreflang=\"", ">", in: page).map { link in
            let parts = link.split(separator: "\"").map(String.init)
            return (parts[0], parts[2])
        }
    }
}
