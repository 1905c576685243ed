import Testing

/// What is wrong with a site in several languages.
@Suite struct LanguageFaultTests {
    private func faults(_ more: [String: String] = [:], config: String = "") throws -> String {
        try TwoLanguages.site(more, config: config).faults()
    }

    @Test func `a fault of the site's own language is not one of the others`() throws {
        let site = try TestSite(
            config: """
                site: {title: T, baseURL: "https://example.org/", language: english}
                languages: [{id: zh, name: 中文}]

                """)
        expect(
            site.faults(),
            is: """
                sealpress.yml:1:61: error: 'english' is not a language tag
                    1 | site: {title: T, baseURL: "https://example.org/", language: english}
                      |                                                             ^^^^^^^ write en, zh, zh-Hans …
                """)
    }

    @Test func `languages are checked where they are written`() throws {
        let site = try TestSite(
            config: """
                site: {title: T, baseURL: "https://example.org/"}
                sections: [it]
                tiers: [{id: premium}]
                languages:
                  - {id: zh, nmae: 中文}
                  - zh
                  - {name: X}
                  - {id: german}
                  - {id: it}
                  - {id: de, tiers: {premuim: x}}

                """)
        expect(
            site.faults(),
            is: """
                sealpress.yml:5:14: error: unknown key 'nmae'
                    5 |   - {id: zh, nmae: 中文}
                      |              ^^^^ did you mean 'name'? keys here: id, name, title, description, author, menus, sections, taxonomies, tiers
                sealpress.yml:6:5: error: the language 'zh' is there twice
                    6 |   - zh
                      |     ^^ delete one
                sealpress.yml:7:5: error: the key 'id' is missing
                    7 |   - {name: X}
                      |     ^ a language tag: zh, de, pt-BR
                sealpress.yml:8:10: error: 'german' is not a language tag
                    8 |   - {id: german}
                      |          ^^^^^^ write en, zh, zh-Hans …
                sealpress.yml:9:10: error: 'it' cannot be a language: /it/ is taken
                    9 |   - {id: it}
                      |          ^^ rename the section or taxonomy of that name
                sealpress.yml:10:22: error: unknown key 'premuim'
                   10 |   - {id: de, tiers: {premuim: x}}
                      |                      ^^^^^^^ did you mean 'premium'? keys here: premium
                """)
    }

    @Test func `one page cannot have two translations into a language`() throws {
        expect(
            try faults(["content/zh/articles/hello.md": "又是你好。"]),
            is: """
                content/zh/articles/hello.md:1:1: error: /zh/articles/hello/ has two sources: content/articles/hello.zh.md and content/zh/articles/hello.md
                      rename one of them, or give a page another 'slug:'
                """)
        expect(
            try faults([
                "content/articles/x.zh.md": "---\ntranslationKey: hello\n---\nX",
                "content/articles/y.zh.md": "---\ntranslationKey: hello\n---\nY",
            ]),
            is: """
                content/articles/y.zh.md:2:17: error: 'hello' is the key of two pages in 'zh'
                    2 | translationKey: hello
                      |                 ^^^^^ it is also in content/articles/x.zh.md: a page has one translation in each language
                """)
    }

    @Test func `a translation cannot have another tier`() throws {
        expect(
            try faults(["content/courses/swift/01-start/02-types.zh.md": "---\ntier: public\n---\n预告。\n\n付费。"]
            ),
            is: """
                content/courses/swift/01-start/02-types.zh.md:2:7: error: this is for 'public', the page that it translates for 'premium'
                    2 | tier: public
                      |       ^^^^^^ delete the line: a translation has the tier of content/courses/swift/01-start/02-types.md
                """)
        expect(
            try faults(
                [
                    "content/de/articles/x.md": "---\ntier: premium\n---\nT.\n\nS.",
                    "content/zh/articles/x.md": "T.\n\nS.",
                ], config: "  - de\n"),
            is: """
                warning: the theme has no words in 'de': its pages have English ones
                      write them into layouts/strings/de.yml, beginning with a copy of the theme's en.yml
                content/de/articles/x.md:2:7: error: this is for 'premium', content/zh/articles/x.md for 'public'
                    2 | tier: premium
                      |       ^^^^^^^ give both pages the same 'tier:': they are one in two languages
                """)
    }

    @Test func `a translation that seals less than its page is looked at`() throws {
        let site = try TwoLanguages.site([
            "content/articles/s.md": "Open.\n\n::: premium\nSealed.\n:::\n",
            "content/articles/s.zh.md": "公开。\n\n忘了密封。\n",
        ])
        expect(
            try site.warnings(),
            is: """
                content/articles/s.zh.md:1:1: warning: content/articles/s.md seals a section for 'premium', this translation of it seals none
                      look whether a fence '::: premium' is missing here
                """)
    }

    @Test func `a page says its language by its place`() throws {
        expect(
            try faults(["content/articles/z.md": "---\nlanguage: zh\n---\n中文"]),
            is: """
                content/articles/z.md:2:11: error: 'zh' is a language of this site, and this file is among those in 'en'
                    2 | language: zh
                      |           ^^ delete the line and call the file content/articles/z.zh.md
                """)
        let site = try TwoLanguages.site(["content/articles/f.md": "---\nlanguage: fr\n---\nBonjour"])
        try site.build()
        #expect(site.page("/articles/f/").contains("<html lang=\"fr\">"))
    }

    @Test func `a suffix that is no language of the site is pointed out`() throws {
        let site = try TwoLanguages.site([
            "content/articles/hello.zz.md": "?", "content/articles/hello.js.md": "Node",
            "content/articles/other.zz.md": "alone", "content/zh/articles/zhi.en.md": "?",
        ])
        expect(
            try site.warnings(),
            is: """
                content/articles/hello.zz.md:1:1: warning: 'zz' is no language of this site, so this is a page of its own
                      did you mean 'zh'? for a translation add it to sealpress.yml: languages: [{id: zz}]
                content/zh/articles/zhi.en.md:1:1: warning: this file is named for 'en' in the folder of another language
                      a file's language is said once: by its folder or by its name
                """)
        #expect(site.has("articles/hello-zz/index.html") && site.has("articles/hello-js/index.html"))
        let single = try TestSite(["content/a.md": "A", "content/a.zh.md": "甲"])
        expect(
            try single.warnings(),
            is: """
                content/a.zh.md:1:1: warning: 'zh' is no language of this site, so this is a page of its own
                      for a translation add it to sealpress.yml: languages: [{id: zh}]
                """)
    }

    @Test func `a course needs its page in each language that it has lessons in`() throws {
        let site = try TwoLanguages.site()
        try site.remove("content/courses/swift/index.zh.md")
        expect(
            site.faults(),
            is: """
                content/courses/swift/01-start/02-types.zh.md:1:1: error: the course 'swift' has no index.zh.md
                      content/courses/swift/index.zh.md holds the course's title, tier and price
                """)
    }

    @Test func `a broken link in a translation is told where it stands`() throws {
        expect(
            try faults(["content/articles/hello.zh.md": "[a](helo.md) [b](only.zh.md)"]),
            is: """
                content/articles/hello.zh.md:1:5: error: there is no page or file 'helo.md'
                    1 | [a](helo.md) [b](only.zh.md)
                      |     ^^^^^^^ did you mean 'hello.md'?
                content/articles/hello.zh.md:1:18: error: there is no page or file 'only.zh.md'
                    1 | [a](helo.md) [b](only.zh.md)
                      |                  ^^^^^^^^^^ did you mean 'only.md'?
                """)
    }
}
