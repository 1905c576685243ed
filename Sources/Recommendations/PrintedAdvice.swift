/// Reads a member's advice in exactly the form in which it is printed, some ten times faster than a decoder does.
///
/// Whatever is spelled otherwise is left to the decoder, and so is saying what is wrong.
struct PrintedAdvice {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    /// Nil for any other spelling, and for what is no advice.
    static func read(_ range: Range<Int>, of bytes: [UInt8]) -> MemberAdvice? {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
        var reader = PrintedAdvice(bytes: bytes, position: range.lowerBound, end: range.upperBound)
        guard let advice = reader.advice(), reader.position == reader.end else { return nil }
        return advice
    }

    private mutating func advice() -> MemberAdvice? {
        guard skip("{\"lessons\":"), let lessons = list({ $0.lesson() }),
            skip(",\"offers\":"), let offers = list({ $0.offer() }),
            skip(",\"progress\":"), let progress = list({ $0.progress() })
        else { return nil }
        var advice = MemberAdvice(lessons: lessons, progress: progress, offers: offers)
        if skip(",\"standing\":") {
            guard let standing = self.standing() else { return nil }
            advice.standing = standing
        }
        return skip("}") ? advice : nil
    }

    private mutating func lesson() -> NextLesson? {
        guard skip("{\"propensity\":"), let propensity = number(), skip(",\"reason\":{") else { return nil }
        var because: String?
        if skip("\"because\":") {
            guard let text = self.text(), skip(",") else { return nil }
            because = text
        }
        guard skip("\"kind\":"), let kind = text().flatMap(Reason.Kind.init(rawValue:)),
            skip("},\"route\":"), let route = text(), skip("}")
        else { return nil }
        return NextLesson(route: route, reason: Reason(kind, because: because), propensity: propensity)
    }

    private mutating func offer() -> SuggestedOffer? {
        guard skip("{\"kind\":"), let kind = text().flatMap(SuggestedOffer.Kind.init(rawValue:)),
            skip(",\"option\":"), let option = text()
        else { return nil }
        var offer = SuggestedOffer(kind: kind, option: option)
        if skip(",\"price\":") {
            guard let price = number() else { return nil }
            offer.price = price
        }
        if skip(",\"risk\":") {
            guard let risk = number() else { return nil }
            offer.risk = risk
        }
        if skip(",\"until\":") {
            guard let until = text() else { return nil }
            offer.until = until
        }
        return skip("}") ? offer : nil
    }

    private mutating func progress() -> CourseProgress? {
        guard skip("{\"completed\":"), let completed = integer(), skip(",\"course\":"), let course = text(),
            skip(",\"lessons\":"), let lessons = integer()
        else { return nil }
        var progress = CourseProgress(course: course, completed: completed, lessons: lessons, next: nil)
        if skip(",\"next\":") {
            guard let next = text() else { return nil }
            progress.next = next
        }
        return skip("}") ? progress : nil
    }

    private mutating func standing() -> PointsStanding? {
        guard skip("{\"members\":"), let members = integer(), skip(",\"points\":"), let points = number(),
            skip(",\"rank\":"), let rank = integer(), skip("}")
        else { return nil }
        return PointsStanding(points: points, rank: rank, members: members)
    }

    // MARK: Pieces

    private mutating func list<Value>(_ read: (inout PrintedAdvice) -> Value?) -> [Value]? {
        if skip("[]") { return [] }
        guard skip("[") else { return nil }
        var values: [Value] = []
        repeat {
            guard let value = read(&self) else { return nil }
            values.append(value)
        } while skip(",")
        return skip("]") ? values : nil
    }

    private mutating func skip(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard count <= end - position else { return false }
        for offset in 0..<count where bytes[position + offset] != literal.utf8Start[offset] { return false }
        position += count
        return true
    }

    /// A text without escapes.
    private mutating func text() -> String? {
        guard skip("\"") else { return nil }
        let start = position
        while position < end, bytes[position] != UInt8(ascii: "\"") {
            guard bytes[position] >= 0x20, bytes[position] != UInt8(ascii: "\\") else { return nil }
            position += 1
        }
        let text = bytes[start..<position]
        return skip("\"") ? String(validating: text, as: UTF8.self) : nil
    }

    private mutating func integer() -> Int? {
        guard let digits = self.digits(), digits.count == 1 || bytes[digits.lowerBound] != UInt8(ascii: "0")
        else {
            return nil
        }
        return Int(String(decoding: bytes[digits], as: UTF8.self))
    }

    /// A number without sign and exponent.
    private mutating func number() -> Double? {
        guard let whole = digits(), whole.count == 1 || bytes[whole.lowerBound] != UInt8(ascii: "0") else {
            return nil
        }
        if skip("."), digits() == nil { return nil }
        return Double(String(decoding: bytes[whole.lowerBound..<position], as: UTF8.self))
    }

    private mutating func digits() -> Range<Int>? {
        let start = position
        while position < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
        return position > start ? start..<position : nil
    }
}
