/// A right to be given to a buyer, and whether a row of the roster can carry it.
///
/// A row has one tier and one last day for it; courses beside a tier are the member's own and stay. What does not fit
/// into a row that the buyer has gets another row, with a code of its own.
struct Admission: Sendable {
    var holding: Holding
    /// The first day.
    var day: Day
    var end: End
    var isTrial = false
    var isGift = false

    enum End: Sendable, Hashable {
        /// So long after the day, or after what was paid for already.
        case term(MembershipTerm)
        /// The last day, as the service says it; nil when it goes on until the service says otherwise.
        case fixed(Day?)
        case forGood
    }

    /// The status of a row that it begins.
    var status: MemberStatus {
        if isTrial { return .trial }
        return isGift ? .gift : .active
    }

    /// The row of a new member.
    func member(id: String, buyer: Buyer, source: String) -> Member {
        Member(
            id: id, name: buyer.name, email: buyer.email, tier: holding.tier,
            courses: holding.courses.map { CourseAccess($0) }, from: day, until: until(after: nil),
            status: status,
            source: source)
    }

    /// The member with the right added; nil when the row cannot carry it.
    ///
    /// - Parameter isOpen: whether the row has no last day only because its service says none.
    func added(to member: Member, isOpen: Bool, tiers: TierList) -> Member? {
        if member.status == .revoked || member.status == .left {
            return replacing(member, keepsCourses: false)
        }
        guard let tier = holding.tier else { return addingCourses(to: member, isOpen: isOpen) }
        var result = member
        result.courses = courses(with: member)
        let isEndless = member.until == nil && !isOpen
        switch (member.tier, end) {
        case (nil, _) where isEndless && member.status != .trial:
            // Courses of their own, and now a tier beside them.
            return replacing(member, keepsCourses: true)
        case (nil, _):
            return isOver(member) ? replacing(member, keepsCourses: false) : nil
        case (let held?, _) where isEndless:
            // Nothing to add to what has no end, unless it is more, and for good too.
            if tiers.opens(member: held, section: tier) { return result }
            guard end == .forGood else { return nil }
            result.tier = tier
            return result
        case (let held?, .forGood):
            guard tiers.opens(member: tier, section: held) || isOver(member) else { return nil }
            result.tier = tier
            result.until = nil
            if result.status == .trial { result.status = .active }
            return result
        case (let held?, _) where held == tier:
            result.until = until(after: member)
            if member.status == .trial, !isTrial { result.status = .active }
            return result
        case (let held?, _):
            let next = until(after: nil)
            let isUpgrade =
                tiers.opens(member: tier, section: held)
                && (next.map { next in member.until.map { next >= $0 } ?? true } ?? true)
            return isUpgrade || isOpen || isOver(member) ? replacing(member, keepsCourses: true) : nil
        }
    }

    private func addingCourses(to member: Member, isOpen: Bool) -> Member? {
        var result = member
        let held = Set(member.courses.map(\.course))
        switch end {
        case .forGood, .fixed(nil):
            // In a row without a tier, and in a trial, the courses end with the row; and none begins after its end.
            guard member.status != .trial, !isOpen, member.tier != nil || member.until == nil,
                member.until.map({ day <= $0 }) ?? true
            else { return nil }
            result.courses = courses(with: member)
            return result
        case .term, .fixed:
            if held.isSuperset(of: holding.courses), member.until == nil || member.tier != nil {
                return member.status == .trial ? nil : result
            }
            guard member.tier == nil, member.until != nil else { return nil }
            if held == Set(holding.courses) {
                result.until = until(after: member)
                if member.status == .trial, !isTrial { result.status = .active }
                return result
            }
            return isOver(member) ? replacing(member, keepsCourses: false) : nil
        }
    }

    /// The row as of now this right's, and what else stays of it.
    private func replacing(_ member: Member, keepsCourses: Bool) -> Member {
        var result = member
        result.tier = holding.tier
        result.courses =
            keepsCourses && member.status != .trial
            ? courses(with: member) : holding.courses.map { CourseAccess($0, start: day) }
        if member.from.map({ $0 > day }) ?? false || member.status == .revoked { result.from = day }
        result.until = until(after: nil)
        result.status = status
        return result
    }

    /// The row's courses and the new ones, which begin now.
    private func courses(with member: Member) -> [CourseAccess] {
        let held = Set(member.courses.map(\.course))
        return member.courses
            + holding.courses.filter { !held.contains($0) }.map { CourseAccess($0, start: day) }
    }

    /// Paid for up to the day of this payment, so that nothing is lost by beginning anew.
    private func isOver(_ member: Member) -> Bool { member.until.map { $0 <= day } ?? false }

    private func until(after member: Member?) -> Day? {
        switch end {
        case .forGood: return nil
        // A row that another service or the author made longer stays so.
        case .fixed(let day): return day.map { max($0, member?.until ?? $0) }
        case .term(let term): return term.end(from: member?.until.map { max($0, day) } ?? day)
        }
    }
}

extension Admission.End {
    init(_ term: MembershipTerm?) {
        self = term.map(Admission.End.term) ?? .forGood
    }
}
