import ArgumentParser
import Diagnostics
import Files
import Foundation
import Membership
import Site

/// What every command that writes the roster takes.
struct ChangeOptions: ParsableArguments {
    @Flag(help: "Show what would change, and write nothing.")
    var dryRun = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false
}

/// A change of the roster in the making: members and counters, and what to say of it.
struct RosterEdit {
    let project: RosterProject
    let inventory: SealedInventory
    /// As of the roster and counters before the change.
    let entitlements: Entitlements
    private let before: Roster
    private(set) var roster: Roster
    private let countersBefore: EpochCounters
    private(set) var counters: EpochCounters
    /// The ids of members that change, each once.
    private(set) var changed: [String] = []
    private var stays: [LostGrant] = []

    var today: Day { entitlements.today }

    init(_ options: ProjectOptions, date: Date) throws {
        project = try RosterProject(options)
        inventory = try project.inventory(date: date)
        before = try project.roster()
        roster = before
        countersBefore = try project.counters()
        counters = countersBefore
        entitlements = inventory.entitlements(counters: countersBefore, date: date)
    }

    /// Adds the member, or replaces the one of that id.
    mutating func update(_ member: Member) {
        guard roster[member.id] != member else { return }
        roster.update(member)
        if !changed.contains(member.id) { changed.append(member.id) }
    }

    /// Shuts out every code that the member has had so far.
    mutating func raiseAll(of member: Member) {
        raise(
            entitlements.grantsInHand(of: member)
                + inventory.history.grantsHeld(by: member.id, under: entitlements))
    }

    /// Shuts out what codes may still open that the row does not give any more, unless it was raised since the last build.
    mutating func raiseFormer(of member: Member) {
        let held = Set(member.status.isGovernedByDates ? entitlements.grantsInHand(of: member) : [])
        let former = inventory.history.grantsHeld(by: member.id, under: entitlements)
        raise(former.filter { !held.contains($0) && counters[$0] <= inventory.publishedCounters[$0] })
    }

    /// Raises each grant once, however often it is asked for.
    mutating func raise(_ grants: [Grant]) {
        counters.raise(Set(grants).filter { counters[$0] == countersBefore[$0] })
    }

    /// Which grants that a member loses get new keys.
    enum NewKeys {
        /// Those whose old keys would never end.
        case whereNeeded
        case forAll, forNone
    }

    /// Deals with what the change of a member takes away.
    mutating func takeAway(from old: Member, to new: Member, newKeys: NewKeys = .whereNeeded) {
        for lost in entitlements.lost(from: old, to: new) {
            switch (newKeys, lost.end) {
            case (.forAll, _), (.whereNeeded, .never): raise([lost.grant])
            case (.whereNeeded, .nextEpoch), (.forNone, _): stays.append(lost)
            }
        }
    }

    /// Writes the change, or shows it, and says what it means.
    ///
    /// - Parameters:
    ///   - done: what was done, as a sentence without its end: `Revoked ann`.
    ///   - next: what to do then.
    func finish(_ options: ChangeOptions, done: String, next: String? = nil) throws {
        let console = Console(environment: Environment.current, quiet: options.quiet)
        guard !changed.isEmpty || counters != countersBefore else {
            console.note("There is nothing to change.")
            return
        }
        if options.dryRun {
            console.print((difference + consequences + ["Nothing was written."]).joined(separator: "\n"))
            return
        }
        try project.save(roster, counters: counters)
        console.note(
            ([done + "."] + consequences + (next.map { ["Next: " + $0] } ?? [])).joined(separator: "\n"))
    }

    /// Lines of the two files that change.
    private var difference: [String] {
        var lines = changed.flatMap { id in
            [("-", before[id]), ("+", roster[id])].compactMap { sign, member in
                member.map { "\(sign) \(roster.printedLine(of: $0))" }
            }
        }
        if !lines.isEmpty { lines.insert(Workplace.rosterPath, at: 0) }
        let raised = self.raised
        if !raised.isEmpty { lines.append(Workplace.countersPath) }
        for (grant, counter) in raised {
            if countersBefore[grant] > 0 { lines.append("- \(grant): \(countersBefore[grant])") }
            lines.append("+ \(grant): \(counter)")
        }
        return lines
    }

    private var raised: [(grant: Grant, counter: Int)] {
        counters.raised.filter { countersBefore[$0.grant] < $0.counter }
    }

    private var consequences: [String] {
        var lines: [String] = []
        if !raised.isEmpty {
            let count = inventory.sectionCount(of: raised.map(\.grant))
            let list = raised.map { "\($0.grant)" }.joined(separator: ", ")
            lines.append(
                "New keys for \(list): the next build seals \(count) \(count == 1 ? "section" : "sections") anew."
            )
            if !inventory.faulty.isEmpty {
                lines.append(
                    "Sections of pages with errors are not counted: \(inventory.faulty.joined(separator: ", "))."
                )
            }
        }
        let ends = Dictionary(grouping: stays, by: \.end).mapValues { lost in
            Set(lost.map(\.grant)).sorted().map(\.description).joined(separator: ", ")
        }
        for (end, list) in ends.sorted(by: { $0.value < $1.value }) {
            switch end {
            case .nextEpoch(let day):
                lines.append(
                    "A browser that does not ask for the new bundle opens \(list) until \(day) (UTC).")
            case .never:
                lines.append(
                    "A browser that does not ask for the new bundle goes on opening \(list): "
                        + "'sealpress members revoke' ends that.")
            }
        }
        return lines
    }
}

/// Days and terms as arguments.
enum DateArgument {
    static func day(_ text: String?, _ option: String) throws -> Day? {
        try text.map { text in
            guard let day = Day(text) else {
                throw ValidationError("\(option) takes a date such as 2026-12-31")
            }
            return day
        }
    }
}

/// How long a membership is to last, said in one of three ways.
struct TermOptions: ParsableArguments {
    @Option(help: ArgumentHelp("So many months.", valueName: "count"))
    var months: Int?

    @Option(help: ArgumentHelp("So many days.", valueName: "count"))
    var days: Int?

    @Option(help: ArgumentHelp("The last day, the whole of it.", valueName: "date"))
    var until: String?

    func validate() throws {
        guard [months != nil, days != nil, until != nil].count(where: { $0 }) <= 1 else {
            throw ValidationError("give one of --months, --days and --until")
        }
        if let months, !(1...Term.mostMonths).contains(months) {
            throw ValidationError("--months takes 1 to \(Term.mostMonths)")
        }
        if let days, !(1...Term.mostDays).contains(days) {
            throw ValidationError("--days takes 1 to \(Term.mostDays)")
        }
    }

    func read() throws -> Term? {
        if let months { return .months(months) }
        if let days { return .days(days) }
        return try DateArgument.day(until, "--until").map { .until($0) }
    }
}
