import Diagnostics
import Files
import TestSupport
import Testing

private func parse(_ text: String) -> (table: CSVTable, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let table = CSVTable(parsing: Array(text.utf8), file: "m.csv", diagnostics: &diagnostics)
    return (table, diagnostics)
}

/// The header and every row of a table.
private func values(_ table: CSVTable) -> [[String]] {
    [table.columns]
        + (0..<table.rowCount).map { row in
            table.columns.indices.map { table.text(row: row, column: $0) }
        }
}

private func faults(_ text: String) -> [String] { parse(text).diagnostics.map { $0.rendered() } }

@Suite struct CSVTests {
    @Test func `plain and quoted values are read alike`() {
        let (table, diagnostics) = parse(
            "id,name,note\nann,\"Lee, Ann\",\"said \"\"hi\"\"\"\nbob,,\" spaced \"\n\"\",\"two\nlines\",标题\n")
        #expect(diagnostics.isEmpty)
        #expect(
            values(table) == [
                ["id", "name", "note"], ["ann", "Lee, Ann", "said \"hi\""], ["bob", "", " spaced "],
                ["", "two\nlines", "标题"],
            ])
        #expect(table.column("name") == 1)
        #expect(table.column("Name") == nil)
        #expect(table.line(ofRow: 2) == 4)
        #expect(table.isEmpty(row: 1, column: 1))
        #expect(table.matches(row: 0, column: 2, "said \"hi\"".utf8))
        #expect(!table.matches(row: 0, column: 0, "anne".utf8))
    }

    @Test(arguments: [
        "a,b\n1,2\n", "a,b\n1,2", "a,b\r\n1,2\r\n", "a,b\r\n1,2", "\u{FEFF}a,b\n1,2\n",
        "\n\na,b\n\n1,2\n\n\n",
        "\"a\",\"b\"\n\"1\",\"2\"\n", "\u{FEFF}\"a\",b\r\n\r\n1,\"2\"\r\n",
    ])
    func `line ends, byte order mark, blank lines and needless quotes change nothing`(text: String) {
        let (table, diagnostics) = parse(text)
        #expect(diagnostics.isEmpty)
        #expect(values(table) == [["a", "b"], ["1", "2"]])
    }

    @Test func `a quoted value keeps its line ends`() {
        #expect(values(parse("a\r\n\"x\r\ny\n\rz\"\r\n").table) == [["a"], ["x\r\ny\n\rz"]])
    }

    @Test func `one column can hold empty values when they are quoted`() {
        #expect(values(parse("a\n\"\"\nx\n").table) == [["a"], [""], ["x"]])
    }

    @Test func `a quote in an unquoted value`() {
        #expect(
            faults("id,note\nann,say \"hi\"\n") == [
                """
                m.csv:2:9: error: a quote inside an unquoted value
                    2 | ann,say "hi"
                      |         ^ put the value in quotes and double those inside: "a ""b"" c"
                """
            ])
    }

    @Test func `text after a closing quote`() {
        #expect(
            faults("id,note\nann,\"a\"b\"c\"\nbob,x\n") == [
                """
                m.csv:2:8: error: text after a closing quote
                    2 | ann,"a"b"c"
                      |        ^ a quote inside a quoted value is written twice
                """
            ])
    }

    @Test func `a quote that is never closed does not hide what follows`() {
        let (table, diagnostics) = parse("id,note\nann,\"open\nbob,x,y\ncat,z\n")
        #expect(
            diagnostics.map { $0.rendered() } == [
                """
                m.csv:2:5: error: a quote that is never closed
                    2 | ann,"open
                      |     ^ close it, or remove it
                """,
                """
                m.csv:3:7: error: 3 values where the header has 2
                    3 | bob,x,y
                      |       ^ delete what is too much, or put a value with commas in quotes
                """,
            ])
        #expect(values(table) == [["id", "note"], ["cat", "z"]])
    }

    @Test func `too few values`() {
        #expect(
            faults("id,name,note\n标题\n") == [
                """
                m.csv:2:1: error: 1 value where the header has 3
                    2 | 标题
                      | ^^ missing: 'name', 'note'
                """
            ])
    }

    @Test func `a carriage return alone is no line end`() {
        #expect(
            faults("id,note\nann,x\ry\n") == [
                """
                m.csv:2:6: error: a carriage return without a line feed
                    2 | ann,x\u{FFFD}y
                      |      ^ lines end in LF or CRLF; a line break inside a value stands in quotes
                """
            ])
    }

    @Test func `a column that is there twice, and one without a name`() {
        #expect(
            faults("id,,id\n") == [
                """
                m.csv:1:4: error: column 2 has no name
                    1 | id,,id
                      |    ^ name it, or delete the column
                """,
                """
                m.csv:1:5: error: column 'id' is there twice: columns 1 and 3
                    1 | id,,id
                      |     ^^ rename or delete one
                """,
            ])
    }

    @Test func `a file of another program's making`() {
        #expect(
            faults("id;name;note\nann;Ann;\n") == [
                """
                m.csv:1:1: error: the columns are separated by semicolons
                    1 | id;name;note
                      | ^ save the file separated by commas
                """
            ])
        #expect(faults("id\tname\n").first?.contains("separated by tabs") == true)
        var diagnostics: [Diagnostic] = []
        let table = CSVTable(
            parsing: [0xFF, 0xFE, 0x69, 0, 0x0A, 0], file: "m.csv", diagnostics: &diagnostics)
        #expect(table.columns.isEmpty)
        #expect(
            diagnostics.map { $0.rendered() }
                == [
                    "m.csv:1:1: error: 'm.csv' is UTF-16 text\n      save it as 'CSV UTF-8' or with the encoding UTF-8"
                ])
    }

    @Test func `an empty file has no header`() {
        for text in ["", "\u{FEFF}", "\n\r\n\n"] {
            let (table, diagnostics) = parse(text)
            #expect(diagnostics.map(\.message) == ["no header row"])
            #expect(table.rowCount == 0)
            #expect(table.columns.isEmpty)
        }
    }

    @Test func `bytes that are not UTF-8 and NULs are each reported where they are`() {
        var diagnostics: [Diagnostic] = []
        let bytes = Array("id,标\nan\0n,x\n".utf8) + [UInt8(ascii: "b"), 0xC3, UInt8(ascii: ","), 0xFF, 0x0A]
        _ = CSVTable(parsing: bytes, file: "m.csv", diagnostics: &diagnostics)
        #expect(
            diagnostics.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.message)" } == [
                "3:2 not UTF-8 text", "3:4 not UTF-8 text", "2:3 a NUL character",
            ])
    }

    @Test func `every fault of a file is reported at once, up to a thousand`() {
        let text = "id,note\n" + String(repeating: "a\"b,c,d\n", count: 600) + "good,row\n"
        let (table, diagnostics) = parse(text)
        #expect(diagnostics.count == 600)
        #expect(values(table) == [["id", "note"], ["good", "row"]])
        let many = parse("id,note\n" + String(repeating: "x\n", count: 5000)).diagnostics
        #expect(many.count == 1001)
        #expect(many.last?.message == "'m.csv' has more faults than the 1000 shown")
    }

    @Test func `a fault in a line of megabytes is found in good time`() {
        let text = "id,note\n" + String(repeating: "a\"b,", count: 1_000_000)
        let (_, diagnostics) = parse(text)
        #expect(diagnostics.count == 1001)
        #expect(diagnostics.first?.excerpt == nil)
        #expect(diagnostics.first?.location?.column == 2)
    }

    @Test func `a diagnostic of a value points into the value`() {
        let (table, _) = parse("id,courses\nann,\"x y\"\nbob,\"a\"\"b\"\n")
        let fault = table.error("m", row: 0, column: 1, utf8Offset: 2, length: 1)
        #expect(fault.location.map { [$0.line, $0.column, $0.length] } == [2, 8, 1])
        #expect(table.error("m", row: 0, column: 1).location?.length == 3)
        // With doubled quotes the value's offsets are not the file's.
        #expect(table.error("m", row: 1, column: 1, utf8Offset: 2).location?.column == 6)
        #expect(table.diagnostic(.warning, "m", header: 1).location?.column == 4)
        #expect(table.error(aboutHeader: "m").excerpt == "id,courses")
    }

    @Test func `values are quoted only where they must be`() {
        var printer = CSVPrinter()
        printer.print(["id", "note"])
        printer.print(["a b", ""])
        printer.print(["x,y", "say \"hi\""])
        printer.print(["two\nlines", "'; ="])
        #expect(
            String(decoding: printer.bytes, as: UTF8.self)
                == "id,note\na b,\n\"x,y\",\"say \"\"hi\"\"\"\n\"two\nlines\",'; =\n")
    }
}

