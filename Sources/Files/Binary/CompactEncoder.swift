/// Writes `Codable` values as few bytes, for records that only the same program reads back.
///
/// Fields stand one after the other in the order of their declaration, without names. So a reader needs the very
/// types that wrote them, and dictionaries with text for keys, whose order nobody knows, are not for it.
public final class CompactEncoder {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    public init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Appends a value.
    ///
    /// - Throws: `EncodingError` for a type that this form is not for.
    public func encode(_ value: some Encodable) throws {
        try value.encode(to: Writer(out: self))
    }

    public func append(_ flag: Bool) {
        bytes.append(flag ? 1 : 0)
    }

    /// Small numbers of either sign in one byte, larger ones in seven bits a byte.
    public func append(_ number: Int64) {
        var rest = UInt64(bitPattern: number << 1 ^ number >> 63)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A number in eight bytes, for those that are seldom small.
    public func append(fixed number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    public func append(_ text: String) {
        append(Int64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Bytes, without their count.
    public func append(bytes more: [UInt8]) {
        bytes.append(contentsOf: more)
    }

    /// Room for a count that is known when all elements are written.
    fileprivate func beginCount() -> Int {
        bytes.append(contentsOf: [0, 0, 0, 0])
        return bytes.count - 4
    }

    fileprivate func setCount(_ count: Int, at place: Int) {
        for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: count >> (8 * index)) }
    }
}

private struct Writer: Encoder {
    let out: CompactEncoder
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedWriter(out: out))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { ListWriter(out) }

    func singleValueContainer() -> any SingleValueEncodingContainer { ValueWriter(out: out) }
}

/// A value that writes and reads its fields itself, which takes a fraction of the time: for what is there by the thousand.
public protocol CompactValue: Codable {
    func write(to out: CompactEncoder)
    /// - Throws: `DecodingError` when the bytes are no such value.
    init(reading source: CompactDecoder) throws
}

extension CompactValue {
    public func encode(to encoder: any Encoder) throws {
        guard let writer = encoder as? Writer else { throw unsupported("another encoder") }
        write(to: writer.out)
    }
}

/// Fields in the order in which they come; each optional one behind a byte that says whether it is there.
private struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let out: CompactEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) { out.append(false) }
    func encode(_ value: Bool, forKey key: Key) { out.append(value) }
    func encode(_ value: String, forKey key: Key) { out.append(value) }
    func encode(_ value: Double, forKey key: Key) { out.append(fixed: value.bitPattern) }
    func encode(_ value: Float, forKey key: Key) { out.append(fixed: Double(value).bitPattern) }
    func encode(_ value: Int, forKey key: Key) { out.append(Int64(value)) }
    func encode(_ value: Int8, forKey key: Key) { out.append(Int64(value)) }
    func encode(_ value: Int16, forKey key: Key) { out.append(Int64(value)) }
    func encode(_ value: Int32, forKey key: Key) { out.append(Int64(value)) }
    func encode(_ value: Int64, forKey key: Key) { out.append(value) }
    func encode(_ value: UInt, forKey key: Key) { out.append(fixed: UInt64(value)) }
    func encode(_ value: UInt8, forKey key: Key) { out.append(Int64(value)) }
    func encode(_ value: UInt16, forKey key: Key) { out.append(Int64(value)) }
    func encode(_ value: UInt32, forKey key: Key) { out.append(Int64(value)) }
    func encode(_ value: UInt64, forKey key: Key) { out.append(fixed: value) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try out.encode(value) }

    func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: String?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try optional(value) }
    func encodeIfPresent(_ value: (some Encodable)?, forKey key: Key) throws { try optional(value) }

    private func optional(_ value: (some Encodable)?) throws {
        out.append(value != nil)
        if let value { try out.encode(value) }
    }

    // A case of an enumeration stands under its name.
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        out.append(key.stringValue)
        return KeyedEncodingContainer(KeyedWriter<Nested>(out: out))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { ListWriter(out) }
    func superEncoder() -> any Encoder { Writer(out: out) }
    func superEncoder(forKey key: Key) -> any Encoder { Writer(out: out) }
}

/// How many elements there are, then each.
private struct ListWriter: UnkeyedEncodingContainer {
    private let out: CompactEncoder
    private let place: Int
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    init(_ out: CompactEncoder) {
        self.out = out
        place = out.beginCount()
    }

    private mutating func counted() -> CompactEncoder {
        count += 1
        out.setCount(count, at: place)
        return out
    }

    mutating func encodeNil() throws { throw unsupported("an absent element") }
    mutating func encode(_ value: some Encodable) throws { try counted().encode(value) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        KeyedEncodingContainer(KeyedWriter<Nested>(out: counted()))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { ListWriter(counted()) }
    mutating func superEncoder() -> any Encoder { Writer(out: counted()) }
}

private struct ValueWriter: SingleValueEncodingContainer {
    let out: CompactEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil() throws { throw unsupported("an absent value") }
    func encode(_ value: Bool) { out.append(value) }
    func encode(_ value: String) { out.append(value) }
    func encode(_ value: Double) { out.append(fixed: value.bitPattern) }
    func encode(_ value: Float) { out.append(fixed: Double(value).bitPattern) }
    func encode(_ value: Int) { out.append(Int64(value)) }
    func encode(_ value: Int8) { out.append(Int64(value)) }
    func encode(_ value: Int16) { out.append(Int64(value)) }
    func encode(_ value: Int32) { out.append(Int64(value)) }
    func encode(_ value: Int64) { out.append(value) }
    func encode(_ value: UInt) { out.append(fixed: UInt64(value)) }
    func encode(_ value: UInt8) { out.append(Int64(value)) }
    func encode(_ value: UInt16) { out.append(Int64(value)) }
    func encode(_ value: UInt32) { out.append(Int64(value)) }
    func encode(_ value: UInt64) { out.append(fixed: value) }
    func encode(_ value: some Encodable) throws { try out.encode(value) }
}

private func unsupported(_ what: String) -> EncodingError {
    .invalidValue(
        what, EncodingError.Context(codingPath: [], debugDescription: "\(what) has no compact form"))
}
