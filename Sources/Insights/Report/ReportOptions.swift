/// The languages that a report can be written in.
public enum ReportLanguage: String, Sendable, CaseIterable {
    case english = "en"
    case chinese = "zh"
}

/// What a report is to be like.
public struct ReportOptions: Sendable {
    /// What the roster says of a member.
    public struct Person: Sendable, Hashable {
        public var name: String
        public var address: String

        public init(name: String, address: String) {
            self.name = name
            self.address = address
        }
    }

    public var language: ReportLanguage
    /// The site's title.
    public var title: String
    /// By member id. Nil, unless names and addresses are asked for: members are numbers then.
    public var people: [String: Person]?
    /// The folder of the data files, relative to the page.
    public var dataFolder: String

    public init(
        language: ReportLanguage, title: String, people: [String: Person]? = nil, dataFolder: String = "data"
    ) {
        self.language = language
        self.title = title
        self.people = people
        self.dataFolder = dataFolder
    }
}
