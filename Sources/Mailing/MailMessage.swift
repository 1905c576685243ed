import Foundation

/// A plain-text mail.
public struct MailMessage: Sendable, Hashable {
    public var from: Mailbox
    public var to: Mailbox
    public var subject: String
    /// Lines ended by LF.
    public var body: String
    public var date: Date
    /// What stands before the `@` of the message's id: letters, digits, `-` and `.`; everything else is left out.
    public var id: String

    public init(from: Mailbox, to: Mailbox, subject: String, body: String, date: Date, id: String) {
        self.from = from
        self.to = to
        self.subject = subject
        self.body = body
        self.date = date
        self.id = id
    }

    /// The message as it goes over the wire: ASCII, lines ended by CRLF, none longer than 78 characters (RFC 5322, 2045,
    /// 2047). Whatever stands in names, subject or body, there are exactly these headers.
    public func encoded() -> [UInt8] {
        let plainID = id.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
        let headers = [
            "From: " + Self.header(from), "To: " + Self.header(to),
            "Subject: " + HeaderText.encoded(subject, after: "Subject: ".utf8.count),
            "Date: " + Self.text(date), "Message-ID: <\(plainID)@\(from.domain)>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
            "Auto-Submitted: auto-generated",
        ]
        return Array((headers.joined(separator: "\r\n") + "\r\n\r\n").utf8) + QuotedPrintable.encoded(body)
    }

    private static func header(_ mailbox: Mailbox) -> String {
        if mailbox.name.isEmpty { return mailbox.address }
        // A name is encoded unless it is words that need no quotes.
        return HeaderText.encoded(mailbox.name, after: "From: ".utf8.count, isPhrase: true)
            + "\r\n <\(mailbox.address)>"
    }

    /// `Sat, 21 Nov 2026 10:00:00 +0000`
    private static func text(_ date: Date) -> String {
        let style = Date.VerbatimFormatStyle(
            format:
                "\(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) +0000",
            locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt,
            calendar: Calendar(identifier: .gregorian))
        return style.format(date)
    }
}

/// Text in a header, RFC 2047.
enum HeaderText {
    /// The text as it is when it is short printable ASCII, else as encoded words of UTF-8 in Base64, folded over lines.
    ///
    /// - Parameters:
    ///   - column: how much of the first line is taken.
    ///   - isPhrase: whether only letters, digits and spaces may stay as they are.
    static func encoded(_ text: String, after column: Int, isPhrase: Bool = false) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            byte == 0x20 || (0x21...0x7E).contains(byte) && (!isPhrase || isWordByte(byte))
        }
        if isPlain, column + text.utf8.count <= 76, text.first != " ", text.last != " ", !text.contains("=?")
        {
            return text
        }
        // 76 characters a line at most; 39 bytes are 52 in Base64, with 12 around them and the header's name before. A character is never cut.
        var words: [[UInt8]] = [[]]
        for character in text {
            let bytes = Array(String(character).utf8)
            for piece in bytes.count > 39
                ? Array(String(character).unicodeScalars.map { Array(String($0).utf8) }) : [bytes]
            {
                if (words.last?.count ?? 0) + piece.count > 39 { words.append([]) }
                words[words.count - 1] += piece
            }
        }
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: byte == UInt8(ascii: "-")
        }
    }
}

/// Text in a body, RFC 2045, section 6.7.
enum QuotedPrintable {
    /// Lines of at most 76 characters, ended by CRLF.
    static func encoded(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        // By bytes: to Swift, CR and LF together are one character, and no LF.
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            append(line.last == 0x0D ? Array(line.dropLast()) : Array(line), to: &output)
            output += crlf
        }
        // The line behind a final newline is none.
        if text.utf8.last == UInt8(ascii: "\n") { output.removeLast(2) }
        return output
    }

    private static func append(_ line: [UInt8], to output: inout [UInt8]) {
        var column = 0
        for (index, byte) in line.enumerated() {
            let isBlank = byte == 0x20 || byte == 0x09
            let isLast = index == line.count - 1
            let isPlain = isBlank ? !isLast : (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
            let width = isPlain ? 1 : 3
            if column + width > 75 {
                output += [UInt8(ascii: "=")] + crlf
                column = 0
            }
            output += isPlain ? [byte] : [UInt8(ascii: "="), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            column += width
        }
    }

    private static let crlf: [UInt8] = [0x0D, 0x0A]
    private static let hex = Array("0123456789ABCDEF".utf8)
}
