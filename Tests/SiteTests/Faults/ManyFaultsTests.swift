import Files
import Testing

/// A run with faults shows all of them at once and leaves the site alone.
@Suite struct ManyFaultsTests {
    @Test func `all faults of a run are shown, sorted by place`() throws {
        let site = try TestSite(
            [
                "content/articles/a.md": "[b](c.md)\n\n![x](x.png)\n",
                "content/articles/b.md": "---\ntitel: B\n---\nText\n",
                "content/courses/one/01-x.md": "Lost",
                "layouts/article.mustache": "{{page.titel}}",
                "epochs.yml": "vip: 1\n",
            ], roster: ["Anna,premium,,,,active,1"])
        expect(
            site.faults(),
            is: """
                content/articles/a.md:1:5: error: there is no page or file 'c.md'
                    1 | [b](c.md)
                      |     ^^^^ did you mean 'a.md'?
                content/articles/a.md:3:6: error: there is no page or file 'x.png'
                    3 | ![x](x.png)
                      |      ^^^^^ links are relative to the file they stand in, or begin with / at content/
                content/articles/b.md:2:1: error: unknown key 'titel'
                    2 | titel: B
                      | ^^^^^ did you mean 'title'? fields of your own go under 'params:'
                content/courses/one/01-x.md:1:1: error: the course 'one' has no index.md
                      content/courses/one/index.md holds the course's title, tier and price
                epochs.yml:1:1: error: 'vip: 1' is no counter of a grant
                    1 | vip: 1
                      | ^^^ write it as tier:premium: 1 or course:swift-basics: 1
                layouts/article.mustache:1:3: error: there is no variable 'page.titel'
                    1 | {{page.titel}}
                      |   ^^^^^^^^^^ did you mean 'title'? 'page' has: author, authors, breadcrumbs, canonical, content, csp, date, defaultURL, description, documentTitle, draft, feedURL, hasAuthors, hasBreadcrumbs, hasCode, hasContent, hasSeries, hasTOC, hasTags, hasTranslations, image, isArticle, isChapter, isCourse, isHome, isLesson, isList, isMember, isNotFound, isPage, isSearch, isTag, isTags, isTaxonomy, isTerm, isUnlock, jsonFeedURL, jsonLD, kind, language, locale, locked, next, noindex, openGraphType, originalURL, params, picture, previous, readingTime, section, series, tags, taxonomy, terms, tier, title, toc, translations, updated, url
                members.csv:2:1: error: bad member id 'Anna'
                    2 | Anna,premium,,,,active,1
                      | ^^^^ did you mean 'anna'? an id has a-z, 0-9 and -, and begins with a letter or digit
                """)
    }

    @Test func `faults below a fault in front matter keep their lines`() throws {
        let site = try TestSite([
            "content/articles/a.md":
                "---\ndate: someday\nupdated: 2026-1-5\nslug: \"a/b\"\naliases: old\n---\nText\n"
        ])
        expect(
            site.faults(),
            is: """
                content/articles/a.md:2:7: error: there is no date 'someday'
                    2 | date: someday
                      |       ^^^^^^^ write it as 2026-10-01 or 2026-10-01 09:30
                content/articles/a.md:3:10: error: there is no date '2026-1-5'
                    3 | updated: 2026-1-5
                      |          ^^^^^^^^ write it as 2026-10-01 or 2026-10-01 09:30
                content/articles/a.md:4:7: error: 'a/b' cannot be a slug
                    4 | slug: "a/b"
                      |       ^^^^^ a slug is one part of an address: letters, digits and '-'
                content/articles/a.md:5:10: error: 'old' cannot be redirected
                    5 | aliases: old
                      |          ^^^ write an address of this site from its root on: /old/place/ or /old.html
                """)
    }

    @Test func `a page with a fault does not make others seem broken`() throws {
        let site = try TestSite(
            [
                "content/articles/a.md": "[b](b.md#part), [lesson](/courses/one/01-x.md)\n",
                "content/articles/b.md": "---\ntitle: B\nslug: bee\n---\n## Part\n\n::: premuim\nText\n:::\n",
                "content/articles/c.md": "---\ndate: someday\n---\nText\n",
                "content/courses/one/index.md": "---\nprice: 5\ntiers: basic\n---\nCourse\n",
                "content/courses/one/01-x.md": "Lesson, [bee](/articles/bee/) and [c](../../articles/c.md)\n",
            ], roster: ["anna,,one,,,active,1"])
        expect(
            site.faults(),
            is: """
                content/articles/b.md:7:5: error: unknown tier 'premuim'
                    7 | ::: premuim
                      |     ^^^^^^^ did you mean 'premium'? sealpress.yml has: public, basic, premium
                content/articles/c.md:2:7: error: there is no date 'someday'
                    2 | date: someday
                      |       ^^^^^^^ write it as 2026-10-01 or 2026-10-01 09:30
                content/courses/one/index.md:3:1: error: unknown key 'tiers'
                    3 | tiers: basic
                      | ^^^^^ did you mean 'tier'? fields of your own go under 'params:'
                """)
    }

    @Test func `a page that fails leaves the site as it was`() throws {
        let site = try TestSite(["content/articles/a.md": "Old text"])
        try site.build()
        let before = try site.files()
        let stamps = try site.stamps()
        try site.write("content/articles/a.md", "New text, [broken](b.md)")
        try site.write("content/articles/fine.md", "Fine")
        #expect(site.faults() != "(no fault)")
        #expect(try site.files() == before)
        #expect(try site.touched(since: stamps) == [])
    }

    @Test func `a leak found late leaves the site as it was`() throws {
        let secret = "eight words that only those who pay may read"
        let site = try TestSite(["content/articles/a.md": "Open"])
        try site.build()
        let before = try site.files()
        try site.write("content/articles/b.md", "Open\n\n::: premium\n\(secret)\n:::\n")
        try site.write("content/static/notes.txt", secret)
        #expect(site.faults() != "(no fault)")
        #expect(try site.files() == before)
    }

    @Test func `a first build that fails writes no site`() throws {
        let site = try TestSite(["content/articles/a.md": "[broken](b.md)"])
        #expect(site.faults() != "(no fault)")
        #expect(try FileSystem.status(site.output) == nil)
    }
}
