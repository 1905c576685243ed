import Assets
import Testing

/// Scripts with fewer spaces.
@Suite struct ScriptTests {
    @Test(arguments: [
        ("import { a as b } from \"./c.js\";", "import{a as b}from\"./c.js\";"),
        ("const a = b  +  c ;\n return \"d  e\" ;", "const a=b+c;return\"d  e\";"),
        ("a - -b + +c - d", "a- -b+ +c-d"), ("a / b / c", "a / b / c"), ("x = / y /g . z", "x= / y /g .z"),
        ("`a ${ b + `c  ${ d }` } e`", "`a ${b+`c  ${d}`} e`"), ("1 .e", "1 .e"), ("a in b", "a in b"),
        ("if (a) { b ( ) }", "if(a){b()}"),
        ("f(\n[\n{\na,\nb\n}\n]\n)\nc\n;d", "f([{a,b\n}\n]\n)\nc\n;d"),
        ("a // {\nb; // ;\nc", "a // {\nb; // ;\nc"),
        ("`a;\nb` + \"c{\"\n/[;]/\nd;\n/e/", "`a;\nb`+\"c{\"\n/[;]/\nd;\n/e/"),
        ("a 'unclosed\nb c = d", "a 'unclosed\nb c = d"),
    ])
    func `spaces between tokens that need none are left out`(source: String, expected: String) {
        #expect(String(decoding: Script.compacted(Array(source.utf8)), as: UTF8.self) == expected)
    }
}
