import Sealing
import Testing

@Suite struct `The trace of a root key` {
    private let printed: String
    private let trace: KeyTrace

    init() throws {
        printed = try RootKey(bytes: SecretBytes(copying: Fixtures.rootBytes)).printed()
        trace = try Fixtures.keys().trace
    }

    private func finds(_ text: String) -> Bool { trace.isIn(Array(text.utf8)) }

    @Test("It is found wherever the key stands, with dashes or without, in either case")
    func found() {
        for text in [
            printed, printed.lowercased(), printed.replacing("-", with: ""), "key: \(printed)\n",
            "\u{0}\(printed)",
            "000G-40R4-" + printed, "0" + printed, printed.prefix(30) + printed,
        ] {
            #expect(finds(String(text)))
        }
    }

    @Test("It is found behind and before as much of anything else as there may be")
    func surrounded() {
        let words = String(repeating: "a few words – and-some-more 0123456789 ", count: 6)
        for count in 0..<words.count {
            #expect(finds(words.prefix(count) + " " + printed + "\n" + words.suffix(count)))
            #expect(!finds(words.prefix(count) + " " + printed.dropLast() + "." + words.suffix(count)))
        }
    }

    @Test("It is not found in another key, in a part of it, or broken by something else")
    func notFound() throws {
        let other = try RootKey(bytes: SecretBytes(copying: [UInt8](repeating: 9, count: 32))).printed()
        for text in [
            "", other, String(printed.dropLast()), String(printed.dropFirst()),
            printed.replacing("-", with: "."),
        ] {
            #expect(!finds(text))
        }
    }

    @Test("Its description shows nothing")
    func description() {
        #expect(!"\(trace)".contains(printed.prefix(4)))
    }
}
