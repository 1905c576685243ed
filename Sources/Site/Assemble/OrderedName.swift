import Content

/// A file's or folder's name in a course: `02-ownership` is number 2, `ownership`.
struct OrderedName: Comparable {
    /// Names without a number come after those with one.
    let number: Int?
    let name: String

    init(_ text: String) {
        (number, name) = splitOrder(text)
    }

    /// `value-types` as people write it: `Value types`.
    var readable: String {
        let words = name.replacing("-", with: " ").replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    static func < (lhs: OrderedName, rhs: OrderedName) -> Bool {
        (lhs.number ?? Int.max, lhs.name) < (rhs.number ?? Int.max, rhs.name)
    }
}
