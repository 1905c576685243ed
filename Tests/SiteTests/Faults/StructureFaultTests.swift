import Testing

/// Files that stand where they cannot.
@Suite struct StructureFaultTests {
    private func faults(_ files: [String: String]) throws -> String {
        try TestSite(files).faults()
    }

    @Test func `two sources of one route are both named`() throws {
        expect(
            try faults([
                "content/articles/hello.md": "One", "content/articles/hello/index.md": "Two",
                "content/articles/other.md": "---\nslug: hello\n---\nThree",
            ]),
            is: """
                content/articles/hello/index.md:1:1: error: /articles/hello/ has two sources: content/articles/hello.md and content/articles/hello/index.md
                      rename one of them, or give a page another 'slug:'
                content/articles/other.md:1:1: error: /articles/hello/ has two sources: content/articles/hello.md and content/articles/other.md
                      rename one of them, or give a page another 'slug:'
                """)
    }

    @Test func `a page cannot take an address of the build's own`() throws {
        expect(
            try faults([
                "content/unlock.md": "Mine", "content/member.md": "Mine", "content/static/feed.xml": "Mine",
            ]),
            is: """
                content/member.md:1:1: error: /member/ has two sources: the build itself and content/member.md
                      rename one of them, or give a page another 'slug:'
                content/static/feed.xml:1:1: error: /feed.xml has two sources: the build itself and content/static/feed.xml
                      rename one of them, or give a page another 'slug:'
                content/unlock.md:1:1: error: /unlock/ has two sources: the build itself and content/unlock.md
                      rename one of them, or give a page another 'slug:'
                """)
    }

    @Test func `a file cannot stand where a page needs a folder`() throws {
        expect(
            try faults(["content/about.md": "About", "content/static/about": "A file"]),
            is: """
                content/static/about:1:1: error: 'about' would be both a file and the folder of about/index.html
                      rename one of them
                """)
    }

    @Test func `two tags cannot have one slug`() throws {
        expect(
            try faults([
                "content/articles/a.md": "---\ntags: [C++]\n---\nA",
                "content/articles/b.md": "---\ntags: [C#, swift]\n---\nB",
            ]),
            is: """
                content/articles/b.md:2:8: error: the tags 'C#' and 'C++' have one address, /tags/c/
                    2 | tags: [C#, swift]
                      |        ^^ rename one; 'C++' is in content/articles/a.md:2
                """)
    }

    @Test func `tags that differ in case or spaces are one`() throws {
        let site = try TestSite([
            "content/articles/a.md": "---\ntags: [Value Types]\n---\nA",
            "content/articles/b.md": "---\ntags: [value-types]\n---\nB",
        ])
        try site.build()
        #expect(try site.paths(below: "tags/") == ["tags/index.html", "tags/value-types/index.html"])
    }

    @Test func `a tag needs a letter or digit`() throws {
        expect(
            try faults(["content/articles/a.md": "---\ntags: [\"++\"]\n---\nA"]),
            is: """
                content/articles/a.md:2:8: error: no address can be made of the tag '++'
                    2 | tags: ["++"]
                      |        ^^^^ a tag has a letter or digit
                """)
    }

    @Test func `a course needs its index`() throws {
        expect(
            try faults(["content/courses/swift/01-start.md": "Start"]),
            is: """
                content/courses/swift/01-start.md:1:1: error: the course 'swift' has no index.md
                      content/courses/swift/index.md holds the course's title, tier and price
                """)
    }

    @Test func `a course's folder is its id`() throws {
        expect(
            try faults(["content/courses/Swift Basics/index.md": "Course"]),
            is: """
                content/courses/Swift Basics/index.md:1:1: error: 'Swift Basics' cannot be a course's id
                      the folder's name is the id: lower-case letters, digits and '-'
                """)
    }

