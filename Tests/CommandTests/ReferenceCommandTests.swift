import Foundation
import Testing

/// The pages of the reference, as the program prints them.
@Suite struct ReferenceCommandTests {
    @Test func `every command and every option has a sentence`() throws {
        let sandbox = try Sandbox()
        let page = try sandbox.run("reference", "commands").output
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
        #expect(rows.count > 100)
        for row in rows {
            let meaning = row.split(separator: "|").last ?? ""
            #expect(meaning.count > 8 && meaning.contains("."), "\(row)")
        }
        for part in page.components(separatedBy: "\n## ").dropFirst() {
            let lines = part.split(separator: "\n")
            #expect(lines.count > 1 && lines[1].hasSuffix("."), "\(lines.prefix(2))")
        }
    }
}
