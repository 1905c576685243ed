/// Numbers and counts as the readings print them.
enum SentimentProse {
    /// Two digits after the point, with a sign: a true minus, none for zero.
    static func signed(_ value: Double) -> String {
        let digits = plain(abs(value))
        return digits == "0.00" ? digits : (value < 0 ? "−" : "+") + digits
    }

    /// Two digits after the point, for a value from 0 to a thousand.
    static func plain(_ value: Double) -> String {
        let hundredths = Int((min(abs(value), 1000) * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }

    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
