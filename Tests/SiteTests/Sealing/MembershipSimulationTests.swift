import Foundation
import Membership
import Sealing
import Site
import TestSupport
import Testing

/// Two years of a site's life: members join, renew, lapse, move, leave and are shut out, and every month each section
/// is opened, or not, with the bundle that each member then has.
@Suite struct MembershipSimulationTests {
    @Test(arguments: ["lock", "keep"])
    func `for two years every member opens exactly what a plain rule says`(lapse: String) throws {
        var life = try SiteLife(lapse: lapse, seed: lapse == "lock" ? 3 : 4)
        var seen: [String: Int] = [:]
        for month in 0..<24 {
            try life.live(month)
            for (what, count) in try life.check(month) { seen[what, default: 0] += count }
        }
        // Each kind of case must have come up often, or the test says little.
        for what in ["open", "shut", "open by course", "shut by drip", "open in grace", "shut after a lapse"]
        {
            #expect(seen[what, default: 0] > 20, "\(what): \(seen)")
        }
        #expect(seen["old keys", default: 0] > 1000, "\(seen)")
        if lapse == "keep" { #expect(seen["open after a lapse", default: 0] > 20, "\(seen)") }
    }
}

/// A member, in words of the test's own: days are texts, which sort as days do.
private struct Person {
    var id: String
    var tier: String?
    /// The first day in the course, when it is held.
    var course: String?
    var from: String
    var until: String?
    var status = "active"
    var generation = 1

    var row: String {
        "\(id),\(tier ?? ""),\(course.map { "x@\($0)" } ?? ""),\(from),\(until ?? ""),\(status),\(generation)"
    }

    var member: Member {
        Member(
            id: id, tier: tier, courses: course.map { [CourseAccess("x", start: Day($0))] } ?? [],
            from: Day(from), until: until.flatMap { Day($0) },
            status: MemberStatus(rawValue: status) ?? .active,
            generation: generation)
    }
}

/// A sealed section: where it is, and what the rule must know of it.
private struct Page {
    var route: String
    var tier: String
    /// The day it came out; nil is always today.
    var published: String?
    /// Days after the start in the course; nil outside of it.
    var drip: Int?
}

/// Who should read what, as one would tell a person.
private struct Rule {
    static let tiers = ["basic", "premium", "vip"]
    static let grace = 9

    let lapse: String
    /// Today where the site is, and in UTC.
    let today: String
    let todayUTC: String

    func mayRead(_ person: Person, _ page: Page) -> Bool {
        if person.status == "revoked" || person.status == "left" || today < person.from { return false }
        return byTier(person, page) || byCourse(person, page)
    }

    func isOver(_ person: Person) -> Bool {
        guard let until = person.until else { return false }
        return Days.day(until, plus: Self.grace) < today
    }

    private func byTier(_ person: Person, _ page: Page) -> Bool {
        guard let tier = person.tier, let held = Self.tiers.firstIndex(of: tier),
            let needed = Self.tiers.firstIndex(of: page.tier), needed <= held
        else { return false }
        guard isOver(person), let until = person.until else { return true }
        // Months are compared by their names: what came out while they paid stays.
        return lapse == "keep" && (page.published ?? todayUTC).prefix(7) <= until.prefix(7)
    }

    func byCourse(_ person: Person, _ page: Page) -> Bool {
        guard let start = person.course, let drip = page.drip else { return false }
        let opens = Days.day(start, plus: drip)
        let isTheirs = person.tier != nil && person.status != "trial"
        guard isOver(person), let until = person.until, !isTheirs else { return opens <= today }
        return lapse == "keep" && opens <= until
    }
}

private enum Days {
    private static func days(_ text: String) -> Date {
        (try? Date(text + "T00:00:00Z", strategy: .iso8601)) ?? .distantPast
    }

    static func day(_ text: String, plus count: Int) -> String {
        String(days(text).addingTimeInterval(Double(count) * 86_400).ISO8601Format().prefix(10))
    }

