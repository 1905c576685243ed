/// Marks that the renderer leaves in HTML for what is decided later.
///
/// They begin and end in bytes that no UTF-8 text has, so no author can write one.
enum OutputMark {
    static let start: UInt8 = 0xFF
    static let end: UInt8 = 0xFE
    /// An attribute that refers to an asset.
    static let asset = UInt8(ascii: "A")
    /// The same in an element that the renderer wrote, directly behind `<img `.
    static let picture = UInt8(ascii: "P")
    /// A sealed section.
    static let section = UInt8(ascii: "S")
    /// The place of a directive's body, in what its template wrote.
    static let directiveBody = UInt8(ascii: "B")
    /// Before an address that is finished.
    static let finishedAddress = UInt8(ascii: "U")

    static func bytes(_ kind: UInt8, _ index: Int) -> [UInt8] {
        [start, kind] + Array(String(index).utf8) + [end]
    }

    /// Reads the mark at `offset`, or nil when there is none.
    static func read(_ bytes: [UInt8], at offset: Int) -> (kind: UInt8, index: Int, end: Int)? {
        guard offset + 2 < bytes.count, bytes[offset] == start,
            let close = bytes.offset(of: end, from: offset),
            let index = Int(bytes.text(offset + 2..<close))
        else { return nil }
        return (bytes[offset + 1], index, close + 1)
    }
}
