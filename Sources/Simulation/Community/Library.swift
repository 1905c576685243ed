import Foundation
import Membership
import Metrics

/// What one member has read.
struct Reader {
    /// Quarters read, by page; 4 is done.
    private(set) var progress: [Int: Int] = [:]
    /// In the order in which they were opened.
    private(set) var opened: [Int] = []

    mutating func read(
        _ page: Int, _ kind: SimulationParameters.Kind, _ random: inout RandomStream, isFollowed: Bool
    ) -> SimulatedView {
        let before = progress[page] ?? 0
        if progress[page] == nil { opened.append(page) }
        let after = before == 4 || random.bernoulli(kind.completion) ? 4 : max(before, random.index(below: 4))
        progress[page] = after
        let isDone = before < 4 && after == 4
        return SimulatedView(
            page: page, seconds: 60 + Int(150 * random.exponential()).clamped(to: 0...600), before: before,
            after: after, isLiked: isDone && random.bernoulli(0.12),
            rating: isDone && random.bernoulli(0.08) ? 3 + random.index(below: 3) : nil,
            isFollowed: isFollowed)
    }
}

/// The pages, and how one leads to another.
struct Library {
    struct Course {
        var id: String
        /// By the lessons' pages, in order.
        var lessons: [Int]
        var isChinese: Bool
    }

    let courses: [Course]
    let isMostlyChinese: Bool
    /// By route.
    let index: [String: Int]
    private let pages: [SimulatedSite.Page]
    private let entrances: Int
    private let rules: SimulationParameters.Reading
    /// The other of each pair.
    private let companions: [Int?]
    private let appeal: [Double]
    /// By course and page: what somebody who came for the course is drawn to.
    private let affinity: [[Double]]

    init(_ site: SimulatedSite, _ rules: SimulationParameters.Reading, _ random: RandomStream) {
        pages = site.pages
        entrances = site.entrances.count
        self.rules = rules
        index = Dictionary(zip(pages.map(\.route), 0...), uniquingKeysWith: { first, _ in first })
        isMostlyChinese = pages.count(where: \.isChinese) * 2 > pages.count
        var courses: [Course] = []
        for (page, id) in pages.enumerated().compactMap({ page in
            page.element.course.map { (page.offset, $0) }
        }) {
            guard let course = courses.firstIndex(where: { $0.id == id }) else {
                courses.append(Course(id: id, lessons: [page], isChinese: pages[page].isChinese))
                continue
            }
            courses[course].lessons.append(page)
        }
        self.courses = courses
        var random = random
        var order = Array(pages.indices)
        order.shuffle(using: &random)
        var companions = [Int?](repeating: nil, count: pages.count)
        for pair in 0..<(order.count / 2) {
            companions[order[2 * pair]] = order[2 * pair + 1]
            companions[order[2 * pair + 1]] = order[2 * pair]
        }
        self.companions = companions
        appeal = pages.map { _ in 0.5 + random.uniform() }
        affinity = courses.map { [pages] course in
            let tags = Set(course.lessons.flatMap { pages[$0].tags })
            return pages.map { page in
                page.course == course.id || !tags.isDisjoint(with: page.tags) ? rules.interest : 1
            }
        }
    }

    func isOut(_ page: Int, on day: Int) -> Bool { (pages[page].published?.number ?? .min) <= day }

    /// Whether the person may read all of it.
    func isOpen(_ page: Int, to person: SimulatedPerson, on day: Int) -> Bool {
        isOut(page, on: day) && (pages[page].tier ?? -1) <= person.tier
    }

    /// Whether the page is the first lesson not opened of a course begun.
    func continues(_ page: Int, _ reader: Reader) -> Bool {
        guard let course = courses.first(where: { $0.lessons.contains(page) }) else { return false }
        return course.lessons.contains { reader.progress[$0] != nil }
            && course.lessons.first { reader.progress[$0] == nil } == page
    }

    /// What the person opens next; nil where nothing is out that the person may read.
    func next(
        for person: SimulatedPerson, _ reader: Reader, on day: Int, _ random: inout RandomStream
    ) -> Int? {
        let wantsNew = reader.opened.isEmpty || random.bernoulli(rules.new)
        let choice = random.uniform()
        let new = pages.indices.filter { reader.progress[$0] == nil && isOpen($0, to: person, on: day) }
        guard wantsNew, !new.isEmpty else {
            return reader.opened.isEmpty ? nil : reader.opened[random.index(below: reader.opened.count)]
        }
        if choice < rules.continues, let lesson = nextLesson(person, reader, new) { return lesson }
        if choice >= rules.continues, choice < rules.continues + rules.companion,
            let last = reader.opened.last, let companion = companions[last], new.contains(companion)
        {
            return companion
        }
        let weights = new.map { appeal[$0] * (person.interest.map { affinity[$0] }?[$0] ?? 1) }
        return new[random.choice(weights: weights)]
    }

    /// Of the course that the person came for, else of one begun.
    private func nextLesson(_ person: SimulatedPerson, _ reader: Reader, _ new: [Int]) -> Int? {
        let begun = courses.indices.filter { course in
            courses[course].lessons.contains { reader.progress[$0] != nil }
        }
        for course in [person.interest].compactMap(\.self) + begun {
            if let lesson = courses[course].lessons.first(where: { reader.progress[$0] == nil }),
                new.contains(lesson)
            {
                return lesson
            }
        }
        return nil
    }

    /// The pages of a stranger's visit; those below 0 are entrances.
    func wander(on day: Int, _ random: inout RandomStream) -> (isChinese: Bool, pages: [Int]) {
        let out = pages.indices.filter { isOut($0, on: day) }
        var places = out
        var weights = out.map { appeal[$0] * (pages[$0].course == nil ? 2 : 1) }
        for entrance in 0..<entrances {
            places.append(-1 - entrance)
            weights.append(entrance == 0 ? 3 : 0.7)
        }
        guard !places.isEmpty else { return (isMostlyChinese, []) }
        var visited: [Int] = []
        repeat {
            let place = places[random.choice(weights: weights)]
            if visited.last != place { visited.append(place) }
        } while visited.count < 6 && random.bernoulli(rules.onward)
        let first = visited.first { $0 >= 0 }
        return (first.map { pages[$0].isChinese } ?? isMostlyChinese, visited)
    }
}

extension Int {
    func clamped(to range: ClosedRange<Int>) -> Int {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
