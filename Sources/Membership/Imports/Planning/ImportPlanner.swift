import Diagnostics

/// Takes the rows of a file in their order in time and carries them out in the ledger.
struct ImportPlanner {
    let file: ImportFile
    /// The member whose unlock code a licence key is.
    let owner: (String) -> String?
    private(set) var faults: [Diagnostic] = []
    private(set) var warnings: [Diagnostic] = []

    init(file: ImportFile, owner: @escaping (String) -> String?) {
        self.file = file
        self.owner = owner
    }

    mutating func plan(_ ledger: inout ImportLedger) {
        var charges: [(row: ImportedRow, charge: Charge)] = []
        var standings: [(key: String, rows: [ImportedRow])] = []
        var positions: [String: Int] = [:]
        for row in file.rows {
            switch row.statement {
            case .charge(let charge): charges.append((row, charge))
            case .standing:
                let key =
                    row.buyer.customer.isEmpty ? MailAddress.folded(row.buyer.email) : row.buyer.customer
                if let position = positions[key] {
                    standings[position].rows.append(row)
                } else {
                    positions[key] = standings.count
                    standings.append((key, [row]))
                }
            }
        }
        // Services list the newest first; time goes the other way.
        charges.sort { ($0.charge.date, $0.row.row) < ($1.charge.date, $1.row.row) }
        for (row, charge) in charges { carryOut(charge, row, &ledger) }
        for (_, rows) in standings { carryOut(rows, &ledger) }
        warnOfMissing(ledger)
    }
}

// MARK: Payments

extension ImportPlanner {
    private mutating func carryOut(_ charge: Charge, _ row: ImportedRow, _ ledger: inout ImportLedger) {
        var gave = true
        if ledger.payments.rows(source: file.service.rawValue, id: charge.id).isEmpty {
            if !row.buyer.licence.isEmpty, let id = owner(row.buyer.licence), let member = ledger[id] {
                claim(member, charge, row, &ledger)
            } else if let holding = row.holdings.first {
                gave = admit(holding, charge, row, &ledger)
            } else {
                guard recordAlone(charge, row, &ledger) else { return }
            }
        }
        settle(charge, row, takesBack: gave, &ledger)
    }

    /// Records a new payment and gives what it bought.
    ///
    /// - Returns: whether it gave anything.
    private mutating func admit(
        _ holding: Holding, _ charge: Charge, _ row: ImportedRow, _ ledger: inout ImportLedger
    ) -> Bool {
        let rows = ledger.members(of: row.buyer)
        if let shutOut = rows.first(where: { $0.status == .revoked && !ledger.hasGivenBack(to: $0.id) }) {
            record(charge, row, member: shutOut.id, holding: holding, &ledger)
            warnings.append(
                file.warning(
                    row, "member '\(shutOut.id)' is revoked and has paid",
                    hint: "give the money back, or set the status to 'active' by hand"))
            return false
        }
        // What was given back before anyone was let in opens nothing.
        if charge.isTakenBack {
            record(charge, row, member: rows.first?.id ?? "", holding: holding, &ledger)
            if let member = rows.first(where: { $0.isUsable }) {
                warnings.append(
                    file.warning(
                        row,
                        "this payment was given back; member '\(member.id)' of the same address stays as it is",
                        hint: "if it was for that row: sealpress members revoke \(member.id)"))
            }
            return false
        }
        let trialEnd = MembershipTerm.months(1)
        let admission = Admission(
            holding: holding, day: charge.date, end: charge.isTrial ? .term(trialEnd) : .init(holding.term),
            isTrial: charge.isTrial)
        let id = give(admission, to: row.buyer, rows, &ledger)
        record(charge, row, member: id, holding: holding, &ledger)
        return true
    }

