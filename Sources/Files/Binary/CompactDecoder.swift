/// Reads what `CompactEncoder` wrote.
///
/// Bytes that end early or make no sense are an error, never a crash; which type wrote them is for the caller to know.
public final class CompactDecoder {
    private let bytes: [UInt8]
    /// Where the next value begins.
    public private(set) var position: Int
    fileprivate let userInfo: [CodingUserInfoKey: any Sendable]

    /// - Parameters:
    ///   - position: where the value begins that is read first.
    ///   - userInfo: what types ask their decoder for.
    public init(_ bytes: [UInt8], at position: Int = 0, userInfo: [CodingUserInfoKey: any Sendable] = [:]) {
        self.bytes = bytes
        self.position = position
        self.userInfo = userInfo
    }

    /// The next value.
    ///
    /// - Throws: `DecodingError` when the bytes are no such value.
    public func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try Value(from: Reader(source: self))
    }

    fileprivate func byte() throws -> UInt8 {
        guard bytes.indices.contains(position) else { throw damaged }
        defer { position += 1 }
        return bytes[position]
    }

    public func flag() throws -> Bool {
        switch try byte() {
        case 0: false
        case 1: true
        default: throw damaged
        }
    }

    public func number() throws -> Int64 {
        var rest: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 64 else { throw damaged }
            rest |= UInt64(next & 0x7F) << shift
            if next < 0x80 { break }
            shift += 7
        }
        return Int64(bitPattern: rest >> 1) ^ -Int64(bitPattern: rest & 1)
    }

    /// - Throws: `DecodingError` also where the number does not fit.
    public func integer<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
        guard let number = Number(exactly: try number()) else { throw damaged }
        return number
    }

    public func fixed() throws -> UInt64 {
        guard bytes.count - position >= 8 else { throw damaged }
        defer { position += 8 }
        return bytes.withUnsafeBytes {
            UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        }
    }

    public func text() throws -> String {
        let count = try integer(Int.self)
        guard count >= 0, count <= bytes.count - position else { throw damaged }
        defer { position += count }
        return String(decoding: bytes[position..<position + count], as: UTF8.self)
    }

    /// The next bytes, as many as were written.
    public func bytes(_ count: Int) throws -> [UInt8] {
        guard count >= 0, count <= bytes.count - position else { throw damaged }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    fileprivate func count() throws -> Int {
        var count = 0
        for index in 0..<4 { count |= Int(try byte()) << (8 * index) }
        return count
    }

    /// The text that comes next, which is not taken.
    fileprivate func nextText() -> String? {
        let start = position
        defer { position = start }
        return try? text()
    }

    fileprivate var damaged: DecodingError {
        .dataCorrupted(
            DecodingError.Context(codingPath: [], debugDescription: "no such value at byte \(position)"))
    }
}

private struct Reader: Decoder {
    let source: CompactDecoder
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { source.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(KeyedReader(source: source))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try ListReader(source) }
    func singleValueContainer() -> any SingleValueDecodingContainer { ValueReader(source: source) }
}

extension CompactValue {
    public init(from decoder: any Decoder) throws {
        guard let reader = decoder as? Reader else {
            throw DecodingError.typeMismatch(
                Self.self, DecodingError.Context(codingPath: [], debugDescription: "of another decoder"))
        }
        try self.init(reading: reader.source)
    }
}

private struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let source: CompactDecoder
    var codingPath: [any CodingKey] { [] }

    /// An enumeration asks which case it is.
    var allKeys: [Key] { source.nextText().flatMap { Key(stringValue: $0) }.map { [$0] } ?? [] }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) throws -> Bool { try !source.flag() }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try source.flag() }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try source.text() }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
        Double(bitPattern: try source.fixed())
    }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
        Float(Double(bitPattern: try source.fixed()))
    }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try source.integer(type) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try source.integer(type) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try source.integer(type) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try source.integer(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try source.number() }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { UInt(try source.fixed()) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try source.integer(type) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try source.integer(type) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try source.integer(type) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try source.fixed() }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try source.decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        guard try source.text() == key.stringValue else { throw source.damaged }
        return KeyedDecodingContainer(KeyedReader<Nested>(source: source))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try ListReader(source)
    }

    func superDecoder() -> any Decoder { Reader(source: source) }
    func superDecoder(forKey key: Key) -> any Decoder { Reader(source: source) }
}

private struct ListReader: UnkeyedDecodingContainer {
    private let source: CompactDecoder
    private let size: Int
    private(set) var currentIndex = 0
    var codingPath: [any CodingKey] { [] }

    init(_ source: CompactDecoder) throws {
        self.source = source
        size = try source.count()
    }

    // No count is told: it is not to be trusted with memory before the elements are there.
    var count: Int? { nil }
    var isAtEnd: Bool { currentIndex >= size }

    mutating func decodeNil() -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try next().decode(type)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        KeyedDecodingContainer(KeyedReader<Nested>(source: try next()))
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try ListReader(next()) }
    mutating func superDecoder() throws -> any Decoder { Reader(source: try next()) }

    private mutating func next() throws -> CompactDecoder {
        guard !isAtEnd else { throw source.damaged }
        currentIndex += 1
        return source
    }
}

private struct ValueReader: SingleValueDecodingContainer {
    let source: CompactDecoder
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }
    func decode(_ type: Bool.Type) throws -> Bool { try source.flag() }
    func decode(_ type: String.Type) throws -> String { try source.text() }
    func decode(_ type: Double.Type) throws -> Double { Double(bitPattern: try source.fixed()) }
    func decode(_ type: Float.Type) throws -> Float { Float(Double(bitPattern: try source.fixed())) }
    func decode(_ type: Int.Type) throws -> Int { try source.integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try source.integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try source.integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try source.integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try source.number() }
    func decode(_ type: UInt.Type) throws -> UInt { UInt(try source.fixed()) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try source.integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try source.integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try source.integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try source.fixed() }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try source.decode(type) }
}
