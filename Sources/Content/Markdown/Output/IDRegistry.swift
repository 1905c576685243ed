/// The ids of a page, each given once.
struct IDRegistry {
    private var taken: Set<String>
    private var nextNumber: [String: Int] = [:]

    init(reserved: Set<String> = []) {
        taken = reserved
    }

    /// Notes an id that stands in the text as it is.
    mutating func note(_ id: String) {
        taken.insert(id)
    }

    /// `wanted`, or with `-2`, `-3` … behind it when that is taken.
    mutating func claim(_ wanted: String) -> String {
        if taken.insert(wanted).inserted { return wanted }
        var number = nextNumber[wanted] ?? 2
        while !taken.insert("\(wanted)-\(number)").inserted { number += 1 }
        nextNumber[wanted] = number + 1
        return "\(wanted)-\(number)"
    }
}