    /// The day in Berlin: an hour ahead of UTC, two in summer.
    static func berlin(_ date: Date) -> String {
        let ahead = TimeZone(identifier: "Europe/Berlin")?.secondsFromGMT(for: date) ?? 0
        return String(date.addingTimeInterval(Double(ahead)).ISO8601Format().prefix(10))
    }
}

/// The site and its people over time.
private struct SiteLife {
    private let lapse: String
    private let site: TestSite
    private var random: SeededGenerator
    private var people: [Person] = []
    private var pages: [Page] = []
    private var counters = EpochCounters()
    private var now = Date.distantPast
    /// Every bundle that a person fetched with a code that still works.
    private var fetched: [String: [BundlePlaintext]] = [:]
    /// Those of people who were shut out, and of codes that were replaced.
    private var dead: [String: [BundlePlaintext]] = [:]

    init(lapse: String, seed: UInt64) throws {
        self.lapse = lapse
        random = SeededGenerator(seed: seed)
        site = try TestSite(
            config: """
                site: {title: Test, baseURL: "https://example.org/", timeZone: Europe/Berlin}
                tiers: [{id: basic}, {id: premium}, {id: vip}]
                keys: {rotation: monthly, lapse: \(lapse), grace: \(Rule.grace)d}
                packages: [{id: all, courses: [x]}]

                """)
        try site.write("content/courses/x/index.md", "---\ntier: premium\ndrip: every 20d\n---\nA\n")
        for number in 1...4 {
            try site.write("content/courses/x/0\(number)-l\(number).md", "Teaser.\n\nLesson \(number).\n")
            pages.append(Page(route: "/courses/x/l\(number)/", tier: "premium", drip: 20 * (number - 1)))
        }
        try site.write("content/articles/undated.md", "A\n\n::: basic\nUndated.\n:::\n")
        pages.append(Page(route: "/articles/undated/", tier: "basic"))
    }

    private func name(_ month: Int) -> String {
        let number = month % 12 + 1
        return "\(2026 + month / 12)-\(number < 10 ? "0" : "")\(number)"
    }

    /// What happens in a month, up to a build on some day of it.
    mutating func live(_ month: Int) throws {
        let day = Int.random(in: 1...28, using: &random)
        let hour = [0, 12, 23].randomElement(using: &random) ?? 12
        let date = "\(name(month))-\(day < 10 ? "0" : "")\(day)"
        now = try Date("\(date)T\(hour < 10 ? "0" : "")\(hour):30:00Z", strategy: .iso8601)
        let today = Days.berlin(now)

        let tier = Rule.tiers[month % 3]
        let published = "\(name(month))-15"
        try site.write(
            "content/articles/a\(month).md",
            "---\ndate: \(published)\n---\nA\n\n::: \(tier)\nNumber \(month).\n:::\n")
        pages.append(Page(route: "/articles/a\(month)/", tier: tier, published: published))

        for index in people.indices {
            var person = people[index]
            try happen(to: &person, today)
            people[index] = person
        }
        for _ in 0..<Int.random(in: 1...4, using: &random) { join(today) }
        try site.write("members.csv", TestSite.roster(people.map(\.row).sorted()))
        try site.write("epochs.yml", CountersFile(counters).text)
        site.date = now
        try site.build()
    }

    private mutating func join(_ today: String) {
        var person = Person(id: "p\(people.count)", from: today)
        let first = Int.random(in: 0..<10, using: &random)
        person.tier = first < 2 ? nil : Rule.tiers.randomElement(using: &random)
        if person.tier == nil || first > 6 {
            person.course = Days.day(today, plus: Int.random(in: -5...25, using: &random))
        }
        switch Int.random(in: 0..<10, using: &random) {
        case 0: person.status = "lifetime"
        case 1: person.status = "trial"
        case 2: person.status = "gift"
        default: break
        }
        if person.status != "lifetime", person.tier != nil || Bool.random(using: &random) {
            person.until = Days.day(
                today, plus: [13, 29, 45, 90, 364].randomElement(using: &random) ?? 29)
        }
        if let start = person.course, let until = person.until, start > until { person.course = today }
        people.append(person)
    }

