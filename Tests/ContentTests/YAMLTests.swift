import Content
import Diagnostics
import Testing

@Suite struct YAMLTests {
    private func parse(_ text: String) throws -> YAMLNode? {
        try YAML.parse(SourceText(path: "site.yml", text: text))
    }

    /// The one fault of a text.
    private func fault(_ text: String) -> String {
        do {
            _ = try parse(text)
            return "no fault"
        } catch let error as DiagnosticError {
            return error.diagnostics.map { $0.rendered() }.joined(separator: "\n")
        } catch {
            return "\(error)"
        }
    }

    @Test func `every node knows its place, in characters`() throws {
        let node = try #require(try parse("标题: [\"é\", 乙]\nnext:\n  - {a: 1}\n"))
        let list = try #require(node["标题"])
        #expect(list.location == SourceLocation(file: "site.yml", line: 1, column: 5))
        guard case .sequence(let elements) = list.content, elements.count == 2 else {
            Issue.record("no list")
            return
        }
        #expect(elements[0].location == SourceLocation(file: "site.yml", line: 1, column: 6, length: 3))
        #expect(elements[1].location == SourceLocation(file: "site.yml", line: 1, column: 11, length: 1))
        guard case .sequence(let maps) = node["next"]?.content else {
            Issue.record("no list")
            return
        }
        #expect(maps.first?["a"]?.location == SourceLocation(file: "site.yml", line: 3, column: 9))
    }

