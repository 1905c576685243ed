import Testing

/// `sealpress.yml`, as its author mistypes it.
@Suite struct ConfigurationFaultTests {
    private func faults(_ config: String) throws -> String {
        try TestSite(config: config).faults()
    }

    @Test func `an unknown key is named with the keys that there are`() throws {
        expect(
            try faults("site: {title: T, baseUrl: \"https://e.org/\"}\n"),
            is: """
                sealpress.yml:1:7: error: the key 'baseURL' is missing
                    1 | site: {title: T, baseUrl: "https://e.org/"}
                      |       ^ where the site will be published: "https://example.org/"
                sealpress.yml:1:18: error: unknown key 'baseUrl'
                    1 | site: {title: T, baseUrl: "https://e.org/"}
                      |                  ^^^^^^^ did you mean 'baseURL'? keys here: title, description, baseURL, language, author, timeZone
                """)
    }

    @Test func `an unknown key at the top is named too`() throws {
        expect(
            try faults("site: {title: T, baseURL: \"https://e.org/\"}\ntires: []\n"),
            is: """
                sealpress.yml:2:1: error: unknown key 'tires'
                    2 | tires: []
                      | ^^^^^ did you mean 'tiers'? keys here: site, tiers, keys, packages, analytics, csp, archive, taxonomies, paginate, redirects, sections, feeds, related, menus, params, watermark, search, imports, offers, member
                """)
    }

    @Test func `a file without a site says what it needs`() throws {
        expect(
            try faults("tiers: []\n"),
            is: """
                sealpress.yml:1:1: error: the key 'site' is missing
                    1 | tiers: []
                      | ^ it needs at least: site: {title: …, baseURL: "https://…"}
                """)
    }

    @Test func `an unknown time zone is named`() throws {
        expect(
            try faults("site: {title: T, baseURL: \"https://e.org/\", timeZone: Europe/Berln}\n"),
            is: """
                sealpress.yml:1:55: error: unknown time zone 'Europe/Berln'
                    1 | site: {title: T, baseURL: "https://e.org/", timeZone: Europe/Berln}
                      |                                                       ^^^^^^^^^^^^ did you mean 'Europe/Berlin'? write it as in: UTC, Europe/Berlin, Asia/Shanghai, America/New_York
                """)
    }

    @Test func `an address without its scheme is no address`() throws {
        expect(
            try faults("site: {title: T, baseURL: example.org}\n"),
            is: """
                sealpress.yml:1:27: error: 'example.org' is not a web address
                    1 | site: {title: T, baseURL: example.org}
                      |                           ^^^^^^^^^^^ write it whole: "https://example.org/learn/"
                """)
    }

    @Test func `a language is a language tag`() throws {
        expect(
            try faults("site: {title: T, baseURL: \"https://e.org/\", language: english language}\n"),
            is: """
                sealpress.yml:1:55: error: 'english language' is not a language tag
                    1 | site: {title: T, baseURL: "https://e.org/", language: english language}
                      |                                                       ^^^^^^^^^^^^^^^^ write en, zh, zh-Hans …
                """)
    }

    @Test func `two tiers cannot have one id`() throws {
        expect(
            try faults(
                """
                site: {title: T, baseURL: "https://e.org/"}
                tiers:
                  - {id: basic}
                  - {id: basic}

                """),
            is: """
                sealpress.yml:4:10: error: tier 'basic' is there twice; it is already number 1
                    4 |   - {id: basic}
                      |          ^^^^^ rename or delete one
                """)
    }

