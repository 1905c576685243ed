import Sealing
import TestSupport
import Testing

@Suite struct `Advice in bundles` {
    private func code() throws -> UnlockCode { try Fixtures.keys().unlockCode(member: "anna", generation: 1) }

    private func bundle(_ advice: BundleAdvice?, grants: HeldGrants = [:]) throws -> BundlePlaintext {
        try BundlePlaintext(
            member: "anna", tier: "premium", courses: [], from: nil, until: nil, status: .active, issued: 0,
            grants: grants, advice: advice)
    }

    private func file(_ bundle: BundlePlaintext) throws -> [UInt8] {
        let padded = BundlePlaintext.paddedCount(longest: bundle.encodedCount)
        return try Fixtures.keys().seal(bundle, paddedTo: padded, for: code())
    }

    @Test func `opens to what was sealed, with grants and without`() throws {
        for grants in [[:], try Fixtures.held(["tier:basic@0", "tier:premium@0"])] as [HeldGrants] {
            let advised = try bundle(Fixtures.advice(), grants: grants)
            let opened = try BundleFile.open(file(advised), with: code())
            #expect(opened == advised)
            #expect(opened.advice == (try Fixtures.advice()))
        }
    }

    @Test func `that says nothing leaves the bytes as they are without`() throws {
        let none = try bundle(nil)
        let empty = try bundle(BundleAdvice())
        #expect(empty.advice == nil)
        #expect(try file(empty) == file(none))
        #expect(try file(none) != file(bundle(BundleAdvice(arms: ["a": "b"]))))
    }

