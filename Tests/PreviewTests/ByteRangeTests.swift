import Preview
import TestSupport
import Testing

@Suite struct ByteRangeTests {
    @Test(
        arguments: [
            (nil, .whole), ("bytes=0-499", .part(0..<500)), ("bytes=500-", .part(500..<1000)),
            ("bytes=-300", .part(700..<1000)), ("bytes=-5000", .part(0..<1000)),
            ("bytes=999-999", .part(999..<1000)), ("bytes=0-99999999", .part(0..<1000)),
            ("bytes=1000-", .unsatisfiable), ("bytes=1000-1001", .unsatisfiable),
            ("bytes=-0", .unsatisfiable),
            ("bytes=5-4", .whole), ("bytes=0-1,5-6", .whole), ("bytes=-", .whole), ("bytes=a-b", .whole),
            ("bytes=+1-5", .whole), ("bytes=--5", .whole), ("items=0-5", .whole), ("", .whole),
            ("bytes=99999999999999999999-", .whole),
        ] as [(String?, ByteRange)])
    func `the part of a file of 1000 bytes that is asked for`(header: String?, range: ByteRange) {
        #expect(ByteRange(header, size: 1000) == range)
    }

    @Test func `no header asks for more than there is`() {
        var generator = SeededGenerator(seed: 3)
        let pieces = ["bytes=", "-", "0", "1", "9", "9223372036854775807", ",", " ", "x"]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...6, using: &generator)
            let header =
                "bytes=" + (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let size = Int.random(in: 0...12, using: &generator)
            guard case .part(let part) = ByteRange(header, size: size) else { continue }
            #expect(!part.isEmpty && part.lowerBound >= 0 && part.upperBound <= size, "\(header) of \(size)")
        }
    }
}