    @Test func `scalars are text until someone asks for more`() throws {
        let node = try #require(
            try parse("a: no\nb: 0123\nc: true\nd: \"true\"\ne: ~\nf: 1e3\ng: -7\nh: |\n  x\n  y\n"))
        #expect(node["a"]?.text == "no" && node["a"]?.bool == nil)
        #expect(node["b"]?.text == "0123")
        #expect(node["c"]?.bool == true)
        #expect(node["d"]?.bool == nil && node["d"]?.text == "true")
        #expect(node["e"]?.isNull == true && node["e"]?.text == nil)
        #expect(node["f"]?.int == nil)
        #expect(node["g"]?.int == -7)
        #expect(node["h"]?.text == "x\ny\n")
    }

    @Test func `a text without a value is nothing`() throws {
        #expect(try parse("") == nil)
        #expect(try parse("# only a comment\n") == nil)
    }

    @Test func `a second colon asks for quotes`() {
        #expect(
            fault("a: 1\ntitle: Swift: the basics\n") == """
                site.yml:2:13: error: a second ': ' in one value
                    2 | title: Swift: the basics
                      |             ^ put the value in quotes: "…: …"
                """)
    }

    @Test func `an open quote is reported where it opens`() {
        #expect(
            fault("title: \"Swift\nb: 1\n") == """
                site.yml:1:8: error: this quote is never closed
                    1 | title: "Swift
                      |        ^
                """)
    }

    @Test func `an open list is reported where it opens`() {
        #expect(
            fault("tags: [a, b\ntitle: x\n") == """
                site.yml:1:7: error: this list is not closed
                    1 | tags: [a, b
                      |       ^ end it with ']', with ',' between its entries
                """)
    }

    @Test func `a value cannot begin with an at sign`() {
        #expect(
            fault("author: @me\n") == """
                site.yml:1:9: error: a value cannot begin with this character
                    1 | author: @me
                      |         ^ put the value in quotes; indent with spaces, not tabs
                """)
    }

    @Test func `text without a key is explained`() {
        #expect(
            fault("a: 1\nhello\nb: 2\n") == """
                site.yml:2:1: error: expected 'key: value'
                    2 | hello
                      | ^
                """)
        #expect(
            fault("a: \"x\" y\n") == """
                site.yml:1:8: error: expected 'key: value'
                    1 | a: "x" y
                      |        ^ check the indentation; put text with quotes or brackets in it in quotes
                """)
    }

    @Test func `a key twice is an error at the second`() {
        #expect(
            fault("title: a\ntier: b\ntitle: c\n") == """
                site.yml:3:1: error: the key 'title' stands twice
                    3 | title: c
                      | ^^^^^ it is already on line 1
                """)
        #expect(fault("a: {b: 1, b: 2}\n").contains("error: the key 'b' stands twice"))
    }

    @Test func `a control character is pointed at`() {
        #expect(fault("a: b\nc: d\u{1}e\n").hasPrefix("site.yml:2:5: error: a control character\n"))
    }

    @Test func `what YAML takes for a tag or a reference asks for quotes`() {
        #expect(
            fault("title: !premium x\n") == """
                site.yml:1:8: error: tags such as '!premium' are not read
                    1 | title: !premium x
                      |        ^ put text that begins with '!' in quotes
                """)
        #expect(
            fault("title: **Bold**\n") == """
                site.yml:1:9: error: a value cannot begin with '*' or '&'
                    1 | title: **Bold**
                      |         ^ put the value in quotes
                """)
        #expect(fault("a: !!str 5\nb: \"!x\"\nc: x !y\n") == "no fault")
    }

    @Test func `an invisible line end is pointed at`() {
        for end in ["\u{85}", "\u{2028}", "\u{2029}"] {
            #expect(fault("a: b\nc: d\(end)e\n").hasPrefix("site.yml:2:5: error: an invisible line end\n"))
        }
        #expect(fault("a: “b” – c…\n") == "no fault")
    }

    @Test func `a second document is an error`() {
        #expect(fault("a: b\n---\nc: d\n").contains("error: a second YAML document"))
    }

    @Test func `an alias without an anchor is an error`() {
        #expect(
            fault("a: *b\n") == """
                site.yml:1:4: error: this alias has no anchor
                    1 | a: *b
                      |    ^ put text that begins with '*' in quotes
                """)
    }

    @Test func `anchors work within bounds`() throws {
        let node = try #require(try parse("a: &x {b: 1}\nc: *x\n"))
        #expect(node["c"]?["b"]?.int == 1)
    }

    @Test func `a billion laughs are refused at once`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let uses = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(uses)]\n"
        }
        #expect(fault(text).contains("error: more than 24 aliases"))
        // As keys they would be hashed unfolded before anyone could count them.
        var keys = "? &a0 [x, x]\n: 1\n"
        for level in 1...40 { keys += "? &a\(level) [*a\(level - 1), *a\(level - 1)]\n: 1\n" }
        #expect(fault(keys).contains("error: more than 24 aliases"))
        var few = "? &a0 [x, x]\n: 1\n"
        for level in 1...12 { few += "? &a\(level) [*a\(level - 1), *a\(level - 1)]\n: 1\n" }
        #expect(fault(few).contains("error"))
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "])
    func `bottomless nesting is refused`(opening: String) {
        #expect(fault(String(repeating: opening, count: 200_000)).contains("error"))
        var text = ""
        for level in 0..<1100 { text += String(repeating: " ", count: level) + "a:\n" }
        #expect(fault(text).contains("error: the YAML is nested too deeply"))
    }

    // MARK: Reading

    private enum Color: String, CaseIterable { case red, green }

    private func faultsOfReading(_ text: String, _ read: (inout YAMLReader) -> Void) throws -> String {
        let (_, diagnostics) = YAMLReader.read(try SourceText(path: "site.yml", text: text)) { read(&$0) }
        return diagnostics.map { $0.rendered() }.joined(separator: "\n")
    }

    @Test func `a reader takes typed values and nested mappings`() throws {
        let text = """
            title: Learn
            count: 3
            price: 12.50
            on: true
            color: green
            when: 2026-10-01
            tags: [a, "b", 3]
            one: single
            site: {name: N}
            tiers:
              - id: basic
              - id: premium
            """
        let source = try SourceText(path: "site.yml", text: text)
        let (value, diagnostics) = YAMLReader.read(source) { reader in
            #expect(reader.string("title", "meaning")?.value == "Learn")
            #expect(reader.int("count", "meaning")?.value == 3)
            #expect(reader.decimal("price", "meaning")?.value.description == "12.50")
            #expect(reader.bool("on", "meaning")?.value == true)
            #expect(reader.choice("color", of: Color.self, "meaning")?.value == .green)
            #expect(reader.date("when", "meaning")?.value.description == "2026-10-01")
            #expect(reader.stringList("tags", "meaning")?.value.map(\.value) == ["a", "b", "3"])
            #expect(reader.stringList("one", "meaning")?.value.map(\.value) == ["single"])
            #expect(reader.mapping("site", "meaning") { $0.string("name", "meaning")?.value } == "N")
            #expect(
                reader.mappings("tiers", "meaning") { $0.string("id", "meaning")?.value } == [
                    "basic", "premium",
                ])
            #expect(reader.string("absent", "meaning") == nil)
            return reader.keys(as: "KEY").count
        }
        #expect(value == 10)
        #expect(diagnostics.isEmpty)
    }

    @Test func `a value of a wrong type is reported where it stands`() throws {
        let text =
            "title: [a]\ncount: x\nprice: \"5\"\non: yes\ncolor: gren\nwhen: today\ntags: 5\nsite: x\ntiers: {}\nlist: [a, {}]\nnil:\n"
        let faults = try faultsOfReading(text) { reader in
            _ = reader.string("title", "meaning")
            _ = reader.int("count", "meaning")
            _ = reader.decimal("price", "meaning")
            _ = reader.bool("on", "meaning")
            _ = reader.choice("color", of: Color.self, "meaning")
            _ = reader.date("when", "meaning")
            _ = reader.stringList("tags", "meaning")
            _ = reader.mapping("site", "meaning") { $0.string("name", "meaning") }
            _ = reader.mappings("tiers", "meaning") { $0.string("id", "meaning") }
            _ = reader.stringList("list", "meaning")
            _ = reader.string("nil", "meaning")
        }
        #expect(
            faults == """
                site.yml:1:8: error: expected text, found a list
                    1 | title: [a]
                      |        ^ put text with brackets or braces in it in quotes
                site.yml:2:8: error: expected a whole number, found text
                    2 | count: x
                      |        ^
                site.yml:3:8: error: expected a number, found text
                    3 | price: "5"
                      |        ^^^
                site.yml:4:5: error: expected true or false, found text
                    4 | on: yes
                      |     ^^^ write 'true'
                site.yml:5:8: error: 'color' cannot be 'gren'
                    5 | color: gren
                      |        ^^^^ did you mean 'green'? it is one of: red, green
                site.yml:6:7: error: there is no date 'today'
                    6 | when: today
                      |       ^^^^^ write it as 2026-10-01 or 2026-10-01 09:30
                site.yml:7:7: error: expected a list of text, found a number
                    7 | tags: 5
                      |       ^
                site.yml:8:7: error: expected a mapping, found text
                    8 | site: x
                      |       ^
                site.yml:9:8: error: expected a list, found a mapping
                    9 | tiers: {}
                      |        ^
                site.yml:10:11: error: expected text, found a mapping
                   10 | list: [a, {}]
                      |           ^ put text with brackets or braces in it in quotes
                site.yml:11:5: error: expected text, found nothing
                   11 | nil:
                      |     ^ give the key a value, or delete the line
                """)
    }

    @Test func `unknown and missing keys are reported, in nested mappings too`() throws {
        let faults = try faultsOfReading("site:\n  titel: x\nother: 1\n") { reader in
            reader.mapping("site", "meaning") { site in
                _ = site.string("title", "meaning")
                site.requireKey("title", hint: "every site has a title")
            }
        }
        #expect(
            faults == """
                site.yml:2:3: error: the key 'title' is missing
                    2 |   titel: x
                      |   ^ every site has a title
                site.yml:2:3: error: unknown key 'titel'
                    2 |   titel: x
                      |   ^^^^^ did you mean 'title'? keys here: title
                site.yml:3:1: error: unknown key 'other'
                    3 | other: 1
                      | ^^^^^ keys here: site
                """)
    }

    @Test func `an outline has every key that is asked for, once, with what is said of it`() {
        let outline = YAMLReader.outline { reader -> Int? in
            reader.requireKey("title")
            let title = reader.string("title", "What it is called.")
            let days = reader.int("days", as: "1 to 9", absent: "`7`", "How many days.")
            _ = reader.bool("on", default: true, "Whether it is on.")
            _ = reader.choice("color", of: Color.self, "Its colour.")
            reader.mapping("inner", "More.") { inner in
                for name in inner.keys(as: "NAME") { _ = inner.string(name.value, "Any name.") }
            }
            _ = reader.mappings("list", short: "id", "Many.") { $0.string("id", "Its id.") }
            _ = reader.string("title", "Asked again.")
            guard title != nil else { return nil }
            return days?.value
        }
        #expect(outline.map(\.name) == ["title", "days", "on", "color", "inner", "list"])
        #expect(outline.map(\.isRequired) == [true, false, false, false, false, false])
        #expect(outline.map(\.standard) == [nil, "`7`", "`true`", nil, nil, nil])
        #expect(outline.map(\.value).prefix(4) == ["text", "1 to 9", "`true` or `false`", "`red`, `green`"])
        #expect(outline[0].meaning == "What it is called.")
        let text = KeyOutline.Shape.value
        #expect(
            outline[4].shape
                == .mapping([KeyOutline(name: "NAME", shape: text, value: "text", meaning: "Any name.")]))
        #expect(
            outline[5].shape
                == .list(
                    [KeyOutline(name: "id", shape: text, value: "text", meaning: "Its id.")], short: "id"))
    }

    @Test func `a file that is no mapping is reported`() throws {
        #expect(
            try faultsOfReading("- a\n- b\n") { _ in } == """
                site.yml:1:1: error: expected 'key: value' lines, found a list
                    1 | - a
                      | ^
                """)
        #expect(try faultsOfReading("") { _ in } == "")
    }
}
