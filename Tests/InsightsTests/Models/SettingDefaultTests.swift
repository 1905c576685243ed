import Foundation
import Insights
import Testing

/// The reference of the configuration is written where the models are not known; their defaults must agree all the same.
@Suite struct SettingDefaultTests {
    @Test func `the reference has the models' own defaults`() throws {
        let page = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../../docs/content/reference/configuration.md"), encoding: .utf8)
        let start = try #require(page.range(of: "### insights\n")).upperBound
        let settings = ModelSettings()
        let defaults = [
            "margin": settings.margin, "discount": settings.discount, "horizon": Double(settings.horizon),
            "forecast": Double(settings.forecast), "slate": Double(settings.slate),
            "exploration": settings.exploration,
        ]
        for (key, value) in defaults {
            let row = try #require(
                page[start...].split(separator: "\n").first { $0.hasPrefix("| `\(key)` |") })
            let cells = row.split(separator: "|").map { $0.filter { !" `".contains($0) } }
            #expect(Double(try #require(cells.dropFirst(2).first)) == value, "\(key)")
        }
    }
}
