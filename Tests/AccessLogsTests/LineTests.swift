import AccessLogs
import TestSupport
import Testing

/// One line as its format reads it.
private struct Reading: Equatable {
    var time = 0
    var address = ""
    var method = ""
    var target = ""
    var status = 0
    var size = 0
    var host = ""
    var referrer = ""
    var agent = ""
}

private func read(_ line: String, as format: String, headers: [String] = []) throws -> Reading? {
    try read(Array(line.utf8), as: format, headers: headers).reading
}

private func fault(_ line: [UInt8], as format: String = "combined") throws -> LineFault? {
    try read(line, as: format).fault
}

private func read(
    _ line: [UInt8], as format: String, headers: [String] = []
) throws -> (reading: Reading?, fault: LineFault?) {
    var parser = LineParser(format: try #require(try LogFormat.named(format)))
    for header in headers { _ = parse(Array(header.utf8), &parser) }
    return parse(line, &parser)
}

private func parse(_ line: [UInt8], _ parser: inout LineParser) -> (reading: Reading?, fault: LineFault?) {
    (line + [0x0A]).withUnsafeBytes { buffer in
        guard let all = ByteSlice(buffer) else { return (nil, nil) }
        var fields = LineFields(empty: all)
        switch parser.parse(all[0..<line.count], &fields) {
        case .skipped: return (nil, nil)
        case .fault(let fault): return (nil, fault)
        case .fields:
            return (
                Reading(
                    time: fields.time, address: fields.address.text, method: fields.method.text,
                    target: fields.target.text, status: fields.status, size: fields.size,
                    host: fields.host.text,
                    referrer: fields.referrer.text, agent: fields.agent.text), nil
            )
        }
    }
}

/// 2026-11-20T10:05:03Z
private let moment = 1_795_169_103

@Suite("Lines of every format")
struct LineTests {
    private let combined =
        #"""
        203.0.113.9 - - [20/Nov/2026:11:05:03 +0100] "GET /a/?utm_source=x HTTP/1.1" 200 512 "https:\#
        //duck.example/q" "Firefox \"7\""
        """#

    @Test("combined gives every field, and an escaped quote ends no agent")
    func combinedLine() throws {
        #expect(
            try read(combined, as: "combined")
                == Reading(
                    time: moment, address: "203.0.113.9", method: "GET", target: "/a/?utm_source=x",
                    status: 200,
                    size: 512, referrer: "https://duck.example/q", agent: #"Firefox \"7\""#))
    }

    @Test("common has no agent, and - is no size")
    func commonLine() throws {
        let line = #"2001:db8::1 - jo smith [20/Nov/2026:10:05:03 +0000] "GET / HTTP/2" 304 -"#
        #expect(
            try read(line, as: "common")
                == Reading(time: moment, address: "2001:db8::1", method: "GET", target: "/", status: 304))
    }

    @Test("a virtual host stands before the address")
    func vhostLine() throws {
        #expect(try read("example.org:443 " + combined, as: "vhost")?.host == "example.org:443")
        #expect(try read("example.org:443 " + combined, as: "vhost")?.address == "203.0.113.9")
    }

    @Test("nginx's main format has the forwarded address at its end")
    func mainLine() throws {
        #expect(try read(combined + #" "198.51.100.1""#, as: "main")?.address == "203.0.113.9")
        #expect(try fault(Array((combined + #" "198.51.100.1""#).utf8)) == .shape)
    }

    @Test("Caddy's JSON, with escapes, prefers the client's address")
    func caddyLine() throws {
        let line =
            #"""
            {"ts":1795169103.99,"request":{"remote_ip":"10.0.0.1","client_ip":"203.0.113.9","proto":"HTT\#
            P/2.0","method":"GET","host":"example.org","uri":"/caf\u00e9/","headers":{"User-Agent":\#
            ["A \"b\""],"Referer":["https:\/\/duck.example\/"]}},"status":200,"size":7}
            """#
        #expect(
            try read(line, as: "caddy")
                == Reading(
                    time: moment, address: "203.0.113.9", method: "GET", target: "/café/", status: 200,
                    size: 7,
                    host: "example.org", referrer: "https://duck.example/", agent: #"A "b""#))
        #expect(try fault(Array((line + "}").utf8), as: "caddy") == .shape)
        let twice = line.replacing(#""size":7"#, with: #""size":7,"size":8"#)
        #expect(try fault(Array(twice.utf8), as: "caddy") == .shape)
        let negative = line.replacing(#""size":7"#, with: #""size":-7"#)
        #expect(try fault(Array(negative.utf8), as: "caddy") == .size)
        let wrongs = [
            ("\"size\":7", "\"size\":07"), ("\"GET\"", "\"G\tET\""), ("103.99", "103."), ("200", "+200"),
        ]
        for (text, wrong) in wrongs {
            #expect(
                try fault(Array(line.replacing(text, with: wrong).utf8), as: "caddy") == .shape, "\(wrong)")
        }
    }

    @Test(
        "Cloudflare's times are text, seconds, or nanoseconds",
        arguments: [
            #""2026-11-20T10:05:03Z""#, "1795169103", "1795169103000000001",
        ])
    func cloudflareLine(time: String) throws {
        let line =
            #"""
            {"ClientIP":"203.0.113.9","ClientRequestMethod":"GET","ClientRequestHost":"example.org","Cli\#
            entRequestURI":"/a/","ClientRequestReferer":"","ClientRequestUserAgent":"A","EdgeResponseSta\#
            tus":200,"EdgeResponseBytes":9,"EdgeStartTimestamp":TIME}
            """#
        #expect(
            try read(line.replacing("TIME", with: time), as: "cloudflare")
                == Reading(
                    time: moment, address: "203.0.113.9", method: "GET", target: "/a/", status: 200, size: 9,
                    host: "example.org", agent: "A"))
    }

    @Test("CloudFront's columns come from the file, and agents are encoded twice")
    func cloudFrontLine() throws {
        let header =
            """
            #Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs\
            (Referer) cs(User-Agent) cs-uri-query x-host-header
            """
        let line = [
            "2026-11-20", "10:05:03", "FRA2", "12", "203.0.113.9", "GET", "d.cloudfront.net", "/a/", "200",
            "-",
            "Moz%2520illa%20X", "b=c", "example.org",
        ].joined(separator: "\t")
        #expect(
            try read(line, as: "cloudfront", headers: ["#Version: 1.0", header])
                == Reading(
                    time: moment, address: "203.0.113.9", method: "GET", target: "/a/?b=c", status: 200,
                    size: 12,
                    host: "example.org", agent: "Moz illa X"))
        #expect(try read(Array(line.utf8), as: "cloudfront").fault == .shape, "without columns")
    }

    @Test("CloudFront encodes paths and queries once more, which is taken back")
    func cloudFrontTargets() throws {
        let header =
            "#Fields: date time x-edge-location c-ip cs-method cs-uri-stem sc-status cs-uri-query"
        func target(_ stem: String, _ query: String) throws -> String? {
            let line = ["2026-11-20", "10:05:03", "FRA2", "203.0.113.9", "GET", stem, "200", query]
            return try read(line.joined(separator: "\t"), as: "cloudfront", headers: [header])?.target
        }
        #expect(try target("/%25E6%2598%25A5/", "-") == "/%E6%98%A5/")
        #expect(
            try target("/_sealpress/beacon.txt", "e=like&p=%252Fa%252F&v=1")
                == "/_sealpress/beacon.txt?e=like&p=%2Fa%2F&v=1")
        #expect(try target("/%7Eann/a+b/%zz", "x=100%25") == "/~ann/a+b/%zz?x=100%")
    }

    @Test("W3C columns may change inside a file, and + in an agent is a space")
    func w3cLine() throws {
        let first =
            "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status cs(User-Agent) sc-bytes"
        let second = "#Fields: date time c-ip cs-method cs-uri-stem sc-status"
        let expected = Reading(
            time: moment, address: "203.0.113.9", method: "GET", target: "/a/", status: 200, size: 8,
            agent: "Firefox (X11; Linux)")
        let line = "2026-11-20 10:05:03 203.0.113.9 GET /a/ - 200 Firefox+(X11;+Linux) 8"
        #expect(try read(line, as: "w3c", headers: [second, first]) == expected)
        #expect(try read(line, as: "w3c", headers: [first, second]) == nil)
    }

    @Test("a log_format string reads its own lines")
    func templateLine() throws {
        let format =
            #"$msec|$remote_addr|$request_method $request_uri|$status|$upstream_time|"$http_user_agent""#
        #expect(
            try read(#"1795169103.123|203.0.113.9|GET /a/|200|0.01|"A""#, as: format)
                == Reading(
                    time: moment, address: "203.0.113.9", method: "GET", target: "/a/", status: 200,
                    agent: "A"))
    }

    @Test("a log_format string may have brackets around nothing, and lists of the servers that were asked")
    func templateOfProxies() throws {
        let format =
            #"$remote_addr [$time_local] "$request" $status $request_time [$proxy_name] [$other_name] $upstream_addr $upstream_time $upstream_status $req_id"#
        let beginning = #"203.0.113.9 [20/Nov/2026:11:05:03 +0100] "GET /a/ HTTP/2.0" 200 0.003 [web] [] "#
        for end in [
            "10.0.0.1:80 0.1 200 a1", "10.0.0.1:80, 10.0.0.2:80 0.1, 0.2 502, 200 a1",
            "a, b : c, d - 500, - : 200 a1", "   a1",
        ] {
            #expect(try read(beginning + end, as: format)?.target == "/a/", "\(end)")
        }
        for end in ["a, 0.1 200", "a : : b 0.1 200 a1", "a b 0.1 200 a1 a2"] {
            #expect(try read(beginning + end, as: format) == nil, "\(end)")
        }
    }

    @Test("a log_format of JSON may leave out what nginx has not")
    func templateOfJSON() throws {
        let format =
            #"{"t":"$time_iso8601","a":"$remote_addr","real":"$http_x_real_ip","r":"$request","s":$status,"u":$upstream_response_time,"host":"$http_host","server":"$host"}"#
        let line =
            #"{"t":"2026-11-20T11:05:03+01:00","a":"203.0.113.9","real":"","r":"GET /\"a\" HTTP/3.0","s":200,"u":,"host":"h:80","server":"x"}"#
        #expect(
            try read(line, as: format)
                == Reading(
                    time: moment, address: "203.0.113.9", method: "GET", target: #"/\"a\""#, status: 200,
                    host: "h:80"), "of two that say the same the first counts")
    }

    @Test("a whole log_format directive is as good as its string")
    func directive() throws {
        let directive = """
            log_format  main escape=default  '$remote_addr - $remote_user [$time_local] "$request" '
                '$status $body_bytes_sent "$http_referer" '
                "\\"$http_user_agent\\" it\\'s";

            """
        let string =
            #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" it's"#
        #expect(try LogFormat.named(directive) == LogFormat.named(string))
        #expect(try read(combined + " it's", as: directive)?.status == 200)
        for broken in ["log_format main '$remote_addr", "log_format $a", "log_format a $remote_addr;"] {
            #expect(throws: LineTemplate.Problem.self) { try LogFormat.named(broken) }
        }
    }

    @Test(
        "a log_format string that cannot be read says why",
        arguments: [
            ("$remote_addr $status", "it has no $time_local, $time_iso8601 or $msec"),
            (
                "$remote_addr$status [$time_local] \"$request\"",
                "there is nothing between $status and the variable before it"
            ),
            ("$status [$time_local] \"$request\"", "it has no $remote_addr"),
            (
                "$remote_addr $remote_addr [$time_local] \"$request\" $status",
                "$remote_addr would be read twice"
            ),
        ])
    func badTemplate(template: String, reason: String) throws {
        let problem = #expect(throws: LineTemplate.Problem.self) { try LineTemplate(template) }
        #expect(problem?.description == reason)
    }

    @Test(
        "what is no line says why",
        arguments: [
            ("20/Nov", "31/Feb", LineFault.time), ("11:05:03", "24:05:03", .time),
            ("11:05:03", "11:05:60", .time),
            ("/2026:", "/20260000:", .time), (" 200 ", " 99 ", .status), (" 200 ", " 600 ", .status),
            (" 512 ", " -5 ", .size), (" 512 ", " 1234567890123456 ", .size), ("7\\\"\"", "7\"\"", .shape),
            ("\"Fire", "\"Fi\"re", .shape), ("\"GET", "GET", .shape), ("Fire", "Fi\0re", .control),
            ("203.0.113.9 ", "", .shape),
        ])
    func faultyLine(text: String, replacement: String, expected: LineFault) throws {
        #expect(try fault(Array(combined.replacing(text, with: replacement).utf8)) == expected)
    }

    @Test("invalid UTF-8, and a line that is too long")
    func faultyBytes() throws {
        #expect(try fault(Array(combined.utf8.dropLast()) + [0xC3, 0x28, UInt8(ascii: "\"")]) == .encoding)
        let long = combined.replacing("Fire", with: String(repeating: "x", count: 65_536))
        #expect(try fault(Array(long.utf8)) == .long)
        let longest = combined.replacing(
            "Fire", with: String(repeating: "x", count: 65_540 - combined.utf8.count))
        #expect(longest.utf8.count == 65_536)
        #expect(try fault(Array(longest.utf8)) == nil)
        #expect(try fault(Array((longest + "\r").utf8)) == nil)
    }

    @Test(
        "a file's format is told by its first lines",
        arguments: [
            ("combined", ""), ("vhost", "example.org:443 "), ("vhost", "example.org "),
        ])
    func detection(name: String, prefix: String) {
        let lines = Array((String(repeating: prefix + combined + "\n", count: 3)).utf8)
        let found = lines.withUnsafeBytes { ByteSlice($0).flatMap(LogFormat.detect) }
        #expect(found?.name == name)
    }

    @Test("what is no log has no format")
    func noDetection() {
        let lines = Array("dear diary\ntoday nothing\n".utf8)
        #expect(lines.withUnsafeBytes { ByteSlice($0).flatMap(LogFormat.detect) } == nil)
    }

    @Test("no bytes crash any format, and what is read keeps its bounds")
    func fuzzing() throws {
        var random = SeededGenerator(seed: 11)
        let samples = [
            combined, "h:1 " + combined,
            "#Fields: date time c-ip cs-method cs-uri-stem sc-status cs(User-Agent)",
            "2026-11-20 10:05:03 1.2.3.4 GET /a/ 200 A+B%25",
            #"""
            {"ts":1795169103.9,"request":{"remote_ip":"1","method":"GET","uri":"/\ud83d\ude00","header\#
            s":{"Referer":["x"]}},"status":200,"size":7}
            """#,
        ].map { Array($0.utf8) }
        let marks = Array("\"\\[]{}:,#%+- \t\u{1}0".utf8) + [0xFF, 0xC3, 0x00]
        for format in LogFormat.all {
            var parser = LineParser(format: format)
            for _ in 0..<4000 {
                var line = samples[Int.random(in: samples.indices, using: &random)]
                for _ in 0..<Int.random(in: 1...6, using: &random) where !line.isEmpty {
                    let place = Int.random(in: line.indices, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: line[place] = marks[Int.random(in: marks.indices, using: &random)]
                    case 1: line.remove(at: place)
                    case 2: line.insert(marks[Int.random(in: marks.indices, using: &random)], at: place)
                    default: line.removeLast(line.count - place)
                    }
                }
                guard let reading = parse(line, &parser).reading else { continue }
                #expect(reading.status == 0 || (100...599).contains(reading.status))
                #expect(reading.size >= 0 && !reading.address.isEmpty)
            }
        }
    }
}
