#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Some bytes of a buffer that is lent for the time of a call. Every index is checked.
public struct ByteSlice {
    @usableFromInline let base: UnsafePointer<UInt8>
    /// How many bytes.
    public let count: Int

    @inlinable
    init(base: UnsafePointer<UInt8>, count: Int) {
        self.base = base
        self.count = count
    }

    /// - Returns: nil for a buffer without memory.
    @inlinable
    public init?(_ buffer: UnsafeRawBufferPointer) {
        guard let start = buffer.baseAddress else { return nil }
        self.init(base: start.assumingMemoryBound(to: UInt8.self), count: buffer.count)
    }

    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// - Precondition: `index` is one of `0..<count`.
    @inlinable
    public subscript(index: Int) -> UInt8 {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
        return base[index]
    }

    /// A part of it, whose indexes begin at 0.
    ///
    /// - Precondition: `range` lies within `0..<count`.
    @inlinable
    public subscript(range: Range<Int>) -> ByteSlice {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return ByteSlice(base: base + range.lowerBound, count: range.count)
    }

    @inlinable
    func from(_ start: Int) -> ByteSlice { self[start..<count] }

    /// The same bytes, good for as long as the slice is.
    @inlinable
    public var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// Where `byte` first stands at or after `start`.
    @inlinable
    public func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        guard start >= 0, start < count, let found = memchr(base + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    func contains(_ byte: UInt8) -> Bool { firstIndex(of: byte) != nil }

    func starts(with prefix: StaticString, at start: Int = 0) -> Bool {
        let length = prefix.utf8CodeUnitCount
        return start >= 0 && count - start >= length && memcmp(base + start, prefix.utf8Start, length) == 0
    }

    func starts(with prefix: [UInt8], at start: Int = 0) -> Bool {
        start >= 0 && count - start >= prefix.count
            && prefix.withUnsafeBufferPointer { prefix in
                prefix.baseAddress.map { memcmp(base + start, $0, prefix.count) == 0 } ?? true
            }
    }

    func ends(with suffix: StaticString) -> Bool {
        count >= suffix.utf8CodeUnitCount && starts(with: suffix, at: count - suffix.utf8CodeUnitCount)
    }

    @inlinable
    func equals(_ other: ByteSlice) -> Bool {
        count == other.count && memcmp(base, other.base, count) == 0
    }

    func equals(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && starts(with: text)
    }

    /// A copy.
    public var array: [UInt8] { Array(buffer) }

    /// Text of it, wrong UTF-8 replaced.
    public var text: String { String(decoding: buffer, as: UTF8.self) }

    /// The number that up to `digits` decimal digits make; nil for anything else.
    func decimal(upTo digits: Int) -> Int? {
        guard count > 0, count <= digits, digits <= 18 else { return nil }
        var value = 0
        for index in 0..<count {
            let digit = base[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }
}
