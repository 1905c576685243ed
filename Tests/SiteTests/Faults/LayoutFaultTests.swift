import Testing

/// The author's own layouts, as they are mistyped.
@Suite struct LayoutFaultTests {
    private func faults(_ layouts: [String: String]) throws -> String {
        let site = try TestSite(["content/articles/a.md": "A"])
        for (name, text) in layouts { try site.write("layouts/" + name, text) }
        return site.faults()
    }

    @Test func `a variable that does not exist suggests the one that does`() throws {
        expect(
            try faults(["article.mustache": "<h1>{{page.titel}}</h1>\n{{sit.title}}\n"]),
            is: """
                layouts/article.mustache:1:7: error: there is no variable 'page.titel'
                    1 | <h1>{{page.titel}}</h1>
                      |       ^^^^^^^^^^ did you mean 'title'? 'page' has: author, authors, breadcrumbs, canonical, content, csp, date, defaultURL, description, documentTitle, draft, feedURL, hasAuthors, hasBreadcrumbs, hasCode, hasContent, hasSeries, hasTOC, hasTags, hasTranslations, image, isArticle, isChapter, isCourse, isHome, isLesson, isList, isMember, isNotFound, isPage, isSearch, isTag, isTags, isTaxonomy, isTerm, isUnlock, jsonFeedURL, jsonLD, kind, language, locale, locked, next, noindex, openGraphType, originalURL, params, picture, previous, readingTime, section, series, tags, taxonomy, terms, tier, title, toc, translations, updated, url
                layouts/article.mustache:2:3: error: there is no variable 'sit' here
                    2 | {{sit.title}}
                      |   ^^^^^^^^^ did you mean 'site'? there are: asset, assets, course, courses, data, hasCourses, hasItems, hasRelated, integrity, items, page, pagination, related, site, t, taxonomy, tiers
                """)
    }

    @Test func `a block that the parent has not is an error, one of the parent's parent is not`() throws {
        expect(
            try faults([
                "article.mustache": "{{<default}}{{$mian}}<p>Lost</p>{{/mian}}{{/default}}",
                "page.mustache": "{{<plain}}{{$main}}{{$aside}}<p>Found</p>{{/aside}}{{/main}}{{/plain}}",
                "plain.mustache": "{{<default}}{{$head}}{{/head}}{{/default}}",
            ]),
            is: """
                layouts/article.mustache:1:16: error: 'default' has no block 'mian'
                    1 | {{<default}}{{$mian}}<p>Lost</p>{{/mian}}{{/default}}
                      |                ^^^^ did you mean 'main'? its blocks are: head, main, sidebar
                """)
    }

    @Test func `layouts are text, with line ends of any system`() throws {
        let site = try TestSite([
            "content/articles/a.md": "A",
            "layouts/article.mustache":
                "\u{FEFF}<p>\r\n{{#page.title}}\r\n{{.}}\r\n{{/page.title}}\r\n</p>\r\n",
        ])
        try site.build()
        let page = Array(site.page("/articles/a/").utf8)
        #expect(page.starts(with: "<p>\n".utf8) && !page.contains(0x0D))
        try site.write("layouts/article.mustache", [0x3C, 0x70, 0x3E, 0xE9])
        expect(
            site.faults(),
            is: """
                layouts/article.mustache:1:4: error: the file is not UTF-8 text
                    1 | <p>\u{FFFD}
                      |    ^ save it as UTF-8
                """)
    }

    @Test func `a text has no parts`() throws {
        expect(
            try faults(["article.mustache": "{{page.title.first}}"]),
            is: """
                layouts/article.mustache:1:3: error: there is no variable 'page.title.first'
                    1 | {{page.title.first}}
                      |   ^^^^^^^^^^^^^^^^ 'page.title' has no parts
                """)
    }

    @Test func `a section that is never closed is shown where it opens`() throws {
        expect(
            try faults(["article.mustache": "<ul>\n  {{#page.tags}}<li>{{name}}</li>\n</ul>\n"]),
            is: """
                layouts/article.mustache:2:6: error: 'page.tags' is never closed
                    2 |   {{#page.tags}}<li>{{name}}</li>
                      |      ^^^^^^^^^ end it with {{/page.tags}}
                """)
    }

    @Test func `a section that is closed but not open is shown`() throws {
        expect(
            try faults(["article.mustache": "{{#page.tags}}{{/page.tag}}"]),
            is: """
                layouts/article.mustache:1:18: error: 'page.tag' is closed but not open
                    1 | {{#page.tags}}{{/page.tag}}
                      |                  ^^^^^^^^ the innermost open section is 'page.tags'
                """)
    }

