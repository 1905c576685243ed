import Content
import Testing

@Suite struct PartTests {
    /// Parts as text: who may read each, and what it says.
    private func parts(_ text: String, tier: String? = nil) -> [String] {
        guard let document = read(text).document else { return ["faults"] }
        return document.parts(pageTier: tier).parts.map { part in
            let words = part.pieces.compactMap { piece in
                guard case .text(let run) = piece else { return nil as String? }
                return String(decoding: document.source.bytes[run.range], as: UTF8.self)
            }
            let text = words.joined().split(whereSeparator: \.isWhitespace).joined(separator: " ")
            switch part.access {
            case .open: return "open: \(text)"
            case .sealed(let tier, let id): return "\(tier) \(id): \(text)"
            }
        }
    }

    @Test func `a public page is open but for its fences`() {
        #expect(
            parts("a\n\n::: premium\nb\n:::\nc\n::: vip {#deep}\nd\n:::\n::: basic\ne\n:::\n") == [
                "open: a", "premium s1: b", "open: c", "vip deep: d", "basic s2: e",
            ])
        #expect(parts("a\n", tier: "public") == ["open: a"])
        #expect(parts("") == [])
    }

    @Test func `a sealed page opens its first paragraph`() {
        #expect(
            parts("## T\n\na\nb\n\nc\n\nd\n", tier: "premium") == ["open: ## T a b", "premium s1: c d"])
        #expect(parts("a\n", tier: "premium") == ["open: a"])
        #expect(parts("a\n- b\n", tier: "premium") == ["open: a", "premium s1: - b"])
        #expect(parts("T\n===\n\na\n***\nb\n", tier: "premium") == ["open: T === a", "premium s1: *** b"])
    }

    @Test func `a sealed page gives away no other block before its first paragraph`() {
        #expect(parts("- a\n\nb\n", tier: "vip") == ["vip s1: - a b"])
        #expect(parts("```\na\n```\n\nb\n", tier: "vip") == ["vip s1: ``` a ``` b"])
        #expect(parts("## T\n\n> a\n\nb\n", tier: "vip") == ["open: ## T", "vip s1: > a b"])
        #expect(parts("|a|\n|-|\n\nb\n", tier: "vip") == ["vip s1: |a| |-| b"])
        #expect(parts("::: tip\na\n:::\nb\n", tier: "vip") == ["vip s1: a b"])
        #expect(parts("::: basic\na\n:::\nb\n", tier: "vip") == ["basic s1: a", "vip s2: b"])
    }

    @Test func `the teaser ends at its mark`() {
        #expect(
            parts("a\n\n- b\n\n<!-- more -->\n\nc\n", tier: "premium") == ["open: a - b", "premium s1: c"])
        #expect(parts("a\n\n<!--more-->\nb\n") == ["open: a b"])
        #expect(
            parts("a\n\n```\n<!--more-->\n```\n\nb\n", tier: "vip")
                == ["open: a", "vip s1: ``` <!--more--> ``` b"])
    }

    @Test func `a fence of another tier splits a sealed body`() {
        #expect(
            parts("a\n\nb\n\n::: vip\nc\n:::\nd\n", tier: "premium") == [
                "open: a", "premium s1: b", "vip s2: c", "premium s3: d",
            ])
    }

    @Test func `a fence of the page's own tier is a section of its own only with an id`() {
        #expect(
            parts("a\n\nb\n\n::: premium\nc\n:::\nd\n", tier: "premium") == ["open: a", "premium s1: b c d"])
        #expect(
            parts("a\n\nb\n\n::: premium {#x}\nc\n:::\nd\n", tier: "premium") == [
                "open: a", "premium s1: b", "premium x: c", "premium s2: d",
            ])
    }

    @Test func `a public run opens part of a sealed body`() {
        #expect(
            parts("a\n\nb\n\n::: public\nc\n:::\n\nd\n", tier: "premium") == [
                "open: a", "premium s1: b", "open: c", "premium s2: d",
            ])
        #expect(parts("a\n::: public\nb\n:::\nc\n") == ["open: a b c"])
    }

    @Test func `sections before the mark keep their own rule`() {
        #expect(
            parts("a\n\n::: vip\nb\n:::\n\nc\n\n<!--more-->\n\nd\n", tier: "premium") == [
                "open: a", "vip s1: b", "open: c", "premium s2: d",
            ])
    }

    @Test func `nothing but blank lines is no part, but an empty fence is a section`() {
        #expect(parts("\n\n::: premium\n:::\n\n::: premium\n\n:::\n\n") == ["premium s1: ", "premium s2: "])
    }

    @Test func `call-outs stay whole in the part they are in`() {
        let page = page("a\n\n::: tip\nb\n:::\n\n::: premium\n::: note\nc\n:::\n:::\n")
        #expect(page.open.contains("callout-tip"))
        #expect(page.sealed["s1"]?.contains("<aside class=\"callout callout-note\"") == true)
        #expect(page.sealed["s1"]?.contains("</aside>") == true)
    }
}