    private mutating func happen(to person: inout Person, _ today: String) throws {
        guard person.status != "revoked" else { return }
        let isOver = person.until.map { $0 < today } ?? false
        switch Int.random(in: 0..<30, using: &random) {
        case 0: try shutOut(&person) { $0.status = "revoked" }
        case 1: try shutOut(&person) { $0.generation += 1 }
        case 2: person.status = "left"
        case 3 where person.tier != nil: person.tier = Rule.tiers.randomElement(using: &random)
        case 4 where person.course == nil && person.tier != nil: person.course = today
        case 5 where person.status == "left" && person.until == nil: person.status = "active"
        case 6...22 where isOver:
            person.until = Days.day(today, plus: [29, 59].randomElement(using: &random) ?? 29)
            if person.status != "gift" { person.status = "active" }
        default: break
        }
    }

    /// A change after which old codes must open nothing more: raises what the commands raise.
    private mutating func shutOut(_ person: inout Person, _ change: (inout Person) -> Void) throws {
        let inventory = try SealedInventory(root: site.root, date: now, threads: 2)
        let entitlements = inventory.entitlements(counters: counters, date: now)
        counters.raise(
            entitlements.grantsInHand(of: person.member)
                + inventory.history.grantsHeld(by: person.id, under: entitlements))
        change(&person)
        dead[person.id, default: []] += fetched.removeValue(forKey: person.id) ?? []
    }

    /// Opens every section with everyone's bundle.
    ///
    /// - Returns: how often which kind of case came up.
    mutating func check(_ month: Int) throws -> [String: Int] {
        let today = Days.berlin(now)
        let todayUTC = String(now.ISO8601Format().prefix(10))
        let rule = Rule(lapse: lapse, today: today, todayUTC: todayUTC)
        let files = try site.files(below: "_sealpress/sealed/")
        let sealed = try pages.compactMap { page -> (Page, SealedID, [UInt8])? in
            let id = site.keys.sectionID(route: page.route, section: "s1")
            // An article may come out later than this month's build.
            let isOut = page.published.map { Days.berlin(now) >= $0 } ?? true
            #expect((files[id.path] != nil) == isOut, "\(page.route) on \(today)")
            return isOut ? (page, id, try #require(files[id.path])) : nil
        }
        var seen: [String: Int] = [:]
        for index in people.indices {
            let person = people[index]
            let bundle = try site.view(person.id, generation: person.generation).bundle
            for (page, id, bytes) in sealed {
                let isOpen = (try? SealedFile.open(bytes, id: id, with: bundle.grants)) != nil
                let should = rule.mayRead(person, page)
                #expect(isOpen == should, "\(person) and \(page) on \(today)")
                let isLapsed = rule.isOver(person) && person.status != "left" && person.status != "revoked"
                let isLate = person.until.map { $0 < today } ?? false
                seen[isOpen ? "open" : "shut", default: 0] += 1
                if isLapsed { seen[isOpen ? "open after a lapse" : "shut after a lapse", default: 0] += 1 }
                if isOpen, isLate, !rule.isOver(person) { seen["open in grace", default: 0] += 1 }
                if isOpen, page.drip != nil, person.tier != "premium", person.tier != "vip" {
                    seen["open by course", default: 0] += 1
                }
                if !isOpen, page.drip != nil, person.course != nil, !rule.isOver(person) {
                    seen["shut by drip", default: 0] += 1
                }
            }
            if person.status != "revoked" { fetched[person.id, default: []].append(bundle) }
            for old in dead[person.id] ?? [] {
                for (page, id, bytes) in sealed {
                    seen["old keys", default: 0] += 1
                    let isOpen = (try? SealedFile.open(bytes, id: id, with: old.grants)) != nil
                    #expect(!isOpen, "old keys of \(person) open \(page) on \(today)")
                }
            }
        }
        return seen
    }
}
