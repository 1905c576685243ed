import Diagnostics
import Site
import Synchronization
import Testing

/// Links to other sites, as their answers make them.
@Suite struct ExternalLinkTests {
    private static let pages = [
        "content/articles/a.md": """
        [1](https://a.example/page#part) [2](https://a.example/page#other) <https://b.example/>
        ![words](//c.example/d.png) [own](https://example.org/learn/) [mail](mailto:a@a.example)

        ::: premium
        <a href="https://d.example/?q=1&amp;r=2">d</a> [gone](http://e.example/)
        :::

        """
    ]

    @Test func `each address is asked for once, without its place, and the own site not at all`() throws {
        let asked = Mutex<[[String]]>([])
        _ = try TestSite(Self.pages).check { addresses in
            asked.withLock { $0.append(addresses) }
            return [:]
        }
        #expect(
            asked.withLock { $0 } == [
                [
                    "http://e.example/", "https://a.example/page", "https://b.example/",
                    "https://c.example/d.png", "https://d.example/?q=1&r=2",
                ]
            ])
    }

    @Test func `answers are told where the links stand`() throws {
        let site = try TestSite(Self.pages)
        let text = try site.findings { _ in
            [
                "https://a.example/page": .moved(to: "https://a.example/new"), "https://b.example/": .found,
                "https://c.example/d.png": .unclear(reason: "its host answers 403"),
                "http://e.example/": .missing(reason: "404 Not Found"),
            ]
        }
        expect(
            text,
            is: """
                link-external content/articles/a.md:1:5: warning: 'https://a.example/page#part' has moved for good
                    1 | [1](https://a.example/page#part) [2](https://a.example/page#other) <https://b.example/>
                      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ write 'https://a.example/new'
                link-external content/articles/a.md:1:38: warning: 'https://a.example/page#other' has moved for good
                    1 | [1](https://a.example/page#part) [2](https://a.example/page#other) <https://b.example/>
                      |                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write 'https://a.example/new'
                link-external content/articles/a.md:2:10: warning: '//c.example/d.png' cannot be judged: its host answers 403
                    2 | ![words](//c.example/d.png) [own](https://example.org/learn/) [mail](mailto:a@a.example)
                      |          ^^^^^^^^^^^^^^^^^ look at it in a browser; 'check: external: skip' leaves it out
                link-external content/articles/a.md:5:55: error: 'http://e.example/' leads nowhere: 404 Not Found
                    5 | <a href="https://d.example/?q=1&amp;r=2">d</a> [gone](http://e.example/)
                      |                                                       ^^^^^^^^^^^^^^^^^ correct or remove the link, or name it under 'check: external: skip'
                """)
    }

    @Test func `addresses of a skipped form are not asked for`() throws {
        let config =
            TestSite.config
            + "\ncheck:\n  external: {skip: [\"https://*.example/*\", \"http://e.example/\"]}\n"
        let asked = Mutex<[String]>([])
        _ = try TestSite(Self.pages, config: config).check { addresses in
            asked.withLock { $0 += addresses }
            return [:]
        }
        #expect(asked.withLock { $0 } == [])
    }

    @Test(arguments: [
        ("https://a.example/*", "https://a.example/b/c", true),
        ("https://a.example/*", "https://a.example/", true),
        ("https://a.example/*", "https://a.example", false), ("https://*/x", "https://a/b/x", true),
        ("https://*/x", "https://x", false), ("https://a*a", "https://a", false),
        ("https://a*a", "https://aa", true),
        ("https://*b*b*", "https://b", false), ("https://*b*b*", "https://ab-b", true),
        ("https://a", "https://a", true), ("https://a", "https://ab", false),
    ])
    func `a star stands for any number of characters`(pattern: String, address: String, isSkipped: Bool)
        throws
    {
        let site = try TestSite(
            ["content/a.md": "[a](\(address))"],
            config: TestSite.config + "\ncheck:\n  external: {skip: [\"\(pattern)\"]}\n")
        let asked = Mutex<[String]>([])
        _ = try site.check { addresses in
            asked.withLock { $0 += addresses }
            return [:]
        }
        #expect(asked.withLock { $0 } == (isSkipped ? [] : [address]))
    }
}
