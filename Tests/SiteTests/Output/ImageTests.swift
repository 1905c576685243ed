import Files
import Foundation
import Sealing
import Site
import Testing

/// Pictures with their size, smaller ones, captions and galleries.
@Suite struct ImageTests {
    private static let roster = ["anna,premium,,,,active,1", "ben,basic,,,,active,1"]

    /// A site with pictures of 300 × 200 beside its pages, not built.
    private func site(
        _ text: String, pictures: [String] = ["x.png"], images: String = "{widths: [100, 200]}"
    ) throws -> TestSite {
        let site = try TestSite(
            ["content/articles/a.md": text], config: TestSite.config + "images: \(images)\n",
            roster: Self.roster)
        for (number, name) in pictures.enumerated() {
            try site.write("content/articles/" + name, Photograph.png(300, 200, seed: number))
        }
        return site
    }

    private func built(_ text: String, pictures: [String] = ["x.png"]) throws -> TestSite {
        let site = try site(text, pictures: pictures)
        try site.build()
        return site
    }

    /// The page with the names of files made by the build cut to their widths.
    private func content(_ html: String) -> String {
        let text = html.replacing(/_sealpress\/images\/[0-9a-f]{20}-/, with: "IMAGE-")
            .replacing(/_sealpress\/sealed\/[0-9a-f]{32}/, with: "SEALED")
        guard let start = text.firstRange(of: "<div class=\"content\">\n"),
            let end = text[start.upperBound...].firstRange(of: "</div>\n<div class=\"feedback\"")
        else { return text.trimmingCharacters(in: .whitespacesAndNewlines) }
        return text[start.upperBound..<end.lowerBound].trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func cached(_ site: TestSite) throws -> [String] {
        try FileSystem.list(site.root + "/.sealpress/cache/images").map(\.path)
    }

    @Test func `a picture has its size and smaller ones to choose from`() throws {
        let site = try built("![A & hill](x.png \"Seen & drawn\")\n\nText ![b](x.png#f).\n")
        expect(
            content(site.page("/articles/a/")),
            is: """
                <figure><picture><source type="image/webp" srcset="/learn/IMAGE-100.webp 100w, /learn/IMAGE-200.webp 200w" \
                sizes="min(300px, 100vw)" /><img src="/learn/articles/x.png" width="300" height="200" alt="A &amp; hill" \
                decoding="async" /></picture><figcaption>Seen &amp; drawn</figcaption></figure>
                <p>Text <picture><source type="image/webp" srcset="/learn/IMAGE-100.webp 100w, /learn/IMAGE-200.webp 200w" \
                sizes="min(300px, 100vw)" /><img src="/learn/articles/x.png#f" width="300" height="200" alt="b" \
                loading="lazy" decoding="async" /></picture>.</p>
                """)
        let made = try site.files(below: "_sealpress/images/")
        #expect(made.count == 2)
        let sizes = made.mapValues(\.count)
        #expect(made.values.allSatisfy { $0.starts(with: Array("RIFF".utf8)) })
        #expect(sizes.values.allSatisfy { $0 < 20_000 })
        #expect(site.text("_sealpress/manifest.json").contains("_sealpress/images/"))
    }

    @Test func `pictures on lines of their own are a gallery`() throws {
        let site = try built("x\n\n![a](a.png \"One\")\n![b](b.png)\n", pictures: ["a.png", "b.png"])
        let page = site.page("/articles/a/")
        #expect(page.contains("<div class=\"gallery\">\n<figure><picture><source"))
        #expect(page.components(separatedBy: "sizes=\"min(300px, 50vw)\"").count == 3)
        #expect(try site.paths(below: "_sealpress/images/").count == 4)
    }

    @Test func `drawings and moving pictures have their size alone`() throws {
        let site = try site(
            "![d](d.svg) ![g](g.gif) ![u](u.svg) ![f](f.bin) ![e](https://e.org/e.png)", pictures: [])
        try site.write("content/articles/d.svg", "<svg width=\"40\" height=\"30\"></svg>")
            .write("content/articles/u.svg", "<svg viewBox=\"0 0 40 30\"></svg>")
            .write("content/articles/g.gif", picture()).write("content/articles/f.bin", "bytes").build()
        expect(
            content(site.page("/articles/a/")),
            is: """
                <p><img src="/learn/articles/d.svg" width="40" height="30" alt="d" decoding="async" /> \
                <img src="/learn/articles/g.gif" width="1" height="1" alt="g" loading="lazy" decoding="async" /> \
                <img src="/learn/articles/u.svg" alt="u" loading="lazy" decoding="async" /> \
                <img src="/learn/articles/f.bin" alt="f" loading="lazy" decoding="async" /> \
                <img src="https://e.org/e.png" alt="e" loading="lazy" decoding="async" /></p>
                """)
        #expect(try !site.isThere(".sealpress/cache/images"))
    }

    @Test func `what is only shown to members is sealed at every size`() throws {
        let site = try built("A\n\n::: premium\n![s](x.png \"Sealed\")\n:::\n")
        #expect(try site.paths(below: "_sealpress/images/") == [])
        let html = try #require(try site.sections("/articles/a/", as: "anna").first ?? nil)
        expect(
            content(html),
            is: """
                <figure><img data-sealed-src="/learn/SEALED.bin" width="300" height="200" \
                data-sealed-srcset="/learn/SEALED.bin 100w, /learn/SEALED.bin 200w" alt="s" loading="lazy" decoding="async" />\
                <figcaption>Sealed</figcaption></figure>
                """)
        for width in [100, 200] {
            let id = site.keys.assetID(path: "articles/x.png/\(width).webp")
            #expect(html.contains("/learn/\(id.path) \(width)w"))
            let file = try FileSystem.read(site.output + "/" + id.path)
            #expect(try SealedHeader(readingFrontOf: file).mediaType.text == "image/webp")
            let opened = try SealedFile.open(file, id: id, with: site.view("anna").bundle.grants).plaintext
            #expect(opened.starts(with: Array("RIFF".utf8)))
            #expect(throws: OpeningError.self) {
                try SealedFile.open(file, id: id, with: site.view("ben").bundle.grants)
            }
        }
        #expect(try site.paths(below: "_sealpress/sealed/").count == 4)
    }

