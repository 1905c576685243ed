/// Ids of tiers, courses, sections and members: `[a-z0-9][a-z0-9-]*`.
public enum Identifier {
    public static let rule = "an id has a-z, 0-9 and -, and begins with a letter or digit"

    public static func isValid(_ text: some StringProtocol) -> Bool {
        var isFirst = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: "-") where !isFirst: break
            default: return false
            }
            isFirst = false
        }
        return !isFirst
    }

    /// The valid id nearest to `text`, such as `ann-lee` for `Ann Lee`; nil when nothing is left of it.
    public static func suggestion(for text: String) -> String? {
        var id = ""
        for character in text.lowercased() {
            if isValid(String(character)) {
                id.append(character)
            } else if !id.isEmpty, id.last != "-" {
                id.append("-")
            }
        }
        while id.last == "-" { id.removeLast() }
        return id.isEmpty ? nil : id
    }
}
