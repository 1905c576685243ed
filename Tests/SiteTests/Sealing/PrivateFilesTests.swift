import Files
import Sealing
import Site
import Testing

@Suite struct `A sealed roster` {
    private func site() throws -> TestSite {
        try TestSite(
            ["content/articles/one.md": "# One\n\n::: basic\nBasic words.\n:::\n"],
            roster: ["anna,basic,,,,,1", "ben,premium,,,,,1"])
    }

    private func files(_ site: TestSite) -> PrivateFiles {
        let keys = [site.keys]
        return PrivateFiles(root: site.root) { keys }
    }

    private func sealed(_ site: TestSite) throws {
        let roster = try #require(try files(site).plain("members.csv"))
        try files(site).seal(roster, as: "members.csv")
    }

    @Test("A build with the sealed roster alone gives the same bytes as one with the plain roster")
    func sameBytes() throws {
        let site = try site()
        try site.build()
        let plain = try site.files()
        try sealed(site)
        try site.build()
        try site.remove("members.csv")
        #expect(try site.build().written == 0)
        #expect(try site.files() == plain)
        #expect(try site.opened("/articles/one/", by: "anna") == "1/1")
    }

    @Test("Sealing an unchanged roster leaves its file alone")
    func unchanged() throws {
        let site = try site()
        try sealed(site)
        let before = try FileSystem.read(site.root + "/members.csv.sealed")
        try sealed(site)
        #expect(try FileSystem.read(site.root + "/members.csv.sealed") == before)
        #expect(!String(decoding: before, as: UTF8.self).contains("anna"))
    }

    @Test("A sealed roster that says something else than the plain one stops the build")
    func different() throws {
        let site = try site()
        try sealed(site)
        try site.members("anna,basic,,,,,1")
        #expect(
            site.faults() == """
                error: 'members.csv' and 'members.csv.sealed' differ
                      'sealpress members seal' keeps what members.csv \
                says, 'sealpress members unseal --force' what the sealed one says
                """)
    }

    @Test("A damaged sealed roster stops the build, and the site stays as it was")
    func damaged() throws {
        let site = try site()
        try sealed(site)
        try site.build()
        try site.remove("members.csv")
        let before = try site.files()
        let file = try FileSystem.read(site.root + "/members.csv.sealed")
        var altered = file
        altered[file.count / 2] ^= 1
        for bytes in [altered, Array(file.dropLast()), Array(file.prefix(100))] {
            try site.write("members.csv.sealed", bytes)
            #expect(
                site.faults() == """
                    error: 'members.csv.sealed' was altered or cut short, or sealed under another root key
                          restore it, or seal members.csv again with 'sealpress members seal'
                    """)
        }
        try site.write("members.csv.sealed", "id,tier\n")
        #expect(site.faults().contains("'members.csv.sealed' is no file that 'sealpress members seal' made"))
        try site.write("members.csv.sealed", Array("sealpress-private/2\n".utf8) + file.dropFirst(20))
        #expect(site.faults().contains("'members.csv.sealed' has format version 2"))
        #expect(try site.files() == before)
    }

    @Test("A change is written in the forms that there are")
    func writing() throws {
        let site = try site()
        let bytes = Array("id,tier\nanna,basic\n".utf8)
        func write(_ bytes: [UInt8]) throws {
            try FileJournal.commit(files(site).replacements(bytes, for: "members.csv"), in: site.root)
        }
        try write(bytes)
        #expect(try !site.isThere("members.csv.sealed"))
        try sealed(site)
        try write(bytes + Array("ben,basic\n".utf8))
        #expect(try files(site).plain("members.csv") == files(site).sealed("members.csv"))
        try site.remove("members.csv")
        try write(bytes)
        #expect(try !site.isThere("members.csv"))
        #expect(try files(site).sealed("members.csv") == bytes)
    }

    @Test("Sealed files inside what is published are refused")
    func exposed() throws {
        let site = try site()
        try site.write("content/static/passphrases.txt", "a: b\n")
        #expect(site.faults().contains("a key file would be published as passphrases.txt"))
    }
}