    @Test func `a picture that turns public is sealed no more`() throws {
        let site = try built("A\n\n::: premium\n![s](x.png)\n:::\n")
        try site.write("content/articles/b.md", "![s](x.png)").build()
        #expect(try site.paths(below: "_sealpress/sealed/").count == 1)
        #expect(try site.paths(below: "_sealpress/images/").count == 2)
        try site.remove("content/articles/b.md").build()
        #expect(try site.paths(below: "_sealpress/sealed/").count == 4)
        #expect(try site.paths(below: "_sealpress/images/") == [])
    }

    @Test func `with or without a cache, a whole or a damaged one, the site is the same`() throws {
        let site = try built(
            "![a](a.png) ![b](b.png)\n\n::: premium\n![c](c.png)\n:::\n",
            pictures: ["a.png", "b.png", "c.png"])
        // Else a build that changes nothing would not look at pictures at all.
        site.reusesResults = false
        let clean = try site.files()
        let entries = try cached(site)
        #expect(entries.count == 3)
        let cache = site.root + "/.sealpress/cache/images/"
        // They are of sealed pictures, too.
        #expect(try entries.allSatisfy { try FileSystem.status(cache + $0)?.mode == 0o600 })
        #expect(try site.isThere(".sealpress/cache/.gitignore"))
        let whole = try entries.map { try FileSystem.read(cache + $0) }
        // Nothing is made twice: entries that are good stay as they are.
        let stamp = try FileSystem.status(cache + entries[0])?.modified
        try site.build()
        #expect(try FileSystem.status(cache + entries[0])?.modified == stamp)
        #expect(try site.files() == clean)

        let damages: [(String, ([UInt8]) -> [UInt8])] = [
            ("empty", { _ in [] }), ("cut off", { Array($0.dropLast()) }), ("longer", { $0 + [0] }),
            ("another's", { _ in whole[1] }), ("a stranger's", { _ in Array("not ours".utf8) }),
            ("a pixel", { bytes in bytes.dropLast(9) + [bytes[bytes.count - 9] ^ 1] + bytes.suffix(8) }),
            ("a width", { bytes in bytes.map { $0 == UInt8(ascii: "2") ? UInt8(ascii: "3") : $0 } }),
        ]
        for (name, damage) in damages {
            try FileSystem.write(damage(whole[0]), to: cache + entries[0])
            try site.build()
            #expect(try site.files() == clean, "\(name)")
            #expect(try FileSystem.read(cache + entries[0]) == whole[0], "\(name)")
        }
        try FileManager.default.removeItem(atPath: site.root + "/.sealpress/cache")
        try FileManager.default.removeItem(atPath: site.output)
        try site.build(threads: 1)
        #expect(try site.files() == clean)
    }

    @Test func `what no page shows any more goes from the cache, and nothing else`() throws {
        let site = try built("![a](a.png)\n\n![b](b.png)\n", pictures: ["a.png", "b.png"])
        #expect(try cached(site).count == 2)
        try site.write(".sealpress/cache/images/notes.txt", "mine")
        try site.write("content/articles/a.md", "![b](b.png)").remove("content/articles/a.png").build()
        #expect(try cached(site).count == 2)
        #expect(try cached(site).contains("notes.txt"))
        try site.write("content/articles/a.md", "Text").build()
        #expect(try cached(site) == ["notes.txt"])
    }

