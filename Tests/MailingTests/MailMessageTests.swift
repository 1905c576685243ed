import Diagnostics
import Foundation
import Mailing
import Testing

@Suite struct MailMessageTests {
    private func message(name: String = "Ann Lee", subject: String = "Hello", body: String = "Text\n") throws
        -> String
    {
        let from = try #require(Mailbox("Ada Lindqvist <ada@learn.example>"))
        let to = try #require(Mailbox(name: name, address: "ann@example.org"))
        let message = MailMessage(
            from: from, to: to, subject: subject, body: body,
            date: Date(timeIntervalSince1970: 1_795_255_205),
            id: "4F3A-9\r\nX: y")
        return String(decoding: message.encoded(), as: UTF8.self)
    }

    @Test func `a plain mail is plain`() throws {
        #expect(
            try message()
                == [
                    "From: Ada Lindqvist", " <ada@learn.example>", "To: Ann Lee", " <ann@example.org>",
                    "Subject: Hello",
                    "Date: Sat, 21 Nov 2026 10:00:05 +0000", "Message-ID: <4F3A-9Xy@learn.example>",
                    "MIME-Version: 1.0",
                    "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
                    "Auto-Submitted: auto-generated", "", "Text", "",
                ].joined(separator: "\r\n"))
    }

    @Test(arguments: [
        "Zoë", "林美", "\"quoted\"", "a\r\nBcc: x@y.z", "<b@c.d>", String(repeating: "é", count: 200),
        "=?utf-8?B?QQ==?=",
        "👨‍👩‍👧‍👦 family", "\u{0}", " ", "Lee, Ann",
    ])
    func `whatever a name or subject is, there are nine headers and short ASCII lines`(text: String) throws {
        let mail = try message(name: text, subject: text)
        #expect(mail.utf8.allSatisfy { $0 < 0x80 && $0 != 0 })
        let lines = mail.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.contains("\n") && !$0.contains("\r") })
        let head = lines.prefix { !$0.isEmpty }
        #expect(head.count { !$0.hasPrefix(" ") } == 9)
        #expect(decoded(head, "Subject") == text)
    }

    /// The text of a header, its encoded words decoded.
    private func decoded(_ lines: some Sequence<String>, _ name: String) -> String {
        let all = lines.joined(separator: "\n").replacingOccurrences(of: "\n ", with: "\u{1}")
        let line =
            all.split(separator: "\n").first { $0.hasPrefix(name + ": ") }?.dropFirst(name.count + 2) ?? ""
        let words = line.split(separator: "\u{1}").map { word in
            guard word.hasPrefix("=?utf-8?B?"), word.hasSuffix("?=") else { return Data(word.utf8) }
            return Data(base64Encoded: String(word.dropFirst(10).dropLast(2))) ?? Data()
        }
        return String(decoding: words.reduce(Data(), +), as: UTF8.self)
    }

    @Test func `a body is quoted-printable: short lines, blanks at line ends, every script`() throws {
        let body = try message(body: "a=b \t\n\n.\nüber " + String(repeating: "x", count: 80) + "\nend")
        #expect(
            body.components(separatedBy: "\r\n\r\n").dropFirst().joined(separator: "\r\n\r\n")
                == "a=3Db =09\r\n\r\n.\r\n=C3=BCber \(String(repeating: "x", count: 65))=\r\n\(String(repeating: "x", count: 15))\r\nend\r\n"
        )
    }

    @Test(arguments: [
        "", "ann", "@b.c", "ann@", "a b@c.d", "ann@b c", "ann@b.c\r\nRCPT TO:<x@y.z>", "ann@b.c>", "<ann@b.c",
        "ann@b.c,d@e.f",
        "ann@@b.c", ".ann@b.c", "ann.@b.c", "an..n@b.c", "ann@-b.c", "ann@b..c", "\"ann\"@b.c", "änn@b.c",
        "ann@bü.c", "ann@[1.2.3.4]",
        "ann@b.c\u{0}",
    ])
    func `what is no plain address is no mailbox`(address: String) {
        #expect(Mailbox(address: address) == nil)
    }

    @Test func `a mailbox is read with and without a name`() {
        #expect(Mailbox("ann@example.org") == Mailbox(address: "ann@example.org"))
        #expect(
            Mailbox("\"Lee, Ann\" <ann@example.org>") == Mailbox(name: "Lee, Ann", address: "ann@example.org")
        )
        #expect(Mailbox("Ann <ann@example.org> x") == nil)
        #expect(Mailbox("<ann@example.org>")?.name == "")
    }

    @Test func `servers are always spoken to over TLS, and never with a password in the address`() throws {
        let implicit = try SMTPServer("smtps://mail.example.org")
        #expect(implicit.security == .implicit && implicit.port == 465)
        let startTLS = try SMTPServer("smtp://mail.example.org:2525/")
        #expect(startTLS.security == .startTLS && startTLS.port == 2525)
        #expect(try SMTPServer("smtp://mail.example.org").port == 587)
        for (text, error) in [
            ("mail.example.org", SMTPAddressError.scheme), ("http://mail.example.org", .scheme),
            ("smtp://ada:secret@mail.example.org", .credentials), ("smtp://", .host), ("smtp://a b", .host),
            ("smtp://a:0", .host), ("smtp://a:65536", .host), ("smtp://a/../b", .host),
            ("smtp://a\r\nb", .host),
        ] {
            #expect(throws: error, "\(text)") { try SMTPServer(text) }
        }
    }

    @Test func `whatever is read as an address or a server can say nothing else to one`() throws {
        var random = SystemRandomNumberGenerator()
        let parts = [
            "a", "b.c", "@", "<", ">", " ", "\"", "\r\n", ",", "é", "\u{0}", "smtp://", "smtps://", ":", "/",
            "-", "99999999999999999999", "25", "RCPT TO:",
        ]
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0..<8, using: &random)).map { _ in
                parts.randomElement(using: &random) ?? ""
            }.joined()
            if let mailbox = Mailbox(text) {
                #expect(
                    mailbox.address.utf8.allSatisfy {
                        (0x21...0x7E).contains($0) && !"<>,\"".utf8.contains($0)
                    })
                #expect(mailbox.address.utf8.count { $0 == UInt8(ascii: "@") } == 1)
            }
            if let server = try? SMTPServer(text) {
                #expect(
                    server.host.utf8.allSatisfy { "ab.c-25RPTO9".utf8.contains($0) },
                    "\(text.debugDescription)")
                #expect((1...65_535).contains(server.port))
            }
        }
    }

    @Test func `a template says where it is wrong`() {
        func faults(_ text: String) -> [String] {
            var faults: [Diagnostic] = []
            let template = MailTemplate(
                parsing: text, file: "mail.txt", fields: ["name", "code"], needed: ["code"],
                diagnostics: &faults)
            #expect((template == nil) == !faults.isEmpty)
            return faults.map { $0.message }
        }
        #expect(faults("Subject: x {{name}}\n\n{{code}}\n").isEmpty)
        #expect(faults("Subject: x\r\n\r\n{{ code }}\r\n").isEmpty)
        #expect(faults("Hello\n\n{{code}}\n") == ["a template begins with the subject and an empty line"])
        #expect(faults("Subject: x\n{{code}}\n") == ["a template begins with the subject and an empty line"])
        #expect(faults("Subject: x\n\n{{code\n") == ["'{{' is never closed"])
        #expect(
            faults("Subject: {{x}}\n\n{{y}}{{code}}\n") == ["there is no field 'x'", "there is no field 'y'"])
        #expect(faults("Subject: x\n\nHello\n") == ["this template tells nobody their code"])
        #expect(faults("From: a@b.c\nSubject: x\n\n{{code}}\n").isEmpty)
        #expect(
            faults("Subject: x\nFrom: Ada\n\n{{code}}\n") == [
                "'Ada' is no address that mail can be sent from"
            ])
        #expect(
            faults("Subject: x\nSubject: y\nBcc: a@b.c\n\n{{code}}\n")
                == Array(repeating: "a template begins with the subject and an empty line", count: 2))
        #expect(!faults("").isEmpty)
    }

    @Test func `a template names its sender, in any order, or leaves that to others`() throws {
        func template(_ head: String) throws -> MailTemplate {
            var faults: [Diagnostic] = []
            let template = MailTemplate(
                parsing: head + "\n\n{{code}}\n", file: "m", fields: ["code"], needed: ["code"],
                diagnostics: &faults)
            return try #require(template)
        }
        let ada = try #require(Mailbox(name: "Ada", address: "ada@b.c"))
        #expect(try template("From: Ada <ada@b.c>\r\nSubject: S").sender == ada)
        #expect(try template("Subject: S\nFrom: Ada <ada@b.c>").sender == ada)
        #expect(try template("Subject: S").sender == nil)
        #expect(try template("From: Ada <ada@b.c>\nSubject:S").subject([:]) == "S")
    }

    @Test func `a place in a template is told by line and column`() {
        var faults: [Diagnostic] = []
        _ = MailTemplate(
            parsing: "Subject: Hi {{nmae}}\n\nx {{cod}}\n", file: "m", fields: ["name", "code"],
            needed: ["code"], diagnostics: &faults)
        #expect(faults.map { $0.location?.line } == [1, 3])
        #expect(faults.map { $0.location?.column } == [13, 3])
    }

    @Test func `whatever a template is, it is read or its faults are told`() {
        var random = SystemRandomNumberGenerator()
        let parts = [
            "Subject:", "From:", " a@b.c", "{{", "}}", "name", "code", " ", "\n", "\r\n", "é", "\u{0}", "{",
            "学",
        ]
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
                parts.randomElement(using: &random) ?? ""
            }.joined()
            var faults: [Diagnostic] = []
            let template = MailTemplate(
                parsing: text, file: "m", fields: ["name", "code"], needed: ["code"], diagnostics: &faults)
            #expect((template == nil) == !faults.isEmpty, "\(text.debugDescription)")
        }
    }

    @Test func `a value that looks like a field is text`() throws {
        var faults: [Diagnostic] = []
        let template = try #require(
            MailTemplate(
                parsing: "Subject: {{name}}\n\n{{name}} {{code}}\n", file: "m", fields: ["name", "code"],
                needed: ["code"],
                diagnostics: &faults))
        let values = ["name": "{{code}}", "code": "C"]
        #expect(template.subject(values) == "{{code}}")
        #expect(template.body(values) == "{{code}} C\n")
    }
}
