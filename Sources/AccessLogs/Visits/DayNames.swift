/// What the texts of a day mean: members of bundle ids, routes of sealed ids. Each is looked up once.
struct DayNames {
    /// The day's texts, and behind them the routes of sections that nobody viewed.
    let texts: [[UInt8]]
    /// By number of the text; -1 where it is no known id.
    let bundleMember: [Int]
    let sectionRoute: [Int]
    let members: Members
    /// The texts as strings.
    let names: [String]

    init(texts: [[UInt8]], members: Members, sections: [String: String]) {
        var all = texts
        var numbers: [[UInt8]: Int] = [:]
        var bundleMember = Array(repeating: -1, count: texts.count)
        var sectionRoute = Array(repeating: -1, count: texts.count)
        for (index, text) in texts.enumerated() where text.first == UInt8(ascii: "/") {
            numbers[text] = index
        }
        for (index, text) in texts.enumerated() where RequestTarget.isID(text[...]) {
            let id = String(decoding: text, as: UTF8.self)
            bundleMember[index] = members.member(bundle: id)
            guard let route = sections[id].map({ Array($0.utf8) }) else { continue }
            if numbers[route] == nil {
                numbers[route] = all.count
                all.append(route)
            }
            sectionRoute[index] = numbers[route] ?? -1
        }
        self.texts = all
        names = all.map { String(decoding: $0, as: UTF8.self) }
        self.bundleMember = bundleMember
        self.sectionRoute = sectionRoute
        self.members = members
    }
}