    /// Puts a right into the first row that can carry it, else into a new one.
    ///
    /// - Returns: the member's id.
    private func give(
        _ admission: Admission, to buyer: Buyer, _ rows: [Member], _ ledger: inout ImportLedger
    ) -> String {
        for row in rows {
            guard
                var changed = admission.added(to: row, isOpen: row.isOpen, tiers: ledger.tiers)
            else { continue }
            // Whoever decides on tier and last day keeps doing so.
            if changed.tier != row.tier || changed.until != row.until || changed.status != row.status {
                changed.source = file.service.rawValue
            }
            ledger.update(changed)
            return row.id
        }
        let member = admission.member(
            id: ledger.freshID(for: buyer), buyer: buyer, source: file.service.rawValue)
        ledger.update(member)
        return member.id
    }

    /// A code from the seller's pool has found its buyer; or its buyer paid again.
    private mutating func claim(
        _ member: Member, _ charge: Charge, _ row: ImportedRow, _ ledger: inout ImportLedger
    ) {
        let minted = member.holding(in: ledger.tiers)
        let isFromPool = member.status == .unclaimed || member.term != nil
        let holding = isFromPool ? minted : row.holdings.first ?? minted
        record(charge, row, member: member.id, holding: holding, &ledger)
        guard member.status != .revoked else {
            if !charge.isTakenBack {
                warnings.append(
                    file.warning(
                        row, "the code of '\(member.id)' was sold, but is revoked",
                        hint:
                            "give the money back, or let the buyer in: sealpress members change \(member.id) --status active"
                    ))
            }
            return
        }
        var claimed = member
        let term = member.term ?? row.holdings.first?.term ?? holding.term
        if member.status == .unclaimed {
            claimed.status = .active
            claimed.email = row.buyer.email
            claimed.name = row.buyer.name
            claimed.from = charge.date
            claimed.until = term?.end(from: charge.date)
            claimed.term = nil
        } else if let until = member.until, let term {
            claimed.until = term.end(from: max(until, charge.date))
        }
        ledger.update(claimed)
    }

    /// A payment whose product another file names, such as a subscription's renewal: money, no new right.
    private mutating func recordAlone(
        _ charge: Charge, _ row: ImportedRow, _ ledger: inout ImportLedger
    ) -> Bool {
        let rows = ledger.members(of: row.buyer)
        guard let member = rows.first(where: { $0.source == file.service.rawValue }) ?? rows.first else {
            let name = row.productNames.first ?? ""
            faults.append(
                file.fault(
                    row,
                    name.isEmpty
                        ? "payment '\(charge.id)' names no product, and its buyer is not known"
                        : "unknown product '\(name)', and its buyer is not known",
                    hint:
                        "name the product under imports: in sealpress.yml, or import the subscriptions first")
            )
            return false
        }
        record(charge, row, member: member.id, holding: member.holding(in: ledger.tiers), &ledger)
        return true
    }

    private func record(
        _ charge: Charge, _ row: ImportedRow, member: String, holding: Holding, _ ledger: inout ImportLedger
    ) {
        let isFirst = member.isEmpty || !ledger.hasPurchase(of: member, plan: holding.plan)
        ledger.append(
            Payment(
                member: member, date: charge.date, kind: isFirst ? .sale : .renewal, amount: charge.amount,
                currency: charge.currency, plan: holding.plan, arm: holding.arm, coupon: charge.coupon,
                channel: charge.channel, source: file.service.rawValue, id: charge.id,
                customer: row.buyer.customer))
    }
}

// MARK: Money that went back

