/// Requests of one part of a day in a compact form, without addresses and agents, as it is kept until the day is
/// closed. Batches of the same part may be counted together in any order.
public struct DayBatch: Sendable {
    /// Days since 1970-01-01.
    public let day: Int
    /// 0 but for lines that came after the day had been closed.
    public let part: Int
    /// Number of requests.
    public let count: Int
    /// What is to be kept, and given to ``DayCounter``.
    public let bytes: [UInt8]

    static let magic: UInt32 = 0x3262_6473

    init(day: Int, part: Int, visitors: VisitorTable, requests: [LoggedRequest], texts: Interner) {
        self.day = day
        self.part = part
        count = requests.count
        // Only the texts that this day uses, numbered anew.
        var used = UsedTexts(of: texts.count)
        let renumbered = requests.map {
            $0.with(visitor: $0.visitor, text: used.number($0.text), origin: used.number($0.origin))
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            32 + visitors.keys.count * 17 + used.texts.count * 24 + requests.count * 24)
        Self.append(Self.magic, to: &bytes)
        Self.append(UInt32(visitors.keys.count), to: &bytes)
        Self.append(UInt32(used.texts.count), to: &bytes)
        Self.append(UInt32(requests.count), to: &bytes)
        for key in visitors.keys {
            withUnsafeBytes(of: (key.high.littleEndian, key.low.littleEndian)) {
                bytes.append(contentsOf: $0)
            }
        }
        bytes.append(contentsOf: visitors.kinds.map(\.rawValue))
        for index in used.texts { Self.append(UInt32(texts.text(index).count), to: &bytes) }
        for index in used.texts { bytes.append(contentsOf: texts.text(index)) }
        renumbered.withUnsafeBytes { bytes.append(contentsOf: $0) }
        self.bytes = bytes
    }

    private static func append(_ value: UInt32, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// The texts of a table that are used, in the order of their coming; the empty one is the first.
    private struct UsedTexts {
        private(set) var texts = [0]
        private var numbers: [UInt32]

        init(of count: Int) {
            numbers = Array(repeating: .max, count: count)
            numbers[0] = 0
        }

        mutating func number(_ text: UInt32) -> UInt32 {
            let index = Int(text)
            if numbers[index] == .max {
                numbers[index] = UInt32(texts.count)
                texts.append(index)
            }
            return numbers[index]
        }
    }
}

/// A batch that was kept is not whole.
public struct DamagedBatch: Error, Sendable, Hashable {}

/// A batch read back.
struct BatchContents {
    private(set) var keys: [VisitorKey]
    private(set) var kinds: [AgentKind]
    private(set) var texts: [ArraySlice<UInt8>]
    private(set) var requests: [LoggedRequest]

    init(_ bytes: [UInt8]) throws(DamagedBatch) {
        var offset = 0
        func word() throws(DamagedBatch) -> Int {
            guard offset + 4 <= bytes.count else { throw DamagedBatch() }
            offset += 4
            return bytes.withUnsafeBytes {
                Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: offset - 4, as: UInt32.self)))
            }
        }
        guard try word() == Int(DayBatch.magic) else { throw DamagedBatch() }
        let (visitors, textCount, count) = (try word(), try word(), try word())
        guard offset + visitors * 17 + textCount * 4 + count * 24 <= bytes.count else { throw DamagedBatch() }
        let start = offset
        keys = bytes.withUnsafeBytes { raw in
            (0..<visitors).map { index in
                let place = start + index * 16
                return VisitorKey(
                    high: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)),
                    low: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)))
            }
        }
        offset += visitors * 16
        kinds = bytes[offset..<offset + visitors].map { AgentKind(rawValue: $0) ?? .browser }
        offset += visitors
        var lengths: [Int] = []
        lengths.reserveCapacity(textCount)
        for _ in 0..<textCount { lengths.append(try word()) }
        var texts: [ArraySlice<UInt8>] = []
        texts.reserveCapacity(textCount)
        for length in lengths {
            guard offset + length <= bytes.count else { throw DamagedBatch() }
            texts.append(bytes[offset..<offset + length])
            offset += length
        }
        self.texts = texts
        guard bytes.count == offset + count * 24 else { throw DamagedBatch() }
        let first = offset
        let requests = [LoggedRequest](unsafeUninitializedCapacity: count) { buffer, initialized in
            bytes.withUnsafeBytes { raw in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: raw[first..<first + count * 24]))
            }
            initialized = count
        }
        guard
            requests.allSatisfy({
                Int($0.visitor) < visitors && Int($0.text) < textCount && Int($0.origin) < textCount
            })
        else { throw DamagedBatch() }
        self.requests = requests
    }

    /// Forgets the texts, and with them the bytes that were read.
    mutating func dropTexts() {
        texts = []
    }

    /// The visitors of one share of all possible keys, without texts; shares follow each other in the order of keys.
    func share(_ share: Int, of shares: Int) -> BatchContents {
        var result = self
        result.texts = []
        var numbers = Array(repeating: UInt32.max, count: keys.count)
        result.keys = []
        result.kinds = []
        for (index, key) in keys.enumerated()
        where Int(key.high.multipliedFullWidth(by: UInt64(shares)).high) == share {
            numbers[index] = UInt32(result.keys.count)
            result.keys.append(key)
            result.kinds.append(kinds[index])
        }
        result.requests = requests.compactMap { request in
            let number = numbers[Int(request.visitor)]
            return number == .max
                ? nil : request.with(visitor: number, text: request.text, origin: request.origin)
        }
        return result
    }
}
