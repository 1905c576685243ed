import Membership

/// Who became a member. Days are counted from 1970-01-01.
public struct SimulatedPerson: Sendable, Equatable {
    /// `simulated-0001`
    public var id: String
    public var name: String
    /// Index of the hidden kind.
    public var kind: Int
    /// Index of the course that the person came for; nil on a site without courses.
    public var interest: Int?
    public var isAdvanced: Bool
    public var isChinese: Bool
    /// The tier's rank.
    public var tier: Int
    /// Index of the price tried; nil outside of the experiment.
    public var arm: Int?
    public var price: Double
    /// Index of the channel.
    public var channel: Int
    public var joined: Int
    /// The last day; nil while the person stays.
    public var end: Int?
    /// On which day it is known that the person leaves: some say so before.
    var endKnown: Int?
    /// When each payment was made, the first on joining.
    public var payments: [Int]
    /// Days with a visit in a month, on average.
    var visits: Double

    func known(on day: Int) -> SimulatedPerson {
        var person = self
        if let known = endKnown, known > day { (person.end, person.endKnown) = (nil, nil) }
        person.payments.removeAll { $0 > day }
        return person
    }
}

/// A visit of a member. Seconds are of the day in the site's time zone.
public struct SimulatedVisit: Sendable, Equatable {
    public var person: Int
    public var day: Int
    public var second: Int
    /// Whether it began at the page with the suggestions, and the pages suggested there by place; nil where
    /// there was none for that place.
    public var home: Bool
    public var slate: [Int?]
    public var views: [SimulatedView]
    /// What was searched for in vain.
    public var search: String?
    public var isFromNewsletter: Bool
}

public struct SimulatedView: Sendable, Equatable {
    /// Index of the page.
    public var page: Int
    public var seconds: Int
    /// Quarters read before and after, 0 to 4; after 4 the page is done.
    public var before: Int
    public var after: Int
    public var isLiked: Bool
    public var rating: Int?
    /// Whether it was followed from the suggestions.
    public var isFollowed: Bool
}

/// The visit of somebody who is no member, or not yet.
public struct SimulatedStranger: Sendable, Equatable {
    public var day: Int
    public var second: Int
    public var channel: Int
    /// Pages by their index, below 0 the entrances: −1 is the first of them.
    public var pages: [Int]
    public var isChinese: Bool
}

public struct SimulatedComment: Sendable, Equatable {
    public var person: Int
    public var day: Int
    public var second: Int
    /// Index of the page.
    public var page: Int
    /// As insights names it: `price`.
    public var topic: String
    public var isPleased: Bool
    public var text: String
}
