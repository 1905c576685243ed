import Foundation
import Testing

/// Code on the pages of a built site.
@Suite struct CodeTests {
    private static let code = "```swift title=\"a.swift\" numbers lines=1\nlet a = 1 // one\n```\n"

    @Test func `a page with code has its colours and the script for the button, others have neither`() throws
    {
        let site = try TestSite([
            "content/articles/one.md": "---\ntitle: One\ndate: 2026-10-01\n---\n" + Self.code,
            "content/articles/two.md": "---\ntitle: Two\ndate: 2026-10-01\n---\nText.\n",
        ])
        try site.build()
        let one = site.text("articles/one/index.html")
        #expect(
            one.contains(
                "<span class=\"k\">let</span> a = <span class=\"n\">1</span> <span class=\"c\">// one</span>")
        )
        let copy = site.asset("reader/copy.js")
        #expect(one.contains("<script type=\"module\" src=\"/learn/\(copy)\" integrity=\"sha256-"))
        #expect(!site.text("articles/two/index.html").contains("reader/copy."))
    }

    @Test func `code that only members see loads nothing for everyone`() throws {
        let site = try TestSite([
            "content/articles/one.md":
                "---\ntitle: One\ndate: 2026-10-01\n---\nText.\n\n::: basic\n\(Self.code):::\n"
        ])
        try site.build()
        #expect(!site.text("articles/one/index.html").contains("reader/copy."))
    }

    @Test func `sealed code is found in public however it is coloured`() throws {
        let code = "let first = second(third, fourth) + fifth.sixth / seventh * eighth\n"
        let site = try TestSite([
            "content/articles/one.md":
                "---\ntitle: One\ndate: 2026-10-01\n---\nText.\n\n::: basic\n```swift\n\(code)```\n:::\n",
            "content/static/notes.txt": code,
        ])
        #expect(site.faults().contains("published in notes.txt"))
    }

    /// WCAG 2.2, 1.4.3: 4.5 to 1.
    @Test func `every colour of code can be read, light and dark, on marked lines too`() throws {
        let site = try TestSite(["content/index.md": "Hello.\n"])
        try site.build()
        let css = site.text(site.asset("theme/style.css"))
        let schemes = css.split(separator: "prefers-color-scheme:dark", maxSplits: 1)
        #expect(schemes.count == 2)
        for scheme in schemes {
            var colours: [String: Double] = [:]
            for match in scheme.matches(of: /--(code-[a-z]+|color-[a-z]+):#([0-9a-f]{6})[;}]/)
            where colours[String(match.1)] == nil {
                colours[String(match.1)] = Self.luminance(UInt32(match.2, radix: 16) ?? 0)
            }
            let surface = try #require(colours["color-surface"])
            let marked = try #require(colours["color-marked"])
            let code = colours.filter { $0.key.hasPrefix("code-") || $0.key == "color-muted" }
            #expect(code.count == 11)
            for (name, colour) in code {
                for ground in [surface, marked] {
                    #expect((max(colour, ground) + 0.05) / (min(colour, ground) + 0.05) >= 4.5, "\(name)")
                }
            }
        }
    }

    /// Relative luminance of an sRGB colour, as WCAG defines it.
    private static func luminance(_ rgb: UInt32) -> Double {
        let channels = [16, 8, 0].map { shift in
            let value = Double(rgb >> UInt32(shift) & 255) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }
}