extension ImportPlanner {
    /// Brings a payment that is recorded up to what the file says became of it.
    ///
    /// - Parameter takesBack: whether what it bought is there to be taken.
    private func settle(
        _ charge: Charge, _ row: ImportedRow, takesBack: Bool, _ ledger: inout ImportLedger
    ) {
        let source = file.service.rawValue
        let rows = ledger.payments.rows(source: source, id: charge.id)
        guard let purchase = rows.first(where: \.kind.isPurchase) else { return }
        let wasTakenBack = ledger.payments.isTakenBack(source: source, id: charge.id)
        let before = Coverage(of: purchase, row, ledger)
        var follow = purchase
        follow.date = charge.refundDate ?? max(ledger.today, purchase.date)
        let refunds = rows.filter { $0.kind == .refund }.reduce(Amount.zero) { $0 + $1.amount }
        let refunded = charge.isRefunded ? purchase.amount : charge.refunded
        if refunds < refunded || (charge.isRefunded && !rows.contains { $0.kind == .refund }) {
            follow.kind = .refund
            follow.amount = refunded - refunds
            ledger.append(follow)
        }
        let disputes = rows.count { $0.kind == .dispute }
        let reversals = rows.count { $0.kind == .reversal }
        follow.amount = purchase.amount
        if charge.dispute != .none, disputes == reversals, disputes == 0 || charge.dispute == .open {
            follow.kind = .dispute
            ledger.append(follow)
        }
        if charge.dispute == .won, reversals == 0 {
            follow.kind = .reversal
            ledger.append(follow)
        }
        let isTakenBack = ledger.payments.isTakenBack(source: source, id: charge.id)
        guard takesBack, isTakenBack != wasTakenBack, let member = ledger[purchase.member] else { return }
        let after = Coverage(of: purchase, row, ledger)
        if isTakenBack {
            takeBack(purchase, row, from: member, before, after, &ledger)
        } else {
            restore(member, purchase, row, before, after, &ledger)
        }
    }

    /// Takes back what a payment gave: the time it paid for, and the right itself when nothing else pays for it.
    private func takeBack(
        _ purchase: Payment, _ row: ImportedRow, from member: Member, _ before: Coverage, _ after: Coverage,
        _ ledger: inout ImportLedger
    ) {
        guard member.status != .revoked, member.status != .left else { return }
        guard !after.isStanding(on: ledger.today) else {
            // Another payment still pays for today.
            guard let until = member.until, let old = before.end, let new = after.end, new < old else {
                return
            }
            var shorter = member
            shorter.until = max(until.adding(days: new.number - old.number), member.from ?? new)
            ledger.update(shorter)
            return
        }
        let holding = row.holdings.first { $0.plan == purchase.plan } ?? member.holding(in: ledger.tiers)
        ledger.shut(member.without(holding))
    }

    /// Gives back what a dispute took, once it is won.
    private func restore(
        _ member: Member, _ purchase: Payment, _ row: ImportedRow, _ before: Coverage, _ after: Coverage,
        _ ledger: inout ImportLedger
    ) {
        var restored = member
        if member.status == .revoked {
            restored.status = .active
        } else if let holding = row.holdings.first(where: { $0.plan == purchase.plan }),
            let added = Admission(
                holding: holding, day: purchase.date, end: after.isForGood ? .forGood : .fixed(after.end)
            )
            .added(to: member, isOpen: member.isOpen, tiers: ledger.tiers),
            added.tier != member.tier
                || added.courses != member.courses
        {
            restored = added
        } else if let until = member.until, let old = before.end, let new = after.end, old < new {
            restored.until = until.adding(days: new.number - old.number)
        }
        ledger.update(restored)
    }
}

/// How far the payments of a plan that were not given back reach.
private struct Coverage {
    /// The last day; nil when there is none, or no end.
    var end: Day?
    var isForGood = false

    init(of purchase: Payment, _ row: ImportedRow, _ ledger: ImportLedger) {
        let purchases = ledger.standingPurchases(of: purchase.member, plan: purchase.plan)
        let holding =
            row.holdings.first { $0.plan == purchase.plan }
            ?? ledger[purchase.member]?.holding(in: ledger.tiers)
        for payment in purchases {
            guard let term = holding?.term else {
                isForGood = true
                return
            }
            end = term.end(from: end.map { max($0, payment.date) } ?? payment.date)
        }
    }

