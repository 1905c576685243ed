import Sealing
import Testing

@Suite struct `The root key in what is to be published` {
    private static let printed =
        (try? RootKey(bytes: SecretBytes(copying: [UInt8](repeating: 7, count: 32))))?.printed() ?? ""

    @Test(
        "It stops the build wherever it stands, and is not shown",
        arguments: [
            "content/articles/a.md", "content/static/robots-extra.txt", "content/static/.well-known/x.json",
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

    @Test("Another site's key, or words about keys, stop nothing")
    func others() throws {
        let site = try TestSite([
            "content/b.md": "# B\n\n000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFN-FH9K\n"
        ])
        #expect(try site.warnings() == "")
    }
}
