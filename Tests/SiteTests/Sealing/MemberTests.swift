import Sealing
import Site
import Testing

/// What members of each kind open.
@Suite struct MemberTests {
    private static let files = [
        "content/articles/a.md": "A\n\n::: basic\nBasic.\n:::\n\n::: premium\nPremium.\n:::\n",
        "content/courses/one/index.md": "---\nprice: 20\ntier: premium\n---\nAbout.",
        "content/courses/one/01-x.md": "Teaser.\n\nPaid.",
        "content/courses/two/index.md": "---\ncheckout: https://pay.example/two\ntier: premium\n---\nAbout.",
        "content/courses/two/01-x.md": "Teaser.\n\nPaid.",
        "content/courses/unsold/index.md": "---\ntier: basic\n---\nAbout.",
        "content/courses/unsold/01-x.md": "Teaser.\n\nPaid.",
    ]
    private static let routes = ["/articles/a/", "/courses/one/x/", "/courses/two/x/", "/courses/unsold/x/"]

    private func opened(_ row: String) throws -> [String] {
        let site = try TestSite(Self.files, roster: ["m," + row])
        try site.build()
        return try Self.routes.map { try site.opened($0, by: "m") }
    }

    @Test func `premium opens everything below it`() throws {
        #expect(try opened("premium,,,,active,1") == ["2/2", "1/1", "1/1", "1/1"])
    }

    @Test func `basic does not open premium`() throws {
        #expect(try opened("basic,,,,active,1") == ["1/2", "0/1", "0/1", "1/1"])
    }

    @Test func `whoever bought a course opens its lessons and nothing else`() throws {
        #expect(try opened(",one,,,active,1") == ["0/2", "1/1", "0/1", "0/1"])
        #expect(try opened("basic,one two,,,active,1") == ["1/2", "1/1", "1/1", "1/1"])
    }

    @Test func `a course opens from its own day on`() throws {
        #expect(try opened(",one@2026-11-21,,,active,1")[1] == "0/1")
        #expect(try opened(",one@2026-11-20,,,active,1")[1] == "1/1")
    }

    @Test func `lapsed, revoked, left and future members open nothing`() throws {
        let shut = ["0/2", "0/1", "0/1", "0/1"]
        #expect(try opened("premium,,,2026-11-19,active,1") == shut)
        #expect(try opened(",one,,2026-11-19,active,1") == shut)
        #expect(try opened("premium,one,,2026-11-19,trial,1") == shut)
        #expect(try opened("premium,one,,,revoked,1") == shut)
        #expect(try opened("premium,one,,,left,1") == shut)
        #expect(try opened("premium,one,2026-11-21,,active,1") == shut)
    }

    @Test func `a course bought beside a tier stays when the tier has ended`() throws {
        #expect(try opened("premium,one,,2026-11-19,active,1") == ["0/2", "1/1", "0/1", "0/1"])
    }

    @Test func `the last day of a membership counts whole`() throws {
        #expect(try opened("premium,,,2026-11-20,active,1")[0] == "2/2")
    }

    @Test func `a bundle says whose it is and how it stands`() throws {
        let site = try TestSite(
            Self.files,
            roster: ["anna,premium,one,2026-01-01,2026-12-31,active,1", "ben,basic,,,2026-11-01,active,1"])
        try site.build()
        let anna = try site.view("anna").bundle
        #expect((anna.member, anna.tier, anna.courses) == ("anna", "premium", ["one"]))
        #expect((anna.from, anna.until, anna.status) == ("2026-01-01", "2026-12-31", .active))
        #expect(anna.issued == 1_793_491_200)
        #expect(
            anna.grants.keys.map(\.description).sorted() == [
                "course:one@0", "tier:basic@2026-11", "tier:premium@2026-11",
            ])
        let ben = try site.view("ben").bundle
        #expect(ben.status == .lapsed && ben.grants.isEmpty)
    }

    @Test func `bundles of one site have one length`() throws {
        let site = try TestSite(
            Self.files,
            roster: [
                "anna,premium,one two,2026-01-01,2026-12-31,active,1", "ben,basic,,,2026-11-01,active,1",
            ])
        try site.build()
        #expect(Set(try site.files(below: "_sealpress/bundles/").values.map(\.count)).count == 1)
    }

    @Test func `a code of another site or generation is not known`() throws {
        let site = try TestSite(Self.files, roster: ["anna,premium,,,,active,2"])
        try site.build()
        #expect(throws: (any Error).self) { try site.view("anna", generation: 1) }
        #expect(throws: (any Error).self) { try site.view("nobody") }
        _ = try site.view("anna", generation: 2)
        site.keys = try TestSite.keys(9)
        #expect(throws: (any Error).self) { try site.view("anna", generation: 2) }
    }
}
