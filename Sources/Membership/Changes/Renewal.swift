/// What a renewal adds.
public enum Term: Sendable, Hashable {
    case months(Int)
    case days(Int)
    /// The new last day, whatever it was.
    case until(Day)

    /// The most that one renewal adds.
    public static let mostMonths = 1200
    public static let mostDays = 36_600

    /// The last day of a term that begins on `start`.
    ///
    /// - Parameter anchor: the day of the month on which the membership began: monthly terms from the 31st end on the
    ///   30th, 27th (28th) and 30th, not ever earlier.
    public func lastDay(from start: Day, anchor: Int? = nil) -> Day {
        switch self {
        case .months(let count):
            let kept = anchor.flatMap { start.matches(anchor: $0) ? $0 : nil }
            return start.adding(months: count, anchor: kept).adding(days: -1)
        case .days(let count): return start.adding(days: count - 1)
        case .until(let day): return day
        }
    }
}

/// Why a member cannot be renewed.
public enum RenewalProblem: Error, Sendable, Hashable {
    case revoked
    /// There is no `until`, so nothing runs out.
    case endless
    /// The term ends before the membership's first day.
    case endsBeforeStart(Day)
}

extension Member {
    /// The member with a longer membership.
    ///
    /// It goes on from the day after `until`, or, when the membership and its days of grace are over or the member
    /// had left, from `today`.
    /// A trial that is renewed was paid for, and one who left comes back: both become active.
    public func renewed(_ term: Term, today: Day, graceDays: Int) throws(RenewalProblem) -> Member {
        if status == .revoked { throw .revoked }
        var member = self
        let isOver = status == .left || until.map { $0.adding(days: max(0, graceDays)) < today } ?? false
        if case .until(let day) = term {
            member.until = day
        } else if isOver {
            member.until = term.lastDay(from: max(today, from ?? today))
        } else if let until {
            member.until = term.lastDay(from: until.adding(days: 1), anchor: from?.parts.day)
        } else {
            throw .endless
        }
        if status == .trial || status == .left { member.status = .active }
        if let from, let until = member.until, until < from { throw .endsBeforeStart(from) }
        return member
    }
}