    @Test func `every fault of a tier is shown`() throws {
        expect(
            try faults(
                """
                site: {title: T, baseURL: "https://e.org/"}
                tiers:
                  - {id: public}
                  - {id: Gold Members}
                  - {id: vip, price: -3, period: monthly, checkout: pay.example}
                  - {name: Nameless}

                """),
            is: """
                sealpress.yml:3:10: error: 'public' is not a tier: it needs no entry
                    3 |   - {id: public}
                      |          ^^^^^^ everyone may read what is public; list only the tiers that members buy
                sealpress.yml:4:10: error: bad tier id 'Gold Members'
                    4 |   - {id: Gold Members}
                      |          ^^^^^^^^^^^^ an id has a-z, 0-9 and -, and begins with a letter or digit
                sealpress.yml:5:10: error: the price of tier 'vip' is below zero
                    5 |   - {id: vip, price: -3, period: monthly, checkout: pay.example}
                      |          ^^^ write the price as a number such as 5 or 4.99
                sealpress.yml:5:34: error: 'period' cannot be 'monthly'
                    5 |   - {id: vip, price: -3, period: monthly, checkout: pay.example}
                      |                                  ^^^^^^^ did you mean 'month'? it is one of: week, month, quarter, year, once
                sealpress.yml:5:53: error: 'pay.example' is not a web address
                    5 |   - {id: vip, price: -3, period: monthly, checkout: pay.example}
                      |                                                     ^^^^^^^^^^^ write it whole: "https://…"
                sealpress.yml:6:5: error: the key 'id' is missing
                    6 |   - {name: Nameless}
                      |     ^
                """)
    }

    @Test func `a wrong type is told with what was found`() throws {
        expect(
            try faults(
                """
                site: {title: [T], baseURL: "https://e.org/"}
                analytics: {beacon: perhaps, saltDays: 0}
                keys: {rotation: weekly, lapse: forever}
                csp: {allow: [not a host, https://player.example]}

                """),
            is: """
                sealpress.yml:1:15: error: expected text, found a list
                    1 | site: {title: [T], baseURL: "https://e.org/"}
                      |               ^
                sealpress.yml:2:21: error: expected true or false, found text
                    2 | analytics: {beacon: perhaps, saltDays: 0}
                      |                     ^^^^^^^
                sealpress.yml:2:40: error: salts are kept for 1 to 366 days
                    2 | analytics: {beacon: perhaps, saltDays: 0}
                      |                                        ^
                sealpress.yml:3:18: error: 'rotation' cannot be 'weekly'
                    3 | keys: {rotation: weekly, lapse: forever}
                      |                  ^^^^^^ it is one of: monthly, quarterly, yearly, manual
                sealpress.yml:3:33: error: 'lapse' cannot be 'forever'
                    3 | keys: {rotation: weekly, lapse: forever}
                      |                                 ^^^^^^^ it is one of: lock, keep
                sealpress.yml:4:15: error: 'not a host' is not a host
                    4 | csp: {allow: [not a host, https://player.example]}
                      |               ^^^^^^^^^^ write it as https://player.vimeo.com
                """)
    }

    @Test func `a file that is no YAML is told where`() throws {
        expect(
            try faults("site: {title: T, baseURL: \"https://e.org/\"\n"),
            is: """
                sealpress.yml:1:7: error: this mapping is not closed
                    1 | site: {title: T, baseURL: "https://e.org/"
                      |       ^ end it with '}', with ',' between its entries
                """)
    }

    @Test func `a folder without a configuration says how to begin`() throws {
        let site = try TestSite(config: nil)
        expect(
            site.faults(),
            is: """
                error: there is no sealpress.yml in 'ROOT'
                      sealpress new DIR makes a site to start from; --root names another folder
                """)
    }

    @Test func `counters belong to grants`() throws {
        let site = try TestSite(["epochs.yml": "tier:premium: -1\nvip: 2\ncourse:x: one\n"])
        expect(
            site.faults(),
            is: """
                epochs.yml:1:1: error: 'tier:premium: -1' is no counter of a grant
                    1 | tier:premium: -1
                      | ^^^^^^^^^^^^ write it as tier:premium: 1 or course:swift-basics: 1
                epochs.yml:2:1: error: 'vip: 2' is no counter of a grant
                    2 | vip: 2
                      | ^^^ write it as tier:premium: 1 or course:swift-basics: 1
                epochs.yml:3:11: error: expected a whole number, found text
                    3 | course:x: one
                      |           ^^^
                """)
    }

    @Test func `a counter of a tier that is not there is doubtful`() throws {
        let site = try TestSite()
        try site.build()
        try site.write("epochs.yml", "tier:premuim: 1\n")
        expect(
            try site.warnings(),
            is: """
                epochs.yml:1:1: warning: there is no tier 'premuim', so this counter shuts nobody out
                    1 | tier:premuim: 1
                      | ^^^^^^^^^^^^ did you mean 'premium'? sealpress.yml has: basic, premium
                """)
    }
}
