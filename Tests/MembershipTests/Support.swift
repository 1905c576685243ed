import Foundation
import Membership

/// SplitMix64: small, seeded, the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A time in UTC, written `2026-11-20T10:00:00Z`. A slip in a test shows as the year 1.
func utc(_ text: String) -> Date { (try? Date(text, strategy: .iso8601)) ?? .distantPast }

/// A day; a slip in a test shows as the first.
func day(_ text: String) -> Day { Day(text) ?? Day(of: .distantPast, in: .gmt) }

func zone(_ name: String) -> TimeZone { TimeZone(identifier: name) ?? .gmt }

let threeTiers = TierList([Tier(id: "basic"), Tier(id: "premium"), Tier(id: "vip")])