    func isStanding(on day: Day) -> Bool { isForGood || (end.map { $0 >= day } ?? false) }
}

// MARK: Standings

extension ImportPlanner {
    /// What a service says of one person, all rows together.
    private mutating func carryOut(_ rows: [ImportedRow], _ ledger: inout ImportLedger) {
        guard let first = rows.first else { return }
        var active: [(Holding, Day?, Day?, Bool, Bool)] = []
        var last: [(Charge, ImportedRow)] = []
        var end: Day?
        var isRevoked = false
        for row in rows {
            guard case .standing(let standing, let charge) = row.statement else { continue }
            switch standing {
            case .active(let from, let until, let isTrial, let isGift):
                if let until, until < ledger.today {
                    end = max(end ?? until, until)
                } else {
                    for holding in row.holdings { active.append((holding, from, until, isTrial, isGift)) }
                }
            case .ended(let day): end = [end, day].compactMap(\.self).max()
            case .revoked: isRevoked = true
            }
            if let charge { last.append((charge, row)) }
        }
        // The row that a payment belongs to must be there first.
        defer { for (charge, row) in last { recordLast(charge, row, &ledger) } }
        if !active.isEmpty {
            keep(active, first, &ledger)
        } else if isRevoked {
            revoke(first, &ledger)
        } else {
            self.end(first, end, &ledger)
        }
    }

    /// The rows that this service governs: those of the buyer that it was the last to change.
    private func governed(_ row: ImportedRow, _ ledger: ImportLedger) -> [Member] {
        ledger.members(of: row.buyer).filter { $0.source == file.service.rawValue }
    }

    private mutating func keep(
        _ active: [(holding: Holding, from: Day?, until: Day?, isTrial: Bool, isGift: Bool)],
        _ row: ImportedRow, _ ledger: inout ImportLedger
    ) {
        let rows = ledger.members(of: row.buyer)
        if let shut = rows.first(where: { $0.status == .revoked || $0.status == .left }) {
            warnings.append(
                file.warning(
                    row, "member '\(shut.id)' is \(shut.status.rawValue), and active in this file",
                    hint: "if the file is right, set the status to 'active' by hand"))
            return
        }
        // The highest tier counts, the longest among equals.
        func rank(_ holding: Holding) -> Int { holding.tier.flatMap { ledger.tiers.rank(of: $0) } ?? -1 }
        func last(_ until: Day?) -> Int { until?.number ?? Int.max }
        guard
            let best = active.max(by: {
                (rank($0.holding), last($0.until)) < (rank($1.holding), last($1.until))
            })
        else { return }
        var holding = best.holding
        holding.courses = Set(active.flatMap(\.holding.courses)).sorted()
        let admission = Admission(
            holding: holding, day: best.from ?? ledger.today, end: .fixed(best.until), isTrial: best.isTrial,
            isGift: best.isGift)
        guard let own = governed(row, ledger).first(where: { $0.tier != nil || holding.tier == nil }) else {
            _ = give(admission, to: row.buyer, rows, &ledger)
            return
        }
        var changed = own
        changed.tier = holding.tier ?? own.tier
        let held = Set(own.courses.map(\.course))
        changed.courses += holding.courses.filter { !held.contains($0) }.map {
            CourseAccess($0, start: ledger.today)
        }
        // What was paid for stays, also when the service has moved its own date.
        changed.until = own.until.flatMap { old in best.until.map { max(old, $0) } } ?? best.until
        if own.status == .lifetime { changed.until = nil }
        if own.status == .trial, !best.isTrial { changed.status = .active }
        if let until = changed.until, let from = changed.from, until < from { changed.from = until }
        ledger.update(changed)
    }

