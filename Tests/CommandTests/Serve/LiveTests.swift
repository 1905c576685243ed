import Files
import Foundation
import Testing

/// What `sealpress serve` does when the author saves.
@Suite struct LiveTests {
    private static let page = "site/content/articles/hello.md"
    private static let route = "/articles/hello/"

    @Test(arguments: [[], ["--poll"]])
    func `an edit is built, told to the browser, and leaves the site alone`(arguments: [String]) throws {
        let sandbox = try Sandbox.started()
        let preview =
            arguments.isEmpty ? try RunningPreview(sandbox) : try RunningPreview(sandbox, arguments[0])
        let events = try preview.events()
        let before = try events.next()
        #expect(before.problems.isEmpty && !before.build.isEmpty && before.guest == nil)
        #expect(try preview.get(Self.route).text.contains("live.js?build=\(before.build)\""))

        let source = try sandbox.text(Self.page)
        try sandbox.write(Self.page, source.replacing("Everyone reads", with: "All of you read"))
        let after = try events.first { $0.build != before.build }
        #expect(after.problems.isEmpty)
        let page = try preview.get(Self.route).text
        #expect(page.contains("All of you read this paragraph."))
        #expect(page.contains("live.js?build=\(after.build)\""))

        try sandbox.write("site/content/articles/new/deep/page.md", "---\ntitle: Deep\n---\nFrom below.\n")
        let deeper = try events.first { $0.build != after.build }
        #expect(try preview.get("/articles/new/deep/page/").text.contains("From below."))
        sandbox.remove("site/content/articles/new")
        _ = try events.first { $0.build != deeper.build }
        #expect(try preview.get("/articles/new/deep/page/").status == 404)

        #expect(try !sandbox.has("site/site") && !sandbox.has("site/.sealpress/ledger.json"))
        #expect(try sandbox.mode("site/.sealpress/preview") == 0o700)
        #expect(preview.interrupt() == 0)
        #expect(try !sandbox.has("site/.sealpress/preview/\(preview.port)"))
    }

    @Test func `a mistake is shown over the last good page until it is put right`() throws {
        let sandbox = try Sandbox.started()
        let preview = try RunningPreview(sandbox)
        let events = try preview.events()
        let good = try events.next()
        let source = try sandbox.text(Self.page)

        try sandbox.write(Self.page, source.replacing("::: premium", with: "::: premuim"))
        let broken = try events.first { !$0.problems.isEmpty }
        #expect(broken.build == good.build)
        let message = """
            content/articles/hello.md:8:5: error: unknown tier 'premuim'
                8 | ::: premuim
                  |     ^^^^^^^ did you mean 'premium'? sealpress.yml has: public, basic, premium
            """
        #expect(broken.problems == [message])
        #expect(try preview.said.contains(message))
        #expect(try preview.get(Self.route).text.contains("Everyone reads this paragraph."))

        try sandbox.write(Self.page, source)
        let mended = try events.first { $0.problems.isEmpty }
        // The pages are as they were, so that there is nothing to reload.
        #expect(mended.build == good.build)
    }

    @Test func `layouts, configuration and roster are watched, too`() throws {
        let sandbox = try Sandbox.started()
        let preview = try RunningPreview(sandbox)
        let events = try preview.events()
        var last = try events.next().build
        try sandbox.write("site/layouts/partials/footer.mustache", "<footer>My own footer</footer>\n")
        last = try events.first { $0.build != last }.build
        #expect(try preview.get("/").text.contains("My own footer"))
        let configuration = try sandbox.text("site/sealpress.yml")
        try sandbox.write("site/sealpress.yml", configuration.replacing("My site", with: "Our site"))
        last = try events.first { $0.build != last }.build
        #expect(try preview.get("/").text.contains("Our site"))
        #expect(try sandbox.run("members", "add", "ben", "--tier", "basic", in: "site").status == 0)
        _ = try events.first { $0.build != last }
    }

    @Test func `drafts and what is dated later, when they are asked for`() throws {
        let sandbox = try Sandbox.started()
        try sandbox.write(
            "site/content/articles/later.md", "---\ntitle: Later\ndate: 2099-01-01\n---\nNot yet.\n")
        #expect(try RunningPreview(sandbox).get("/articles/later/").status == 404)
        #expect(try RunningPreview(sandbox, "--drafts").get("/articles/later/").status == 200)
        #expect(
            try RunningPreview(sandbox, "--date", "2099-01-02").get("/articles/later/").status == 200)
        // A preview of a later day does not keep today's builds from working.
        #expect(try sandbox.run("build", in: "site").status == 0)
    }

    @Test func `a site that cannot be built yet is shown as soon as it can`() throws {
        let sandbox = try Sandbox.started()
        let source = try sandbox.text(Self.page)
        try sandbox.write(Self.page, source + "\n::: premium\nNever closed.\n")
        let preview = try RunningPreview(sandbox)
        let waiting = try preview.get("/")
        #expect(waiting.status == 503 && waiting.text.contains("/_sealpress/preview/live.js?build=\""))
        let events = try preview.events()
        let first = try events.next()
        #expect(first.build.isEmpty && first.problems.count == 1)
        try sandbox.write(Self.page, source)
        _ = try events.first { !$0.build.isEmpty }
        #expect(try preview.get(Self.route).status == 200)
    }
}
