/// How members are called on the page: by number, or, where that was asked for, by what the roster says.
struct MemberNames: Sendable {
    /// By member id; nil unless members are to be identified.
    let people: [String: ReportOptions.Person]?
    private var numbers: [String: Int] = [:]

    /// - Parameter members: all who are shown, in the order of their numbers.
    init(_ members: [String], people: [String: ReportOptions.Person]?) {
        self.people = people
        for member in members where numbers[member] == nil { numbers[member] = numbers.count + 1 }
    }

    func name(_ member: String, _ words: Words) -> String {
        guard let people else { return words.member(numbers[member] ?? 0) }
        guard let name = people[member]?.name, !name.isEmpty else { return member }
        return "\(name) (\(member))"
    }
}
