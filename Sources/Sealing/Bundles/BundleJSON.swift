// The canonical JSON of a bundle. None of its values needs an escape but those of the advice, which has its own
// writer and reader.
extension BundlePlaintext {
    /// The length of the JSON in bytes, before padding.
    public var encodedCount: Int {
        let entries = grants.keys.reduce(0) { $0 + 5 + $1.text.utf8.count }
        let keys = grants.count * Base64.symbolCount(GrantKey.count)
        return publicFields.count + entries + keys + max(0, grants.count - 1) + end.count
    }

    /// The JSON and spaces up to `paddedCount` bytes, which is at least ``encodedCount``.
    package func encoded(paddedTo paddedCount: Int) -> SecretBytes {
        SecretBytes(count: paddedCount) { buffer in
            var writer = SecretWriter(buffer: buffer)
            writer.append(publicFields)
            for (index, (grant, key)) in grants.sorted(by: { $0.key < $1.key }).enumerated() {
                writer.append((index == 0 ? "\"" : ",\"").utf8)
                writer.append(grant.text.utf8)
                writer.append("\":\"".utf8)
                key.secret.withUnsafeBytes { key in Base64.encode(key) { writer.append(CollectionOfOne($0)) }
                }
                writer.append("\"".utf8)
            }
            writer.append(end)
            UnsafeMutableRawBufferPointer(rebasing: buffer[writer.count...]).fillWithSpaces()
        }
    }

    /// Everything before the first grant.
    private var publicFields: [UInt8] {
        func string(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }
        let courses = courses.map { string($0) }.joined(separator: ",")
        return Array(
            """
            {"member":"\(member)","tier":\(string(tier)),"courses":[\(courses)],\
            "from":\(string(from)),"until":\(string(until)),"status":"\(status.rawValue)",\
            "issued":\(issued),"grants":{
            """.utf8)
    }

    /// Everything after the last grant.
    private var end: [UInt8] {
        adviceJSON.isEmpty
            ? Array("}}".utf8) : Array("},\"advice\":".utf8) + adviceJSON + [UInt8(ascii: "}")]
    }

    /// Reads JSON and its padding; only the canonical form is accepted.
    ///
    /// - Throws: ``OpeningError/malformedContents``.
    package init(decoding bytes: UnsafeRawBufferPointer) throws {
        var cursor = ByteCursor(bytes)
        guard let bundle = Self.read(&cursor) else { throw OpeningError.malformedContents }
        self = bundle
    }

    private static func read(_ cursor: inout ByteCursor) -> BundlePlaintext? {
        guard cursor.skip("{\"member\":\""), let member = cursor.takeString(),
            cursor.skip(",\"tier\":"), let tier = takeOptionalString(&cursor),
            cursor.skip(",\"courses\":["), let courses = takeCourses(&cursor),
            cursor.skip(",\"from\":"), let from = takeOptionalString(&cursor),
            cursor.skip(",\"until\":"), let until = takeOptionalString(&cursor),
            cursor.skip(",\"status\":\""), let status = cursor.takeString().flatMap(Status.init(rawValue:)),
            cursor.skip(",\"issued\":"), let issued = cursor.takeInteger(),
            cursor.skip(",\"grants\":{"), let grants = takeGrants(&cursor),
            let advice = takeAdvice(&cursor), cursor.skip("}")
        else { return nil }
        _ = cursor.take { $0 == UInt8(ascii: " ") }
        guard cursor.isAtEnd else { return nil }
        let bundle = try? BundlePlaintext(
            member: member, tier: tier, courses: courses, from: from, until: until, status: status,
            issued: issued, grants: grants, advice: advice)
        return bundle?.courses == courses ? bundle : nil
    }

    /// The outer optional is failure, the inner one `null`.
    private static func takeOptionalString(_ cursor: inout ByteCursor) -> String?? {
        if cursor.skip("null") { return .some(nil) }
        guard cursor.skip("\""), let text = cursor.takeString() else { return nil }
        return .some(text)
    }

    private static func takeCourses(_ cursor: inout ByteCursor) -> [String]? {
        var courses: [String] = []
        if cursor.skip("]") { return courses }
        repeat {
            guard cursor.skip("\""), let course = cursor.takeString() else { return nil }
            courses.append(course)
        } while cursor.skip(",")
        return cursor.skip("]") ? courses : nil
    }

    /// The outer optional is failure, the inner one a bundle without advice.
    private static func takeAdvice(_ cursor: inout ByteCursor) -> BundleAdvice?? {
        guard cursor.skip(",\"advice\":") else { return .some(nil) }
        guard let advice = BundleAdvice.read(&cursor) else { return nil }
        return .some(advice)
    }

    private static func takeGrants(_ cursor: inout ByteCursor) -> HeldGrants? {
        var grants: HeldGrants = [:]
        var last: GrantEpoch?
        if cursor.skip("}") { return grants }
        repeat {
            guard cursor.skip("\""), let grant = cursor.takeString().flatMap({ try? GrantEpoch($0) }),
                last.map({ $0 < grant }) ?? true, cursor.skip(":\"")
            else { return nil }
            var isValid = false
            let key = SecretBytes(count: GrantKey.count) { isValid = cursor.takeBase64(into: $0) }
            guard isValid, cursor.skip("\"") else { return nil }
            grants[grant] = GrantKey(secret: key)
            last = grant
        } while cursor.skip(",")
        return cursor.skip("}") ? grants : nil
    }
}

/// Appends to a buffer that is long enough by construction, so that nothing secret is left behind by a
/// growing array.
private struct SecretWriter {
    let buffer: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    init(buffer: UnsafeMutableRawBufferPointer) {
        self.buffer = buffer
    }

    mutating func append(_ bytes: some Collection<UInt8>) {
        let end = count + bytes.count
        precondition(end <= buffer.count)
        UnsafeMutableRawBufferPointer(rebasing: buffer[count..<end]).copyBytes(from: bytes)
        count = end
    }
}
