import Testing

/// `offers:` and `member:` in `sealpress.yml`, written wrong.
@Suite struct OfferFaultTests {
    private func faults(_ offers: String) throws -> String {
        try TestSite(["content/articles/a.md": "A"], config: TestSite.config + offers).faults()
    }

    @Test func `unknown kinds, tiers and keys are named with those that there are`() throws {
        expect(
            try faults(
                """
                offers:
                  - {id: up, kind: upgrad, title: Up, tier: premium}
                  - {id: down, kind: upgrade, title: Down, tier: premum, tiers: [basik], checkout: "https://pay.example/"}
                  - {id: renew, kind: renewal, title: Renew, befor: 14d, tier: premium}
                  - {id: spring, kind: promotion, title: Spring, checkout: "https://pay.example/", before: 14d}
                member: {point: true}

                """),
            is: """
                sealpress.yml:6:20: error: 'kind' cannot be 'upgrad'
                    6 |   - {id: up, kind: upgrad, title: Up, tier: premium}
                      |                    ^^^^^^ did you mean 'upgrade'? it is one of: renewal, promotion, upgrade
                sealpress.yml:7:50: error: unknown tier 'premum'
                    7 |   - {id: down, kind: upgrade, title: Down, tier: premum, tiers: [basik], checkout: "https://pay.example/"}
                      |                                                  ^^^^^^ did you mean 'premium'? the tiers are: basic, premium
                sealpress.yml:7:66: error: unknown tier 'basik'
                    7 |   - {id: down, kind: upgrade, title: Down, tier: premum, tiers: [basik], checkout: "https://pay.example/"}
                      |                                                                  ^^^^^ did you mean 'basic'? the tiers are: basic, premium
                sealpress.yml:8:46: error: unknown key 'befor'
                    8 |   - {id: renew, kind: renewal, title: Renew, befor: 14d, tier: premium}
                      |                                              ^^^^^ did you mean 'before'? keys here: id, kind, title, text, checkout, price, currency, tiers, minRisk, from, until, atMost, before, after
                sealpress.yml:8:58: error: unknown key 'tier'
                    8 |   - {id: renew, kind: renewal, title: Renew, befor: 14d, tier: premium}
                      |                                                          ^^^^ did you mean 'tiers'? keys here: id, kind, title, text, checkout, price, currency, tiers, minRisk, from, until, atMost, before, after
                sealpress.yml:9:84: error: unknown key 'before'
                    9 | …{id: spring, kind: promotion, title: Spring, checkout: "https://pay.example/", before: 14d}
                      |                                                                                 ^^^^^^ keys here: id, kind, title, text, checkout, price, currency, tiers, minRisk, from, until, atMost, option
                sealpress.yml:10:10: error: unknown key 'point'
                   10 | member: {point: true}
                      |          ^^^^^ did you mean 'points'? keys here: points
                """)
    }

    @Test func `values out of range are named`() throws {
        expect(
            try faults(
                """
                offers:
                  - {id: Up, kind: renewal, title: "", before: 14, atMost: 0}
                  - {id: a, kind: promotion, title: A, price: -1, minRisk: 30, checkout: "javascript:x", tiers: []}
                  - {id: b, kind: renewal, title: B, from: 2026-12-01, until: 2026-11-30}
                  - {id: b, kind: renewal, title: B, from: 2026-12-01 10:00, until: soon}

                """),
            is: """
                sealpress.yml:6:10: error: bad offer id 'Up'
                    6 |   - {id: Up, kind: renewal, title: "", before: 14, atMost: 0}
                      |          ^^ an id has a-z, 0-9 and -, and begins with a letter or digit
                sealpress.yml:6:36: error: 'title' is empty
                    6 |   - {id: Up, kind: renewal, title: "", before: 14, atMost: 0}
                      |                                    ^^ write what the member reads
                sealpress.yml:6:48: error: '14' is no number of days
                    6 |   - {id: Up, kind: renewal, title: "", before: 14, atMost: 0}
                      |                                                ^^ write it as 14d or 2w
                sealpress.yml:6:60: error: 'atMost' is a number of members, 1 or more
                    6 |   - {id: Up, kind: renewal, title: "", before: 14, atMost: 0}
                      |                                                            ^ delete the entry to offer it to nobody
                sealpress.yml:7:47: error: a price is 0 or more
                    7 |   - {id: a, kind: promotion, title: A, price: -1, minRisk: 30, checkout: "javascript:x", tiers: []}
                      |                                               ^^
                sealpress.yml:7:60: error: 'minRisk' is a number from 0 to 1, such as 0.3
                    7 |   - {id: a, kind: promotion, title: A, price: -1, minRisk: 30, checkout: "javascript:x", tiers: []}
                      |                                                            ^^
                sealpress.yml:7:74: error: 'javascript:x' is not a web address
                    7 |   - {id: a, kind: promotion, title: A, price: -1, minRisk: 30, checkout: "javascript:x", tiers: []}
                      |                                                                          ^^^^^^^^^^^^^^ write it whole: "https://…"
                sealpress.yml:7:97: error: an offer to members of no tier reaches nobody
                    7 | … promotion, title: A, price: -1, minRisk: 30, checkout: "javascript:x", tiers: []}
                      |                                                                                 ^ delete 'tiers' to offer it to all
                sealpress.yml:8:63: error: the last day is before the first
                    8 |   - {id: b, kind: renewal, title: B, from: 2026-12-01, until: 2026-11-30}
                      |                                                               ^^^^^^^^^^
                sealpress.yml:9:10: error: offer 'b' is there twice
                    9 |   - {id: b, kind: renewal, title: B, from: 2026-12-01 10:00, until: soon}
                      |          ^ rename or delete one
                sealpress.yml:9:44: error: 'from' is a day such as 2026-12-31
                    9 |   - {id: b, kind: renewal, title: B, from: 2026-12-01 10:00, until: soon}
                      |                                            ^^^^^^^^^^^^^^^^
                sealpress.yml:9:69: error: there is no date 'soon'
                    9 |   - {id: b, kind: renewal, title: B, from: 2026-12-01 10:00, until: soon}
                      |                                                                     ^^^^ write it as 2026-10-01 or 2026-10-01 09:30
                """)
    }

    @Test func `what an offer needs is asked for`() throws {
        expect(
            try faults(
                """
                offers:
                  - {}
                  - {id: a, kind: promotion, title: A}
                  - {id: b, kind: upgrade, title: B}
                  - {id: c, kind: upgrade, title: C, tier: premium}

                """),
            is: """
                sealpress.yml:6:5: error: the key 'id' is missing
                    6 |   - {}
                      |     ^
                sealpress.yml:6:5: error: the key 'kind' is missing
                    6 |   - {}
                      |     ^ it is one of: renewal, promotion, upgrade
                sealpress.yml:6:5: error: the key 'title' is missing
                    6 |   - {}
                      |     ^ what the member reads
                sealpress.yml:7:5: error: the key 'checkout' is missing
                    7 |   - {id: a, kind: promotion, title: A}
                      |     ^ where it can be bought at this price: "https://…"
                sealpress.yml:8:5: error: the key 'tier' is missing
                    8 |   - {id: b, kind: upgrade, title: B}
                      |     ^ the tier that it leads to
                sealpress.yml:9:10: error: offer 'c' leads nowhere: the tier 'premium' has no checkout
                    9 |   - {id: c, kind: upgrade, title: C, tier: premium}
                      |          ^ give the offer, or the tier, a 'checkout'
                """)
    }
}
