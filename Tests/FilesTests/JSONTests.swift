import Files
import TestSupport
import Testing

private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

private func fault(_ text: String) -> String { message { _ = try parse(text) } }

@Suite struct JSONTests {
    @Test func `canonical JSON is compact, in the order given, with minimal escapes`() {
        let value: JSONValue = [
            "z": 1, "a": ["x", true, nil, [:], []], "path": "a/b",
            "text": "标\"\\\n\t\u{8}\u{C}\r\u{1}\u{7F}<&é",
            "price": .number("4.90"),
        ]
        #expect(
            value.text()
                == #"{"z":1,"a":["x",true,null,{},[]],"path":"a/b","text":"标\"\\\n\t\b\f\r\u0001"# + "\u{7F}"
                + #"<&é","price":4.90}"#)
    }

    @Test func `a map is sorted by the bytes of its keys`() {
        let map = JSONObject(sorted: ["b": 1, "a/b": 2, "a.b": 3, "é": 4, "Z": 5])
        #expect(JSONValue.object(map).text() == #"{"Z":5,"a.b":3,"a/b":2,"b":1,"é":4}"#)
    }

    @Test func `indented JSON has a line for each field`() {
        let value: JSONValue = ["a": 1, "b": [1, ["c": nil]], "e": [:]]
        #expect(
            value.text(.indented) == """
                {
                  "a": 1,
                  "b": [
                    1,
                    {
                      "c": null
                    }
                  ],
                  "e": {}
                }
                """)
    }

    @Test func `JSON inside HTML cannot end its script`() throws {
        let value: JSONValue = ["</script>": "<!-- & \u{2028}标"]
        let text = value.text(.insideHTML)
        #expect(text == #"{"\u003c/script\u003e":"\u003c!-- \u0026 \u2028标"}"#)
        #expect(try parse(text) == value)
    }

    @Test func `numbers stay what they were`() throws {
        for text in ["0", "-1", "9223372036854775807", "-9223372036854775808"] {
            #expect(try parse(text) == .integer(Int(text) ?? 1))
        }
        for text in ["-0", "1.50", "1e9", "1E+2", "0.1", "9223372036854775808", "-1.0e-10"] {
            #expect(try parse(text) == .number(text))
            #expect(try parse(text).text() == text)
        }
    }

    @Test func `escapes are resolved, also those of two surrogates`() throws {
        #expect(
            try parse(#""\"\\\/\b\f\n\r\t\u00e9\u4E2d\ud83c\uDF93""#) == .string("\"\\/\u{8}\u{C}\n\r\té中🎓"))
    }

    @Test func `white space stands anywhere between`() throws {
        #expect(try parse(" \t\r\n{ \"a\" : [ 1 , 2 ] , \"b\" : { } } \n") == ["a": [1, 2], "b": [:]])
    }

    @Test(arguments: [
        ("", "the text ends where a value is expected (line 1, column 1)"),
        ("{\n  \"a\": tru\n}", "no value begins like this (line 2, column 8)"),
        ("[1,]", "no value begins like this (line 1, column 4)"),
        ("{\"a\":1,}", "expected a key in quotes (line 1, column 8)"),
        ("{a:1}", "expected a key in quotes (line 1, column 2)"),
        ("{\"a\" 1}", "expected ':' (line 1, column 6)"),
        ("[1 2]", "expected ',' or ']' (line 1, column 4)"),
        ("{\"a\":1 \"b\":2}", "expected ',' or '}' (line 1, column 8)"),
        ("{\"a\":1,\n\"a\":2}", "the key 'a' is there twice (line 2, column 1)"),
        ("1 2", "text after the value (line 1, column 3)"),
        ("01", "a number with a leading zero (line 1, column 1)"),
        ("-01", "a number with a leading zero (line 1, column 2)"),
        ("-", "expected a digit (line 1, column 2)"),
        ("1.", "expected a digit (line 1, column 3)"),
        ("1e+", "expected a digit (line 1, column 4)"),
        ("+1", "no value begins like this (line 1, column 1)"),
        ("NaN", "no value begins like this (line 1, column 1)"),
        ("\"abc", "the text ends inside a string (line 1, column 5)"),
        ("\"abc\\", "the text ends inside a string (line 1, column 6)"),
        ("\"a\nb\"", "a control character inside a string (line 1, column 3)"),
        ("\"\\x\"", "an unknown escape (line 1, column 2)"),
        ("\"\\u12g4\"", "expected a hexadecimal digit (line 1, column 6)"),
        ("\"\\ud800\"", "a lone surrogate (line 1, column 2)"),
        ("\"\\udc00\\ud800\"", "a lone surrogate (line 1, column 2)"),
        ("\"\\ud800\\u0041\"", "a lone surrogate (line 1, column 2)"),
        ("\u{FEFF}1", "no value begins like this (line 1, column 1)"),
    ])
    func `what is not JSON is refused with its place`(text: String, expected: String) {
        #expect(fault(text) == expected)
    }

    @Test func `text that is not UTF-8 is refused`() {
        #expect(
            message { _ = try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
                == "the string is not UTF-8 (line 1, column 3)")
        #expect(
            message { _ = try JSONValue(parsing: [0xFF]) } == "no value begins like this (line 1, column 1)")
    }

    @Test func `depth is bounded`() throws {
        let depth = JSONValue.deepest
        #expect(
            try parse(String(repeating: "[", count: depth) + String(repeating: "]", count: depth)) != .null)
        #expect(fault(String(repeating: "[", count: 100_000)).hasPrefix("more than 64 levels deep"))
        #expect(fault(String(repeating: "{\"a\":", count: 100_000)).hasPrefix("more than 64 levels deep"))
    }

    @Test func `fields are asked for by name and kind`() throws {
        guard case .object(let object) = try parse(#"{"s":"x","i":1,"b":true,"a":[],"o":{},"n":1.5}"#) else {
            Issue.record("not an object")
            return
        }
        #expect(try object.string("s") == "x")
        #expect(try object.integer("i") == 1)
        #expect(try object.bool("b"))
        #expect(try object.array("a") == [])
        #expect(try object.object("o") == [:])
        #expect(message { _ = try object.string("none") } == "the field 'none' is missing")
        #expect(
            message { _ = try object.integer("n") }
                == "the field 'n' is a number where an integer is expected")
        #expect(
            message { _ = try object.string("i") } == "the field 'i' is an integer where a string is expected"
        )
        #expect(
            message { _ = try object.bool("o") } == "the field 'o' is an object where a boolean is expected")
        #expect(
            message { _ = try object.array("b") } == "the field 'b' is a boolean where an array is expected")
        #expect(
            message { _ = try object.object("a") } == "the field 'a' is an array where an object is expected")
    }
}

