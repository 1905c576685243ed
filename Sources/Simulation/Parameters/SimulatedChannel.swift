extension SimulationParameters {
    /// A way to the site.
    public struct Channel: Codable, Sendable, Equatable {
        /// As insights calls it.
        public var name: String
        /// Of the strangers of a month in which all channels are open.
        public var share: Double
        /// Chance of a stranger's visit to make a member.
        public var conversion: Double
        /// What it costs, in the currency of the tiers.
        public var perMonth = 0.0
        public var perVisit = 0.0
        /// Months of the year, 1 to 12, in which it is open; empty for all.
        public var openMonths: [Int] = []
        /// Where the request says it comes from; none for an empty list.
        public var referrers: [String] = []
        /// Behind the address of the first page.
        public var query = ""

        func isOpen(inMonthOfYear month: Int) -> Bool { openMonths.isEmpty || openMonths.contains(month) }

        static let usual = [
            Channel(
                name: "search", share: 0.5, conversion: 0.012,
                referrers: [
                    "https://www.google.com/", "https://www.google.com/", "https://www.bing.com/",
                    "https://duckduckgo.com/", "https://www.baidu.com/link?url=simulated",
                ]),
            Channel(name: "direct", share: 0.14, conversion: 0.018),
            Channel(
                name: "social", share: 0.16, conversion: 0.008,
                referrers: [
                    "https://www.reddit.com/", "https://mastodon.social/", "https://weibo.com/",
                    "https://www.zhihu.com/",
                ]),
            Channel(
                name: "email", share: 0.08, conversion: 0.045, perMonth: 90,
                query: "utm_source=newsletter&utm_medium=email"),
            Channel(
                name: "almanac-club.example", share: 0.07, conversion: 0.03, perMonth: 120,
                referrers: ["https://almanac-club.example/links/"]),
            Channel(
                name: "paid: new-year", share: 0.2, conversion: 0.01, perVisit: 0.4, openMonths: [1, 2, 12],
                query: "utm_source=ads&utm_medium=cpc&utm_campaign=new-year"),
        ]
    }
}
