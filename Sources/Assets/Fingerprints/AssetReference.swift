/// A place in a stylesheet or script where another file is named.
struct AssetReference: Sendable, Hashable {
    /// What the place says.
    enum Address: Sendable, Hashable {
        /// An address relative to the file it stands in, without quotes and escapes: `fonts/a.woff2?v=1#x`.
        case file(String)
        /// A script whose name is put together when it is loaded, as in ``import(`./${name}-${language}.js`)``: the
        /// parts that are known, at least two.
        case pattern([String])
    }

    var address: Address
    /// The bytes of the address in the file; of a pattern, those of its end.
    var range: Range<Int>

    var isPattern: Bool {
        if case .pattern = address { return true }
        return false
    }
}
