import Assets
import Foundation
import TestSupport
import Testing

/// Stylesheets without what means nothing.
@Suite struct CSSMinifierTests {
    private func minified(_ css: String) throws -> String {
        String(decoding: try CSSMinifier.minify(Array(css.utf8)), as: UTF8.self)
    }

    /// What it says of a stylesheet that it leaves alone.
    private func fault(_ css: String) -> String {
        do throws(CSSMinifier.Fault) {
            _ = try CSSMinifier.minify(Array(css.utf8))
            return "(no fault)"
        } catch {
            return "\(error.offset): \(error.message)"
        }
    }

    @Test(arguments: [
        // Rules and declarations.
        ("a { color : red ; }\n\nb{}", "a{color:red}b{}"),
        ("a{color:red;;margin:0 auto;}", "a{color:red;margin:0 auto}"),
        ("a { } /* a remark */ b { }", "a{}b{}"),
        ("a{font:12px/1.5 a , \"B C\" , serif}", "a{font:12px/1.5 a,\"B C\",serif}"),
        ("a{color:red ! important}", "a{color:red!important}"),
        ("a{*zoom: 1;b:c}", "a{*zoom: 1;b:c}"),
        // Selectors: a space between is a descendant.
        ("a :hover , a:hover > b + c ~ d{}", "a :hover,a:hover>b+c~d{}"),
        ("a  .b{} a.b{} * > *{}", "a .b{}a.b{}*>*{}"),
        (":is( a , b ) :not(.c .d){}", ":is(a,b) :not(.c .d){}"),
        ("li:nth-child( 2n + 1 of .a ){}", "li:nth-child(2n + 1 of .a){}"),
        ("[ a = \"b\" i ] c{}", "[a = \"b\" i] c{}"),
        ("a{& > b{c:d} &:hover{e:f} .g &{h:i}}", "a{&>b{c:d}&:hover{e:f}.g &{h:i}}"),
        ("a{b:hover{c:d}e:f}", "a{b:hover{c:d}e:f}"),
        ("a/**/b{}", "a/**/b{}"),
        (".a\\31  .b{}", ".a\\31  .b{}"),
        // Values: calc needs its spaces.
        ("a{width:calc( 1px + (2px - 3px) * 4 )}", "a{width:calc(1px + (2px - 3px) * 4)}"),
        ("a{margin:1px -2px +3px}", "a{margin:1px -2px +3px}"),
        ("a{b:1/**/2}", "a{b:1/**/2}"),
        ("a{b:url( x y.png )}", "!"),
        ("a{b:url( 'x y.png' ) c}", "a{b:url('x y.png') c}"),
        ("a{b:url( x.png )}", "a{b:url( x.png )}"),
        ("a{content:\"  /* { \\\" } */  \"}", "a{content:\"  /* { \\\" } */  \"}"),
        ("a{b:var( --c , )}", "a{b:var(--c,)}"),
        ("a{unicode-range:U+0025-00FF , u+4??}", "a{unicode-range:U+0025-00FF,u+4??}"),
        // Custom properties are read by scripts.
        ("a{--b:  { c : d ; } /* e */ f  ;g:h}", "a{--b:{ c : d ; } /* e */ f;g:h}"),
        ("a{--b: ;--c:;}", "a{--b: ;--c:}"),
        ("a{--b : x ;}", "a{--b:x}"),
        // At-rules.
        ("@charset \"utf-8\";\na{}", "@charset \"utf-8\";a{}"),
        ("@import  url( a.css )  screen ;", "@import url( a.css ) screen;"),
        (
            "@media screen  and ( min-width : 40em ) , ( width >= 600px ) { a { b : c } }",
            "@media screen and (min-width:40em),(width >= 600px){a{b:c}}"
        ),
        (
            "@media (prefers-color-scheme:dark){:root{--a:b}}",
            "@media (prefers-color-scheme:dark){:root{--a:b}}"
        ),
        ("@supports not ( selector(a :b) ) { c { } }", "@supports not (selector(a :b)){c{}}"),
        ("@page :first { margin : 0 }", "@page :first{margin:0}"),
        ("@layer a , b;\n@layer a { c { d : e } }", "@layer a,b;@layer a{c{d:e}}"),
        ("@keyframes a { from , 50% { b : c } to { } }", "@keyframes a{from,50%{b:c}to{}}"),
        ("@font-face { font-family : A ; src : url(a.woff2) }", "@font-face{font-family:A;src:url(a.woff2)}"),
        ("@container c ( inline-size > 3em ) { a { b : c } }", "@container c (inline-size > 3em){a{b:c}}"),
        // Comments that are to stay.
        ("/*! Licence */\na{}\n/*! End */\n", "/*! Licence */a{}/*! End */"),
        ("", ""), (" \n ", ""), ("/* only */", ""),
    ])
    func `what means nothing goes, and what means something stays`(css: String, expected: String) throws {
        guard expected != "!" else {
            #expect(fault(css) != "(no fault)")
            return
        }
        #expect(try minified(css) == expected)
        #expect(try minified(expected) == expected)
    }

