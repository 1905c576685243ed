/// Where visitors come from (article 4), by referrer and campaign parameters.
public enum Channel: Sendable, Hashable {
    case direct, search, social, email
    case paid(campaign: String)
    case referral(host: String)

    /// - Parameters:
    ///   - referrer: host of the referring page, empty or nil for none.
    ///   - ownHost: the site's host; its own pages are no channel.
    ///   - parameters: the landing address's query, names in lower case.
    public init(referrer: String?, ownHost: String, parameters: [String: String] = [:]) {
        let medium = (parameters["utm_medium"] ?? "").lowercased()
        let host = Channel.bare(referrer ?? "")
        if Channel.paidMedia.contains(medium) || parameters["gclid"] != nil || parameters["msclkid"] != nil {
            self = .paid(campaign: parameters["utm_campaign"] ?? parameters["utm_source"] ?? "unnamed")
        } else if medium == "email" || medium == "newsletter" {
            self = .email
        } else if medium == "social" {
            self = .social
        } else if host.isEmpty || host == Channel.bare(ownHost) {
            self = parameters["utm_source"].map { .referral(host: $0.lowercased()) } ?? .direct
        } else if Channel.searchHosts.contains(where: { Channel.matches(host, $0) }) {
            self = .search
        } else if Channel.socialHosts.contains(where: { Channel.matches(host, $0) }) {
            self = .social
        } else {
            self = .referral(host: host)
        }
    }

    public var name: String {
        switch self {
        case .direct: "direct"
        case .search: "search"
        case .social: "social"
        case .email: "email"
        case .paid(let campaign): "paid: \(campaign)"
        case .referral(let host): host
        }
    }

    private static let paidMedia: Set<String> = [
        "cpc", "ppc", "cpm", "paid", "display", "paidsearch", "paid_social",
    ]
    private static let searchHosts = [
        "google", "bing.com", "duckduckgo.com", "baidu.com", "sogou.com", "so.com", "yandex", "ecosia.org",
        "yahoo",
    ]
    private static let socialHosts = [
        "twitter.com", "x.com", "t.co", "weibo.com", "weibo.cn", "facebook.com", "linkedin.com", "lnkd.in",
        "reddit.com", "zhihu.com", "bilibili.com", "douyin.com", "xiaohongshu.com", "mastodon.social",
        "news.ycombinator.com", "youtube.com", "weixin.qq.com",
    ]

    private static func bare(_ host: String) -> String {
        let lower = host.lowercased()
        return lower.hasPrefix("www.") ? String(lower.dropFirst(4)) : lower
    }

    /// A full name matches itself and its sub-domains; one without a dot the second level under any suffix.
    private static func matches(_ host: String, _ name: String) -> Bool {
        if name.contains(".") { return host == name || host.hasSuffix("." + name) }
        return host.split(separator: ".").dropLast().contains { $0 == name }
    }
}

/// Conversion and acquisition cost of each channel (article 4).
public struct Acquisition: ModelResult, Equatable {
    public struct Row: Sendable, Equatable {
        public let channel: Channel
        public let conversion: Rate
        public let spend: Double
        /// Spend per new member; nil without one.
        public let cost: Double?
    }

    /// Most new members first.
    public let rows: [Row]
    public let warnings: [String]

    /// - Parameters:
    ///   - visitors: one entry per visitor, and whether it became a member.
    ///   - spend: per channel, ≥ 0.
    public init(
        visitors: [(channel: Channel, joined: Bool)], spend: [Channel: Double]
    ) throws(MetricsError) {
        var counts: [Channel: (all: Int, joined: Int)] = [:]
        for visitor in visitors {
            counts[visitor.channel, default: (0, 0)].all += 1
            if visitor.joined { counts[visitor.channel, default: (0, 0)].joined += 1 }
        }
        for channel in spend.keys where counts[channel] == nil { counts[channel] = (0, 0) }
        var rows: [Row] = []
        for (channel, count) in counts {
            let paid = spend[channel] ?? 0
            try check(paid, "spend on \(channel.name)", row: 0)
            try require(paid >= 0, "spend on \(channel.name)", "0 or more")
            rows.append(
                Row(
                    channel: channel, conversion: Rate(checked: count.joined, of: count.all), spend: paid,
                    cost: count.joined > 0 ? paid / Double(count.joined) : nil))
        }
        self.rows = rows.sorted {
            let (a, b) = ($0.conversion.measured?.numerator ?? 0, $1.conversion.measured?.numerator ?? 0)
            return a == b ? $0.channel.name < $1.channel.name : a > b
        }
        warnings = self.rows.filter { $0.spend > 0 && $0.cost == nil }
            .map { "\($0.channel.name) cost \(Prose.number($0.spend)) and brought no member" }
    }

    public var reading: String {
        rows.prefix(3).map { row in
            "\(row.channel.name): \(row.conversion.reading)"
                + (row.cost.map { ", \(Prose.number($0)) each" } ?? "")
        }.joined(separator: "; ")
    }
}
