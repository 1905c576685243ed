/// A page as lists order it.
protocol DatedPage {
    var published: Moment? { get }
    var route: Route { get }
}

extension DatedPage {
    /// Newest first; pages without a date last, then by route so that the order is one.
    func isNewer(than other: Self) -> Bool {
        switch (published, other.published) {
        case (let first?, let second?) where first.date != second.date: first > second
        case (_?, nil): true
        case (nil, _?): false
        default: route < other.route
        }
    }
}

extension SourcePageFields: DatedPage {}
extension PublicPageFields: DatedPage {}
extension Held: DatedPage where Value: DatedPage {
    var published: Moment? { value.published }
    var route: Route { value.route }
}
