import Files
import Foundation
import Testing

/// Secrets and links in places from which they would be published, and builds that get in each other's way.
@Suite struct PlaceFaultTests {
    private let article = ["content/articles/a.md": "A"]

    @Test func `a symbolic link in content is refused`() throws {
        let site = try TestSite(article)
        try site.link("content/articles/b.md", to: "/etc/hostname")
        try site.link("content/static", to: "/etc")
        expect(
            site.faults(),
            is: """
                content/articles/b.md:1:1: error: this is a symbolic link
                      content holds files only: a link could publish what lies outside it
                content/static:1:1: error: this is a symbolic link
                      content holds files only: a link could publish what lies outside it
                """)
    }

    @Test func `what is neither file nor folder is refused`() throws {
        let site = try TestSite(article)
        #expect(mkfifo(site.root + "/content/pipe.md", 0o600) == 0)
        expect(
            site.faults(),
            is: """
                content/pipe.md:1:1: error: this is not a regular file
                      content holds files only: a link could publish what lies outside it
                """)
    }

    @Test func `a symbolic link among the static files is refused`() throws {
        let site = try TestSite(article)
        try site.write("content/static/ok.txt", "fine")
        try site.link("content/static/passwd.txt", to: "/etc/passwd")
        expect(
            site.faults(),
            is: """
                content/static/passwd.txt:1:1: error: this is a symbolic link
                      content holds files only: a link could publish what lies outside it
                """)
    }

    @Test func `a roster inside content is refused`() throws {
        let site = try TestSite(article)
        try site.write("content/members.csv", "id,tier\n")
        expect(
            site.faults(),
            is: """
                error: 'ROOT/content/members.csv' would be published
                      move it beside sealpress.yml, or give it another name
                """)
    }

    @Test func `a roster among the static files is refused`() throws {
        let site = try TestSite(article)
        try site.write("content/static/backup/members.csv", "id,tier\n")
        try site.write("content/static/my.key", "x")
        try site.write("content/static/notes.md", "x")
        expect(
            site.faults(),
            is: """
                content/static/backup/members.csv:1:1: error: the roster would be published as backup/members.csv
                content/static/my.key:1:1: error: a key file would be published as my.key
                content/static/notes.md:1:1: error: a source file would be published as notes.md
                """)
    }

    @Test func `private files and sources are known by what is in them`() throws {
        let sealed = "Open.\n\n::: premium\nShort.\n:::\n"
        let site = try TestSite(
            ["content/articles/a.md": sealed, "content/articles/b.md": "Open.\n"],
            roster: ["anna,premium,,,,active,1", "ben,basic,,,,active,1"])
        try site.write("payments.csv", "id,amount\nanna,15\n")
        try site.write(
            "content/static/list.csv", TestSite.roster(["anna,basic,,,,active,1", "cleo,basic,,,,active,1"]))
        #expect(link(site.root + "/members.csv", site.root + "/content/static/people.bin") == 0)
        try site.write("content/static/sums.pdf", "id,amount\nanna,15\n")
        try site.write("content/static/a.txt", sealed)
        try site.write("content/static/b.txt", "Open.\n")
        try site.write("layouts/assets/a.bin", sealed)
        try site.write("content/articles/a/copy.csv", TestSite.roster(["anna,premium,,,,active,1"]))
        try site.write("content/articles/c.md", "[List](a/copy.csv)\n")
        expect(
            site.faults(),
            is: """
                content/articles/a/copy.csv:1:1: error: a roster would be published as articles/a/copy.csv
                content/static/a.txt:1:1: error: what stands in 'content/articles/a.md' would be published as a.txt
                content/static/list.csv:1:1: error: a roster would be published as list.csv
                content/static/people.bin:1:1: error: what stands in 'members.csv' would be published as people.bin
                content/static/sums.pdf:1:1: error: what stands in 'payments.csv' would be published as sums.pdf
                layouts/assets/a.bin:1:1: error: what stands in 'content/articles/a.md' would be published as _sealpress/theme/a.bin
                """)
    }

    @Test func `a table with the roster's columns and other people is no roster`() throws {
        let site = try TestSite(article, roster: ["anna,premium,,,,active,1"])
        try site.write("content/static/list.csv", TestSite.roster(["zoe,premium,,,,active,1"]))
        try site.build()
    }

