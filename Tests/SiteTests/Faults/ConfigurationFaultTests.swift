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
                      | ^^^^^ did you mean 'tiers'? keys here: site, tiers, keys, packages, analytics, insights, csp, archive, taxonomies, paginate, redirects, sections, feeds, related, menus, params, watermark, search, images, imports, offers, experiments, member, check, languages
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
                      |               ^ put text with brackets or braces in it in quotes
                sealpress.yml:2:21: error: expected true or false, found text
                    2 | analytics: {beacon: perhaps, saltDays: 0}
                      |                     ^^^^^^^ write 'true' or 'false'
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

    @Test func `settings of the models are kept to what makes sense`() throws {
        expect(
            try faults(
                """
                site: {title: T, baseURL: "https://e.org/"}
                insights:
                  margin: 0
                  discount: 1.5
                  horizon: 2
                  forecast: 25
                  slate: 13
                  exploration: 0
                  retention: 30d
                  slates: 3

                """),
            is: """
                sealpress.yml:3:11: error: 'margin' cannot be 0
                    3 |   margin: 0
                      |           ^ the share of a payment that is left: from 0.01 to 1
                sealpress.yml:4:13: error: 'discount' cannot be 1.5
                    4 |   discount: 1.5
                      |             ^^^ by how much a month later counts less: from 0.0001 to 1
                sealpress.yml:5:12: error: 'horizon' cannot be 2
                    5 |   horizon: 2
                      |            ^ 3 to 60 months
                sealpress.yml:6:13: error: 'forecast' cannot be 25
                    6 |   forecast: 25
                      |             ^^ 1 to 24 months
                sealpress.yml:7:10: error: 'slate' cannot be 13
                    7 |   slate: 13
                      |          ^^ 1 to 12 lessons
                sealpress.yml:8:16: error: 'exploration' cannot be 0
                    8 |   exploration: 0
                      |                ^ the share left to chance: from 0.01 to 1
                sealpress.yml:9:14: error: '30d' is no time for which facts are kept
                    9 |   retention: 30d
                      |              ^^^ write it as 24m, 2y, 60w or 400d; at least a month or 31d
                sealpress.yml:10:3: error: unknown key 'slates'
                   10 |   slates: 3
                      |   ^^^^^^ did you mean 'slate'? keys here: margin, discount, horizon, forecast, slate, exploration, retention
                """)
        expect(
            try faults(
                "site: {title: T, baseURL: \"https://e.org/\"}\nanalytics: {saltDays: 60}\ninsights: {retention: 2m}\n"
            ),
            is: """
                sealpress.yml:3:23: error: facts cannot go before the salts of their days
                    3 | insights: {retention: 2m}
                      |                       ^^ analytics.saltDays is 60: keep facts for longer
                """)
    }

    @Test func `an experiment has all that it takes to be judged`() throws {
        expect(
            try faults(
                """
                site: {title: T, baseURL: "https://e.org/"}
                tiers: [{id: basic}]
                experiments:
                  - id: "1"
                    kind: prices
                    arms: [usual]
                  - id: spring
                    kind: price
                    tiers: [gold]
                    from: 2026-11-01
                    until: 2026-10-01
                    every: 2w
                    within: 2y
                    detect: 5
                    outcome: onward
                    arms:
                      - usual
                      - {id: low, price: "9 EUR", checkout: shop, weight: 0}
                      - {id: low, policy: best}

                """),
            is: """
                sealpress.yml:4:5: error: the key 'detect' is missing
                    4 |   - id: "1"
                      |     ^ the difference that matters to you, as a share: 0.05
                sealpress.yml:4:5: error: the key 'from' is missing
                    4 |   - id: "1"
                      |     ^ the first day, as 2026-11-01
                sealpress.yml:4:9: error: '1' cannot be an id here
                    4 |   - id: "1"
                      |         ^^^ ids are lower-case letters, digits and '-', with a letter in them
                sealpress.yml:5:11: error: 'kind' cannot be 'prices'
                    5 |     kind: prices
                      |           ^^^^^^ did you mean 'price'? it is one of: price, recommendation, teaser
                sealpress.yml:6:5: error: an experiment has 2 to 8 arms
                    6 |     arms: [usual]
                      |     ^^^^ the first is what the others are compared with
                sealpress.yml:9:13: error: unknown tier 'gold'
                    9 |     tiers: [gold]
                      |             ^^^^ the tiers are: basic
                sealpress.yml:11:12: error: the experiment ends before it begins
                   11 |     until: 2026-10-01
                      |            ^^^^^^^^^^ from 2026-11-01
                sealpress.yml:13:13: error: 'within' cannot be '2y'
                   13 |     within: 2y
                      |             ^^ write it as 7d or 2w, at most 366d
                sealpress.yml:14:13: error: 'detect' cannot be 5
                   14 |     detect: 5
                      |             ^ a share from 0.001 to below 1: five percent are 0.05
                sealpress.yml:18:45: error: 'shop' is not a web address
                   18 |       - {id: low, price: "9 EUR", checkout: shop, weight: 0}
                      |                                             ^^^^ write it whole: "https://…"
                sealpress.yml:18:59: error: weights are from 1 to 1000
                   18 |       - {id: low, price: "9 EUR", checkout: shop, weight: 0}
                      |                                                           ^ 1 is usual
                sealpress.yml:19:14: error: arm 'low' is there twice
                   19 |       - {id: low, policy: best}
                      |              ^^^
                sealpress.yml:19:19: error: unknown key 'policy'
                   19 |       - {id: low, policy: best}
                      |                   ^^^^^^ keys here: id, weight, price, checkout
                """)
    }

    @Test func `members stay in their arm, and a teaser is everyone's`() throws {
        expect(
            try faults(
                """
                site: {title: T, baseURL: "https://e.org/"}
                tiers: [{id: basic}]
                experiments:
                  - {id: a, kind: price, from: 2026-11-01, detect: 0.1, every: 2d, outcome: onward, arms: [x, y]}
                  - {id: a, kind: teaser, from: 2026-11-01, detect: 0.1, tiers: [basic], outcome: visit, arms: [x, y]}

                """),
            is: """
                sealpress.yml:4:57: error: members stay in their arm
                    4 |   - {id: a, kind: price, from: 2026-11-01, detect: 0.1, every: 2d, outcome: onward, arms: [x, y]}
                      |                                                         ^^^^^ 'every' is for teasers, which switch over time; delete it
                sealpress.yml:4:77: error: an experiment of kind 'price' cannot have the outcome 'onward'
                    4 |   - {id: a, kind: price, from: 2026-11-01, detect: 0.1, every: 2d, outcome: onward, arms: [x, y]}
                      |                                                                             ^^^^^^ one of members: payment, completion, visit, stay
                sealpress.yml:5:10: error: experiment 'a' is there twice
                    5 |   - {id: a, kind: teaser, from: 2026-11-01, detect: 0.1, tiers: [basic], outcome: visit, arms: [x, y]}
                      |          ^ give one another id, one that was never used
                sealpress.yml:5:66: error: a teaser is seen by everyone
                    5 |   - {id: a, kind: teaser, from: 2026-11-01, detect: 0.1, tiers: [basic], outcome: visit, arms: [x, y]}
                      |                                                                  ^^^^^ delete 'tiers'
                sealpress.yml:5:83: error: an experiment of kind 'teaser' cannot have the outcome 'visit'
                    5 | … {id: a, kind: teaser, from: 2026-11-01, detect: 0.1, tiers: [basic], outcome: visit, arms: [x, y]}
                      |                                                                                 ^^^^^ visitors cannot be known again: onward, sale
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
