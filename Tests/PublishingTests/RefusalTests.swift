import Diagnostics
import Files
import Foundation
import Publishing
import Sealing
import Testing

/// What is not published, and where not.
@Suite struct RefusalTests {
    private static let hint = "      build it again, then publish"

    private func published(_ version: Int = 0) throws -> TestProject {
        let project = try TestProject()
        try project.build(.all[version])
        try project.publish()
        return project
    }

    /// Refused in these words, and nothing at the target is touched.
    private func expectRefusal(
        _ project: TestProject, _ words: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let before = try TestProject.files(project.target)
        #expect(project.refusal() == words, sourceLocation: sourceLocation)
        #expect(try TestProject.files(project.target) == before, sourceLocation: sourceLocation)
    }

    // MARK: The built site

    @Test func `a site that is not as it was built`() throws {
        let project = try published()
        try project.write("project/site/index.html", "changed")
        try project.remove("project/site/404.html")
        try project.write("project/site/_sealpress/bundles/x.txt", "")
        try project.write("project/site/.sealpress-staging/tree/index.html", "half a build")
        try expectRefusal(
            project,
            """
            error: changed since the build: index.html
            error: missing since the build: 404.html
            error: no bundle, among the bundles: _sealpress/bundles/x.txt
            error: a build of 'HOME/project/site' did not come to its end
            error: 'HOME/project/site' is not as it was built
                  build it again, then publish
            """)
    }

    @Test func `a site whose manifest was changed or is not there`() throws {
        let project = try published()
        let manifest = try project.text("project/site/_sealpress/manifest.json")
        try project.write("project/site/_sealpress/manifest.json", manifest + " ")
        try expectRefusal(project, "the signature does not fit: the file was altered, or is another one")
        try project.remove("project/site/_sealpress/manifest.json")
        try expectRefusal(
            project,
            """
            error: there is no built site in 'HOME/project/site'
                  sealpress build makes it
            """)
    }

    @Test func `a site without bundles over one that has some`() throws {
        let project = try published()
        var version = TestProject.Version.all[0]
        version.members = []
        try project.build(version)
        try expectRefusal(
            project,
            """
            error: this site has no bundles, and the one in 'HOME/target' has 2: no member could open anything
                  was members.csv missing at the build? if nobody is to open anything, publish with --replace
            """)
        #expect(try project.publish(replacing: true).removed == 2)
    }

    // MARK: The target

    @Test func `a target that is newer`() throws {
        let project = try TestProject()
        try project.build(.all[0], on: "2026-12-02")
        try project.publish()
        try project.build(.all[0], on: "2026-11-20")
        try expectRefusal(
            project,
            """
            error: the site in 'HOME/target' is newer: built on 2026-12-02, and this one on 2026-11-20
                  build again and publish that; to go back to this one, publish with --replace
            """)
        try project.publish(replacing: true)
        #expect(try TestProject.files(project.target) == TestProject.files(project.site))
    }

