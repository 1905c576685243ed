/// A fast hash for tables and for sums over lines, by multiplication to 128 bits. Not for secrets.
///
/// The same bytes and seed give the same hash on every machine.
public enum ByteHash {
    /// - Returns: 64 bits, all of which depend on every byte and on the seed.
    public static func hash(_ bytes: ByteSlice, seed: UInt64) -> UInt64 {
        var state = seed ^ 0x2D35_8DCC_AA6C_78A5
        let start = UnsafeRawPointer(bytes.base)
        let count = bytes.count
        if count >= 16 {
            var offset = 0
            while offset + 16 < count {
                state = mix(
                    word(start, offset) ^ 0x8BB8_4B93_962E_ACC9,
                    word(start, offset &+ 8) ^ state)
                offset &+= 16
            }
            // The last 16 bytes, which may overlap what was read.
            state = mix(
                word(start, count &- 16) ^ 0x4B33_A62E_D433_D4A3, word(start, count &- 8) ^ state)
        } else if count >= 8 {
            state = mix(word(start, 0) ^ 0x8BB8_4B93_962E_ACC9, word(start, count &- 8) ^ state)
        } else if count > 0 {
            var value: UInt64 = 0
            for index in 0..<count { value = value &<< 8 | UInt64(bytes.base[index]) }
            state = mix(value ^ 0x8BB8_4B93_962E_ACC9, state ^ 0x4B33_A62E_D433_D4A3)
        }
        return mix(state ^ 0x4D5A_2DA5_1DE1_AA47, UInt64(count) ^ 0xA076_1D64_78BD_642F)
    }

    /// The same for the same texts in any order.
    public static func sum(_ texts: some Sequence<String>, seed: UInt64) -> UInt64 {
        texts.reduce(0) { sum, text in
            var text = text
            return sum
                &+ text.withUTF8 { bytes in
                    ByteSlice(UnsafeRawBufferPointer(bytes)).map { hash($0, seed: seed) } ?? 0
                }
        }
    }

    @inline(__always)
    static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    @inline(__always)
    private static func word(_ start: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