    @Test func `what a course costs is checked as what a tier costs`() throws {
        expect(
            try faults([
                "content/courses/x/index.md":
                    "---\nprice: -5\ncurrency: EUR\nperiod: monthly\ncheckout: pay.example\n---\nCourse"
            ]),
            is: """
                content/courses/x/index.md:2:8: error: the price is below zero
                    2 | price: -5
                      |        ^^ write the price as a number such as 5 or 4.99
                content/courses/x/index.md:4:9: error: 'period' cannot be 'monthly'
                    4 | period: monthly
                      |         ^^^^^^^ did you mean 'month'? it is one of: week, month, quarter, year, once
                content/courses/x/index.md:5:11: error: 'pay.example' is not a web address
                    5 | checkout: pay.example
                      |           ^^^^^^^^^^^ write it whole: "https://…"
                """)
    }

    @Test func `a page's language is a language tag`() throws {
        expect(
            try faults(["content/articles/a.md": "---\nlanguage: simple english\n---\nText"]),
            is: """
                content/articles/a.md:2:11: error: 'simple english' is not a language tag
                    2 | language: simple english
                      |           ^^^^^^^^^^^^^^ write en, zh, zh-Hans …
                """)
    }

    @Test func `lessons go no deeper than chapters`() throws {
        expect(
            try faults([
                "content/courses/swift/index.md": "Course",
                "content/courses/swift/01-a/02-b/03-c.md": "Deep",
                "content/courses/swift/01-a/02-b/03-c/d.md": "Deeper",
            ]),
            is: """
                content/courses/swift/01-a/02-b/03-c.md:1:1: error: this is too deep in the course 'swift'
                      a course holds chapters, a chapter lessons: courses/swift/NN-chapter/NN-lesson.md
                content/courses/swift/01-a/02-b/03-c/d.md:1:1: error: this is too deep in the course 'swift'
                      a course holds chapters, a chapter lessons: courses/swift/NN-chapter/NN-lesson.md
                """)
    }

    @Test func `a name without a letter makes no address`() throws {
        expect(
            try faults(["content/articles/!!!.md": "A"]),
            is: """
                content/articles/!!!.md:1:1: error: no address can be made of this file's name
                      give the file a name with a letter or digit, or the page a 'slug:'
                """)
    }

    @Test func `a slug is one part of an address`() throws {
        expect(
            try faults(["content/articles/a.md": "---\nslug: a/b\n---\nA"]),
            is: """
                content/articles/a.md:2:7: error: 'a/b' cannot be a slug
                    2 | slug: a/b
                      |       ^^^ a slug is one part of an address: letters, digits and '-'
                """)
    }

    @Test func `a drip belongs to a lesson or paces a course`() throws {
        expect(
            try faults([
                "content/articles/a.md": "---\ndrip: 14d\n---\nA",
                "content/courses/x/index.md": "---\ndrip: 14d\nprice: 9\n---\nA",
                "content/courses/x/01-one.md": "---\ndrip: soon\n---\nA",
            ]),
            is: """
                content/articles/a.md:2:7: error: '14d' is no drip for this kind of page
                    2 | drip: 14d
                      |       ^^^ a lesson has 'drip: 14d', a course 'drip: every 7d'
                content/courses/x/01-one.md:2:7: error: 'soon' is no drip for this kind of page
                    2 | drip: soon
                      |       ^^^^ a lesson has 'drip: 14d', a course 'drip: every 7d'
                content/courses/x/index.md:2:7: error: '14d' is no drip for this kind of page
                    2 | drip: 14d
                      |       ^^^ a lesson has 'drip: 14d', a course 'drip: every 7d'
                """)
    }

    @Test func `an asset that no page refers to is not published, and its author told`() throws {
        let site = try TestSite(["content/articles/a.md": "A", "content/articles/stray.png": "png"])
        expect(
            try site.warnings(),
            is: """
                content/articles/stray.png:1:1: warning: no page refers to this file, so it is not published
                      link to it, or put it into content/static/ to publish it as it is
                """)
        #expect(!site.has("articles/stray.png"))
    }

    @Test func `what a draft refers to is not stray`() throws {
        let site = try TestSite([
            "content/articles/a/index.md": "---\ndraft: true\n---\n![x](x.png)",
            "content/articles/a/x.png": "png",
        ])
        #expect(try site.warnings() == "")
        #expect(try site.paths(below: "articles/") == [])
    }
}