@Suite struct JSONPropertyTests {
    private func value(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
        let texts = ["", "a", "a/b", "\"\\", "标题", "\n\u{0}\u{1F}", "🎓", "e\u{301}", "\u{2028}</script>"]
        func text() -> String { texts.randomElement(using: &random) ?? "" }
        switch Int.random(in: 0..<(depth > 3 ? 5 : 7), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .integer(.random(in: .min ... .max, using: &random))
        case 3: return .number("\(Int.random(in: 0...99, using: &random)).50")
        case 4: return .string(text())
        case 5:
            let count = Int.random(in: 0...3, using: &random)
            return .array((0..<count).map { _ in value(&random, depth: depth + 1) })
        default:
            var object = JSONObject()
            for index in 0..<Int.random(in: 0...3, using: &random) {
                object.append(text() + "\(index)", value(&random, depth: depth + 1))
            }
            return .object(object)
        }
    }

    @Test(arguments: [JSONStyle.canonical, .indented, .insideHTML])
    func `what is printed is parsed to the same value, in one form only`(style: JSONStyle) throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<1500 {
            let value = value(&random, depth: 0)
            let bytes = value.bytes(style)
            let parsed = try JSONValue(parsing: bytes)
            #expect(parsed == value)
            #expect(parsed.bytes(style) == bytes)
        }
    }

    @Test func `no bytes crash the reader, and what it accepts prints and parses back`() {
        var random = SeededGenerator(seed: 7)
        let seed = Array(#"{"a":[1,-2.5e3,"x\u00e9\ud83c\udf93",true,null],"b":{"标":"\n"}} "#.utf8)
        let alphabet: [UInt8] = Array("{}[],:\"\\u0-1.eE+tfn \n".utf8) + [0, 0x1F, 0x80, 0xC3, 0xED, 0xFF]
        let clock = ContinuousClock()
        let end = clock.now + .seconds(1.5)
        var accepted = 0
        var rounds = 0
        while clock.now < end || rounds < 100 {
            rounds += 1
            var bytes = seed
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: at)
                case 1: bytes.remove(at: at)
                default: bytes[at] = alphabet.randomElement(using: &random) ?? 0
                }
            }
            guard let value = try? JSONValue(parsing: bytes) else { continue }
            accepted += 1
            #expect((try? JSONValue(parsing: value.bytes())) == value, "\(bytes)")
        }
        #expect(accepted > 0)
    }
}
