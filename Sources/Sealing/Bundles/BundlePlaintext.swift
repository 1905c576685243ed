/// What a member's bundle says and holds.
public struct BundlePlaintext: Sendable, Equatable {
    public enum Status: String, Sendable, CaseIterable {
        case active, lapsed, revoked
    }

    /// The latest `issued` that every reader can represent: 2⁵³ − 1.
    public static let maximumIssued: Int64 = (1 << 53) - 1
    /// Bundles are padded to a multiple of this many bytes.
    public static let paddingUnit = 1024

    /// The member's id.
    public let member: String
    /// The tier's id; nil for someone who has courses only.
    public let tier: String?
    /// The ids of courses bought on their own, sorted, each once.
    public let courses: [String]
    /// The first and the last day of the membership, `YYYY-MM-DD`; nil where there is none.
    public let from: String?
    public let until: String?
    public let status: Status
    /// The start of the current epoch, in UTC seconds since 1970.
    public let issued: Int64
    public let grants: HeldGrants
    /// What insights say to the member; nil when there is nothing to say.
    public let advice: BundleAdvice?
    /// The advice as it is written: made once, since it is measured and then written.
    let adviceJSON: [UInt8]

    /// - Parameters:
    ///   - courses: In any order; repeats are dropped.
    ///   - advice: Empty advice is the same as none.
    /// - Throws: ``SealingError/invalidBundleField(name:)`` for an id that does not match
    ///   `[a-z0-9][a-z0-9-]*`, a day that is no `YYYY-MM-DD` of the calendar, or an `issued` outside
    ///   0 … ``maximumIssued``.
    public init(
        member: String, tier: String?, courses: [String], from: String?, until: String?, status: Status,
        issued: Int64, grants: HeldGrants, advice: BundleAdvice? = nil
    ) throws {
        func check(_ isValid: Bool, _ name: String) throws {
            guard isValid else { throw SealingError.invalidBundleField(name: name) }
        }
        try check(Self.isID(member), "member")
        try check(tier.map(Self.isID) ?? true, "tier")
        try check(courses.allSatisfy(Self.isID), "courses")
        try check(from.map(Self.isDay) ?? true, "from")
        try check(until.map(Self.isDay) ?? true, "until")
        try check((0...Self.maximumIssued).contains(issued), "issued")
        self.member = member
        self.tier = tier
        self.courses = Set(courses).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        self.from = from
        self.until = until
        self.status = status
        self.issued = issued
        self.grants = grants
        self.advice = advice.flatMap { $0.isEmpty ? nil : $0 }
        adviceJSON = self.advice?.json ?? []
    }

    /// The length that every bundle of a site is padded to.
    ///
    /// - Parameter longest: The largest ``encodedCount`` of the site's bundles, in bytes.
    public static func paddedCount(longest: Int) -> Int {
        max(1, (longest + paddingUnit - 1) / paddingUnit) * paddingUnit
    }

    static func isID(_ text: String) -> Bool {
        func isLetterOrDigit(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard let first = text.utf8.first, isLetterOrDigit(first) else { return false }
        return text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    static func isDay(_ text: String) -> Bool {
        let digits = Array(text.utf8)
        guard digits.count == 10, digits[4] == UInt8(ascii: "-"), digits[7] == UInt8(ascii: "-") else {
            return false
        }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for digit in digits[range] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
                value = value * 10 + Int(digit - UInt8(ascii: "0"))
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            (1...12).contains(month)
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[month - 1]).contains(day)
    }
}
