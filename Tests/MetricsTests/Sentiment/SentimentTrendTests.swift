import Foundation
import Metrics
import TestSupport
import Testing

@Suite struct SentimentTrendTests {
    func week(_ number: Int) throws -> ISOWeek { try #require(ISOWeek(year: 2026, week: number)) }

    @Test(arguments: [
        (2005, 1, 1, "2004-W53"), (2005, 1, 2, "2004-W53"), (2005, 12, 31, "2005-W52"),
        (2007, 1, 1, "2007-W01"),
        (2008, 12, 29, "2009-W01"), (2010, 1, 3, "2009-W53"), (2020, 12, 31, "2020-W53"),
        (2024, 2, 29, "2024-W09"),
        (2026, 11, 21, "2026-W47"), (1, 1, 1, "0001-W01"),
    ])
    func `a date falls in its ISO week`(year: Int, month: Int, day: Int, week: String) {
        #expect(ISOWeek(year: year, month: month, day: day)?.description == week)
    }

    @Test func `every date of centuries agrees with Foundation's calendar`() throws {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        var date = try #require(calendar.date(from: DateComponents(year: 1970, month: 1, day: 1)))
        var previous: ISOWeek?
        for _ in 0..<5000 {
            let parts = calendar.dateComponents(
                [.year, .month, .day, .weekOfYear, .yearForWeekOfYear], from: date)
            let week = try #require(
                ISOWeek(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0))
            #expect(week.week == parts.weekOfYear && week.year == parts.yearForWeekOfYear, "\(date)")
            if let previous, previous != week {
                #expect(previous.next == week)
                #expect(previous.index + 1 == week.index)
            }
            previous = week
            date += 86_400 * 5
        }
    }

    @Test func `impossible weeks and dates are none`() {
        #expect(ISOWeek(year: 2021, week: 53) == nil)
        #expect(ISOWeek(year: 2026, week: 0) == nil)
        #expect(ISOWeek(year: 2026, week: Int.max) == nil)
        #expect(ISOWeek(year: 0, week: 1) == nil)
        #expect(ISOWeek(year: Int.max, month: 1, day: 1) == nil)
        #expect(ISOWeek(year: 2025, month: 2, day: 29) == nil)
        #expect(ISOWeek(year: 2025, month: 13, day: 1) == nil)
        #expect(ISOWeek(year: 9999, month: 12, day: 31)?.next == nil)
    }

    @Test func `a week's interval is Student's`() throws {
        // By hand: mean 0.3, s = 0.158114, s/√5 = 0.0707107, t(4) = 2.7764451052.
        let scores = [0.1, 0.2, 0.3, 0.4, 0.5]
        let trend = try SentimentTrend(try scores.map { (try week(10), $0) })
        let only = try #require(trend.weeks.first)
        #expect(trend.weeks.count == 1 && only.count == 5)
        #expect(abs(try #require(only.mean) - 0.3) < 1e-12)
        let interval = try #require(only.interval)
        #expect(abs(interval.lower - (0.3 - 2.7764451051977987 * 0.07071067811865475)) < 1e-10)
        #expect(abs(interval.upper - (0.3 + 2.7764451051977987 * 0.07071067811865475)) < 1e-10)
    }

    /// Half-widths of the interval of −1, 1, −1, 1 … against t quantiles published to ten digits.
    @Test(arguments: [
        (2, 12.7062047362), (3, 4.3026527297), (4, 3.1824463053), (10, 2.2621571628), (101, 1.9839715185),
        (1001, 1.9623390808), (2001, 1.9611508261),
    ])
    func `the t quantile is right for few comments and for many`(count: Int, t: Double) throws {
        // Scores small enough that the interval is not cut at ±1.
        let scores = (0..<count).map { $0.isMultiple(of: 2) ? 0.001 : -0.001 }
        let trend = try SentimentTrend(try scores.map { (try week(1), $0) })
        let interval = try #require(trend.weeks.first?.interval)
        let mean = scores.reduce(0, +) / Double(count)
        let squares = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let error = (squares / Double(count - 1) / Double(count)).squareRoot()
        #expect(abs((interval.upper - mean) / error / t - 1) < 1e-9)
    }

    @Test func `weeks without comments have no mean`() throws {
        let trend = try SentimentTrend([(try week(10), 0.5), (try week(13), -0.5), (try week(13), 0.5)])
        #expect(trend.weeks.map(\.week.week) == [10, 11, 12, 13])
        #expect(trend.weeks.map(\.mean) == [0.5, nil, nil, 0])
        #expect(trend.weeks.map(\.count) == [1, 0, 0, 2])
        #expect(trend.weeks.first?.interval == nil)
        #expect(trend.slope == nil)
    }

    @Test func `weeks go on over the new year`() throws {
        let first = try #require(ISOWeek(year: 2020, week: 52))
        let last = try #require(ISOWeek(year: 2021, week: 2))
        let trend = try SentimentTrend([(last, 0), (first, 0)])
        #expect(trend.weeks.map(\.week.description) == ["2020-W52", "2020-W53", "2021-W01", "2021-W02"])
    }

