import TestSupport

extension SeededGenerator {
    mutating func pick<T>(_ values: [T]) -> T {
        values[Int.random(in: 0..<values.count, using: &self)]
    }

    /// Pieces of CSS in an order that sometimes makes sense.
    mutating func stylesheet() -> String {
        (0..<Int.random(in: 1...4, using: &self)).map { _ in statement(depth: 0) }.joined()
    }

    private mutating func statement(depth: Int) -> String {
        switch Int.random(in: 0..<(depth < 3 ? 6 : 3), using: &self) {
        case 0 where depth > 0, 1 where depth > 0, 2 where depth > 0:
            return pick(["color", "--x", "a", "*b"]) + space() + ":" + space() + pieces()
                + pick([";", ";", ";;", ""])
        case 5: return "@" + pick(["media", "layer", "supports", "x"]) + " " + pieces() + block(depth)
        default: return pieces() + block(depth)
        }
    }

    private mutating func block(_ depth: Int) -> String {
        "{"
            + (0..<Int.random(in: 0...3, using: &self)).map { _ in space() + statement(depth: depth + 1) }
            .joined() + space() + "}"
    }

    private mutating func pieces() -> String {
        (0..<Int.random(in: 1...6, using: &self)).map { _ in
            pick([
                "a", "b-c", ".d", "#e", "1", "-2px", "+3%", ".5", "4e3", "+", "-", ">", "~", "*", "&", ",",
                "!", ":", "::f",
                "(a b)", "(g : h)", "[ i = j ]", "is( k , l )", "calc(1px + 2px)", "\"m n\"", "'o'",
                "url( p.png )", "url('q')",
                "\\31 ", "U+26", "--r", "@", "#", "/", "<", "é", "|",
            ]) + space()
        }.joined()
    }

    private mutating func space() -> String {
        pick(["", "", "", " ", "  ", "\n", "/* s */", " /**/ ", "/*! t */"])
    }
}
