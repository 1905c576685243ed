import Files
import Foundation
import Sealing
import Site
import TestSupport
import Testing

/// Pictures and files that pages refer to.
@Suite struct AssetTests {
    private static let roster = ["anna,premium,,,,active,1", "ben,basic,,,,active,1"]

    private func built(_ files: [String: String], roster: [String] = roster) throws -> TestSite {
        let site = try TestSite(files, roster: roster)
        try site.build()
        return site
    }

    private func open(_ site: TestSite, _ asset: String, as member: String) throws -> (
        type: String, bytes: [UInt8]
    ) {
        let id = site.keys.assetID(path: asset)
        let bytes = try FileSystem.read(site.output + "/" + id.path)
        let header = try SealedHeader(readingFrontOf: bytes)
        return (
            header.mediaType.text,
            try SealedFile.open(bytes, id: id, with: site.view(member).bundle.grants).plaintext
        )
    }

    @Test func `what open text shows is published beside it`() throws {
        let site = try built([
            "content/articles/a.md": "![x](pics/My%20Pic.png)\n\n[file](data.csv)",
            "content/articles/pics/My Pic.png": picture(),
            "content/articles/data.csv": "1,2",
        ])
        #expect(site.text("articles/pics/My Pic.png") == picture())
        #expect(site.text("articles/data.csv") == "1,2")
        let page = site.page("/articles/a/")
        #expect(page.contains("src=\"/learn/articles/pics/My%20Pic.png\""))
        #expect(page.contains("href=\"/learn/articles/data.csv\""))
        #expect(try site.paths(below: "_sealpress/sealed/") == [])
    }