    @Test(
        "Copies that editors and people make are known by their names",
        arguments: [
            ("Members.CSV", "the roster would be published as Members.CSV"),
            ("members.csv.bak", "the roster would be published as members.csv.bak"),
            (".a.md.swp", "a source file would be published as .a.md.swp"),
            ("notes.MD~", "a source file would be published as notes.MD~"),
            ("sealpress.yml", "a source file would be published as sealpress.yml"),
            ("SEALPRESS.KEY.old", "a key file would be published as SEALPRESS.KEY.old"),
            (
                ".sealpress/ledger.json",
                "a file of the private folder '.sealpress' would be published as .sealpress/ledger.json"
            ),
            ("x/.git/config", "a file of the private folder '.git' would be published as x/.git/config"),
        ])
    func copies(name: String, fault: String) throws {
        let site = try TestSite(article)
        try site.write("content/static/" + name, "x")
        expect(site.faults(), is: "content/static/\(name):1:1: error: \(fault)")
    }

    @Test func `a key file inside layouts is refused`() throws {
        let site = try TestSite(article)
        site.keyFile = site.root + "/layouts/my.key"
        try site.write("layouts/my.key", "x")
        expect(
            site.faults(),
            is: """
                error: 'ROOT/layouts/my.key' is inside 'ROOT/layouts', where it could be published
                      keep the roster and the root key beside sealpress.yml, never in content/, layouts/ or the site
                """)
    }

    @Test func `a key that a link leads to inside content is refused`() throws {
        let site = try TestSite(article)
        try site.write("content/k.txt", "x")
        try site.link("sealpress.key", to: "content/k.txt")
        site.keyFile = site.root + "/sealpress.key"
        expect(
            site.faults(),
            is: """
                error: 'ROOT/sealpress.key' is inside 'ROOT/content', where it could be published
                      keep the roster and the root key beside sealpress.yml, never in content/, layouts/ or the site
                """)
    }

    @Test func `the output cannot be inside content, nor the project itself`() throws {
        let site = try TestSite(article)
        site.output = site.root + "/content/site"
        expect(
            site.faults(),
            is: """
                error: the output folder 'ROOT/content/site' and 'content/' are inside one another
                      write the site to a folder of its own, as with --output site
                """)
        site.output = site.root
        expect(
            site.faults(),
            is: """
                error: 'ROOT/members.csv' is inside 'ROOT', where it could be published
                      keep the roster and the root key beside sealpress.yml, never in content/, layouts/ or the site
                error: 'ROOT/sealpress.key' is inside 'ROOT', where it could be published
                      keep the roster and the root key beside sealpress.yml, never in content/, layouts/ or the site
                error: 'ROOT/sealpress.yml' would be published
                      move it beside sealpress.yml, or give it another name
                error: the output folder 'ROOT' and 'content/' are inside one another
                      write the site to a folder of its own, as with --output site
                error: the output folder 'ROOT' and 'layouts/' are inside one another
                      write the site to a folder of its own, as with --output site
                error: the output folder 'ROOT' and 'data/' are inside one another
                      write the site to a folder of its own, as with --output site
                """)
    }

    @Test func `an output that a link leads into content is seen through, also before it is there`() throws {
        let site = try TestSite(article)
        try site.link("public", to: "content")
        site.output = site.root + "/public/deep/site"
        expect(
            site.faults(),
            is: """
                error: the output folder 'ROOT/public/deep/site' and 'content/' are inside one another
                      write the site to a folder of its own, as with --output site
                """)
        #expect(try !site.isThere("content/deep"))
    }

    @Test func `a second build at the same time says who is at work`() throws {
        let site = try TestSite(article)
        try FileSystem.makeFolder(site.root + "/.sealpress")
        let lock = try FileLock(
            site.root + "/.sealpress/build.lock", since: "2026-11-20T12:00:00Z", process: 4711)
        expect(
            site.faults(),
            is: """
                error: another build of this site is running
                      process 4711 has been working here since 2026-11-20T12:00:00Z (lock file 'ROOT/.sealpress/build.lock'): wait for it to end
                """)
        lock.release()
        try site.build()
    }

    @Test func `a lock that cannot be taken is not taken for another build`() throws {
        let site = try TestSite(article)
        try FileSystem.makeFolder(site.root + "/.sealpress/build.lock")
        expect(
            site.faults(),
            is: """
                error: cannot lock 'ROOT/.sealpress/build.lock': Is a directory
                """)
    }

    @Test func `a project that is not there is named`() throws {
        let site = try TestSite()
        try FileManager.default.removeItem(atPath: site.root)
        expect(
            site.faults(),
            is: """
                error: there is no folder 'ROOT'
                """)
    }

    @Test func `a project without content says how to begin`() throws {
        let site = try TestSite()
        try site.remove("content")
        expect(
            site.faults(),
            is: """
                error: there is no folder 'content' in ROOT
                      sealpress new DIR makes a site to start from
                """)
    }
}
