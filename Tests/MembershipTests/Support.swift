import Foundation
import Membership

/// A time in UTC, written `2026-11-20T10:00:00Z`. A slip in a test shows as the year 1.
func utc(_ text: String) -> Date { (try? Date(text, strategy: .iso8601)) ?? .distantPast }

/// A day; a slip in a test shows as the first.
func day(_ text: String) -> Day { Day(text) ?? Day(of: .distantPast, in: .gmt) }

func zone(_ name: String) -> TimeZone { TimeZone(identifier: name) ?? .gmt }

let threeTiers = TierList([Tier(id: "basic"), Tier(id: "premium"), Tier(id: "vip")])
