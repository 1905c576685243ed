import Content
import Diagnostics

/// Links to other sites, by what those answer.
enum ExternalLinks {
    /// - Parameter asking: is given each address once, without what stands after `#`.
    static func findings(
        _ site: CheckedSite, asking: ([String]) throws -> [String: LinkAnswer]
    ) throws -> [Diagnostic] {
        let skip = site.configuration.check.skippedLinks
        var wanted: [String: Bool] = [:]
        for page in site.pages {
            for link in page.body.notes.external {
                let address = address(link.value)
                guard wanted[address] == nil else { continue }
                wanted[address] =
                    site.ownPath(of: address) == nil && !skip.contains { $0.matches(address) }
            }
        }
        let answers = try asking(wanted.filter(\.value).map(\.key).sorted())
        return site.pages.flatMap { page in
            page.body.notes.external.compactMap { link in
                answers[address(link.value)].flatMap { finding($0, link, page.page.document.source) }
            }
        }.about(.linkExternal)
    }

    /// What is asked for: `//host/path` as `https:`, and without the place inside the page.
    private static func address(_ written: String) -> String {
        let whole = written.hasPrefix("//") ? "https:" + written : written
        return String(whole.prefix { $0 != "#" })
    }

    private static func finding(
        _ answer: LinkAnswer, _ link: Located<String>, _ source: SourceText
    ) -> Diagnostic? {
        switch answer {
        case .found: nil
        case .moved(let target):
            source.warning(
                "'\(link.value)' has moved for good", at: link.location, hint: "write '\(target)'")
        case .missing(let reason):
            source.error(
                "'\(link.value)' leads nowhere: \(reason)", at: link.location,
                hint: "correct or remove the link, or name it under 'check: external: skip'")
        case .unclear(let reason):
            source.warning(
                "'\(link.value)' cannot be judged: \(reason)", at: link.location,
                hint: "look at it in a browser; 'check: external: skip' leaves it out")
        }
    }
}
