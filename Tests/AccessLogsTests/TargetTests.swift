import AccessLogs
import Foundation
import Testing

@Suite("What a request asks for")
struct TargetTests {
    private let site = LoggedSite(baseURL: "https://www.example.org/learn/", timeZone: .gmt)
    private static let id = "0123456789abcdef0123456789abcdef"

    private func target(_ path: String) -> String {
        let target = Array(path.utf8).withUnsafeBytes { buffer in
            ByteSlice(buffer).map { RequestTarget(path: $0, site: site) }
        }
        guard let target else { return "" }
        let text = String(decoding: target.text, as: UTF8.self)
        return text.isEmpty ? target.requestClass.name : "\(target.requestClass.name) \(text)"
    }

    @Test(
        "paths have their class and route",
        arguments: [
            ("/learn/", "page /"), ("/learn", "page /"), ("/learn/index.html", "page /"),
            ("/learn/a", "page /a/"),
            ("/learn/a/index.htm", "page /a/"), ("/learn/404.html", "page /404.html"),
            ("/learn/%E4%B8%AD/", "page /中/"), ("/learn/a+b/", "page /a+b/"), ("/learn/style.css", "static"),
            ("/learn/v1.2/a/", "page /v1.2/a/"), ("/robots.txt", "robots"), ("/learn/robots.txt", "robots"),
            ("/other/", "elsewhere"), ("/learnt/", "elsewhere"), ("/learn/%zz", "garbled"),
            ("/learn/%2", "garbled"),
            ("/learn/%00", "garbled"), ("/learn/%ff", "garbled"), ("learn/", "garbled"),
            ("/learn/_sealpress/sealed/\(id).bin", "sealed \(id)"),
            ("/learn/_sealpress/bundles/01/\(id).bin", "bundle \(id)"),
            ("/learn/_sealpress/bundles/02/\(id).bin", "static"), ("/learn/_sealpress/bundles/x", "static"),
            ("/learn/_sealpress/manifest.json", "static"), ("/learn/_sealpress/beacon.txt", "beacon"),
            ("/learn/_sealpress/", "static"),
        ])
    func paths(path: String, expected: String) {
        #expect(target(path) == expected)
    }

    @Test(
        "a referrer is a host, and the site's own is none",
        arguments: [
            ("https://www.Duck.example:443/q?x", "duck.example"), ("http://a.b", "a.b"),
            ("https://example.org/learn/", ""),
            ("android-app://com.google", ""), ("https://a_b/", ""), ("https://a.b:x/", ""), ("https:///", ""),
        ])
    func referrers(referrer: String, host: String) {
        let found = Array(referrer.utf8).withUnsafeBytes { buffer in
            ByteSlice(buffer).map { Origin.host(ofReferrer: $0, site: site) }
        }
        #expect(String(decoding: found ?? [], as: UTF8.self) == host)
    }

    @Test(
        "a parameter is the first of its name, decoded and trimmed",
        arguments: [
            ("utm_source=A&utm_source=b", "a"), ("x=1&utm_source=+New%20s+", "new s"), ("utm_source=%zz", ""),
            ("utm_source=&utm_source=b", ""), ("xutm_source=b", ""), ("utm_source=%00", ""),
        ])
    func parameters(query: String, source: String) {
        let key = Array(query.utf8).withUnsafeBytes { buffer in
            ByteSlice(buffer).map { Origin.key(referrer: [], query: $0) }
        }
        #expect(Origin(key: (key ?? [])[...]).source == source)
    }

    @Test(
        "programs are told by what they call themselves",
        arguments: [
            ("Mozilla/5.0 (compatible; Googlebot/2.1)", true), ("curl/8.9.1", true),
            ("Mozilla/5.0 CUBOT NOTE", false),
            ("CUBOTbot", true),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", false),
        ])
    func agents(agent: String, isBot: Bool) {
        #expect(BotPatterns.standard.matches(Array(agent.utf8)) == isBot)
    }
}
