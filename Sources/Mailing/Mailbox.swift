/// A name and an address, as they stand in a header.
public struct Mailbox: Sendable, Hashable {
    /// What people read; empty without one.
    public let name: String
    public let address: String

    /// Nil when the address is no plain ASCII address, so that nothing in it can end a header, add another
    /// recipient, or begin a command.
    public init?(name: String = "", address: String) {
        guard Self.isPlain(address) else { return nil }
        self.name = name
        self.address = address
    }

    /// Reads `Ada Lindqvist <ada@example.org>` or `ada@example.org`.
    public init?(_ text: String) {
        guard text.last == ">", let open = text.lastIndex(of: "<") else {
            self.init(address: text)
            return
        }
        let address = text[text.index(after: open)...].dropLast()
        var name = text[..<open]
        while name.last == " " { name.removeLast() }
        if name.count >= 2, name.first == "\"", name.last == "\"" { name = name.dropFirst().dropLast() }
        self.init(name: String(name), address: String(address))
    }

    public var domain: String { String(address.drop { $0 != "@" }.dropFirst()) }

    /// `dot-atom@domain` of RFC 5322, section 3.4.1, without its comments, quoted parts and literals.
    private static func isPlain(_ address: String) -> Bool {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, address.utf8.count <= 254, (1...64).contains(parts[0].utf8.count) else {
            return false
        }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        let atoms = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isAtomText) }
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
