/// Scripts with fewer spaces and lines.
public enum Script {
    /// Leaves out the spaces that stand between two tokens which need none, and line ends behind `;`, `,` and what opens.
    /// Other lines stay, and with them where statements end.
    ///
    /// - Parameter source: JavaScript without comments at the ends of lines; what cannot be followed stays as it is.
    public static func compacted(_ source: [UInt8]) -> [UInt8] {
        guard let spaces = ModuleScanner.spaces(in: source) else { return source }
        var output: [UInt8] = []
        output.reserveCapacity(source.count)
        var next = spaces[...]
        for (place, byte) in source.enumerated() {
            guard place == next.first else {
                output.append(byte)
                continue
            }
            next.removeFirst()
            let after = place + 1 < source.count ? source[place + 1] : 0x0A
            if needsSpace(between: output.last ?? 0x0A, and: after) { output.append(byte) }
        }
        return output
    }

    private static func needsSpace(between first: UInt8, and second: UInt8) -> Bool {
        // A slash may begin a regular expression or a comment, a dot behind a number goes on with it.
        let slash = UInt8(ascii: "/")
        if first == slash || second == slash || second == UInt8(ascii: ".") { return true }
        if first == second {
            return first == UInt8(ascii: "+") || first == UInt8(ascii: "-") || isWord(first)
        }
        return isWord(first) && isWord(second)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte >= 0x80
            || [UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "\\")].contains(byte)
            || (0x30...0x39).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
