extension Language {
    static let c = Language(
        "c", "h", "objc", "objective-c",
        words: Words(
            keywords: cKeywords,
            types: cTypes,
            constants: "true false NULL nullptr",
            capitalsTell: true, callsTell: true),
        numbers: "'",
        rules: Rule.slashComments + cDirectives + [.string("\""), .character])

    static let cKeywords = """
        alignas alignof auto break case const constexpr continue default do else enum extern for goto if inline
        register restrict return sizeof static static_assert struct switch thread_local typedef typeof union
        volatile while _Alignas _Alignof _Atomic _Generic _Noreturn _Static_assert _Thread_local
        """

    static let cTypes = """
        void bool char short int long float double signed unsigned _Bool _Complex size_t ssize_t ptrdiff_t
        intptr_t uintptr_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t wchar_t char8_t
        char16_t char32_t time_t off_t FILE va_list max_align_t
        """

    /// `#include <stdio.h>` and the other directives.
    static let cDirectives: [Rule] = [
        .closed("#include <", ">", .keyword, at: .afterIndent), .sigil("#", .keyword, at: .afterIndent),
    ]
}