    @Test func `a tag that is never closed is shown`() throws {
        expect(
            try faults(["article.mustache": "<p>{{page.title</p>\n"]),
            is: """
                layouts/article.mustache:1:4: error: the tag is never closed
                    1 | <p>{{page.title</p>
                      |    ^^ end it with }}
                """)
    }

    @Test func `a tag holds one name of a known kind`() throws {
        expect(
            try faults([
                "article.mustache": "{{page title}}", "lesson.mustache": "{{=<% %>=}}",
                "tag.mustache": "{{*page}}",
            ]),
            is: """
                layouts/article.mustache:1:3: error: a tag holds one name
                    1 | {{page title}}
                      |   ^^^^^^^^^^
                layouts/lesson.mustache:1:4: error: a tag holds one name
                    1 | {{=<% %>=}}
                      |    ^^^^^^
                layouts/tag.mustache:1:1: error: this kind of tag is not supported
                    1 | {{*page}}
                      | ^^^ use {{name}}, {{{raw}}}, {{#if}}, {{^unless}}, {{> partial}}, {{< parent}} or {{$ block}}
                """)
    }

    @Test func `a partial that is missing suggests the one that is there`() throws {
        expect(
            try faults(["article.mustache": "{{> partials/headr}}"]),
            is: """
                layouts/article.mustache:1:5: error: there is no layout 'partials/headr'
                    1 | {{> partials/headr}}
                      |     ^^^^^^^^^^^^^^ did you mean 'partials/head'? layouts are: article, authors/term, chapter, course, default, home, lesson, list, member, notfound, partials/breadcrumbs, partials/content, partials/course-nav, partials/doc-header, partials/feedback, partials/footer, partials/head, partials/head-more, partials/header, partials/item, partials/items, partials/languages, partials/lessons, partials/member, partials/notice, partials/pager, partials/pagination, partials/plans, partials/redirect, partials/related, partials/search, partials/series, partials/session, partials/toc, partials/toc-list, partials/unlock, search, series/term, tag, tags, taxonomy, term, unlock
                """)
    }

    @Test func `a layout that includes itself is shown`() throws {
        expect(
            try faults([
                "partials/header.mustache": "{{> partials/loop}}",
                "partials/loop.mustache": "{{> partials/header}}",
            ]),
            is: """
                layouts/partials/loop.mustache:1:5: error: 'partials/header' includes itself
                    1 | {{> partials/header}}
                      |     ^^^^^^^^^^^^^^^
                """)
    }

    @Test func `sections nested without end are refused`() throws {
        let open = String(repeating: "{{#page}}", count: 200)
        let close = String(repeating: "{{/page}}", count: 200)
        expect(
            try faults(["article.mustache": open + close]),
            is: """
                layouts/article.mustache:1:568: error: sections are nested too deep
                    1 | …#page}}{{#page}}{{#page}}{{#page}}{{#page}}{{#page}}{{#page}}{{#page}}{{#page}}{{#page}}{{#page}}{{#page}}{{#page}}{{#page}}{{#page}}{{#page}}{{#page}}{{#page}}…
                      |                                                                                 ^
                """)
    }

    @Test func `a file that is no part of a theme is left out with a warning`() throws {
        let site = try TestSite([
            "content/articles/a.md": "A", "layouts/notes.txt": "x", "layouts/assets/x.mustache": "x",
        ])
        expect(
            try site.warnings(),
            is: """
                layouts/assets/x.mustache:1:1: warning: this file is no part of a theme and is left out
                      layouts end in .mustache; other files go into assets/, reader/ or strings/
                layouts/notes.txt:1:1: warning: this file is no part of a theme and is left out
                      layouts end in .mustache; other files go into assets/, reader/ or strings/
                """)
    }

    @Test func `strings are read as strictly as everything else`() throws {
        expect(
            try faults(["strings/en.yml": "page: {tags: [a, b]}\npgae: {}\n"]),
            is: """
                layouts/strings/en.yml:1:14: error: expected text, found a list
                    1 | page: {tags: [a, b]}
                      |              ^ put text with brackets or braces in it in quotes
                layouts/strings/en.yml:2:1: error: unknown key 'pgae'
                    2 | pgae: {}
                      | ^^^^ did you mean 'page'? keys here: page, reader
                """)
    }
}
