/// Tells the user agents of programs from those of people's browsers.
public struct BotPatterns: Sendable {
    private var patterns: [[UInt8]] = []
    private var exceptions: [[UInt8]] = []

    /// The list that comes with the module.
    public static let standard = BotPatterns(listing: standardText)

    /// The text of that list.
    public static var standardText: String {
        String(decoding: PackageResources.agents_txt, as: UTF8.self)
    }

    /// - Parameter listing: one lower-case text a line; `#` begins a comment line, `!` an exception.
    public init(listing: String) {
        for line in listing.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("!") {
                exceptions.append(Array(line.utf8.dropFirst()))
            } else {
                patterns.append(Array(line.utf8))
            }
        }
    }

    /// Whether an agent is a program's, by docs/content/insights/analytics.md.
    public func matches(_ agent: [UInt8]) -> Bool {
        var text = agent.map(\.lowercasedASCII)
        for exception in exceptions { Self.remove(exception, from: &text) }
        return patterns.contains { Self.find($0, in: text, from: 0) != nil }
    }

    private static func remove(_ part: [UInt8], from text: inout [UInt8]) {
        var start = 0
        while let place = find(part, in: text, from: start) {
            text.removeSubrange(place..<place + part.count)
            start = place
        }
    }

    private static func find(_ part: [UInt8], in text: [UInt8], from start: Int) -> Int? {
        guard let first = part.first, text.count - start >= part.count else { return nil }
        for place in start...text.count - part.count
        where text[place] == first && text[place..<place + part.count].elementsEqual(part) {
            return place
        }
        return nil
    }
}
