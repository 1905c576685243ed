import Importing
import Testing

@Suite("TOML front matter")
struct TOMLTests {
    private func import_(_ toml: String) throws -> Import {
        try Import(.markdown, ["a.md": "+++\n\(toml)\n+++\nText.\n"])
    }

    @Test("Every kind of value is read")
    func values() throws {
        let made = try import_(
            #"""
            # a comment
            title = "A \"title\" \u00e9\n"   # another
            a = 'raw \n' 
            b = """
            two
            lines\
               joined"""
            c = '''
            x'y'''
            d = [1, 2_000, # in a list
              0x1F, ]
            e = {x.y = 1.5, z = true}
            f."g h" = 2024-01-02
            date = 2024-01-02 03:04:05
            [h]
            i = -7
            [[j]]
            k = 1
            [[j]]
            k = 2
            """#)
        expect(
            made.text("articles/a.md"),
            is: #"""
                ---
                title: "A \"title\" é"
                date: 2024-01-02T03:04:05
                params:
                  a: "raw \\n"
                  b: "two\nlinesjoined"
                  c: "x'y"
                  d: [1, 2000, 31]
                  e: {x: {y: 1.5}, z: true}
                  h: {i: -7}
                  j: [{k: 1}, {k: 2}]
                ---
                Text.

                """#)
        try made.build()
    }

    @Test(
        "A fault is listed with its place, and the text is kept",
        arguments: [
            ("a = ", "a.md:2:5: the front matter cannot be read: expected a value"),
            ("a = x", "a.md:2:5: the front matter cannot be read: 'x' is no value"),
            ("a = 1\na = 2", "a.md:3:1: the front matter cannot be read: the key 'a' stands twice"),
            ("a = \"x", "a.md:2:5: the front matter cannot be read: this quote is never closed"),
            ("a = [1", "a.md:2:5: the front matter cannot be read: this list is not closed"),
            ("a = {b = 1", "a.md:2:5: the front matter cannot be read: this table is not closed"),
            ("[a\nb = 1", "a.md:2:3: the front matter cannot be read: this table's name is not closed"),
            ("[a]\n[a]", "a.md:3:2: the front matter cannot be read: the key 'a' stands twice"),
            ("a = 1 b", "a.md:2:7: the front matter cannot be read: unexpected text after the value"),
            ("a = \"\\q\"", "a.md:2:6: the front matter cannot be read: an unknown escape"),
            ("= 1", "a.md:2:1: the front matter cannot be read: expected a key"),
            ("a 1", "a.md:2:3: the front matter cannot be read: expected 'key = value'"),
        ])
    func faults(_ toml: String, _ fault: String) throws {
        let made = try import_(toml)
        #expect(made.faults == [fault])
        #expect(made.text("articles/a.md") == "Text.\n")
    }

    @Test("Values too deep in one another are a fault, not a crash")
    func deep() throws {
        for text in [
            "a = " + String(repeating: "[", count: 100_000),
            String(repeating: "a.", count: 100_000) + "b = 1",
        ] {
            #expect(try import_(text).faults.first?.contains("too deep in one another") == true)
        }
    }
}
