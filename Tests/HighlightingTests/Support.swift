import Highlighting
import Testing

/// Code with its runs marked, as `k[let] x = n[1]`; plain runs have no mark.
func marked(_ code: String, _ language: String) -> String {
    let bytes = Array(code.utf8)
    var start = 0
    var result = ""
    for token in Highlighter.tokens(of: bytes, language: language) ?? [] {
        let text = String(decoding: bytes[start..<token.end], as: UTF8.self)
        let letter = String(UnicodeScalar(token.kind.rawValue))
        result += token.kind == .plain ? text : "\(letter)[\(text)]"
        start = token.end
    }
    return result
}

/// The same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
