// The canonical JSON of advice. Its texts are an author's, so `"` and `\` are escaped here; other escapes there are none.
extension BundleAdvice {
    /// An object with the fields that there are; `{}` when there is nothing to say.
    var json: [UInt8] {
        var writer = ObjectWriter()
        writer.text("policy", policy)
        writer.list("lessons", lessons) { lesson, writer in
            writer.text("route", lesson.route)
            writer.text("title", lesson.title)
            writer.text("reason", lesson.reason.rawValue)
            writer.text("because", lesson.because)
        }
        writer.list("progress", progress) { course, writer in
            writer.text("course", course.course)
            writer.text("title", course.title)
            writer.text("route", course.route)
            writer.raw("completed", "\(course.completed)")
            writer.raw("lessons", "\(course.lessons)")
            writer.text("next", course.next?.route)
            writer.text("nextTitle", course.next?.title)
        }
        writer.object("offer", offer) { offer, writer in
            writer.text("id", offer.id)
            writer.text("kind", offer.kind.rawValue)
            writer.text("title", offer.title)
            writer.text("text", offer.text)
            writer.text("url", offer.url)
            writer.text("price", offer.price)
            writer.text("until", offer.until)
        }
        writer.object("standing", standing) { standing, writer in
            writer.raw("points", Self.decimal(standing.points))
            writer.raw("rank", "\(standing.rank)")
            writer.raw("members", "\(standing.members)")
        }
        writer.object("arms", arms.isEmpty ? nil : arms) { arms, writer in
            let sorted = arms.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (experiment, arm) in sorted { writer.text(experiment, arm) }
        }
        return writer.closed()
    }

    /// At most two decimals, without zeros at the end.
    private static func decimal(_ points: Double) -> String {
        let hundredths = Int64((points * 100).rounded())
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        if rest == 0 { return "\(whole)" }
        return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Reads the object that comes next; nil where it is not in canonical form, is empty or says what advice cannot.
    static func read(_ cursor: inout ByteCursor) -> BundleAdvice? {
        guard cursor.skip("{") else { return nil }
        var fields = FieldReader(isFirst: true)
        guard let policy = fields.text("\"policy\":", &cursor),
            let lessons = fields.list("\"lessons\":", &cursor, Lesson.read),
            let progress = fields.list("\"progress\":", &cursor, Progress.read),
            let offer = fields.object("\"offer\":", &cursor, Offer.read),
            let standing = fields.object("\"standing\":", &cursor, Standing.read),
            let arms = fields.object("\"arms\":", &cursor, readArms), cursor.skip("}"),
            let advice = try? BundleAdvice(
                policy: policy, lessons: lessons, progress: progress, offer: offer, standing: standing,
                arms: arms ?? [:]),
            !advice.isEmpty
        else { return nil }
        return advice
    }

    private static func readArms(_ cursor: inout ByteCursor) -> [String: String]? {
        var arms: [String: String] = [:]
        var last: String?
        guard cursor.skip("{") else { return nil }
        repeat {
            guard let experiment = cursor.takeText(), cursor.skip(":"), let arm = cursor.takeText(),
                last.map({ $0.utf8.lexicographicallyPrecedes(experiment.utf8) }) ?? true
            else { return nil }
            arms[experiment] = arm
            last = experiment
        } while cursor.skip(",")
        return cursor.skip("}") ? arms : nil
    }
}

extension BundleAdvice.Lesson {
    fileprivate static func read(_ cursor: inout ByteCursor) -> Self? {
        guard cursor.skip("{\"route\":"), let route = cursor.takeText(),
            cursor.skip(",\"title\":"), let title = cursor.takeText(),
            cursor.skip(",\"reason\":"), let reason = cursor.takeText().flatMap(Reason.init(rawValue:))
        else { return nil }
        var fields = FieldReader(isFirst: false)
        guard let because = fields.text("\"because\":", &cursor), cursor.skip("}") else { return nil }
        return try? Self(route: route, title: title, reason: reason, because: because)
    }
}

extension BundleAdvice.Progress {
    fileprivate static func read(_ cursor: inout ByteCursor) -> Self? {
        guard cursor.skip("{\"course\":"), let course = cursor.takeText(),
            cursor.skip(",\"title\":"), let title = cursor.takeText(),
            cursor.skip(",\"route\":"), let route = cursor.takeText(),
            cursor.skip(",\"completed\":"), let completed = cursor.takeInteger(),
            cursor.skip(",\"lessons\":"), let lessons = cursor.takeInteger()
        else { return nil }
        var next: Next?
        if cursor.skip(",\"next\":") {
            guard let route = cursor.takeText(), cursor.skip(",\"nextTitle\":"),
                let title = cursor.takeText(),
                let found = try? Next(route: route, title: title)
            else { return nil }
            next = found
        }
        guard cursor.skip("}") else { return nil }
        return try? Self(
            course: course, title: title, route: route, completed: Int(completed), lessons: Int(lessons),
            next: next)
    }
}

extension BundleAdvice.Offer {
    fileprivate static func read(_ cursor: inout ByteCursor) -> Self? {
        guard cursor.skip("{\"id\":"), let id = cursor.takeText(),
            cursor.skip(",\"kind\":"), let kind = cursor.takeText().flatMap(Kind.init(rawValue:)),
            cursor.skip(",\"title\":"), let title = cursor.takeText()
        else { return nil }
        var fields = FieldReader(isFirst: false)
        guard let text = fields.text("\"text\":", &cursor), let url = fields.text("\"url\":", &cursor),
            let price = fields.text("\"price\":", &cursor), let until = fields.text("\"until\":", &cursor),
            cursor.skip("}")
        else { return nil }
        return try? Self(
            id: id, kind: kind, title: title, text: text, url: url, price: price, until: until)
    }
}

extension BundleAdvice.Standing {
    fileprivate static func read(_ cursor: inout ByteCursor) -> Self? {
        guard cursor.skip("{\"points\":"), let points = cursor.takeHundredths(),
            cursor.skip(",\"rank\":"), let rank = cursor.takeInteger(),
            cursor.skip(",\"members\":"), let members = cursor.takeInteger(), cursor.skip("}")
        else { return nil }
        return try? Self(points: Double(points) / 100, rank: Int(rank), members: Int(members))
    }
}

/// Reads fields that may be missing, in their order. The outer optional of a result is failure.
private struct FieldReader {
    /// Whether no comma comes before the next field.
    private var isFirst: Bool

