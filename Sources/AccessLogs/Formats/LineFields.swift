/// Why a line is none of its format's; docs/content/insights/analytics.md defines each.
public enum LineFault: UInt8, Sendable, Hashable, CaseIterable {
    case long, control, encoding, shape, time, status, size

    /// As docs/content/insights/analytics.md and `--json` have it.
    public var name: String { "\(self)" }

    /// What is wrong, for people.
    public var explanation: String {
        switch self {
        case .long: "is longer than 65,536 bytes"
        case .control: "holds a control character"
        case .encoding: "is not UTF-8"
        case .shape: "does not match the format"
        case .time: "has no real date and time"
        case .status: "has no HTTP status"
        case .size: "has no size in bytes"
        }
    }
}

/// What became of one line.
public enum LineResult: Sendable, Hashable {
    /// Nothing to count: empty, or a header.
    case skipped
    case fault(LineFault)
    case fields
}

/// The fields of one line. The slices are good until the next line is parsed.
public struct LineFields {
    /// UTC seconds since 1970.
    public var time = 0
    /// 0 or 100 to 599.
    public var status = 0
    /// Bytes sent.
    public var size = 0
    /// Who asked: 1 to 255 visible ASCII characters.
    public var address: ByteSlice
    /// Method and target, unless the request is none.
    public var method: ByteSlice
    public var target: ByteSlice
    /// Whether there are a method and a target by the rules.
    public var isRequestWellFormed = false
    /// Empty when the format gives none.
    public var host: ByteSlice
    /// Empty for `-`.
    public var referrer: ByteSlice
    /// Empty for `-`.
    public var agent: ByteSlice
    /// Whether the format gives agents at all.
    public var givesAgent = false

    /// All empty.
    public init(empty line: ByteSlice) {
        let none = line[0..<0]
        (address, method, target, host, referrer, agent) = (none, none, none, none, none, none)
    }

    /// Takes `METHOD TARGET HTTP/VERSION` apart.
    mutating func setRequest(_ request: ByteSlice) {
        guard let first = request.firstIndex(of: 0x20),
            let second = request.firstIndex(of: 0x20, from: first + 1),
            Self.isProtocol(request.from(second + 1))
        else {
            isRequestWellFormed = false
            return
        }
        setRequest(method: request[0..<first], target: request[first + 1..<second])
    }

    mutating func setRequest(method: ByteSlice, target: ByteSlice) {
        self.method = method
        self.target = target
        isRequestWellFormed = Self.isMethod(method) && !target.isEmpty && !target.contains(0x20)
    }

    static func isProtocol(_ text: ByteSlice) -> Bool {
        guard text.starts(with: "HTTP/") else { return false }
        let version = text.from(5)
        var dots = 0
        var digits = 0
        for index in 0..<version.count {
            switch version[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: ".") where index > 0 && index < version.count - 1: dots += 1
            default: return false
            }
        }
        return digits > 0 && dots <= 1
    }

    private static func isMethod(_ text: ByteSlice) -> Bool {
        guard (1...20).contains(text.count) else { return false }
        for index in 0..<text.count where !(0x41...0x5A).contains(text[index]) { return false }
        return true
    }

    static func isAddress(_ text: ByteSlice) -> Bool {
        guard (1...255).contains(text.count) else { return false }
        for index in 0..<text.count {
            let byte = text[index]
            guard byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "\"") else { return false }
        }
        return true
    }

    /// - Returns: nil for what is no status.
    static func status(_ text: ByteSlice) -> Int? {
        guard text.count == 3, let value = text.decimal(upTo: 3), value == 0 || (100...599).contains(value)
        else { return nil }
        return value
    }

    static func size(_ text: ByteSlice) -> Int? {
        text.equals("-") ? 0 : text.decimal(upTo: 15)
    }

    /// `-` stands for nothing.
    static func optional(_ text: ByteSlice) -> ByteSlice {
        text.equals("-") ? text[0..<0] : text
    }
}
