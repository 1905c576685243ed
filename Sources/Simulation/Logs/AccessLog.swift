import Foundation
import Membership
import Metrics

/// The requests that a community makes, as a host would log them.
public struct AccessLog: Sendable {
    /// What a member's browser asks for and sends.
    public struct Identity: Sendable, Equatable {
        /// Path of the member's bundle, with the base path.
        public var bundle: String
        public var beacon: String

        public init(bundle: String, beacon: String) {
            self.bundle = bundle
            self.beacon = beacon
        }
    }

    private let community: Community
    private let site: SimulatedSite
    private let identities: [Identity]

    /// - Parameters:
    ///   - site: the community's, as it was built.
    ///   - identities: of `community.people`, in their order.
    public init(_ community: Community, site: SimulatedSite, identities: [Identity]) {
        self.community = community
        self.site = site
        self.identities = identities
    }

    /// A month's lines.
    public struct Month: Sendable, Equatable {
        /// `2026-11`
        public var name: String
        public var lines: Int
        public var bytes: [UInt8]
    }

    /// - Parameter last: only months that end after this day; nil for all.
    /// - Returns: a log for each calendar month, oldest first, one after another.
    public func months(after last: Day? = nil) -> some Sequence<Month> {
        let strangers = Dictionary(grouping: community.strangers.indices) {
            month(community.strangers[$0].day)
        }
        let visits = Dictionary(grouping: community.visits.indices) { month(community.visits[$0].day) }
        return community.months.indices.lazy
            .filter { community.months[$0].last > last?.number ?? .min }
            .map { index in
                let span = community.months[index]
                var lines = LogLines(timeZone: site.timeZone)
                for stranger in strangers[index] ?? [] { add(stranger, &lines) }
                for visit in visits[index] ?? [] { add(community.visits[visit], &lines) }
                let end = min(span.last, community.through.number)
                ProgramRequests(site, community.parameters).add(
                    span.first...max(span.first, end),
                    RandomStream(seed: community.seed).split(5).split(index),
                    &lines)
                return Month(name: span.name, lines: lines.count, bytes: lines.bytes)
            }
    }

    private func month(_ day: Int) -> Int { community.months.lastIndex { $0.first <= day } ?? 0 }

    private func add(_ number: Int, _ lines: inout LogLines) {
        let stranger = community.strangers[number]
        var random = RandomStream(seed: community.seed).split(4).split(number)
        let client = LogLines.Client(address: Addresses.stranger(number), agent: Browsers.one(&random))
        let channel = community.parameters.channels[stranger.channel]
        var referrer =
            channel.referrers.isEmpty ? "" : channel.referrers[random.index(below: channel.referrers.count)]
        var second = stranger.second
        for (index, place) in stranger.pages.enumerated() {
            let file = place >= 0 ? site.pages[place].file : site.entrances[-1 - place]
            let query = index == 0 && !channel.query.isEmpty ? "?" + channel.query : ""
            lines.add(stranger.day, second, client, file.path + query, bytes: file.bytes, referrer: referrer)
            referrer = site.origin + file.path + query
            if index == 0 {
                for shared in site.shared {
                    lines.add(
                        stranger.day, second, client, shared.path, bytes: shared.bytes, referrer: referrer)
                }
            }
            for image in place >= 0 ? site.pages[place].images : [] {
                lines.add(
                    stranger.day, second + 1, client, image.path, bytes: image.bytes, referrer: referrer)
            }
            second += 20 + random.index(below: 160)
        }
    }

    private func add(_ visit: SimulatedVisit, _ lines: inout LogLines) {
        let parameters = community.parameters
        let identity = identities[visit.person]
        var random = RandomStream(seed: community.seed).split(6).split(visit.person)
        let home = Browsers.one(&random)
        let away = Browsers.one(&random)
        random = random.split(visit.day)
        let isAway = random.bernoulli(0.25)
        let client = LogLines.Client(
            address: Addresses.member(visit.person, isAway: isAway), agent: isAway ? away : home)
        var second = visit.second
        var referrer = ""
        var query = ""
        if visit.isFromNewsletter, let email = parameters.channels.first(where: { $0.name == "email" }) {
            query = "?" + email.query
        }
        func seen() -> Int { random.bernoulli(0.7) ? 304 : 200 }
        func open(_ file: SimulatedSite.File) {
            lines.add(
                visit.day, second, client, file.path + query, status: seen(), bytes: file.bytes,
                referrer: referrer)
            referrer = site.origin + file.path
        }
        func beacon(_ event: String, _ route: String, _ value: String, after seconds: Int) {
            let value = Self.encoded(value)
            lines.add(
                visit.day, second + seconds, client,
                "\(site.privatePath)beacon.txt?e=\(event)&p=\(Self.encoded(route))&v=\(value)&b=\(identity.beacon)",
                bytes: 0, referrer: referrer)
        }
        // Any page will do to begin with; then the browser asks what the member may read.
        var isFirst = true
        func begin() {
            guard isFirst else { return }
            isFirst = false
            for shared in site.shared {
                lines.add(
                    visit.day, second, client, shared.path, status: seen(), bytes: shared.bytes,
                    referrer: referrer)
            }
            lines.add(
                visit.day, second + 1, client, identity.bundle, status: seen(), bytes: 2184,
                referrer: referrer)
        }
        if visit.home {
            open(site.memberHome)
            query = ""
            begin()
            for (place, page) in visit.slate.enumerated() {
                guard let page, let policy = community.policy else { continue }
                beacon("exposure", site.pages[page].route, "\(policy):\(place + 1)", after: 2)
            }
            second += 15
        }
        for view in visit.views {
            let page = site.pages[view.page]
            open(page.file)
            query = ""
            begin()
            for image in page.images {
                lines.add(
                    visit.day, second + 1, client, image.path, status: seen(), bytes: image.bytes,
                    referrer: referrer)
            }
            if page.tier.map({ $0 <= community.people[visit.person].tier }) ?? true {
                for sealed in page.sealed {
                    lines.add(
                        visit.day, second + 2, client, sealed.path, status: seen(), bytes: sealed.bytes,
                        referrer: referrer)
                }
            }
            for quarter in 1...4 where quarter > view.before && quarter <= view.after {
                beacon("progress", page.route, "\(quarter * 25)", after: view.seconds * quarter / 5)
            }
            if view.before < 4, view.after == 4 {
                beacon("complete", page.route, "1", after: view.seconds * 4 / 5)
            }
            if view.isLiked { beacon("like", page.route, "1", after: view.seconds * 9 / 10) }
            if let rating = view.rating {
                beacon("rating", page.route, "\(rating)", after: view.seconds * 9 / 10)
            }
            second += view.seconds
        }
        if let search = visit.search { beacon("search", "/", search, after: 0) }
    }

    /// Percent-encoded as a value of a query.
    private static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "/"), UInt8(ascii: ":"):
                encoded.unicodeScalars.append(UnicodeScalar(byte))
            default: encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
