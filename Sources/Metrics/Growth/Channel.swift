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

    /// An order by name that is total: a referring host may be called "direct", too.
    func precedes(_ other: Channel) -> Bool {
        name == other.name ? rank < other.rank : name < other.name
    }

    private var rank: Int {
        switch self {
        case .direct: 0
        case .search: 1
        case .social: 2
        case .email: 3
        case .paid: 4
        case .referral: 5
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