@Suite struct CSVPropertyTests {
    @Test func `what is printed is parsed to the same values`() {
        var random = SeededGenerator(seed: 2)
        let pieces = [
            "", "a", ",", "\"", "\n", "\r", "\r\n", " ", "标", "é", "\u{FEFF}", "e\u{301}", ";", "\t", "🎓",
        ]
        for round in 0..<3000 {
            let width = Int.random(in: 1...4, using: &random)
            var rows = [(0..<width).map { "c\($0)" }]
            if round % 3 == 0 { rows[0][0] = "\u{FEFF}\"c" }
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                rows.append(
                    (0..<width).map { _ in
                        (0..<Int.random(in: 0...4, using: &random)).map { _ in
                            pieces.randomElement(using: &random) ?? ""
                        }.joined()
                    })
            }
            var printer = CSVPrinter()
            for row in rows { printer.print(row) }
            var diagnostics: [Diagnostic] = []
            let table = CSVTable(parsing: printer.bytes, file: "m.csv", diagnostics: &diagnostics)
            #expect(diagnostics.isEmpty, "\(rows)")
            #expect(values(table).map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
        }
    }

    @Test func `no bytes crash the parser, and what it accepts prints and parses back`() {
        var random = SeededGenerator(seed: 3)
        let seeds = [
            "id,name\nann,\"a \"\"b\"\"\"\r\nbob,标\n", "\u{FEFF}a\n\"\"\n", "a,b;c\td\n\"x\n\n\",\r\n",
        ].map { Array($0.utf8) }
        let alphabet: [UInt8] = Array("a,\"\n\r\0;\t ".utf8) + [0xEF, 0xBB, 0xBF, 0xE6, 0xFF, 0xC3, 0x80]
        let clock = ContinuousClock()
        let end = clock.now + .seconds(1.5)
        var rounds = 0
        while clock.now < end || rounds < 100 {
            rounds += 1
            var bytes = seeds.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                let at = Int.random(in: 0...bytes.count, using: &random)
                if Bool.random(using: &random) || at == bytes.count {
                    bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: at)
                } else {
                    bytes.remove(at: at)
                }
            }
            var diagnostics: [Diagnostic] = []
            let table = CSVTable(parsing: bytes, file: "m.csv", diagnostics: &diagnostics)
            for diagnostic in diagnostics {
                #expect(!diagnostic.rendered().isEmpty)
                #expect((diagnostic.location?.column ?? 1) >= 1)
            }
            guard diagnostics.isEmpty else { continue }
            var printer = CSVPrinter()
            for row in values(table) { printer.print(row) }
            let again = CSVTable(parsing: printer.bytes, file: "m.csv", diagnostics: &diagnostics)
            #expect(diagnostics.isEmpty, "\(bytes)")
            #expect(values(again) == values(table), "\(bytes)")
        }
    }
}
