import Files
import Foundation
import Importing
import Testing

@Suite("Importing blogs")
struct BlogTests {
    @Test("A Hugo site keeps its pages, bundles, static files and old addresses")
    func hugo() throws {
        let made = try Import(
            nil,
            [
                "hugo.toml": """
                baseURL = "https://old.example/"
                title = 'My "Blog"'
                languageCode = "en-us"
                [permalinks]
                posts = "/:year/:slug/"
                """,
                "content/_index.md": "+++\ntitle = \"Home\"\n+++\nWelcome.\n",
                "content/posts/first-post.md": """
                +++
                title = "First: post"
                date = 2024-03-01T10:00:00+01:00
                draft = true
                tags = ["a", "b"]
                categories = ["News"]
                aliases = ["/old/first/", "2nd.html"]
                weight = 10
                mood = "good"
                [cover]
                image = "/img/cover.png"
                +++
                See [the bundle]({{< ref "bundle/index.md" >}}) and [about](/about/#the-team).

                {{< figure src="/img/cover.png" caption="The cover" >}}

                {{% notice warning %}}
                Careful.
                {{% /notice %}}

                {{< highlight go "linenos=table" >}}
                fmt.Println("{{")
                {{< /highlight >}}

                {{< strange x="1" >}}

                Show `{{</* figure */>}}`.

                """,
                "content/posts/bundle/index.md": """
                ---
                title: A bundle
                date: 2024-03-02
                slug: other-name
                ---
                ![Picture](pic.png) [missing](gone.md) [pdf](files/a%20b.pdf)

                ::: details More
                Hidden.
                :::

                """,
                "content/posts/bundle/pic.png": "png", "content/posts/bundle/files/a b.pdf": "pdf",
                "content/about.md":
                    "{\n  \"title\": \"About\", \"menu\": \"main\"\n}\n## The team {#team}\n\n[self](#team)\n",
                "content/docs/_index.md": "---\ntitle: Docs\n---\n",
                "content/docs/Use It.md": "---\ntitle: Use it\n---\nText. [first](../posts/first-post.md)\n",
                "content/docs/page.html": "<p>x</p>", "static/img/cover.png": "png", "static/robots.txt": "x",
                "layouts/x.html": "",
            ])
        #expect(made.plan.kind == .hugo)
        #expect(
            made.paths == [
                "about.md", "articles/bundle/files/a b.pdf", "articles/bundle/index.md",
                "articles/bundle/pic.png",
                "articles/first-post.md", "docs/index.md", "docs/use-it.md", "index.md",
                "static/img/cover.png",
            ])
        expect(
            made.text("articles/first-post.md"),
            is: """
                ---
                title: "First: post"
                date: 2024-03-01T10:00:00+01:00
                tags: [a, b]
                categories: [News]
                draft: true
                image: /img/cover.png
                aliases: [/2024/first-post/, /old/first/, /2024/2nd.html]
                params:
                  mood: "good"
                ---
                See [the bundle](bundle/index.md) and [about](../about.md#the-team).

                ![The cover](/img/cover.png "The cover")

                ::: warning
                Careful.
                :::

                ```go {linenos=table}
                fmt.Println("{{")
                ```


                Show `{{< figure >}}`.

                """)
        expect(
            made.text("articles/bundle/index.md"),
            is: """
                ---
                title: A bundle
                date: 2024-03-02
                slug: other-name
                aliases: [/2024/other-name/]
                ---
                ![Picture](pic.png) missing [pdf](files/a%20b.pdf)

                ::: note More
                Hidden.
                :::

                """)
        #expect(
            made.text("about.md").contains(
                "menu: [main]\n---\n<a id=\"team\"></a>\n\n## The team\n\n[self](#team)"))
        #expect(
            made.faults == [
                "content/docs/Use It.md:4:15: '../posts/first-post.md' leads to a draft: its text is kept, without the link",
                "content/docs/page.html:1:1: pages that are not Markdown are not imported",
                "content/posts/bundle/index.md:6:31: 'gone.md' leads to nothing in the source: its text is kept, without the link",
                "content/posts/first-post.md:9:1: 'mood' has no place of its own: it is kept as params.mood",
                "content/posts/first-post.md:25:1: the shortcode 'strange' has no counterpart: it is left out",
                "static/robots.txt:1:1: the build makes a file of this name itself: it is left out",
            ])
        #expect(made.plan.settings.sections == ["docs"])
        try made.build()
        #expect(made.page("2024/first-post/").contains("/articles/first-post/"))
        #expect(made.page("docs/").contains("Use it"))
    }

    @Test("A Hugo site becomes a course by weights")
    func hugoCourse() throws {
        let made = try Import(
            .hugo,
            [
                "hugo.yaml": "title: Handbook\n",
                "content/b/_index.md": "---\ntitle: First\nweight: 1\n---\nWords.\n",
                "content/b/two.md": "---\ntitle: Two\nweight: 2\n---\n[one]({{< relref \"one\" >}})\n",
                "content/b/one.md": "---\ntitle: One\nweight: 1\n---\n",
                "content/a.md": "---\ntitle: Last\nweight: 9\n---\n",
            ]
        ) { $0.course = "handbook" }
        #expect(
            made.paths == [
                "courses/handbook/01-b/01-b.md", "courses/handbook/01-b/02-one.md",
                "courses/handbook/01-b/03-two.md",
                "courses/handbook/01-b/index.md", "courses/handbook/02-a/01-a.md",
                "courses/handbook/02-a/index.md",
                "courses/handbook/index.md",
            ])
        #expect(made.text("courses/handbook/01-b/03-two.md").contains("[one](02-one.md)"))
        try made.build()
    }

    @Test("A Jekyll site keeps posts, drafts, collections and old addresses")
    func jekyll() throws {
        let made = try Import(
            nil,
            [
                "_config.yml":
                    "title: Notes\nbaseurl: /notes\nurl: https://me.example\ncollections:\n  recipes:\n    output: true\n",
                "_posts/2020-01-02-hello-world.md": """
                ---
                layout: post
                title:  "Hello"
                categories: jekyll update
                tags: [x]
                author: Ada
                ---
                [next]({% post_url 2020-02-03-next %}) [page]({% link about.md %}) {{ site.title }}

                ![pic]({{ site.baseurl }}/assets/a.png)
                {: .center}

                {% highlight ruby linenos %}
                def a
                  puts "{{ x }}"
                end
                {% endhighlight %}

                {% include note.html text="x" %}

                * TOC
                {:toc}

                ## Head {#head}

                {% raw %}{{ kept }}{% endraw %} {{ page.unknown }}

                """,
                "_posts/2020-02-03-next.markdown":
                    "---\npermalink: /n/:title/\n---\n[back]({{ '/jekyll/update/2020/01/02/hello-world.html' | relative_url }})\n",
                "_posts/no-date.md": "x", "_drafts/idea.md": "---\ntitle: Idea\n---\nText.\n",
                "_recipes/soup.md": "---\ntitle: Soup\npublished: false\n---\nHot.\n",
                "about.md": "---\nlayout: page\n---\n# About\n",
                "assets/a.png": "png", "assets/site.css": "", "README.md": "not a page",
                "_layouts/post.html": "",
                "index.html": "---\n---\nx",
            ])
        #expect(made.plan.kind == .jekyll)
        #expect(
            made.paths == [
                "about.md", "articles/hello-world.md", "articles/idea.md", "articles/next.md", "assets/a.png",
                "recipes/soup.md",
            ])
        expect(
            made.text("articles/hello-world.md"),
            is: """
                ---
                title: Hello
                date: 2020-01-02
                tags: [x]
                categories: [jekyll, update]
                authors: [Ada]
                aliases: [/jekyll/update/2020/01/02/hello-world.html]
                ---
                [next](next.md) [page](../about.md) Notes

                ![pic](../assets/a.png)

                ```ruby numbers
                def a
                  puts "{{ x }}"
                end
                ```



                <a id="head"></a>

                ## Head

                {{ kept }}\u{20}

                """)
        #expect(made.text("articles/next.md").contains("[back](hello-world.md)"))
        #expect(made.text("recipes/soup.md").contains("draft: true"))
        #expect(made.text("articles/next.md").contains("aliases: [/n/next/]"))
        #expect(
            made.faults == [
                "_posts/2020-01-02-hello-world.md:11:1: attributes of kramdown are not read: '{: .center}' is left out",
                "_posts/2020-01-02-hello-world.md:19:1: the tag '{% include %}' has no counterpart: it is left out, what is in it stays",
                "_posts/2020-01-02-hello-world.md:26:33: the output '{{ page.unknown }}' is not known: it is left out",
                "_posts/no-date.md:1:1: no date begins the name of this post, so Jekyll does not publish it: it is left out",
                "index.html:1:1: pages that are not Markdown are not imported",
            ])
        try made.build()
    }

    private static let export = """
        {"db": [{"meta": {"version": "5.0"}, "data": {
          "posts": [
            {"id": "1", "title": "Free *post*", "slug": "free-post", "status": "published", "visibility": "public",
             "published_at": "2023-05-06T07:08:09.000Z", "type": "post", "feature_image": "__GHOST_URL__/content/images/2023/05/a.png",
             "custom_excerpt": "Short.",
             "html": "<p>Some <strong>bold </strong>and <a href=\\"__GHOST_URL__/paid-post/\\">a link</a> &amp; 2*3 &lt;b&gt;.</p><!--kg-card-begin: html--><figure class=\\"kg-card kg-image-card\\"><img src=\\"__GHOST_URL__/content/images/2023/05/a.png\\" alt=\\"A\\"><figcaption>Cap</figcaption></figure><pre><code class=\\"language-js\\">if (a &lt; b) {\\n\\n  f(`x`)\\n}\\n</code></pre><ul><li>one</li><li>two<ol><li>in</li></ol></li></ul><table><tr><td>x</td></tr></table><h2>Head</h2><blockquote><p>Said</p></blockquote><div class=\\"kg-card kg-callout-card\\"><div class=\\"kg-callout-text\\">Mind it</div></div><iframe src=\\"https://player.example/1\\"></iframe>"},
            {"id": "2", "title": "Paid", "slug": "paid-post", "status": "published", "visibility": "paid",
             "published_at": "2023-05-07T07:08:09.000Z", "type": "post",
             "html": "<p>Teaser words.</p><!--members-only--><p>The secret words.</p>"},
            {"id": "3", "title": "All paid", "slug": "all-paid", "status": "published", "visibility": "members",
             "published_at": "2023-05-08T07:08:09.000Z", "type": "post", "html": "<p>All of it is secret.</p>"},
            {"id": "4", "title": "Draft", "slug": "draft", "status": "draft", "visibility": "public", "type": "post", "html": null, "lexical": "{}"},
            {"id": "5", "title": "About", "slug": "about", "status": "published", "visibility": "public", "type": "page", "html": "<p>1. Not a list</p><p># Not a head</p>"}
          ],
          "tags": [{"id": "t1", "name": "News"}, {"id": "t2", "name": "#internal"}],
          "posts_tags": [{"post_id": "1", "tag_id": "t2", "sort_order": 0}, {"post_id": "1", "tag_id": "t1", "sort_order": 1}],
          "users": [{"id": "u1", "name": "Ada"}], "posts_authors": [{"post_id": "1", "author_id": "u1", "sort_order": 0}],
          "settings": [{"key": "title", "value": "Ghostly"}]
        }}]}
        """

    @Test("An export of Ghost becomes Markdown, and what is paid for is sealed")
    func ghost() throws {
        let made = try Import(nil, ["export.json": Self.export, "content/images/2023/05/a.png": "png"])
        #expect(made.plan.kind == .ghost)
        #expect(
            made.paths == [
                "about.md", "articles/all-paid.md", "articles/free-post.md", "articles/paid-post.md",
                "images/2023/05/a.png",
            ])
        expect(
            made.text("articles/free-post.md"),
            is: """
                ---
                title: "Free *post*"
                description: Short.
                date: 2023-05-06T07:08:09Z
                tags: [News]
                authors: [Ada]
                image: /images/2023/05/a.png
                aliases: [/free-post/]
                ---
                Some **bold** and [a link](paid-post.md) &amp; 2\\*3 &lt;b&gt;.

                ![A](../images/2023/05/a.png "Cap")

                ```js
                if (a < b) {

                  f(`x`)
                }
                ```

                - one
                - two
                  1. in

                <table><tr><td>x</td></tr></table>

                ## Head

                > Said

                ::: note
                Mind it
                :::

                <iframe src="https://player.example/1"></iframe>

                """)
        #expect(made.text("about.md").contains("1\\. Not a list\n\n\\# Not a head\n"))
        #expect(
            made.text("articles/paid-post.md").contains("Teaser words.\n\n<!--more-->\n\nThe secret words."))
        #expect(made.text("articles/all-paid.md").contains("tier: members\n"))
        #expect(
            made.faults == [
                "posts/all-paid.html:1:1: this is for 'members' in Ghost: it is sealed for 'members'",
                "posts/draft.html:1:1: the text is there as lexical only: it is left out",
                "posts/free-post.html:5:235: <iframe> is kept as it is",
            ])
        try made.build()
        #expect(made.page("articles/paid-post/").contains("Teaser words."))
        #expect(!made.page("articles/paid-post/").contains("secret"))
        #expect(!made.page("articles/all-paid/").contains("secret"))
    }

    @Test("What is paid for in Ghost is a draft where the site has no tiers")
    func ghostWithoutTiers() throws {
        let made = try Import(
            nil, ["export.json": Self.export], config: "site: {title: T, baseURL: \"https://e.org/\"}\n",
            file: "export.json")
        #expect(made.text("articles/paid-post.md").contains("draft: true"))
        #expect(made.text("articles/all-paid.md").contains("draft: true"))
        #expect(
            made.faults.contains(
                "posts/paid-post.html:1:1: this is for 'paid', and the site has no tiers: it is a draft"))
        try made.build(drafts: false)
        #expect(made.page("articles/paid-post/").isEmpty)
    }
}
