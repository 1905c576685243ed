import Diagnostics

/// A mail with places for what differs from member to member.
///
///     From: Ada Lindqvist <ada@example.org>
///     Subject: Your code for {{site}}
///
///     Hello {{name}},
///     …
public struct MailTemplate: Sendable, Hashable {
    /// Whom it is from; nil when the template does not say.
    public let sender: Mailbox?
    private let subject: [Piece]
    private let body: [Piece]

    private enum Piece: Sendable, Hashable {
        case text(String)
        case field(String)
    }

    /// Reads a template. Every fault is appended to `diagnostics`; nil when there is one.
    ///
    /// - Parameters:
    ///   - file: its path, for diagnostics.
    ///   - fields: the names that may stand in double braces.
    ///   - needed: one of these must be there: a mail that was to bring a code and does not helps nobody.
    public init?(
        parsing text: String, file: String, fields: [String], needed: [String],
        diagnostics: inout [Diagnostic]
    ) {
        // By bytes: to Swift, CR and LF together are one character, and no LF.
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        var reader = TemplateReader(file: file, fields: fields)
        let head = lines.prefix { !$0.isEmpty }
        for (index, line) in head.enumerated() { reader.readHeader(line, number: index + 1) }
        for (index, line) in lines.enumerated().dropFirst(head.count + 1) {
            reader.body.append(reader.pieces(line, number: index + 1))
        }
        if reader.faults.isEmpty, reader.subject == nil || reader.body.isEmpty {
            reader.faults.append(
                .error(
                    "a template begins with the subject and an empty line",
                    at: SourceLocation(file: file, line: 1), excerpt: lines.first,
                    hint: "Subject: Your code for {{site}}"))
        }
        if reader.faults.isEmpty, reader.used.isDisjoint(with: needed) {
            reader.faults.append(
                .error(
                    "this template tells nobody their code", at: SourceLocation(file: file, line: 1),
                    excerpt: lines.first,
                    hint: "write \(needed.map { "{{\($0)}}" }.joined(separator: " or ")) somewhere in it"))
        }
        diagnostics += reader.faults
        guard reader.faults.isEmpty, let subject = reader.subject else { return nil }
        sender = reader.sender
        self.subject = subject
        body = Array(reader.body.map { $0 + [.text("\n")] }.joined().dropLast())
    }

    public func subject(_ values: [String: String]) -> String { Self.filled(subject, values) }

    public func body(_ values: [String: String]) -> String { Self.filled(body, values) }

    private static func filled(_ pieces: [Piece], _ values: [String: String]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .field(let name): values[name] ?? ""
            }
        }.joined()
    }

    /// The parts of a template, and what is wrong with them.
    private struct TemplateReader {
        let file: String
        let fields: [String]
        var sender: Mailbox?
        var subject: [Piece]?
        var body: [[Piece]] = []
        /// The fields that stand anywhere.
        var used: Set<String> = []
        var faults: [Diagnostic] = []

        init(file: String, fields: [String]) {
            self.file = file
            self.fields = fields
        }

        mutating func readHeader(_ line: String, number: Int) {
            let name = String(line.prefix { $0 != ":" })
            let value = line.dropFirst(name.count + 1).drop { $0 == " " }
            let start = line.count - value.count
            switch name {
            case "Subject" where subject == nil && line.count > name.count:
                subject = pieces(String(value), number: number, from: start, of: line)
            case "From" where sender == nil && line.count > name.count:
                sender = Mailbox(String(value))
                if sender == nil {
                    faults.append(
                        .error(
                            "'\(value)' is no address that mail can be sent from",
                            at: location(number, start + 1, value.count), excerpt: line,
                            hint: "From: Ada Lindqvist <ada@example.org>"))
                }
            default:
                faults.append(
                    .error(
                        "a template begins with the subject and an empty line",
                        at: SourceLocation(file: file, line: number), excerpt: line,
                        hint: "Subject: Your code for {{site}}; a line 'From: …' may stand beside it"))
            }
        }

        /// The text of a line and its fields.
        mutating func pieces(_ line: String, number: Int) -> [Piece] {
            pieces(line, number: number, from: 0, of: line)
        }

        /// - Parameters:
        ///   - text: the line from the character `start` on.
        private mutating func pieces(_ text: String, number: Int, from start: Int, of line: String) -> [Piece]
        {
            var pieces: [Piece] = []
            var rest = text[...]
            while let open = rest.firstRange(of: "{{") {
                pieces.append(.text(String(rest[..<open.lowerBound])))
                let column = start + text.distance(from: text.startIndex, to: open.lowerBound) + 1
                guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                    faults.append(
                        .error(
                            "'{{' is never closed", at: location(number, column, 2), excerpt: line,
                            hint: "close it with '}}'"))
                    return pieces
                }
                let name = rest[open.upperBound..<close.lowerBound].filter { $0 != " " }
                if !fields.contains(name) {
                    let length = text.distance(from: open.lowerBound, to: close.upperBound)
                    faults.append(
                        .error(
                            "there is no field '\(name)'", at: location(number, column, length),
                            excerpt: line,
                            hint: suggestion(for: name, among: fields, from: "the fields are")))
                }
                used.insert(name)
                pieces.append(.field(name))
                rest = rest[close.upperBound...]
            }
            return pieces + [.text(String(rest))]
        }

        private func location(_ line: Int, _ column: Int, _ length: Int) -> SourceLocation {
            SourceLocation(file: file, line: line, column: column, length: length)
        }
    }
}
