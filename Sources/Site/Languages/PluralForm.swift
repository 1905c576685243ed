/// Which form of a word goes with a whole number, by the plural rules of Unicode's CLDR.
enum PluralForm: String, Sendable {
    case zero, one, two, few, many

    /// - Parameter language: a BCP 47 tag; one that is not listed has a form for 1 and one for all others.
    init(_ count: Int, language: String) {
        let (last, lastTwo) = (count % 10, count % 100)
        let isTeen = (11...19).contains(lastTwo)
        switch language.primaryLanguage {
        case "fr", "hy", "kab", "pt", "hi", "bn", "fa", "zu", "am", "gu", "kn", "as":
            self = count <= 1 ? .one : .many
        case "ru", "uk", "be", "sr", "hr", "bs":
            let isFew = (2...4).contains(last) && !isTeen
            self = last == 1 && lastTwo != 11 ? .one : isFew ? .few : .many
        case "pl":
            self = count == 1 ? .one : (2...4).contains(last) && !isTeen ? .few : .many
        case "cs", "sk":
            self = count == 1 ? .one : (2...4).contains(count) ? .few : .many
        case "sl":
            self = lastTwo == 1 ? .one : lastTwo == 2 ? .two : (3...4).contains(lastTwo) ? .few : .many
        case "lt":
            self = isTeen ? .many : last == 1 ? .one : last > 1 ? .few : .many
        case "lv":
            self = last == 0 || isTeen ? .zero : last == 1 ? .one : .many
        case "ro", "mo":
            self = count == 1 ? .one : count == 0 || (1...19).contains(lastTwo) ? .few : .many
        case "ga":
            self = count == 1 ? .one : count == 2 ? .two : (3...6).contains(count) ? .few : .many
        case "ar":
            let forms: [Int: PluralForm] = [0: .zero, 1: .one, 2: .two]
            self = forms[count] ?? ((3...10).contains(lastTwo) ? .few : .many)
        case "he":
            self = count == 1 ? .one : count == 2 ? .two : .many
        case "cy":
            let forms: [Int: PluralForm] = [0: .zero, 1: .one, 2: .two, 3: .few]
            self = forms[count] ?? .many
        default:
            self = count == 1 ? .one : .many
        }
    }
}
