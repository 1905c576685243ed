import Foundation
import Membership
import Metrics

/// A community as it is, moved on month by month.
struct CommunityLife {
    private(set) var people: [SimulatedPerson] = []
    private(set) var visits: [SimulatedVisit] = []
    private(set) var strangers: [SimulatedStranger] = []
    private(set) var comments: [SimulatedComment] = []
    private(set) var offers: [(day: Int, arm: Int)] = []

    private let parameters: SimulationParameters
    private let site: SimulatedSite
    private let random: RandomStream
    private let offer: Offer
    private let library: Library
    private let advice: SimulatedAdvice?
    private var readers: [Reader] = []
    /// Days with a visit in the last month, by person.
    private var lastVisits: [Int] = []

    init(
        _ parameters: SimulationParameters, _ site: SimulatedSite, _ seed: UInt64, _ advice: SimulatedAdvice?
    ) {
        self.parameters = parameters
        self.site = site
        random = RandomStream(seed: seed)
        offer = Offer(parameters, site)
        library = Library(site, parameters.reading, RandomStream(seed: seed).split(3))
        self.advice = advice
    }

    mutating func pass(_ index: Int, _ month: MonthSpan) {
        for person in people.indices where people[person].end == nil { renew(person, index, month) }
        for person in people.indices where (people[person].end ?? .max) >= month.first {
            live(person, index, month)
        }
        let before = people.count
        sell(index, month)
        for person in before..<people.count { live(person, index, month) }
    }

    private func stream(_ person: Int, _ label: Int) -> RandomStream {
        random.split(2).split(person).split(label)
    }

    /// The payment that is due this month: made, or the membership ends with that day.
    private mutating func renew(_ person: Int, _ index: Int, _ month: MonthSpan) {
        let joined = people[person].joined
        let due = Day.number(joined).adding(months: month.distance(from: joined)).number
        guard due > joined else { return }
        var random = stream(person, 2 * index)
        let chance = parameters.leaving.chance(
            visits: lastVisits[person], days: month.first - 1 - joined)
        guard random.bernoulli(chance) else {
            people[person].payments.append(due + (random.bernoulli(0.1) ? 1 + random.index(below: 3) : 0))
            return
        }
        people[person].end = due
        people[person].endKnown = due - (random.bernoulli(0.5) ? 10 : 0)
    }

    /// The person's visits of the month.
    private mutating func live(_ person: Int, _ index: Int, _ month: MonthSpan) {
        var random = stream(person, 2 * index + 1)
        let someone = people[person]
        let isNew = someone.joined >= month.first
        let first = max(month.first, someone.joined)
        let last = min(month.last, someone.end ?? month.last)
        guard first <= last else { return }
        let days = last - first + 1
        let season = parameters.season[month.month - 1]
        let mean = someone.visits * season * Double(days) / Double(month.count)
        var count = min(random.poisson(mean), days)
        var chosen: Set<Int> = []
        if isNew {
            // Who does not read on the first day rarely begins.
            if random.bernoulli(parameters.kinds[someone.kind].starts) {
                chosen.insert(first)
                count = max(count, 1)
            } else {
                people[person].visits /= 3
                count = count / 3
            }
        }
        while chosen.count < count { chosen.insert(first + random.index(below: days)) }
        lastVisits[person] = 0
        for day in chosen.sorted() where visit(person, day, &random) { lastVisits[person] += 1 }
    }

