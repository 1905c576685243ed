extension Language {
    static let go = Language(
        "go", "golang",
        words: Words(
            keywords: """
                break case chan const continue default defer else fallthrough for func go goto if import
                interface map package range return select struct switch type var
                """,
            types: """
                any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64
                rune string uint uint8 uint16 uint32 uint64 uintptr
                """,
            constants: "true false nil iota",
            functions:
                "append cap clear close complex copy delete imag len make max min new panic print println real recover",
            callsTell: true),
        rules: Rule.slashComments + [
            .string("`", escape: nil, multiline: true), .string("\""), .character,
        ])
}