    @Test func `of any kind comes back as it went in`() throws {
        var random = SeededGenerator(seed: 11)
        for round in 0..<1_500 {
            let advised = try bundle(randomAdvice(&random))
            let opened = try BundleFile.open(file(advised), with: code())
            #expect(opened == advised, "round \(round)")
            // Texts are compared by their bytes: `==` takes a letter and its decomposed form for the same.
            #expect(
                opened.advice?.lessons.map { Array($0.title.utf8) }
                    == advised.advice?.lessons.map { Array($0.title.utf8) }, "round \(round)")
        }
    }

    @Test func `of the largest size is written and read`() throws {
        let text = String(repeating: "\"", count: BundleAdvice.maximumTextCount)
        let lesson = try BundleAdvice.Lesson(route: "/", title: text, reason: .similar, because: text)
        let course = try BundleAdvice.Progress(
            course: "a", title: text, route: "/", completed: 0, lessons: BundleAdvice.maximumInteger,
            next: nil)
        let arms = (0..<BundleAdvice.maximumArms).map { ("arm-\($0)", "a") }
        let largest = try BundleAdvice(
            policy: String(repeating: "p", count: 60),
            lessons: Array(repeating: lesson, count: BundleAdvice.maximumLessons),
            progress: Array(repeating: course, count: BundleAdvice.maximumProgress),
            standing: .init(
                points: BundleAdvice.Standing.maximumPoints, rank: 1, members: BundleAdvice.maximumInteger),
            arms: Dictionary(uniqueKeysWithValues: arms))
        #expect(try BundleFile.open(file(bundle(largest)), with: code()).advice == largest)
    }

    @Test func `rounds points to hundredths`() throws {
        for (points, rounded) in [(0.0, 0.0), (0.004, 0), (0.005, 0.01), (1.005, 1), (2.999, 3), (7, 7)] {
            #expect(try BundleAdvice.Standing(points: points, rank: 1, members: 1).points == rounded)
        }
    }

    @Test func `with values that the format does not allow is not made`() throws {
        func expectInvalid(_ field: String, _ make: () throws -> Any) {
            #expect(throws: SealingError.invalidBundleField(name: "advice.\(field)")) { _ = try make() }
        }
        func lesson(
            _ route: String = "/a/", title: String = "A", _ reason: BundleAdvice.Lesson.Reason = .popular,
            because: String? = nil
        ) throws -> BundleAdvice.Lesson {
            try .init(route: route, title: title, reason: reason, because: because)
        }
        for route in [
            "", "a/", "/a", "//", "//a/", "/a//b/", "/a\\b/", "/?a/", "/#a/", "/\"/", "/a\n/", "https:/a/",
        ] {
            expectInvalid("lessons.route") { try lesson(route) }
        }
        for text in ["", "a\nb", "\u{7F}", "\u{0}", String(repeating: "x", count: 2001)] {
            expectInvalid("lessons.title") { try lesson(title: text) }
            expectInvalid("lessons.because") { try lesson("/a/", .similar, because: text) }
            expectInvalid("offer.title") { try BundleAdvice.Offer(id: "a", kind: .renewal, title: text) }
        }
        expectInvalid("lessons.because") { try lesson("/a/", .popular, because: "A") }
        for url in ["", "javascript:alert(1)", "/join/", "example.org", "data:text/html,x"] {
            expectInvalid("offer.url") {
                try BundleAdvice.Offer(id: "a", kind: .renewal, title: "A", url: url)
            }
        }
        expectInvalid("offer.until") {
            try BundleAdvice.Offer(id: "a", kind: .renewal, title: "A", until: "2026-02-29")
        }
        expectInvalid("policy") { try BundleAdvice(policy: "p") }
        expectInvalid("policy") { try BundleAdvice(lessons: [lesson()]) }
        expectInvalid("policy") { try BundleAdvice(policy: "a b", lessons: [lesson()]) }
        expectInvalid("lessons") {
            try BundleAdvice(policy: "p", lessons: Array(repeating: lesson(), count: 21))
        }
        for arm in ["", "A", "1", "1-2", "-a", "a b"] {
            expectInvalid("arms") { try BundleAdvice(arms: [arm: "a"]) }
            expectInvalid("arms") { try BundleAdvice(arms: ["a": arm]) }
        }
        for points in [-0.01, .nan, .infinity, 1e12] {
            expectInvalid("standing.points") {
                try BundleAdvice.Standing(points: points, rank: 1, members: 1)
            }
        }
        expectInvalid("standing.rank") { try BundleAdvice.Standing(points: 1, rank: 2, members: 1) }
        expectInvalid("progress.completed") {
            try BundleAdvice.Progress(
                course: "a", title: "A", route: "/a/", completed: 2, lessons: 1, next: nil)
        }
    }

    @Test func `that was altered is refused or says what it says in the one way`() throws {
        var random = SeededGenerator(seed: 12)
        let sealed = try bundle(Fixtures.advice(), grants: Fixtures.held())
        let original = sealed.encoded(paddedTo: sealed.encodedCount).withUnsafeBytes { Array($0) }
        let tokens = [
            "\"", "\\", ",", "{", "}", "[", "]", ":", "0", "9", ".", "/", "\"advice\":", "\"arms\":{}",
            "null",
            "\"title\":\"x\",", "\u{0}", "é", "{}", "[]", " ",
        ].map { Array($0.utf8) }
        var accepted = 0
        for round in 0..<40_000 {
            var text = original
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let at = Int.random(in: 0..<text.count, using: &random)
                let end = min(text.count, at + Int.random(in: 0...4, using: &random))
                switch Int.random(in: 0..<4, using: &random) {
                case 0: text[at] = UInt8.random(in: 0...255, using: &random)
                case 1: text.removeSubrange(at..<end)
                case 2: text.insert(contentsOf: text[at..<end], at: at)
                default:
                    text.insert(contentsOf: tokens[Int.random(in: 0..<tokens.count, using: &random)], at: at)
                }
            }
            guard let read = try? text.withUnsafeBytes({ try BundlePlaintext(decoding: $0) }) else {
                continue
            }
            accepted += 1
            let trimmed = text[...(text.lastIndex { $0 != UInt8(ascii: " ") } ?? 0)]
            let printed = read.encoded(paddedTo: read.encodedCount).withUnsafeBytes { Array($0) }
            #expect(printed == Array(trimmed), "round \(round)")
        }
        // Letters of titles may become others, so this meets both sides.
        #expect((1_000..<39_000).contains(accepted))
    }

    // MARK: Random advice

    private func randomAdvice(_ random: inout SeededGenerator) throws -> BundleAdvice {
        let lessons = try (0..<Int.random(in: 0...5, using: &random)).map { _ in
            let reason = try #require(BundleAdvice.Lesson.Reason.allCases.randomElement(using: &random))
            let because = reason != .popular && Bool.random(using: &random) ? text(&random) : nil
            return try BundleAdvice.Lesson(
                route: route(&random), title: text(&random), reason: reason, because: because)
        }
        let progress = try (0..<Int.random(in: 0...3, using: &random)).map { _ in
            let count = Int.random(in: 1...40, using: &random)
            return try BundleAdvice.Progress(
                course: "a-1", title: text(&random), route: route(&random),
                completed: Int.random(in: 0...count, using: &random), lessons: count,
                next: Bool.random(using: &random)
                    ? .init(route: route(&random), title: text(&random)) : nil)
        }
        let kind = try #require(BundleAdvice.Offer.Kind.allCases.randomElement(using: &random))
        let offer =
            try Bool.random(using: &random)
            ? BundleAdvice.Offer(
                id: "o", kind: kind, title: text(&random),
                text: Bool.random(using: &random) ? text(&random) : nil,
                url: Bool.random(using: &random) ? "https://example.org/" + text(&random) : nil,
                price: Bool.random(using: &random) ? text(&random) : nil,
                until: Bool.random(using: &random) ? "2026-12-01" : nil)
            : nil
        let standing =
            try Bool.random(using: &random)
            ? BundleAdvice.Standing(
                points: Double(Int.random(in: 0...99_999_999_999_999, using: &random)) / 100, rank: 1,
                members: 9)
            : nil
        let arms = (0..<Int.random(in: 0...3, using: &random)).map { ("e\($0)", "a") }
        return try BundleAdvice(
            policy: lessons.isEmpty ? nil : "slate.A_9@-", lessons: lessons, progress: progress, offer: offer,
            standing: standing, arms: Dictionary(uniqueKeysWithValues: arms))
    }

    private func text(_ random: inout SeededGenerator) -> String {
        let letters = Array("aZ09 \"\\/:,{}[]äe\u{301}一👩‍👧\u{2028}\u{85}~")
        return String(
            (0..<Int.random(in: 1...12, using: &random)).map { _ in
                letters[Int.random(in: 0..<letters.count, using: &random)]
            })
    }

    private func route(_ random: inout SeededGenerator) -> String {
        ["/", "/courses/a/two/", "/文章/一/", "/a b/%20/"][Int.random(in: 0..<4, using: &random)]
    }
}
