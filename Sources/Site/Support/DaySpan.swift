/// A number of days as authors write it: `14d`, `2w`.
struct DaySpan: Hashable {
    var days: Int

    /// - Returns: nil when the text is no such span, or longer than 35,000 days.
    init?(_ text: some StringProtocol) {
        guard let unit = text.last, text.utf8.count > 1,
            text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(text.dropLast()), number <= 5_000
        else { return nil }
        switch unit {
        case "d": days = number
        case "w": days = number * 7
        default: return nil
        }
    }
}
