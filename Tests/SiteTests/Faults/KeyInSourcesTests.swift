import Sealing
import Testing

@Suite struct `The root key in what is to be published` {
    private static let printed =
        (try? RootKey(bytes: SecretBytes(copying: [UInt8](repeating: 7, count: 32))))?.printed() ?? ""

    @Test(
        "It stops the build wherever it stands, and is not shown",
        arguments: [
            "content/articles/a.md", "content/static/robots-extra.txt", "content/static/.well-known/x.json",
            "content/static/x.bin", "content/static/x", "content/static/x.pdf",
            "layouts/partials/footer.mustache",
            "layouts/assets/x.css", "layouts/assets/x.bin",
        ])
    func stops(path: String) throws {
        let site = try TestSite(["content/b.md": "# B\n"])
        try site.write(path, "# Words\n\n\(Self.printed.lowercased())\n")
        let faults = site.faults()
        expect(
            faults,
            is: """
                \(path):1:1: error: the root key itself stands in this file
                      take it out; if it was ever published, run 'sealpress keys replace --leaked'
                """)
        #expect(!faults.lowercased().contains(Self.printed.lowercased().prefix(9)))
        #expect(try site.paths().isEmpty)
    }

    @Test("It stops the build in the configuration, too")
    func configuration() throws {
        let site = try TestSite(
            ["content/b.md": "# B\n"],
            config:
                "site: {title: Test, baseURL: \"https://example.org/\", description: \"\(Self.printed)\"}\n")
        expect(
            site.faults(),
            is: """
                sealpress.yml:1:1: error: the root key itself stands in this file
                      take it out; if it was ever published, run 'sealpress keys replace --leaked'
                """)
    }

    @Test("Spaces, line breaks and letters that are read as digits do not hide it")
    func spellings() throws {
        let groups = Self.printed.split(separator: "-").joined(separator: " \n").replacing("1", with: "l")
            .replacing("0", with: "o")
        let site = try TestSite(["content/b.md": "# B\n\n> \(groups)\n"])
        #expect(site.faults().contains("content/b.md:1:1: error: the root key itself stands in this file"))
    }

    @Test("It is found across the pieces in which a large file is read")
    func large() throws {
        let site = try TestSite(["content/b.md": "# B\n"])
        let start = (1 << 18) - 20
        try site.write(
            "content/static/x.bin",
            [UInt8](repeating: 0, count: start) + Array(Self.printed.utf8)
                + [UInt8](repeating: 0, count: 1 << 18))
        #expect(
            site.faults().contains("content/static/x.bin:1:1: error: the root key itself stands in this file")
        )
    }

    @Test("Another site's key, or words about keys, stop nothing")
    func others() throws {
        let site = try TestSite([
            "content/b.md": "# B\n\n000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFN-FH9K\n"
        ])
        #expect(try site.warnings() == "")
    }
}