    init(isFirst: Bool) {
        self.isFirst = isFirst
    }

    mutating func text(_ name: StaticString, _ cursor: inout ByteCursor) -> String?? {
        object(name, &cursor) { $0.takeText() }
    }

    mutating func object<Value>(
        _ name: StaticString, _ cursor: inout ByteCursor, _ read: (inout ByteCursor) -> Value?
    ) -> Value?? {
        var ahead = cursor
        guard isFirst || ahead.skip(","), ahead.skip(name) else { return .some(nil) }
        cursor = ahead
        isFirst = false
        guard let value = read(&cursor) else { return nil }
        return .some(value)
    }

    /// A list that is not there is empty, and one that is there is not.
    mutating func list<Value>(
        _ name: StaticString, _ cursor: inout ByteCursor, _ read: (inout ByteCursor) -> Value?
    ) -> [Value]? {
        let found = object(name, &cursor) { cursor -> [Value]? in
            var values: [Value] = []
            guard cursor.skip("[") else { return nil }
            repeat {
                guard let value = read(&cursor) else { return nil }
                values.append(value)
            } while cursor.skip(",")
            return cursor.skip("]") ? values : nil
        }
        return found.map { $0 ?? [] }
    }
}

extension ByteCursor {
    /// A quoted text, of at most ``BundleAdvice/maximumTextCount`` bytes.
    fileprivate mutating func takeText() -> String? {
        guard skip("\"") else { return nil }
        var text: [UInt8] = []
        while true {
            text += take { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 >= 0x20 && $0 != 0x7F }
            if skip("\"") { break }
            if skip("\\\"") {
                text.append(UInt8(ascii: "\""))
            } else if skip("\\\\") {
                text.append(UInt8(ascii: "\\"))
            } else {
                return nil
            }
        }
        guard text.count <= BundleAdvice.maximumTextCount else { return nil }
        return String(validating: text, as: UTF8.self)
    }

    /// A decimal without sign and with at most two places, in hundredths; zeros at the end are not canonical.
    fileprivate mutating func takeHundredths() -> Int64? {
        guard let whole = takeInteger(), whole <= Int64(BundleAdvice.Standing.maximumPoints) else {
            return nil
        }
        guard skip(".") else { return whole * 100 }
        let digits = take { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }
        guard (1...2).contains(digits.count), digits.last != UInt8(ascii: "0"),
            let places = Int64(String(decoding: digits, as: UTF8.self))
        else { return nil }
        return whole * 100 + (digits.count == 1 ? places * 10 : places)
    }
}

/// Writes an object without white space; what is nil or empty is left out.
private struct ObjectWriter {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    mutating func text(_ name: String, _ value: String?) {
        guard let value else { return }
        key(name)
        bytes.append(UInt8(ascii: "\""))
        if value.utf8.contains(where: Self.isEscaped) {
            for byte in value.utf8 {
                if Self.isEscaped(byte) { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
        } else {
            bytes += value.utf8
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func raw(_ name: String, _ value: String) {
        key(name)
        bytes += value.utf8
    }

    mutating func object<Value>(
        _ name: String, _ value: Value?, _ write: (Value, inout ObjectWriter) -> Void
    ) {
        guard let value else { return }
        key(name)
        bytes += Self.object(value, write)
    }

    mutating func list<Value>(
        _ name: String, _ values: [Value], _ write: (Value, inout ObjectWriter) -> Void
    ) {
        if values.isEmpty { return }
        key(name)
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += Self.object(value, write)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    consuming func closed() -> [UInt8] {
        bytes + [UInt8(ascii: "}")]
    }

    private static func object<Value>(
        _ value: Value, _ write: (Value, inout ObjectWriter) -> Void
    ) -> [UInt8] {
        var writer = ObjectWriter()
        write(value, &writer)
        return writer.closed()
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// The names of fields, and the ids that stand for some, need no escape.
    private mutating func key(_ name: String) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        bytes += name.utf8
        bytes += "\":".utf8
    }
}