    @Test func `intervals stay within the scale`() throws {
        let trend = try SentimentTrend([(try week(1), 1), (try week(1), 0.9)])
        #expect(trend.weeks.first?.interval?.upper == 1)
    }

    @Test func `a rising mood has a positive slope, known exactly`() throws {
        var generator = SeededGenerator(seed: 1)
        var scores: [(week: ISOWeek, score: Double)] = []
        for number in 1...20 {
            for _ in 0..<20 {
                scores.append(
                    (
                        try week(number),
                        -0.4 + 0.03 * Double(number) + .random(in: -0.2...0.2, using: &generator)
                    ))
            }
        }
        let trend = try SentimentTrend(scores)
        let slope = try #require(trend.slope)
        #expect(slope.interval.contains(0.03))
        #expect(slope.interval.lower > 0)
        #expect(trend.reading.contains("getting better by 0.03 per week"))
        scores.shuffle(using: &generator)
        #expect(try SentimentTrend(scores) == trend)
        let mirrored = try SentimentTrend(scores.map { ($0.week, -$0.score) })
        #expect(abs(try #require(mirrored.slope).value + slope.value) < 1e-12)
        #expect(mirrored.reading.contains("getting worse"))
    }

    @Test func `the slope equals least squares by hand`() throws {
        // x = 1, 2, 3, y = 0, 0.3, 0.3: slope 0.15, residual sum 0.015, t(1) = 12.7062, error √(0.015/2).
        let trend = try SentimentTrend([(try week(1), 0), (try week(2), 0.3), (try week(3), 0.3)])
        let slope = try #require(trend.slope)
        #expect(abs(slope.value - 0.15) < 1e-12)
        let margin = 12.706204736174698 * (0.015 / 2).squareRoot()
        #expect(abs(slope.interval.upper - 0.15 - margin) < 1e-9)
        #expect(trend.reading.contains("no clear direction"))
    }

    @Test func `intervals of a week's mean and of the slope hold the truth in 95 % of 2,000 samples`() throws
    {
        let random = RandomStream(seed: 20261106)
        var held = (mean: 0, slope: 0)
        for run in 0..<Coverage.runs {
            var stream = random.split(run)
            let scores = try (0..<48).map { row in
                let week = 1 + row % 8
                return (week: try self.week(week), score: 0.02 * Double(week) + 0.15 * stream.normal())
            }
            // Beyond three deviations of 0.15 nothing is cut off at ±1.
            let trend = try SentimentTrend(scores.map { ($0.week, max(-1, min(1, $0.score))) })
            if trend.weeks[4].interval?.contains(0.1) == true { held.mean += 1 }
            if trend.slope?.interval.contains(0.02) == true { held.slope += 1 }
        }
        Coverage.expect(held.mean, "mean")
        Coverage.expect(held.slope, "slope")
    }

    @Test func `every comment twice gives the same means and slope, and a surer slope`() throws {
        var generator = SeededGenerator(seed: 9)
        let scores = try (0..<60).map { row in
            (week: try week(1 + row % 10), score: Double.random(in: -1...1, using: &generator))
        }
        let plain = try SentimentTrend(scores)
        let doubled = try SentimentTrend(scores + scores)
        for (a, b) in zip(plain.weeks, doubled.weeks) {
            expectClose(try #require(b.mean), try #require(a.mean), within: 1e-12)
        }
        let (one, two) = (try #require(plain.slope), try #require(doubled.slope))
        expectClose(two.value, one.value, within: 1e-10)
        expectClose(two.standardError, one.standardError * (58.0 / 118).squareRoot(), within: 1e-10)
    }

    @Test func `topics have their own trends`() throws {
        let trends = try SentimentTrend.byTopic([
            (try week(1), .price, -0.5), (try week(2), .price, 0.5), (try week(1), .service, 0.25),
        ])
        #expect(trends[.price]?.weeks.map(\.mean) == [-0.5, 0.5])
        #expect(trends[.service]?.weeks.map(\.mean) == [0.25])
        #expect(trends[.difficulty] == nil)
    }

    @Test func `impossible scores are refused by row`() throws {
        #expect(throws: MetricsError.tooFewRows(needed: 1, got: 0)) { try SentimentTrend([]) }
        for bad in [Double.nan, .infinity, -1.01, 1.01] {
            let fault = { (row: Int) -> MetricsError in
                bad.isFinite
                    ? .outOfRange(name: "score", row: row, requirement: "between −1 and 1")
                    : .nonFinite(column: "score", row: row)
            }
            #expect(throws: fault(1)) { try SentimentTrend([(try week(1), 0), (try week(1), bad)]) }
            #expect(throws: fault(0)) { try SentimentTrend.byTopic([(try week(1), .price, bad)]) }
        }
        #expect(try SentimentTrend.byTopic([]).isEmpty)
    }
}
