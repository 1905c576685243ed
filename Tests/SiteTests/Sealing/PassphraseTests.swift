import Files
import Sealing
import Site
import TestSupport
import Testing

@Suite struct `Shared passphrases` {
    private static let config = """
        site: {title: Test, baseURL: "https://example.org/learn/"}
        tiers:
          - {id: basic, name: Basic, passphrase: autumn}
          - {id: premium, name: Premium}

        """
    private static let pages = [
        "content/articles/one.md":
            "# One\n\n::: basic\nBasic words.\n:::\n\n::: premium\nPremium words.\n:::\n",
        "content/courses/swift/index.md": "---\ntitle: Swift\npassphrase: swift-2026\n---\nAll.\n",
        "content/courses/swift/01-a.md":
            "---\ntitle: A\ntier: premium\n---\nTeaser.\n\nThe course's words.\n",
    ]
    private static let words = """
        # Handed out in class
        autumn: orchid lantern gravel compass
        swift-2026: marble thunder pencil window

        """

    private func site(
        _ words: String? = words, config: String = config, roster: [String] = []
    ) throws -> TestSite {
        let site = try TestSite(Self.pages, config: config, roster: roster)
        if let words { try write(words, to: site) }
        return site
    }

    private func write(_ words: String, to site: TestSite) throws {
        try FileSystem.write(Array(words.utf8), to: site.root + "/passphrases.txt", mode: 0o600)
    }

    private func view(_ site: TestSite, _ words: String) throws -> MemberView {
        let settings = try MemberView.passphraseSettings(of: site.output)
        return try MemberView(site.output, code: Passphrase(words).code(settings), name: "passphrase")
    }

    private func opened(_ site: TestSite, _ page: String, _ words: String) throws -> [Bool] {
        try view(site, words).sections(of: page).map { section in
            if case .success = section.html { true } else { false }
        }
    }

    @Test("A tier's passphrase opens its sections, a course's those of the course, and neither more")
    func opensWhatItIsFor() throws {
        let site = try site()
        try site.build()
        let basic = "Orchid-Lantern gravel COMPASS"
        #expect(try opened(site, "articles/one/index.html", basic) == [true, false])
        #expect(try opened(site, "courses/swift/a/index.html", basic) == [false])
        let course = "marble thunder pencil window"
        #expect(try opened(site, "articles/one/index.html", course) == [false, false])
        #expect(try opened(site, "courses/swift/a/index.html", course) == [true])
        let bundle = try view(site, course).bundle
        #expect(bundle.member == "swift-2026")
        #expect(bundle.courses == ["swift"])
        #expect(bundle.tier == nil)
    }

    @Test("Neither the words nor their names' file are in the site")
    func nothingIsPublished() throws {
        let site = try site()
        try site.build()
        for (path, bytes) in try site.files() {
            for word in ["orchid", "lantern", "thunder"] {
                #expect(!bytes.contains(Array(word.utf8)), "\(path)")
            }
        }
        #expect(try !site.paths().contains { $0.contains("passphrases") })
        #expect(site.has("_sealpress/passphrase.json"))
    }

    @Test("All bundles have one length, a passphrase's too, and building again gives the same bytes")
    func bundlesAreAlike() throws {
        let site = try site(roster: ["anna,premium,,,,,1"])
        try site.build()
        let bundles = try site.files(below: "_sealpress/bundles/")
        #expect(bundles.count == 3)
        #expect(Set(bundles.values.map(\.count)).count == 1)
        #expect(try site.build().written == 0)
    }

    @Test("One name on a tier and a course makes one bundle for both")
    func oneNameForBoth() throws {
        let site = try site(
            "swift-2026: marble thunder pencil window\n",
            config: Self.config.replacing("autumn", with: "swift-2026"))
        try site.build()
        let bundle = try view(site, "marble thunder pencil window").bundle
        #expect(bundle.tier == "basic")
        #expect(bundle.courses == ["swift"])
    }

    @Test("Words in the environment come before the file, and need none")
    func environment() throws {
        let site = try site("swift-2026: marble thunder pencil window\n")
        var inputs = site.inputs()
        inputs.passphrases = ["SEALPRESS_PASSPHRASE_AUTUMN": "candle river magnet stone"]
        _ = try Site.build(inputs)
        #expect(try opened(site, "articles/one/index.html", "candle river magnet stone") == [true, false])
    }

    @Test("A site without passphrases has neither the file nor the words on its unlock page")
    func without() throws {
        let site = try TestSite(["content/a.md": "# A\n\n::: basic\nB\n:::\n"])
        try site.build()
        #expect(!site.has("_sealpress/passphrase.json"))
        #expect(!site.page("/unlock/").contains("assphrase"))
    }

