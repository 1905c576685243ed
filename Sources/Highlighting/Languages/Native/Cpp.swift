extension Language {
    static let cpp = Language(
        "cpp", "c++", "cc", "cxx", "hpp", "h++", "hh", "hxx",
        words: Words(
            keywords: cKeywords + """
                 and and_eq asm bitand bitor catch class co_await co_return co_yield compl concept const_cast
                consteval constinit decltype delete dynamic_cast explicit export final friend import module
                mutable namespace new noexcept not not_eq operator or or_eq override private protected public
                reinterpret_cast requires static_cast template this throw try typeid typename using virtual xor
                """,
            types: cTypes + " string string_view vector map set unordered_map unique_ptr shared_ptr",
            constants: "true false NULL nullptr",
            capitalsTell: true, callsTell: true),
        numbers: "'",
        rules: Rule.slashComments + cDirectives + [
            .string("R\"(", ")\"", escape: nil, multiline: true), .string("\""), .character,
            .closed("[[", "]]", .attribute),
        ])
}
