import Highlighting
import Testing

/// One small piece of each language, with what must be seen in it.
@Suite struct LanguageTests {
    @Test(
        "every language tells its parts apart",
        arguments: [
            ("swift", "let a = \"x \\(b + 1)\" // no", "k[let] a = s[\"x] \\(b + n[1])s[\"] c[// no]"),
            ("swift", "/* a /* b */ c */ struct S: View", "c[/* a /* b */ c */] k[struct] t[S]: t[View]"),
            ("swift", "@main f(.default, MAX_SIZE)", "a[@main] f[f](.default, n[MAX_SIZE])"),
            ("swift", "\"\"\"\na \"b\"\n\"\"\"\nvar", "s[\"\"\"\na \"b\"\n\"\"\"]\nk[var]"),
            ("swift", "#\"a\\n\"# 1_000.5", "s[#\"a\\n\"#] n[1_000.5]"),
            ("c", "#include <a.h>\nint x = 'a';", "k[#include <a.h>]\nt[int] x = s['a'];"),
            ("c++", "std::vector<T> v; // x", "std::t[vector]<t[T]> v; c[// x]"),
            (
                "rust", "fn f<'a>(x: &'a str) -> u8 { b'x' }",
                "k[fn] f<a['a]>(x: &a['a] t[str]) -> t[u8] { bs['x'] }"
            ),
            ("rust", "r#\"a \"b\" c\"# let", "s[r#\"a \"b\" c\"#] k[let]"),
            ("go", "func f() { x := `a\nb` }", "k[func] f[f]() { x := s[`a\nb`] }"),
            ("java", "@Override public int x;", "a[@Override] k[public] t[int] x;"),
            ("kotlin", "val s = \"$a ${b(1)}\"", "k[val] s = s[\"]v[$a] ${f[b](n[1])}s[\"]"),
            ("js", "const r = /a\\/b/g, q = x / y / z", "k[const] r = s[/a\\/b/]g, q = x / y / z"),
            ("ts", "`a ${b} c` as const", "s[`a] ${b} s[c`] k[as const]"),
            ("html", "<a href=\"x\">T &amp; t</a>", "k[<a] a[href]=s[\"x\"]k[>]T n[&amp;] tk[</a>]"),
            ("html", "<script>let a</script><p>", "k[<script>let] ak[</script><p>]"),
            ("css", "a.b { color: #fff; margin: 2px }", "k[a]t[.b] { a[color]: n[#fff]; a[margin]: n[2px] }"),
            (
                "py", "@x\ndef f(a):\n  return f'{a}b' # c",
                "a[@x]\nk[def] f[f](a):\n  k[return] s[f']{a}s[b'] c[# c]"
            ),
            ("py", "'''a\n'b'\n''' None", "s['''a\n'b'\n'''] n[None]"),
            ("sh", "if ls -l \"$HOME\"; then", "k[if] ls a[-l] s[\"]v[$HOME]s[\"]; k[then]"),
            ("bash", "cat <<END | wc\na $b\nEND\necho x", "f[cat] <<END | f[wc]\ns[a $b\nEND]\nf[echo] x"),
            ("console", "$ ls -l\ntotal 1\n$ ls", "c[$ ]f[ls] a[-l]\ntotal 1\nc[$ ]f[ls]"),
            (
                "sql", "SELECT count(*) FROM t WHERE a = 'b''c'",
                "k[SELECT] f[count](*) k[FROM] t k[WHERE] a = s['b''c']"
            ),
            ("json", "{\"a\": [1, true, \"b\"]}", "{a[\"a\"]: [n[1], n[true], s[\"b\"]]}"),
            (
                "yml", "a b: c d # e\n- x: 1\n  'y': true",
                "a[a b]: s[c d] c[# e]\n- a[x]: n[1]\n  a['y']: n[true]"
            ),
            (
                "toml", "[a.b]\nc.d = \"e\" # f\ng = 1979-05-27",
                "t[[a.b]]\na[c.d] = s[\"e\"] c[# f]\na[g] = n[1979-05-27]"
            ),
            ("diff", "@@ -1 +1 @@\n-a\n+b\n c", "f[@@ -1 +1 @@]\nd[-a]\ni[+b]\n c"),
            (
                "md", "# T\n- a `b` [c](d)\n```x\n# e\n```",
                "k[# T]\nf[- ]a s[`b`] [ca[](d)]\ns[```x\n# e\n```]"
            ),
        ])
    func parts(language: String, code: String, expected: String) {
        #expect(marked(code, language) == expected)
    }

    @Test func `what authors call a language finds it, in any case`() {
        for name in [
            "js", "TS", "sh", "Bash", "yml", "c++", "py", "rs", "golang", "kt", "zsh", "patch", "md",
        ] {
            #expect(Highlighter.tokens(of: [0x61], language: name) != nil, "\(name)")
        }
    }

    @Test func `no two languages have a name in common`() {
        let names = Highlighter.languages.flatMap(\.self)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0 == $0.lowercased() })
    }

    @Test func `an unknown language has no runs`() {
        #expect(Highlighter.tokens(of: Array("let x".utf8), language: "klingon") == nil)
        #expect(Highlighter.tokens(of: Array("let x".utf8), language: "") == nil)
    }

    @Test func `an unclosed string ends with its line`() {
        #expect(marked("let a = \"b\nlet", "swift") == "k[let] a = s[\"b]\nk[let]")
        #expect(marked("a = 'b\nint", "java") == "a = 'b\nt[int]")
    }
}
