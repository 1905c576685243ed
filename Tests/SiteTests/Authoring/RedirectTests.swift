import Testing

/// Old addresses that lead to new ones.
@Suite struct RedirectTests {
    private static let config = "site: {title: Test, baseURL: \"https://example.org/learn/\"}\n"

    @Test func `an alias leads to its page, for browsers, search engines and hosts`() throws {
        let site = try TestSite([
            "content/articles/a.md":
                "---\ntitle: \"A & B\"\naliases: [/old/, /older.html, \"/%E6%97%A7/x\"]\n---\nText"
        ])
        try site.build()
        for path in ["old/index.html", "older.html", "旧/x/index.html"] {
            let page = site.text(path)
            #expect(page.contains("<meta http-equiv=\"refresh\" content=\"0; url=/learn/articles/a/\">"))
            #expect(
                page.contains("<link rel=\"canonical\" href=\"https://example.org/learn/articles/a/\">"))
            #expect(page.contains("<meta name=\"robots\" content=\"noindex\">"))
            #expect(page.contains("<title>A &amp; B</title>"))
        }
        expect(
            site.text("_redirects"),
            is: """
                /learn/old/ /learn/articles/a/ 301
                /learn/older.html /learn/articles/a/ 301
                /learn/%E6%97%A7/x/ /learn/articles/a/ 301

                """)
        #expect(!site.text("sitemap.xml").contains("old"))
    }

    @Test func `redirects in the configuration lead to pages, files and other sites`() throws {
        let site = try TestSite(
            ["content/about.md": "About", "content/static/doc.pdf": "%PDF"],
            config: Self.config
                + "redirects:\n  /me/: /about/\n  /doc/: /doc.pdf\n  /shop/: \"https://shop.example/?a=1&b=2\"\n"
        )
        try site.build()
        #expect(site.page("/me/").contains("url=/learn/about/\""))
        #expect(site.page("/doc/").contains("url=/learn/doc.pdf\""))
        #expect(site.page("/shop/").contains("url=https://shop.example/?a=1&amp;b=2\""))
        #expect(site.text("_redirects").contains("/learn/shop/ https://shop.example/?a=1&b=2 301\n"))
    }

    @Test func `a site without old addresses has no file of them, and an author's own stays`() throws {
        let plain = try TestSite(["content/about.md": "About"])
        try plain.build()
        #expect(!plain.has("_redirects"))
        let own = try TestSite([
            "content/about.md": "---\naliases: [/me]\n---\nAbout", "content/static/_redirects": "/x /y 302\n",
        ])
        try own.build()
        #expect(own.text("_redirects") == "/x /y 302\n")
        #expect(own.has("me/index.html"))
    }

    @Test func `an alias in the place of a page, or of another alias, is an error that names both`() throws {
        expect(
            try TestSite([
                "content/about.md": "---\naliases:\n  - /articles/a/\n  - /feed.xml/\n---\nAbout",
                "content/articles/a.md": "---\naliases: [/old/]\n---\nA",
                "content/articles/b.md": "---\naliases: [/old]\n---\nB",
            ]).faults(),
            is: """
                content/about.md:3:5: error: /articles/a/ has two sources: content/articles/a.md and content/about.md:3
                    3 |   - /articles/a/
                      |     ^^^^^^^^^^^^ each address can lead to one place only: delete one
                content/about.md:4:5: error: 'feed.xml' would be both a file and the folder of feed.xml/index.html
                    4 |   - /feed.xml/
                      |     ^^^^^^^^^^ rename one of them
                content/articles/b.md:2:11: error: /old/ has two sources: content/articles/a.md:2 and content/articles/b.md:2
                    2 | aliases: [/old]
                      |           ^^^^ each address can lead to one place only: delete one
                """)
    }

    @Test func `only addresses of the site can be redirected`() throws {
        expect(
            try TestSite([
                "content/about.md":
                    "---\naliases: [old, /../x/, \"/a b/\", /_sealpress/x/, \"/x?y=1\", \"/a//b\"]\n---\nAbout"
            ]).faults().components(separatedBy: "\n").filter { $0.contains("error") }.joined(
                separator: "\n"),
            is: """
                content/about.md:2:11: error: 'old' cannot be redirected
                content/about.md:2:16: error: '/../x/' cannot be redirected
                content/about.md:2:24: error: '/a b/' cannot be redirected
                content/about.md:2:33: error: '/_sealpress/x/' cannot be redirected
                content/about.md:2:49: error: '/x?y=1' cannot be redirected
                content/about.md:2:59: error: '/a//b' cannot be redirected
                """)
    }

    @Test func `a redirect leads to something that is there`() throws {
        expect(
            try TestSite(
                ["content/about.md": "About"],
                config: Self.config + "redirects: {/me/: /abuot/, /x/: \"javascript:alert(1)\"}\n"
            ).faults(),
            is: """
                sealpress.yml:2:19: error: there is no page '/abuot/' to lead to
                    2 | redirects: {/me/: /abuot/, /x/: "javascript:alert(1)"}
                      |                   ^^^^^^^ did you mean '/about/'? write an address of this site such as /articles/new/, or a whole one
                sealpress.yml:2:33: error: there is no page 'javascript:alert(1)' to lead to
                    2 | redirects: {/me/: /abuot/, /x/: "javascript:alert(1)"}
                      |                                 ^^^^^^^^^^^^^^^^^^^^^ write an address of this site such as /articles/new/, or a whole one
                """)
    }
}
