import Membership

/// Moves the dates of pages into the simulated time: in their order, from some months before its start to its middle.
struct EarlierDates {
    /// The first date and the last that move; nil where all dates stay.
    private let moving: ClosedRange<Day>?
    /// Where the first one goes, and how much longer the time between them gets.
    private let target: Day
    private let factor: Double

    /// - Parameters:
    ///   - pages: their Markdown, with front matter.
    ///   - start: the first simulated day.
    ///   - last: the last; what is dated later stays.
    init(_ pages: [[UInt8]], start: Day, last: Day) {
        let dates = pages.flatMap { Self.places(String(decoding: $0, as: UTF8.self)).map(\.day) }
            .filter { $0 <= last }
        let span = Double(last.number - start.number)
        target = start.adding(days: -Int(span / 4))
        guard let first = dates.min(), let newest = dates.max(), first > target else {
            (moving, factor) = (nil, 1)
            return
        }
        moving = first...newest
        factor = span * 0.75 / Double(max(1, newest.number - first.number))
    }

    /// The page with its dates moved.
    func moved(_ page: [UInt8]) -> [UInt8] {
        guard let moving else { return page }
        var text = String(decoding: page, as: UTF8.self)
        for place in Self.places(text).reversed() where moving.contains(place.day) {
            let days = Int(Double(place.day.number - moving.lowerBound.number) * factor)
            text.replaceSubrange(place.range, with: target.adding(days: days).description)
        }
        return Array(text.utf8)
    }

    /// Where the front matter has a day.
    private static func places(_ text: String) -> [(range: Range<String.Index>, day: Day)] {
        var places: [(Range<String.Index>, Day)] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if number == 0, line != "---" { break }
            if number > 0, line == "---" { break }
            guard let match = line.firstMatch(of: #/^(?:date|updated):[ ]*"?(\d{4}-\d{2}-\d{2})/#),
                let day = Day(match.1)
            else { continue }
            places.append((match.1.startIndex..<match.1.endIndex, day))
        }
        return places
    }
}
