import Sealing
import TestSupport
import Testing

@Suite struct `Unlock codes and printed root keys` {
    private func code() throws -> UnlockCode {
        try Fixtures.keys().unlockCode(member: "anna", generation: 1)
    }

    @Test func `A code is seven groups of four symbols and reads back as itself`() throws {
        let printed = try code().printed()
        #expect(printed.wholeMatch(of: /([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}/) != nil)
        #expect(try UnlockCode(parsing: printed) == code())
    }

    @Test func `Reading ignores case, spaces, line breaks and dashes of any kind`() throws {
        let printed = try code().printed()
        let bare = printed.replacing("-", with: "")
        let spellings = [
            printed.lowercased(), bare, bare.lowercased(), printed.replacing("-", with: " "),
            printed.replacing("-", with: "\u{2013}"), printed.replacing("-", with: "\u{2212}"),
            printed.replacing("-", with: "\u{A0}"), " \t\(printed)\r\n", printed.replacing("-", with: "--"),
            bare.map { "\($0) " }.joined(), "-\(bare)-",
        ]
        for spelling in spellings {
            #expect(try UnlockCode(parsing: spelling) == code(), "\(spelling)")
        }
    }

    @Test func `Reading takes O for 0, and I and L for 1`() throws {
        let keys = try Fixtures.keys()
        var seen: Set<Character> = []
        for generation in 0..<50 {
            let code = keys.unlockCode(member: "anna", generation: generation)
            let printed = code.printed()
            seen.formUnion(printed)
            for (zero, one) in [("O", "I"), ("o", "i"), ("0", "L"), ("0", "l")] {
                let spelling = printed.replacing("0", with: zero).replacing("1", with: one)
                #expect(try UnlockCode(parsing: spelling) == code)
            }
        }
        #expect(seen.isSuperset(of: ["0", "1"]))
    }

    @Test func `A wrong symbol is reported with its place in the text`() throws {
        var text = Array(try code().printed())
        text[6] = "U"
        #expect(throws: CodeError.invalidSymbol("U", position: 7)) { try UnlockCode(parsing: String(text)) }
        #expect(throws: CodeError.invalidSymbol("é", position: 3)) { try UnlockCode(parsing: "  é") }
        #expect(throws: CodeError.invalidSymbol("０", position: 1)) { try UnlockCode(parsing: "０") }
    }

    @Test func `A wrong length is reported with what was expected`() throws {
        let printed = try code().printed()
        #expect(throws: CodeError.wrongLength(expected: 28, found: 0)) { try UnlockCode(parsing: " - ") }
        #expect(throws: CodeError.wrongLength(expected: 28, found: 27)) {
            try UnlockCode(parsing: String(printed.dropLast()))
        }
        #expect(throws: CodeError.wrongLength(expected: 28, found: 29)) {
            try UnlockCode(parsing: printed + "0")
        }
    }

    @Test func `Every mistyped symbol of a code is caught by the checksum`() throws {
        let printed = Array(try code().printed())
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        var caught = 0
        var tried = 0
        for place in printed.indices where printed[place] != "-" {
            for symbol in alphabet where symbol != printed[place] {
                var text = printed
                text[place] = symbol
                tried += 1
                do throws {
                    _ = try UnlockCode(parsing: String(text))
                } catch {
                    #expect(error as? CodeError == .wrongChecksum)
                    caught += 1
                }
            }
        }
        // 12 bits let one wrong code in 4096 through; of these 868, for this code, none.
        #expect(tried == 28 * 31)
        #expect(caught == tried)
    }

    @Test func `A printed root key reads back as forgivingly, and is no unlock code`() throws {
        let root = try RootKey(bytes: SecretBytes(copying: Fixtures.rootBytes))
        let printed = root.printed()
        #expect(printed.wholeMatch(of: /([0-9A-Z]{4}-){13}[0-9A-Z]{4}/) != nil)
        #expect(try RootKey(printed: printed) == root)
        #expect(try RootKey(printed: " " + printed.lowercased().replacing("-", with: " ")) == root)
        #expect(throws: CodeError.wrongLength(expected: 28, found: 56)) { try UnlockCode(parsing: printed) }
        #expect(throws: CodeError.wrongLength(expected: 56, found: 28)) {
            try RootKey(printed: code().printed())
        }
        let mistyped = printed.dropFirst() + (printed.hasPrefix("0") ? "1" : "0")
        #expect(throws: CodeError.wrongChecksum) { try RootKey(printed: String(mistyped)) }
    }

    @Test func `A new root key is random and of the right length`() throws {
        let one = try RootKey.generate()
        #expect(try one != RootKey.generate())
        #expect(try RootKey(printed: one.printed()) == one)
        #expect(throws: SealingError.wrongKeyLength(expected: 32, found: 31)) {
            try RootKey(bytes: SecretBytes(copying: [UInt8](repeating: 1, count: 31)))
        }
        #expect(throws: SealingError.wrongKeyLength(expected: 16, found: 32)) {
            try UnlockCode(bytes: SecretBytes(copying: Fixtures.rootBytes))
        }
    }

    @Test func `Random texts are read or refused, never more`() throws {
        var random = SeededGenerator(seed: 1)
        let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZabcoilOIL-  \n\u{A0}\u{2013}Uü🔑\u{301}\0")
        for round in 0..<5_000 {
            let text = String(
                (0..<Int.random(in: 0...64, using: &random)).map { _ in
                    symbols.randomElement(using: &random) ?? "0"
                })
            do {
                let code = try UnlockCode(parsing: text)
                #expect(
                    try UnlockCode(parsing: code.printed()) == code,
                    "round \(round): \(text.debugDescription)")
            } catch {
                #expect(error is CodeError, "round \(round): \(text.debugDescription)")
            }
        }
    }
}
