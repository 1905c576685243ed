import Files

/// The right that opens a section: `tier:premium`, `course:swift-basics`,
/// `course:swift-basics/drip-14`.
public enum Grant: Sendable, Hashable {
    case tier(String)
    case course(String)
    /// The lessons of a course that open a number of days after a member's start in it.
    case drip(course: String, days: Int)

    /// The longest drip: a hundred years.
    public static let mostDripDays = 36_500

    /// Nil when the text is not exactly what `description` prints.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let name = parts[1].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let id = name.first, Identifier.isValid(id) else { return nil }
        switch (parts[0], name.count) {
        case ("tier", 1): self = .tier(String(id))
        case ("course", 1): self = .course(String(id))
        case ("course", 2):
            guard name[1].hasPrefix("drip-"), let days = canonicalDecimal(name[1].dropFirst(5)),
                (1...Self.mostDripDays).contains(days)
            else { return nil }
            self = .drip(course: String(id), days: days)
        default: return nil
        }
    }

    /// The course it belongs to, if any.
    public var course: String? {
        switch self {
        case .tier: nil
        case .course(let id), .drip(let id, _): id
        }
    }
}

extension Grant: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tier(let id): "tier:\(id)"
        case .course(let id): "course:\(id)"
        case .drip(let id, let days): "course:\(id)/drip-\(days)"
        }
    }
}

extension Grant: Comparable {
    /// By the UTF-8 bytes of the text.
    public static func < (a: Grant, b: Grant) -> Bool { byUTF8(a.description, b.description) }
}

/// A number in decimal without leading zeros; nil for anything else.
func canonicalDecimal(_ text: some StringProtocol) -> Int? {
    guard let value = decimal(text.utf8), text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0")
    else { return nil }
    return value
}
