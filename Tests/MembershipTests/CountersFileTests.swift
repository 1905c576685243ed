import Membership
import TestSupport
import Testing

@Suite struct CountersFileTests {
    @Test func `numbers change where they stand, and comments stay`() {
        var file = CountersFile(
            """
            # raised by hand
            "tier:basic": 1  # a leak

            tier:premium:   7
            course:x:\t2 # twice
            """)
        file.set(
            EpochCounters([.tier("basic"): 2, .tier("premium"): 7, .course("x"): 10, .course("y"): 1]))
        #expect(
            file.text == """
                # raised by hand
                "tier:basic": 2  # a leak

                tier:premium:   7
                course:x:\t10 # twice
                course:y: 1

                """)
    }

    @Test func `a new file has a line for each counter`() {
        let counters = EpochCounters([.drip(course: "x", days: 7): 1, .tier("b"): 3, .tier("a"): 2])
        #expect(CountersFile(counters).text == "course:x/drip-7: 1\ntier:a: 2\ntier:b: 3\n")
        #expect(CountersFile(EpochCounters()).text == "")
    }

    @Test func `setting the same counters twice changes nothing, whatever the file holds`() {
        var random = SeededGenerator(seed: 31)
        let pieces = [
            "tier:a: ", "tier:a", ":", " ", "\t", "'", "\"", "9", "12", "# x", "\n", "course:x: ", "é", "{",
            "}",
        ]
        let counters = EpochCounters([.tier("a"): 4, .course("x"): 5])
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            var once = CountersFile(text)
            once.set(counters)
            var twice = once
            twice.set(counters)
            #expect(once == twice, "\(text)")
            #expect(once.text.contains("tier:a") && once.text.hasSuffix("\n"))
        }
    }
}
