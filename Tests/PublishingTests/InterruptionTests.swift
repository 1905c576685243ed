import Files
import Foundation
import Publishing
import Testing

/// Publications seen from outside while they run, and killed at every point.
@Suite struct InterruptionTests {
    @Test(arguments: [(0, 1), (1, 0), (1, 2), (2, 0)])
    func `at no moment does a page at the target name what is not there`(from: Int, to: Int) throws {
        let project = try TestProject()
        try project.build(.all[from])
        var moments = 0
        func look(_: PublicationProgress) throws {
            moments += 1
            #expect(try dangling(in: TestProject.files(project.target)) == [])
        }
        try project.publish(look)
        try project.build(.all[to])
        try project.publish(look)
        #expect(moments > 60)
        // The check itself can fail.
        var files = try TestProject.files(project.target)
        files["extra.html"] = Array("<sealpress-section src=\"_sealpress/sealed/none.bin\">".utf8)
        #expect(dangling(in: files) == ["extra.html: _sealpress/sealed/none.bin"])
    }

    @Test func `killed at any point, the next publication completes it`() throws {
        let project = try TestProject()
        try project.write("target/CNAME", "example.org")
        var sites: [[String: [UInt8]]] = []
        for number in 0..<3 {
            try project.build(.all[number])
            sites.append(try TestProject.files(project.site))
            try project.remove("site-\(number)")
            try FileManager.default.copyItem(atPath: project.site, toPath: project.home + "/site-\(number)")
        }
        /// Puts a version in the place of the built site.
        func take(_ number: Int) throws {
            try project.remove("project/site")
            try FileManager.default.copyItem(atPath: project.home + "/site-\(number)", toPath: project.site)
        }
        try take(0)
        try project.publish()
        var limit = 0
        var kills = 0
        // Each round publishes version 1 over 0 and is killed one moment later than the round before.
        while true {
            try take(1)
            var moments = 0
            let isDone: Bool
            do {
                try project.publish { _ in
                    moments += 1
                    if moments > limit { throw Killed() }
                }
                isDone = true
            } catch is Killed {
                isDone = false
                kills += 1
            }
            #expect(try dangling(in: TestProject.files(project.target)) == [])
            // Sometimes the same version follows, sometimes another one.
            let next = limit % 2 == 0 ? 1 : 2
            try take(next)
            try project.publish()
            var expected = sites[next]
            expected["CNAME"] = Array("example.org".utf8)
            #expect(try TestProject.files(project.target) == expected, "killed at \(limit)")
            #expect(try project.emptyFolders() == [], "killed at \(limit)")
            if isDone { break }
            limit += 1
            try take(0)
            try project.publish()
        }
        #expect(kills >= 40)
    }

    @Test func `a publication killed between the manifest and the removal is completed`() throws {
        let project = try TestProject()
        try project.build(.all[0])
        try project.publish()
        try project.build(.all[1])
        #expect(throws: Killed.self) {
            try project.publish { if $0.phase == .remove { throw Killed() } }
        }
        #expect(try project.has("target/articles/goes/index.html"))
        #expect(try project.publication().plan.completesAnother)
        // The manifest in place is the new one by now: what to remove is known from the record.
        #expect(try project.publish().removed > 3)
        #expect(try TestProject.files(project.target) == TestProject.files(project.site))
        #expect(try !project.has("target/_sealpress/publishing"))
    }

    @Test func `records that are not signed by the site's key are ignored and swept away`() throws {
        let project = try TestProject()
        try project.write("target/CNAME", "example.org")
        let list = #"{"format":"sealpress-manifest/1","files":{"CNAME":{"size":11,"sha256":"00"}}}"# + "\n"
        let other = try TestProject.keys(9)
        let name = "target/_sealpress/publishing/0123456789abcdef0123456789abcdef.json"
        try project.write(name, list)
        try project.write(
            name + ".minisig",
            try other.sign(Array(list.utf8), trustedComment: "sealpress/1 epoch:2026-11 date:2026-11-20"))
        try project.build(.all[0])
        try project.publish()
        #expect(try project.has("target/CNAME"))
        #expect(try !project.has("target/_sealpress/publishing"))
    }
}