    @Test("A passphrase written into the configuration is refused, and not shown")
    func wordsInTheConfiguration() throws {
        let site = try site(
            config: Self.config.replacing(
                "passphrase: autumn", with: "passphrase: orchid lantern gravel compass"))
        let faults = site.faults()
        #expect(
            faults.hasPrefix(
                """
                sealpress.yml:3:42: error: 'passphrase' takes the name of a secret, never the secret itself
                """))
        #expect(!faults.contains("orchid"))
    }

    @Test("A passphrase on a lesson is refused")
    func onALesson() throws {
        let site = try site()
        try site.write("content/courses/swift/01-a.md", "---\ntitle: A\npassphrase: autumn\n---\nText.\n")
        #expect(
            site.faults().contains(
                "content/courses/swift/01-a.md:3:13: error: only a course has a 'passphrase'"))
    }

    @Test("Missing, weak, doubled and superfluous passphrases are named, and never shown")
    func faults() throws {
        #expect(
            try site("autumn: orchid lantern gravel compass\n").faults() == """
                content/courses/swift/index.md:3:13: error: there are no words for the passphrase 'swift-2026'
                      write 'swift-2026: …' into passphrases.txt, or set SEALPRESS_PASSPHRASE_SWIFT_2026
                """)
        let weak = try site("autumn: orchid lantern\nswift-2026: cold mint barn lake\n").faults()
        #expect(
            weak.contains(
                "passphrases.txt:1:1: error: the passphrase 'autumn' is too weak or not usable: a passphrase has at least 4 different words, this one has 2"
            ))
        #expect(
            weak.contains("passphrases.txt:2:1: error: the passphrase 'swift-2026' is too weak or not usable")
        )
        #expect(!weak.contains("orchid") && !weak.contains("mint"))
        let doubled = try site(
            "autumn: orchid lantern gravel compass\nswift-2026: Orchid lantern-gravel compass\n"
        ).faults()
        #expect(
            doubled.contains(
                "passphrases.txt:2:1: error: the passphrases 'autumn' and 'swift-2026' are the same words"))
        #expect(!doubled.contains("orchid"))
        let line = try site(Self.words + "orchid lantern gravel\n").faults()
        #expect(line.contains("passphrases.txt:4:1: error: this line is no 'name: words'"))
        #expect(!line.contains("orchid"))
        #expect(
            try site(Self.words + "winter: candle river magnet stone\n").warnings().contains(
                "passphrases.txt:4:1: warning: no tier and no course has 'passphrase: winter'"))
    }

    @Test("The best known passphrase of all is refused")
    func firstGuess() throws {
        let faults = try site(
            Self.words.replacing("orchid lantern gravel compass", with: "Correct horse battery staple")
        )
        .faults()
        #expect(
            faults.contains(
                "passphrases.txt:2:1: error: the passphrase 'autumn' is the one that everybody tries first"))
    }

    @Test("Whatever stands in the file of passphrases, the build says what is wrong and shows none of it")
    func fuzz() throws {
        var random = SeededGenerator(seed: 11)
        let site = try site()
        let pieces = [
            "autumn", ":", " ", "\n", "Zebra fish", "#", "\u{0}", "é", "\r", "swift-2026", "-", "\t", "🐎",
        ]
        for _ in 0..<40 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
                if Int.random(in: 0..<20, using: &random) == 0 {
                    bytes.append(UInt8.random(in: 0x80...0xFF, using: &random))
                }
            }
            try FileSystem.write(bytes, to: site.root + "/passphrases.txt", mode: 0o600)
            let faults = site.faults()
            #expect(faults.contains("error:"))
            #expect(!faults.contains("Zebra") && !faults.contains("| "))
        }
    }

    @Test("A passphrase with the id of a member is refused")
    func memberID() throws {
        let site = try site(roster: ["autumn,basic,,,,,1"])
        #expect(
            site.faults().contains(
                "sealpress.yml:3:42: error: the passphrase 'autumn' has the id of a member"))
    }

    @Test("A file of passphrases that others can read is refused")
    func readableFile() throws {
        let site = try site(nil)
        try FileSystem.write(Array(Self.words.utf8), to: site.root + "/passphrases.txt", mode: 0o644)
        #expect(site.faults().contains("others can read the passphrases in 'passphrases.txt'"))
    }

    @Test(
        "The old words open nothing of a new build, and a warning says that their keys remain until counters rise"
    )
    func changed() throws {
        let site = try site()
        try site.build()
        try write(Self.words.replacing("orchid", with: "candle"), to: site)
        #expect(
            try site.warnings() == """
                warning: the passphrase 'autumn' was changed, but whoever typed the old one keeps the keys of \
                'tier:basic'
                      to shut them out, raise its counter in epochs.yml
                """)
        #expect(throws: (any Error).self) { try view(site, "orchid lantern gravel compass") }
        #expect(
            try opened(site, "articles/one/index.html", "candle lantern gravel compass") == [true, false])
        try write(Self.words, to: site)
        try site.write("epochs.yml", "tier:basic: 1\n")
        #expect(try site.warnings() == "")
    }
}