    @Test func `a byte order mark stays in front`() throws {
        #expect(
            try CSSMinifier.minify([0xEF, 0xBB, 0xBF] + Array("a { }".utf8)) == [0xEF, 0xBB, 0xBF]
                + Array("a{}".utf8))
    }

    @Test(arguments: [
        ("a{b:'c\n}", "4: this string is never closed"), ("a{b:url(c'd)}", "4: this is no address"),
        ("a{b:c", "1: this is never closed"), ("a{b:c}}", "6: this closes nothing"),
        ("a{b:(c]}", "6: this closes nothing"), ("/* a", "0: this comment is never closed"),
        ("a{} /*/", "4: this comment is never closed"),
        ("<!-- a{} -->", "0: this belongs to HTML"), ("a{} b", "4: this rule has no block"),
        ("color:red; a{} ;", "15: this rule has no block"),
    ])
    func `a stylesheet with errors is left as it is, and the place is told`(css: String, expected: String) {
        #expect(fault(css) == expected)
    }

    @Test func `what is not UTF-8 is left as it is`() {
        #expect(throws: CSSMinifier.Fault.self) {
            try CSSMinifier.minify([0x61, 0x7B, 0xFF, 0x7D])
        }
    }

    @Test(arguments: ["style.css", "reader.css"])
    func `the theme's stylesheets shrink, once`(name: String) throws {
        let file = URL(filePath: #filePath).appending(path: "../../../Sources/Theme/default/assets/" + name)
        let css = Array(try Data(contentsOf: file.standardized))
        let once = try CSSMinifier.minify(css)
        #expect(once.count < css.count * 9 / 10)
        #expect(try CSSMinifier.minify(once) == once)
    }

    @Test func `minifying twice is minifying once, whatever the stylesheet`() {
        var random = SeededGenerator(seed: 20)
        var minified = 0
        for _ in 0..<4000 {
            let css = random.stylesheet()
            guard let once = try? CSSMinifier.minify(Array(css.utf8)) else { continue }
            minified += 1
            #expect((try? CSSMinifier.minify(once)) == once, "\(css)")
            #expect(once.count <= css.utf8.count)
            #expect(Self.words(String(decoding: once, as: UTF8.self)) == Self.words(css), "\(css)")
        }
        #expect(minified > 1000)
    }

    @Test func `deep nesting is a fault, and no crash`() {
        let deep = String(repeating: "a{", count: 50_000) + String(repeating: "}", count: 50_000)
        #expect(fault(deep).hasSuffix("rules are nested too deep"))
        let brackets =
            "a{b:" + String(repeating: "(", count: 50_000) + String(repeating: ")", count: 50_000) + "}"
        #expect(fault(brackets) == "(no fault)")
    }

    @Test func `any bytes are taken`() {
        var random = SeededGenerator(seed: 21)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            _ = try? CSSMinifier.minify(bytes)
        }
    }

    /// A stylesheet's words and numbers outside of comments, with neither space nor punctuation.
    private static func words(_ css: String) -> [Substring] {
        var text = css
        while let start = text.range(of: "/*"),
            let end = text.range(of: "*/", range: start.upperBound..<text.endIndex)
        {
            text.replaceSubrange(start.lowerBound..<end.upperBound, with: "{")
        }
        return text.split { !$0.isLetter && !$0.isNumber }
    }
}