    /// It ran out at the service.
    private func end(_ row: ImportedRow, _ day: Day?, _ ledger: inout ImportLedger) {
        for member in governed(row, ledger)
        where member.status.isGovernedByDates && member.status != .unclaimed && member.status != .lifetime {
            let last = day ?? ledger.today.adding(days: -1)
            guard member.tier != nil || member.until != nil, !ledger.hasPaid(member.id, after: last) else {
                continue
            }
            if let until = member.until, until <= max(last, ledger.today.adding(days: -1)) { continue }
            var ended = member
            ended.until = max(last, member.from ?? last)
            ledger.update(ended)
        }
    }

    private func revoke(_ row: ImportedRow, _ ledger: inout ImportLedger) {
        for member in governed(row, ledger) where member.status.isGovernedByDates {
            guard member.tier != nil || !row.holdings.isEmpty else { continue }
            let holding =
                row.holdings.first
                ?? Holding(tier: member.tier, courses: [], term: nil, arm: "")
            ledger.shut(member.without(holding))
        }
    }

    /// The last charge that a list of members names.
    private func recordLast(_ charge: Charge, _ row: ImportedRow, _ ledger: inout ImportLedger) {
        let source = file.service.rawValue
        let known = ledger.payments.rows(source: source, id: charge.id)
        let rows = ledger.members(of: row.buyer)
        guard let member = rows.first(where: { $0.source == source }) ?? rows.first else { return }
        let holding = row.holdings.first ?? member.holding(in: ledger.tiers)
        if known.isEmpty { record(charge, row, member: member.id, holding: holding, &ledger) }
        guard let purchase = ledger.payments.rows(source: source, id: charge.id).first else { return }
        var follow = purchase
        follow.date = max(ledger.today, purchase.date)
        if charge.isRefunded, !known.contains(where: { $0.kind == .refund }) {
            follow.kind = .refund
            ledger.append(follow)
        }
        if charge.dispute == .open, !known.contains(where: { $0.kind == .dispute }) {
            follow.kind = .dispute
            ledger.append(follow)
        }
    }

    /// A service that names no end cannot say that somebody is gone but by leaving them out.
    private mutating func warnOfMissing(_ ledger: ImportLedger) {
        guard file.service == .ghost, file.fileFaults.isEmpty else { return }
        let named = Set(file.rows.map { MailAddress.folded($0.buyer.email) })
        for member in ledger.roster.members
        where member.isOpen && !named.contains(MailAddress.folded(member.email)) {
            warnings.append(
                .warning(
                    "member '\(member.id)' came from Ghost and is not in this file",
                    hint: "if the file has all members, they left: sealpress members remove \(member.id)"))
        }
    }
}

extension Charge {
    var isTakenBack: Bool { isRefunded || dispute == .open }
}

extension Member {
    /// Whether its dates may open something.
    fileprivate var isUsable: Bool { status.isGovernedByDates }

    /// Whether there is no last day only because the service that the row comes from names none.
    var isOpen: Bool {
        source == ImportService.ghost.rawValue && until == nil && status.isGovernedByDates
            && status != .lifetime
            && tier != nil
    }

    /// What the row itself holds, for payments of which the file does not say what they were for.
    func holding(in tiers: TierList) -> Holding {
        let period = tier.flatMap { tiers[$0]?.period }.flatMap { MembershipTerm($0) }
        return Holding(
            tier: tier, courses: tier == nil ? courses.map(\.course).sorted() : [],
            term: term ?? (until == nil && status != .unclaimed ? nil : period), arm: "")
    }

    /// The row without a right that was given back; revoked when nothing of its own remains.
    func without(_ holding: Holding) -> Member {
        var member = self
        let kept = courses.filter { !holding.courses.contains($0.course) }
        if holding.tier == nil, tier != nil {
            member.courses = kept
            return member
        }
        // Courses beside a tier are the member's own and stay, unless the tier was on trial.
        guard !kept.isEmpty, status != .trial, tier != nil || until == nil else {
            member.status = .revoked
            return member
        }
        member.tier = nil
        member.until = nil
        member.courses = kept
        return member
    }
}