    @Test func `other settings give other files`() throws {
        let site = try built("![a](x.png)")
        let before = try site.paths(below: "_sealpress/images/")
        try site.write("sealpress.yml", TestSite.config + "images: {widths: [100, 200], quality: 30}\n")
            .build()
        #expect(Set(before).isDisjoint(with: try site.paths(below: "_sealpress/images/")))
        try site.write("sealpress.yml", TestSite.config + "images: {widths: [1000], sizes: 50vw}\n").build()
        #expect(site.page("/articles/a/").contains("-300.webp 300w\" sizes=\"50vw\" />"))
        for off in ["off", "false", "{widths: []}"] {
            try site.write("sealpress.yml", TestSite.config + "images: \(off)\n").build()
            #expect(try site.paths(below: "_sealpress/images/") == [])
            #expect(
                site.page("/articles/a/").contains(
                    "<p><img src=\"/learn/articles/x.png\" width=\"300\" height=\"200\" alt=\"a\" decoding=\"async\" /></p>"
                ))
        }
    }

    @Test func `feeds have the picture alone, at its whole address`() throws {
        let site = try built("---\ndate: 2026-10-01\n---\n![a](x.png)\n")
        let feed = site.text("feed.json")
        #expect(feed.contains("https://example.org/learn/articles/x.png"))
        #expect(!feed.contains("srcset") && !site.text("feed.xml").contains("srcset"))
    }

    @Test func `broken images are errors where they are shown`() throws {
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n"
        let site = try site(
            "![n](none.jpg)\n\nText ![c](cut.png) and ![p](pointer.png)\n\n::: premium\n![h](head.gif)\n:::\n",
            pictures: [])
        try site.write("content/articles/none.jpg", "<!doctype html><p>Not found")
            .write("content/articles/cut.png", Array(Photograph.png(300, 200).prefix(900)))
            .write("content/articles/pointer.png", pointer).write("content/articles/head.gif", "GIF89a")
            .write("content/articles/b.md", "![n](none.jpg)")
        expect(
            site.faults(),
            is: """
                content/articles/a.md:1:6: error: 'none.jpg' is not an image
                    1 | ![n](none.jpg)
                      |      ^^^^^^^^ its name says so, and its bytes are of no such format
                content/articles/a.md:3:11: error: 'cut.png' is damaged: its pixels cannot be read
                    3 | Text ![c](cut.png) and ![p](pointer.png)
                      |           ^^^^^^^ take it from where it came from once more
                content/articles/a.md:3:29: error: 'pointer.png' stands for an image that is not here
                    3 | Text ![c](cut.png) and ![p](pointer.png)
                      |                             ^^^^^^^^^^^ fetch it: git lfs pull
                content/articles/a.md:6:6: error: 'head.gif' is damaged: it ends before its pixels
                    6 | ![h](head.gif)
                      |      ^^^^^^^^ take it from where it came from once more
                """)
    }

    @Test func `an image that claims to be huge is published as it is`() throws {
        var bomb = Photograph.png(30, 20)
        bomb.replaceSubrange(16..<24, with: [0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0])
        let site = try site("![b](x.png)").write("content/articles/x.png", bomb)
        #expect(
            try site.warnings() == """
                content/articles/a.md:1:6: warning: an image of 100000 × 100000 pixels is published as it is
                    1 | ![b](x.png)
                      |      ^^^^^ smaller ones are made of up to 100 million pixels
                """)
        #expect(site.page("/articles/a/").contains("width=\"100000\""))
    }

    @Test func `faults of the settings are shown where they stand`() throws {
        let site = try site(
            "Text", images: "{widths: [8, wide, 480], quality: 101, sizes: 'x\"y', format: webp}")
        let line = "    5 | images: {widths: [8, wide, 480], quality: 101, sizes: 'x\"y', format: webp}"
        expect(
            site.faults(),
            is: """
                sealpress.yml:5:19: error: this is no width of a picture
                \(line)
                      |                   ^ in pixels: 16 to 16383
                sealpress.yml:5:22: error: this is no width of a picture
                \(line)
                      |                      ^^^^ in pixels: 16 to 16383
                sealpress.yml:5:43: error: 'quality' cannot be 101
                \(line)
                      |                                           ^^^ 1 to 100
                sealpress.yml:5:55: error: 'x"y' is no size of a picture
                \(line)
                      |                                                       ^^^^^ write what the attribute 'sizes' of <img> holds: min(42rem, 100vw)
                sealpress.yml:5:62: error: unknown key 'format'
                \(line)
                      |                                                              ^^^^^^ keys here: widths, quality, sizes
                """)
        try site.write("sealpress.yml", TestSite.config + "images: {widths: 480}\n")
        expect(
            site.faults(),
            is: """
                sealpress.yml:5:18: error: 'widths' is a list of at most 12 numbers
                    5 | images: {widths: 480}
                      |                  ^^^ write it as [480, 960, 1440]
                """)
    }
}