    /// - Returns: whether there was anything to read.
    private mutating func visit(_ person: Int, _ day: Int, _ random: inout RandomStream) -> Bool {
        let someone = people[person]
        let kind = parameters.kinds[someone.kind]
        var visit = SimulatedVisit(
            person: person, day: day, second: Hours.second(&random), home: false, slate: [], views: [],
            search: nil, isFromNewsletter: random.bernoulli(0.2))
        if random.bernoulli(parameters.searches) {
            visit.search = Wishes.search(isChinese: someone.isChinese, &random)
        }
        // Advice has a stream of its own, so that all else is as without it for as long as nobody follows it.
        var guided = random.split(day)
        if let advice, day >= advice.from.number, let slate = advice.slates[someone.id],
            guided.bernoulli(parameters.slates.home)
        {
            visit.home = true
            visit.slate = slate.map { library.index[$0] }
            for (place, page) in visit.slate.enumerated() {
                guard let page, library.isOpen(page, to: someone, on: day),
                    readers[person].progress[page] == nil
                else { continue }
                let next = library.continues(page, readers[person])
                guard guided.bernoulli(parameters.slates.chance(place: place, continues: next)) else {
                    continue
                }
                visit.views.append(
                    readers[person].read(page, kind, &guided, isFollowed: true))
            }
        }
        repeat {
            guard let page = library.next(for: someone, readers[person], on: day, &random) else { break }
            visit.views.append(readers[person].read(page, kind, &random, isFollowed: false))
        } while visit.views.count < 8 && random.bernoulli(parameters.reading.onward)
        guard let page = visit.views.last?.page else { return false }
        visits.append(visit)
        let topics = parameters.pleased.sorted { $0.key < $1.key }
        guard random.bernoulli(kind.comments), !topics.isEmpty else { return true }
        let topic = topics[random.index(below: topics.count)]
        let isPleased = random.bernoulli(topic.value)
        comments.append(
            SimulatedComment(
                person: person, day: day, second: visit.second + visit.views.reduce(60) { $0 + $1.seconds },
                page: page, topic: topic.key, isPleased: isPleased,
                text: Sentences.one(topic.key, isPleased, isChinese: someone.isChinese, &random)))
        return true
    }

    /// Strangers come, and some of them buy.
    private mutating func sell(_ index: Int, _ month: MonthSpan) {
        var random = random.split(1).split(index)
        let members = people.count { ($0.end ?? .max) >= month.last }
        let open = parameters.channels.map { $0.isOpen(inMonthOfYear: month.month) ? $0.share : 0 }
        let conversion =
            zip(open, parameters.channels).reduce(0) { $0 + $1.0 * $1.1.conversion }
            / max(open.reduce(0, +), .leastNormalMagnitude)
        // As many as it takes, on average, for the community to grow along its curve.
        let wanted =
            max(0, parameters.growth.size(index) - Double(members)) * parameters.season[month.month - 1]
        let count = Int(min(wanted / conversion, 1e7) + random.uniform())
        var buyers: [(day: Int, channel: Int, purchase: Offer.Purchase)] = []
        for _ in 0..<count {
            var day = Hours.day(month, &random)
            let channel = random.choice(weights: open)
            let purchase = offer.make(to: parameters.channels[channel], &random)
            // A payment is due on the same number of every month, so no one buys on a month's last days.
            if purchase?.isBought == true, day > month.first + 26 {
                day = month.first + random.index(below: 27)
            }
            let (isChinese, pages) = library.wander(on: day, &random)
            strangers.append(
                SimulatedStranger(
                    day: day, second: Hours.second(&random), channel: channel, pages: pages,
                    isChinese: isChinese))
            guard let purchase else { continue }
            if let arm = purchase.arm { offers.append((day, arm)) }
            if purchase.isBought { buyers.append((day, channel, purchase)) }
        }
        for buyer in buyers.enumerated().sorted(by: {
            ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
        }) {
            join(buyer.element.day, buyer.element.channel, buyer.element.purchase)
        }
    }

    private mutating func join(_ day: Int, _ channel: Int, _ purchase: Offer.Purchase) {
        let number = people.count + 1
        var random = stream(people.count, -1)
        let kind = random.choice(weights: parameters.kinds.map(\.share))
        let interest = library.courses.isEmpty ? nil : random.index(below: library.courses.count)
        let isChinese = interest.map { library.courses[$0].isChinese } ?? library.isMostlyChinese
        // Some read more than others of their kind.
        let visits = parameters.kinds[kind].visits * random.gamma(shape: 8) / 8
        people.append(
            SimulatedPerson(
                id: "simulated-" + String(String(100_000 + number).dropFirst()),
                name: Names.one(isChinese: isChinese, &random) + " (simulated)", kind: kind,
                interest: interest,
                isAdvanced: purchase.isAdvanced, isChinese: isChinese, tier: purchase.tier, arm: purchase.arm,
                price: purchase.price, channel: channel, joined: day, end: nil,
                endKnown: nil, payments: [day], visits: visits))
        readers.append(Reader())
        lastVisits.append(0)
    }
}

extension MonthSpan {
    /// Months from that of `day` to this one.
    func distance(from day: Int) -> Int {
        let parts = Day.number(day).parts
        return (year - parts.year) * 12 + month - parts.month
    }
}