    @Test func `a target where a newer publication has begun`() throws {
        let project = try published()
        try project.build(.all[0], on: "2026-12-02")
        #expect(throws: Killed.self) {
            try project.publish {
                if $0.phase == .send(.pages) || $0.phase == .send(.manifest) { throw Killed() }
            }
        }
        try project.build(.all[0], on: "2026-11-20")
        #expect(project.refusal().contains("is newer: built on 2026-12-02"))
    }

    @Test func `a target that another key signed`() throws {
        let project = try published()
        let old = project.keys.publicKey.idText
        project.keys = try TestProject.keys(9)
        try project.build(.all[1])
        try expectRefusal(
            project,
            """
            error: the site in 'HOME/target' is signed by another key: \(old), and this one by \
            \(project.keys.publicKey.idText)
                  is this the right place? after the root key was replaced, publish once with --replace
            """)
        try project.publish(replacing: true)
        #expect(try TestProject.files(project.target) == TestProject.files(project.site))
    }

    @Test func `a target whose manifest or signature was altered`() throws {
        let project = try published()
        let manifest = try project.text("target/_sealpress/manifest.json")
        let signature = try project.text("target/_sealpress/manifest.json.minisig")
        let fault = """
            error: the manifest in 'HOME/target' does not fit its signature
                  something else has changed it; look there first, then publish with --replace
            """
        try project.write("target/_sealpress/manifest.json", manifest.replacing("404.html", with: "CNAME"))
        try expectRefusal(project, fault)
        try project.write("target/_sealpress/manifest.json", manifest)
        try project.remove("target/_sealpress/manifest.json.minisig")
        try expectRefusal(project, fault)
        try project.write(
            "target/_sealpress/manifest.json.minisig", signature.replacing("date:2026", with: "date:1026"))
        #expect(
            project.refusal().contains("its trusted comment was altered")
                || project.refusal().contains("trusted comment was altered"))
        try project.publish(replacing: true)
        #expect(try TestProject.files(project.target) == TestProject.files(project.site))
    }

    @Test func `files that are somebody else's`() throws {
        let project = try TestProject()
        try project.write("target/index.html", "another site")
        try project.write("target/articles", "a file where a folder is needed")
        try project.build(.all[0])
        try expectRefusal(
            project,
            """
            error: 'articles' in 'HOME/target' is in no manifest: it is not Sealpress's to replace
                  move it away, or publish with --replace
            error: 'index.html' in 'HOME/target' is in no manifest: it is not Sealpress's to replace
                  move it away, or publish with --replace
            """)
        // The same bytes are no loss to anybody.
        try project.remove("target/articles")
        try project.write("target/index.html", try project.text("project/site/index.html"))
        try project.publish()
    }

    @Test func `a project, the site itself, and what is in it`() throws {
        let project = try published()
        #expect(project.refusal(to: .folder(project.site)).contains("are inside one another"))
        #expect(project.refusal(to: .folder(project.root)).contains("are inside one another"))
        #expect(project.refusal(to: .folder(project.site + "/deep/er")).contains("are inside one another"))
        try project.write("other/sealpress.yml", "")
        #expect(
            project.refusal(to: .folder(project.home + "/other")) == """
                error: 'sealpress.yml' is in 'HOME/other': this is a project, not a place to publish to
                      publish to a folder or branch of its own
                """)
    }

    // MARK: Untrusted

    @Test(arguments: ["../outside", "/etc/outside", "a/../../outside", "a//b", "./a", ""])
    func `a manifest that leads out of the target, whoever signed it`(path: String) throws {
        let project = try published()
        try project.write("outside", "mine")
        let list = #"{"format":"sealpress-manifest/1","files":{"\#(path)":{"size":4,"sha256":"00"}}}"# + "\n"
        try project.write("target/_sealpress/manifest.json", list)
        try project.write(
            "target/_sealpress/manifest.json.minisig",
            try project.keys.sign(
                Array(list.utf8), trustedComment: "sealpress/1 epoch:2026-11 date:2026-11-20"))
        #expect(project.refusal().contains("the manifest in 'HOME/target' cannot be trusted: '\(path)'"))
        #expect(throws: (any Error).self) { try project.publish(replacing: true) }
        #expect(try project.text("outside") == "mine")
    }

    @Test(arguments: [
        "articles", "articles/stays", "articles/goes/index.html", "_sealpress", "_sealpress/bundles",
        "_sealpress/manifest.json",
    ])
    func `symbolic links at the target are not followed`(path: String) throws {
        let project = try published()
        try project.write("outside/index.html", "mine")
        try project.write("outside/goes/index.html", "mine")
        try project.write("outside/stays/index.html", "mine")
        try project.remove("target/" + path)
        try FileManager.default.createSymbolicLink(
            atPath: project.target + "/" + path, withDestinationPath: project.home + "/outside")
        let before = try TestProject.files(project.home + "/outside")
        try project.build(.all[1])
        #expect(
            project.refusal() == """
                error: '\(path)' in 'HOME/target' is a symbolic link
                      a site is published without following links; remove it
                """)
        #expect(throws: (any Error).self) { try project.publish(replacing: true) }
        #expect(try TestProject.files(project.home + "/outside") == before)
    }

    @Test func `a target's manifest and signature may be any bytes`() throws {
        let project = try published()
        let names = ["target/_sealpress/manifest.json", "target/_sealpress/manifest.json.minisig"]
        let originals = try names.map { try FileSystem.read(project.home + "/" + $0) }
        var random = SystemRandomNumberGenerator()
        for round in 0..<300 {
            for (name, bytes) in zip(names, originals) {
                try FileSystem.write(bytes, to: project.home + "/" + name)
            }
            let which = round % 2
            var bytes = originals[which]
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)))
            case 1:
                bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8.random(
                    in: 1...255, using: &random)
            default: bytes = (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) }
            }
            try FileSystem.write(bytes, to: project.home + "/" + names[which])
            let words = project.refusal()
            // The first line of a signature is a comment that anyone may change.
            if words == "(not refused)" { #expect(which == 1) } else { #expect(words.hasPrefix("error: ")) }
        }
    }
}
