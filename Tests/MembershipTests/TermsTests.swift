import Foundation
import Membership
import TestSupport
import Testing

@Suite struct TierTests {
    @Test func `a tier opens itself and what is below it`() {
        #expect(threeTiers.opens(member: "premium", section: "basic"))
        #expect(threeTiers.opens(member: "premium", section: "premium"))
        #expect(!threeTiers.opens(member: "premium", section: "vip"))
        #expect(!threeTiers.opens(member: nil, section: "basic"))
        #expect(threeTiers.opens(member: nil, section: "public"))
        #expect(threeTiers.opens(member: "gone", section: "public"))
        #expect(!threeTiers.opens(member: "gone", section: "basic"))
        #expect(!threeTiers.opens(member: "vip", section: "gone"))
        #expect(threeTiers.upTo("premium").map(\.id) == ["basic", "premium"])
        #expect(threeTiers.upTo("gone").isEmpty)
        #expect(threeTiers["vip"]?.name == "vip")
        #expect(threeTiers.rank(of: "basic") == 0)
        #expect(threeTiers.idsWithPublic == ["public", "basic", "premium", "vip"])
    }

    @Test func `every fault of a list of tiers is named`() {
        let tiers = [
            Tier(id: "basic"), Tier(id: "Pro"), Tier(id: "basic", price: 5), Tier(id: "public"),
            Tier(id: "vip", price: -1),
        ]
        #expect(
            TierList.problems(in: tiers).map { "\($0.index): \($0.problem.message)" } == [
                "1: bad tier id 'Pro'", "2: tier 'basic' is there twice; it is already number 1",
                "3: 'public' is not a tier: it needs no entry", "4: the price of tier 'vip' is below zero",
            ])
        #expect(TierList.problems(in: threeTiers.tiers).isEmpty)
        // A faulty list still answers.
        #expect(TierList(tiers).rank(of: "basic") == 0)
    }
}

@Suite struct GrantTests {
    @Test(arguments: [
        "tier:premium", "course:swift-basics", "course:swift-basics/drip-14", "tier:0", "course:x/drip-36500",
    ])
    func `a grant is printed as it is read`(text: String) {
        #expect(Grant(text)?.description == text)
    }

    @Test(arguments: [
        "", "premium", "tier:", "tier", "Tier:premium", "tier:Premium", "tier:a/drip-1", "tier:a:b",
        "course:x/",
        "course:x/drip-", "course:x/drip-0", "course:x/drip-014", "course:x/drip-1/2", "course:x/drip--1",
        "course:x/drip-36501", "course:x/drip-99999999999999999999", "course:/drip-1", "tier:a@b", " tier:a",
    ])
    func `what is no grant is refused`(text: String) {
        #expect(Grant(text) == nil)
    }

    @Test func `grants sort by their bytes`() {
        let sorted = ["course:a", "course:a-b", "course:a/drip-14", "course:a/drip-7", "course:b", "tier:a"]
        #expect(sorted.shuffled().compactMap { Grant($0) }.sorted().map(\.description) == sorted)
    }

    @Test(arguments: [
        "tier:premium@2026-11", "tier:premium@2026-11.1", "tier:premium@2026-Q4", "tier:premium@2026-Q1.12",
        "tier:premium@2026", "tier:premium@2026.3", "tier:premium@0", "tier:premium@17", "course:x@0",
        "course:x@2026", "course:x/drip-14@3",
    ])
    func `a grant and epoch are printed as they are read`(text: String) {
        #expect(GrantEpoch(text)?.text == text)
    }

    @Test(arguments: [
        "", "@", "tier:premium", "tier:premium@", "tier:premium@2026-11.0", "tier:premium@2026-11.01",
        "tier:premium@2026-13", "tier:premium@2026-1", "tier:premium@2026-Q5", "tier:premium@2026-Q0",
        "tier:premium@0000-01", "tier:premium@2026-11.", "tier:premium@-1", "tier:premium@01",
        "tier:premium@2026-11@1", "course:x@2026-11", "course:x@00", "course:x@1.1",
        "course:x@1000000001", "course:x@99999999999999999999",
    ])
    func `what is no grant and epoch is refused`(text: String) {
        #expect(GrantEpoch(text) == nil)
    }

    @Test func `no text crashes the readers, and what they accept prints back`() {
        var random = SeededGenerator(seed: 13)
        let seeds = [
            "tier:premium@2026-11.1", "course:swift-basics/drip-14@3", "tier:a@2026-Q4", "course:x@0",
        ]
        let alphabet = Array("abtz0129:@/.-QdripT \u{0}é标")
        let clock = ContinuousClock()
        let end = clock.now + .seconds(1)
        var accepted = 0
        var rounds = 0
        while clock.now < end || rounds < 100 {
            rounds += 1
            var text = Array(seeds.randomElement(using: &random) ?? "")
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let at = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: text.insert(alphabet.randomElement(using: &random) ?? "a", at: at)
                case 1 where text.count > 1: text.remove(at: at)
                default: text[at] = alphabet.randomElement(using: &random) ?? "a"
                }
            }
            let whole = String(text)
            if let grant = GrantEpoch(whole) {
                accepted += 1
                #expect(grant.text == whole)
            }
            if let grant = Grant(whole) { #expect(grant.description == whole) }
            if let day = Day(whole) { #expect(day.description == whole) }
        }
        #expect(accepted > 0)
    }
}
