/// Where a visit came from: the referring page's host and the campaign in the landing address.
public struct Origin: Sendable, Hashable {
    /// A host in small letters, without a leading `www.`; empty for the site itself and for none.
    public var referrer: String
    /// `utm_source`, `utm_medium` and `utm_campaign`, ASCII in small letters; empty where missing.
    public var source: String
    public var medium: String
    public var campaign: String

    /// Parts are kept in one text, in this order; no part can hold the separator.
    static let separator: UInt8 = 1

    /// - Parameter key: as ``DayFacts/texts`` have it; empty for an origin without any part.
    public init(key: ArraySlice<UInt8>) {
        let parts = key.split(separator: Self.separator, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        func part(_ index: Int) -> String { parts.indices.contains(index) ? parts[index] : "" }
        (referrer, source, medium, campaign) = (part(0), part(1), part(2), part(3))
    }

    package static func key(referrer: [UInt8], query: ByteSlice) -> [UInt8] {
        guard query.count > 4 else { return key(referrer, [], [], []) }
        let parameters = QueryParameters(query: query)
        return key(
            referrer, parameters.value("utm_source").map(\.lowercasedASCII),
            parameters.value("utm_medium").map(\.lowercasedASCII),
            parameters.value("utm_campaign").map(\.lowercasedASCII))
    }

    private static func key(
        _ referrer: [UInt8], _ source: [UInt8], _ medium: [UInt8], _ campaign: [UInt8]
    ) -> [UInt8] {
        guard !(referrer.isEmpty && source.isEmpty && medium.isEmpty && campaign.isEmpty) else { return [] }
        let gap = [separator]
        return referrer + gap + source + gap + medium + gap + campaign
    }

    /// The host of a web address; empty for the site's own and for what is no web address.
    package static func host(ofReferrer referrer: ByteSlice, site: LoggedSite) -> [UInt8] {
        let text = referrer.array
        let lower = text.prefix(8).map(\.lowercasedASCII)
        let start = lower.starts(with: "https://".utf8) ? 8 : lower.starts(with: "http://".utf8) ? 7 : 0
        guard start > 0 else { return [] }
        let host = text[start...].prefix { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard (1...253).contains(host.count), isEndOfHost(text[host.endIndex...]) else { return [] }
        let bare = Host.bare(Array(host))
        return site.hosts.contains(bare) ? [] : Array(bare.utf8)
    }

    private static func isEndOfHost(_ rest: ArraySlice<UInt8>) -> Bool {
        var rest = rest
        if rest.first == UInt8(ascii: ":") {
            rest = rest.dropFirst()
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            guard (1...5).contains(digits.count) else { return false }
            rest = rest.dropFirst(digits.count)
        }
        return rest.first.map { "/?#".utf8.contains($0) } ?? true
    }
}
