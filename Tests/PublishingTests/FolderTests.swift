import Files
import Foundation
import Publishing
import Testing

/// `dir:PATH`, and what is the same for every place.
@Suite struct FolderTests {
    @Test func `what is published is what was built, and again nothing is sent`() throws {
        let project = try TestProject()
        try project.build(.all[0])
        let first = try project.publish()
        #expect(first.sent > 10 && first.removed == 0)
        #expect(try TestProject.files(project.target) == TestProject.files(project.site))
        #expect(try project.publication().plan.isEmpty)
        #expect(try project.publish() == (0, 0))
    }

    @Test func `only what changed is sent, in the order of the steps`() throws {
        let project = try TestProject()
        try project.build(.all[0])
        try project.publish()
        try project.write(
            "project/content/articles/stays.md", "Opened.\n\n::: premium\nChanged secret, and longer.\n:::\n")
        try project.write(
            "project/members.csv",
            "id,tier,status,generation\nanna,premium,active,1\nben,basic,active,1\ncleo,basic,active,1\n")
        try project.build()
        let plan = try project.publication().plan
        #expect(plan.sends.map(\.step) == [.sealed, .bundles, .assets, .pages, .manifest])
        // Two feeds; the page, the list of articles and the home page; the manifest and its signature.
        #expect(plan.sends.map(\.paths.count) == [1, 1, 2, 3, 2])
        #expect(plan.removals == [])
        try project.publish()
        #expect(try TestProject.files(project.target) == TestProject.files(project.site))
    }

    @Test func `an epoch's end changes sealed files and bundles, and no page`() throws {
        let project = try TestProject()
        try project.build(.all[0])
        try project.publish()
        try project.build(on: "2026-12-01")
        #expect(try project.publication().plan.sends.map(\.step) == [.sealed, .bundles, .manifest])
    }

    @Test func `what is gone is removed with its folders, pages first and sealed files last`() throws {
        let project = try TestProject()
        try project.build(.all[0])
        try project.publish()
        try project.build(.all[2])
        let removals = try project.publication().plan.removals
        let kinds = removals.map { path in
            path.hasSuffix(".html")
                ? 0 : path.hasPrefix("_sealpress/sealed") ? 3 : path.hasPrefix("_sealpress/bundles") ? 2 : 1
        }
        #expect(kinds == kinds.sorted())
        #expect(Set(kinds) == [0, 1, 2, 3])
        try project.publish()
        #expect(try TestProject.files(project.target) == TestProject.files(project.site))
        #expect(try project.emptyFolders() == [])
    }

    @Test func `a file becomes a folder and a folder a file`() throws {
        let project = try TestProject()
        for number in [0, 1, 2, 1, 0] {
            try project.build(.all[number])
            try project.publish()
            #expect(try TestProject.files(project.target) == TestProject.files(project.site))
        }
    }

    @Test func `files that no manifest lists are left alone`() throws {
        let project = try TestProject()
        let own = [
            "CNAME": "example.org", ".well-known/acme/token": "x", "articles/goes/own.txt": "mine",
            "_sealpress/sealed/mine.bin": "mine", "_sealpress/other.txt": "mine",
        ]
        for (path, text) in own { try project.write("target/" + path, text) }
        for version in TestProject.Version.all {
            try project.build(version)
            try project.publish()
            for (path, text) in own { #expect(try project.text("target/" + path) == text) }
            #expect(
                try TestProject.files(project.target).count == TestProject.files(project.site).count
                    + own.count)
        }
    }

    @Test func `the folder of bundles is ours, but for what is no bundle`() throws {
        let project = try TestProject()
        try project.build(.all[0])
        let old = "target/_sealpress/bundles/ab/abababababababababababababababab.bin"
        let note = "target/_sealpress/bundles/ab/README"
        try project.write(old, "a bundle of a build that nobody remembers")
        try project.write(note, "mine")
        try project.publish()
        #expect(try !project.has(old) && project.has(note))
    }

    @Test func `what older pages load stays for one publication more`() throws {
        let project = try TestProject()
        let styles = {
            try TestProject.files(project.target).keys.filter { $0.hasPrefix("_sealpress/theme/style.") }
                .sorted()
        }
        try project.build(.all[0])
        try project.publish()
        let first = try styles()
        let own = "target/_sealpress/theme/mine.css"
        try project.write(own, "mine")
        try project.write("project/layouts/assets/style.css", "p { margin: 0 }")
        try project.build()
        #expect(try project.publication().plan.removals == [])
        try project.publish()
        let second = try styles()
        #expect(first.count == 1 && second.count == 2 && second.contains(first[0]))
        #expect(try project.publish() == (0, 0) && styles() == second)
        try project.write("project/layouts/assets/style.css", "p { margin: 1px }")
        try project.build()
        #expect(try project.publication().plan.removals == first)
        try project.publish()
        #expect(try styles().count == 2 && !styles().contains(first[0]))
        try project.write("project/content/articles/stays.md", "Nothing else changes.\n")
        try project.build()
        try project.publish()
        #expect(try styles().count == 1 && project.has(own))
    }

    @Test func `a file that was damaged at the target is sent again`() throws {
        let project = try TestProject()
        try project.build(.all[0])
        try project.publish()
        try project.write("target/index.html", "vandal")
        try project.remove("target/404.html")
        #expect(try project.publish() == (2, 0))
        #expect(try TestProject.files(project.target) == TestProject.files(project.site))
    }

    @Test func `a file added by hand to the built site is named and not published`() throws {
        let project = try TestProject()
        try project.build(.all[0])
        try project.write("project/site/own.txt", "mine")
        #expect(try project.local().unlisted == ["own.txt"])
        try project.publish()
        #expect(try !project.has("target/own.txt"))
    }

    @Test func `files that the umask hid are readable at the target`() throws {
        let project = try TestProject()
        try project.build(.all[0])
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: project.site + "/index.html")
        try project.publish()
        #expect(try FileSystem.status(project.target + "/index.html")?.mode == 0o644)
    }
}
