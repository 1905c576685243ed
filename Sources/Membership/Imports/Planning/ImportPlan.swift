import Diagnostics

/// What an import would change: the roster, the payments and the counters after it, and every change on its own.
///
/// Made from values, so that it can be shown before anything is written. The same file planned on its own result
/// changes nothing.
public struct ImportPlan: Sendable {
    /// The roster afterwards.
    public let roster: Roster
    /// The payments afterwards: those before, and the new ones behind them.
    public let payments: PaymentsFile
    /// Only the new payments.
    public let newPayments: [Payment]
    /// The grants whose counters must rise, because a code in somebody's hands may no longer open them. Sorted.
    public let raised: [Grant]
    /// By the member's id.
    public let changes: [ImportChange]
    /// Rows that were understood but cannot be carried out; nothing of them is in the result.
    public let faults: [Diagnostic]
    /// What the author should look at.
    public let warnings: [Diagnostic]

    public var isEmpty: Bool { changes.isEmpty && newPayments.isEmpty && raised.isEmpty }

    /// - Parameters:
    ///   - file: the service's file.
    ///   - roster: as it is.
    ///   - payments: as they are.
    ///   - entitlements: those of the day of the import, with the drips of the courses.
    ///   - history: what the last build handed out.
    ///   - owner: the member whose unlock code a licence key is; nil when it is none of ours.
    public init(
        importing file: ImportFile, into roster: Roster, payments: PaymentsFile, entitlements: Entitlements,
        history: RosterHistory, owner: @escaping (String) -> String?
    ) {
        var ledger = ImportLedger(
            roster: roster, payments: payments, tiers: entitlements.catalogue.tiers, service: file.service,
            today: entitlements.today)
        var planner = ImportPlanner(file: file, owner: owner)
        planner.plan(&ledger)
        self.roster = ledger.roster
        self.payments = ledger.payments
        newPayments = Array(ledger.payments.payments.dropFirst(payments.payments.count))
        changes = ledger.changes
        var raised: Set<Grant> = []
        for change in changes {
            guard let before = change.before, ledger.shutOut.contains(change.after.id) else { continue }
            let held = entitlements.grantsInHand(of: before)
            if change.after.status == .revoked {
                raised.formUnion(held + history.grantsHeld(by: before.id, under: entitlements))
            } else {
                raised.formUnion(Set(held).subtracting(entitlements.grantsInHand(of: change.after)))
            }
        }
        self.raised = raised.sorted()
        faults = planner.faults
        warnings = planner.warnings
    }
}

/// What happens to one member.
public struct ImportChange: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case added, claimed, renewed, changed, restored, ended, revoked
    }

    public let kind: Kind
    /// Nil for a new member.
    public let before: Member?
    public let after: Member

    init(before: Member?, after: Member) {
        self.before = before
        self.after = after
        kind = Self.kind(before, after)
    }

    private static func kind(_ before: Member?, _ after: Member) -> Kind {
        guard let before else { return .added }
        if after.status == .revoked { return before.status == .revoked ? .changed : .revoked }
        if before.status == .revoked { return .restored }
        if before.status == .unclaimed { return .claimed }
        if before.tier != nil, after.tier == nil { return .revoked }
        guard before.tier == after.tier, before.courses == after.courses else { return .changed }
        switch (before.until, after.until) {
        case (let old?, let new?) where old < new: return .renewed
        case (let old?, let new?) where new < old: return .ended
        case (nil, .some): return .ended
        case (.some, nil): return .renewed
        default: return .changed
        }
    }
}