    @Test func `what only sealed text shows is sealed and not published`() throws {
        let site = try built([
            "content/articles/a.md": "A\n\n::: premium\n![x](x.png) [doc](x.pdf)\n:::\n",
            "content/articles/x.png": picture(),
            "content/articles/x.pdf": "pages",
        ])
        #expect(!site.has("articles/x.png"))
        let html = try #require(try site.sections("/articles/a/", as: "anna").first ?? nil)
        let address = "/learn/" + site.keys.assetID(path: "articles/x.png").path
        #expect(html.contains("data-sealed-src=\"\(address)\"") && !html.contains(" src=\""))
        #expect(
            html.contains(
                "data-sealed-href=\"/learn/" + site.keys.assetID(path: "articles/x.pdf").path + "\""))
        let opened = try open(site, "articles/x.png", as: "anna")
        #expect(opened.type == "image/png")
        #expect(opened.bytes == Array(picture().utf8))
        #expect(try open(site, "articles/x.pdf", as: "anna").type == "application/pdf")
        #expect(throws: OpeningError.self) { try open(site, "articles/x.png", as: "ben") }
    }

    @Test func `what both show is public`() throws {
        let site = try built([
            "content/articles/a.md": "A\n\n::: premium\n![x](x.png)\n:::\n",
            "content/articles/b.md": "![x](x.png)",
            "content/articles/x.png": picture(),
        ])
        #expect(site.text("articles/x.png") == picture())
        #expect(!site.has(site.keys.assetID(path: "articles/x.png").path))
        let html = try #require(try site.sections("/articles/a/", as: "anna").first ?? nil)
        #expect(html.contains(" src=\"/learn/articles/x.png\""))
    }

    @Test func `the picture of a page's front matter is public`() throws {
        let site = try built([
            "content/articles/a.md": "---\nimage: x.png\n---\nA\n\n::: premium\n![x](x.png)\n:::\n",
            "content/articles/x.png": picture(),
        ])
        #expect(site.page("/articles/a/").contains("https://example.org/learn/articles/x.png"))
        #expect(site.text("articles/x.png") == picture())
    }

    @Test func `a static file can be the picture of a page`() throws {
        let site = try built([
            "content/articles/a.md": "---\nimage: /pics/logo one.png\n---\nText",
            "content/static/pics/logo one.png": picture(),
        ])
        #expect(
            site.page("/articles/a/").contains("content=\"https://example.org/learn/pics/logo%20one.png\""))
    }

    @Test func `an asset of several sections opens for all who may open one of them`() throws {
        let site = try built(
            [
                "content/articles/a.md": "A\n\n::: premium\n![x](/x.png)\n:::\n",
                "content/courses/swift/index.md": "---\nprice: 20\n---\nAbout.",
                "content/courses/swift/01-a.md": "A\n\n::: premium\n![x](/x.png)\n:::\n",
                "content/x.png": picture(),
            ], roster: Self.roster + ["cleo,,swift,,,active,1"])
        let id = site.keys.assetID(path: "x.png")
        let header = try SealedHeader(readingFrontOf: FileSystem.read(site.output + "/" + id.path))
        #expect(header.wraps.map(\.grant.description) == ["course:swift@0", "tier:premium@2026-11"])
        #expect(try open(site, "x.png", as: "anna").bytes == Array(picture().utf8))
        #expect(try open(site, "x.png", as: "cleo").bytes == Array(picture().utf8))
        #expect(throws: OpeningError.self) { try open(site, "x.png", as: "ben") }
    }

    @Test func `what a section of the lowest tier shows opens for every tier`() throws {
        let site = try built([
            "content/articles/a.md": "A\n\n::: basic\n![x](x.svg)\n:::\n\n::: premium\n![x](x.svg)\n:::\n",
            "content/articles/x.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>drawn</text></svg>",
        ])
        let opened = try open(site, "articles/x.svg", as: "ben")
        #expect(opened.type == "image/svg+xml")
        #expect(String(decoding: opened.bytes, as: UTF8.self).contains("drawn"))
        for (path, bytes) in try site.publicFiles() { #expect(!bytes.contains(text: "drawn"), "\(path)") }
    }

    @Test(arguments: [
        ("a.JPG", "image/jpeg"), ("a.mp4", "video/mp4"), ("a.webm", "video/webm"), ("a.mp3", "audio/mpeg"),
        ("a.woff2", "font/woff2"), ("a.zip", "application/zip"), ("a.unknown", "application/octet-stream"),
        ("noname", "application/octet-stream"),
    ])
    func `the sealed file says what it is`(name: String, type: String) throws {
        let site = try built([
            "content/articles/a.md": "A\n\n::: premium\n[x](\(name))\n:::\n", "content/articles/\(name)": "x",
        ])
        #expect(try open(site, "articles/\(name)", as: "anna").type == type)
    }

    @Test func `an empty file and one of many chunks open as they were`() throws {
        let site = try TestSite(
            [
                "content/articles/a.md":
                    "A\n\n::: premium\n[big](big.bin) [empty](empty.bin) [even](even.bin)\n:::\n"
            ], roster: Self.roster)
        var random = SeededGenerator(seed: 3)
        let big = (0..<(3 << 17)).flatMap { _ in
            withUnsafeBytes(of: random.next()) { Array($0) }
        }
        let even = Array(big.prefix(4 * 65_536))
        try site.write("content/articles/big.bin", big + [1]).write("content/articles/empty.bin", [])
            .write("content/articles/even.bin", even)
        try site.build()
        #expect(try open(site, "articles/big.bin", as: "anna").bytes == big + [1])
        #expect(try open(site, "articles/even.bin", as: "anna").bytes == even)
        #expect(try open(site, "articles/empty.bin", as: "anna").bytes == [])
    }

    @Test func `a changed file is sealed anew, an unchanged one is not written`() throws {
        let site = try built([
            "content/articles/a.md": "A\n\n::: premium\n[x](x.bin) [y](y.bin)\n:::\n",
            "content/articles/x.bin": "first",
            "content/articles/y.bin": "first",
        ])
        let stamps = try site.stamps()
        try site.write("content/articles/x.bin", "other")
        try site.build()
        #expect(
            try site.touched(since: stamps)
                == [
                    site.keys.assetID(path: "articles/x.bin").path, "_sealpress/manifest.json",
                    "_sealpress/manifest.json.minisig",
                ].sorted())
        #expect(try open(site, "articles/x.bin", as: "anna").bytes == Array("other".utf8))
    }

    @Test func `a sealed file that was damaged behind its header is made anew`() throws {
        let site = try built([
            "content/articles/a.md": "A\n\n::: premium\n[x](x.bin)\n:::\n",
            "content/articles/x.bin": String(repeating: "x", count: 100_000),
        ])
        let path = site.keys.assetID(path: "articles/x.bin").path
        let before = try site.files()
        var bytes = try #require(before[path])
        bytes[50_000] ^= 1
        try site.write("site/" + path, bytes)
        try site.build()
        #expect(try site.files() == before)
    }

    @Test func `an asset that becomes sealed leaves the public folder`() throws {
        let site = try built([
            "content/articles/a.md": "![x](x.png)\n\n::: premium\nSealed.\n:::\n",
            "content/articles/x.png": picture(),
        ])
        #expect(site.has("articles/x.png"))
        try site.write("content/articles/a.md", "A\n\n::: premium\n![x](x.png)\n:::\n")
        try site.build()
        #expect(!site.has("articles/x.png"))
        #expect(try open(site, "articles/x.png", as: "anna").bytes == Array(picture().utf8))
    }

    @Test func `a folder without a letter in its name leaves no gap in the address`() throws {
        let site = try built([
            "content/articles/a.md": "![x](!!!/x.png)", "content/articles/!!!/x.png": picture(),
        ])
        #expect(site.text("articles/x.png") == picture())
    }

    @Test func `an asset in a course's folder is reached through its clean address`() throws {
        let site = try built([
            "content/courses/swift/index.md": "Course",
            "content/courses/swift/01-Big Start/01-one/index.md": "![x](Pic One.png)"
                .replacing(" ", with: "%20"),
            "content/courses/swift/01-Big Start/01-one/Pic One.png": picture(),
        ])
        #expect(site.text("courses/swift/big-start/one/Pic One.png") == picture())
        #expect(
            site.page("/courses/swift/big-start/one/").contains(
                "src=\"/learn/courses/swift/big-start/one/Pic%20One.png\""))
    }
}
