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
