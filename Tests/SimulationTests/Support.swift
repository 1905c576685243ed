import Foundation
import Membership
import Simulation
import Testing

/// A small site: two courses, one of them Chinese, and four articles.
enum SmallSite {
    static let start = day("2025-01-01")
    static let through = day("2025-12-31")

    private static func day(_ text: String) -> Day { Day(text) ?? Day(of: .distantPast, in: .gmt) }

    static func site() -> SimulatedSite {
        func file(_ route: String) -> SimulatedSite.File {
            SimulatedSite.File(
                path: "/learn"
                    + (route.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? route),
                bytes: 5000)
        }
        func sealed(_ number: Int) -> [SimulatedSite.File] {
            let id = String(repeating: "0", count: 30) + String(10 + number)
            return [SimulatedSite.File(path: "/learn/_sealpress/sealed/\(id).bin", bytes: 2000)]
        }
        var pages: [SimulatedSite.Page] = []
        for number in 1...4 {
            let route = "/articles/a\(number)/"
            pages.append(
                SimulatedSite.Page(
                    route: route, file: file(route), tags: [number % 2 == 0 ? "moon" : "sun"],
                    published: number == 4 ? Day("2025-06-01") : nil))
        }
        for number in 1...6 {
            let route = "/courses/sun/l\(number)/"
            pages.append(
                SimulatedSite.Page(
                    route: route, file: file(route), tags: ["sun"], course: "sun",
                    tier: number == 1 ? nil : 1,
                    sealed: number == 1 ? [] : sealed(number)))
        }
        for number in 1...4 {
            let route = "/courses/moon/第\(number)课/"
            pages.append(
                SimulatedSite.Page(
                    route: route, file: file(route), tags: ["moon"], course: "moon",
                    tier: number == 1 ? nil : 0,
                    isChinese: true, sealed: number == 1 ? [] : sealed(20 + number)))
        }
        return SimulatedSite(
            origin: "https://example.org", privatePath: "/learn/_sealpress/",
            timeZone: TimeZone(identifier: "Europe/Berlin") ?? .gmt,
            tiers: [
                Tier(id: "basic", name: "Basic", price: 5, currency: "EUR", period: .month),
                Tier(id: "premium", name: "Premium", price: 15, currency: "EUR", period: .month),
            ], pages: pages, entrances: [file("/")], memberHome: file("/member/"),
            shared: [SimulatedSite.File(path: "/learn/_sealpress/theme/style.css", bytes: 900)],
            feeds: [SimulatedSite.File(path: "/learn/feed.xml", bytes: 900)])
    }

    static func parameters() -> SimulationParameters {
        var parameters = SimulationParameters()
        parameters.months = 12
        parameters.growth.capacity = 80
        parameters.growth.bend = 4
        parameters.growth.rate = 0.6
        return parameters
    }

    static func community(
        seed: UInt64 = 7, through: Day = through, advice: SimulatedAdvice? = nil
    ) throws -> Community {
        try Community(
            parameters(), site: site(), seed: seed, start: start, through: through, advice: advice)
    }

    static func log(_ community: Community) -> [AccessLog.Month] {
        let identities = community.people.indices.map { number in
            let id = String(repeating: "a", count: 28) + String(1000 + number)
            return AccessLog.Identity(
                bundle: "/learn/_sealpress/bundles/aa/\(id).bin", beacon: id)
        }
        return Array(AccessLog(community, site: community.site, identities: identities).months())
    }
}
