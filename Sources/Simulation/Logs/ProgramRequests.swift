import Metrics

/// What is no reader: crawlers, feed readers, scanners for holes.
struct ProgramRequests {
    private let site: SimulatedSite
    private let perDay: Double

    init(_ site: SimulatedSite, _ parameters: SimulationParameters) {
        self.site = site
        perDay = parameters.programs
    }

    private static let crawlers = [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
        "CCBot/2.0 (https://commoncrawl.org/faq/)",
    ]
    private static let feedReaders = [
        "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers)",
        "FreshRSS/1.24.3 (Linux; https://freshrss.org)",
        "Mozilla/5.0 (compatible; Miniflux/2.2.3; +https://miniflux.app)",
    ]
    private static let holes = ["/wp-login.php", "/.env", "/xmlrpc.php", "/.git/config", "/admin/"]

    func add(_ days: ClosedRange<Int>, _ random: RandomStream, _ lines: inout LogLines) {
        var random = random
        for day in days {
            for _ in 0..<random.poisson(perDay) { add(day, &random, &lines) }
        }
    }

    private func add(_ day: Int, _ random: inout RandomStream, _ lines: inout LogLines) {
        let second = random.index(below: 86_400)
        let choice = random.uniform()
        if choice < 0.6 {
            let crawler = random.index(below: Self.crawlers.count)
            let client = LogLines.Client(address: Addresses.program(crawler), agent: Self.crawlers[crawler])
            if random.bernoulli(0.15) { return lines.add(day, second, client, "/robots.txt", bytes: 120) }
            let page = site.pages[random.index(below: site.pages.count)].file
            lines.add(day, second, client, page.path, bytes: page.bytes)
        } else if choice < 0.9, !site.feeds.isEmpty {
            let reader = random.index(below: Self.feedReaders.count)
            let client = LogLines.Client(
                address: Addresses.program(20 + reader), agent: Self.feedReaders[reader])
            let feed = site.feeds[random.index(below: site.feeds.count)]
            lines.add(
                day, second, client, feed.path, status: random.bernoulli(0.8) ? 304 : 200, bytes: feed.bytes)
        } else if choice < 0.99 {
            let client = LogLines.Client(address: Addresses.program(40 + random.index(below: 60)), agent: "")
            lines.add(
                day, second, client, Self.holes[random.index(below: Self.holes.count)], status: 404,
                bytes: 146)
        } else {
            // A handshake of TLS where HTTP is spoken.
            lines.add(
                day, second,
                LogLines.Client(address: Addresses.program(60 + random.index(below: 60)), agent: ""),
                request: #"\x16\x03\x01\x02\x00\x01"#, status: 400, bytes: 150, referrer: "")
        }
    }
}
