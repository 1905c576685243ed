import Diagnostics
import Files
import Foundation
import Membership
import Sealing

/// A member's code and what it is told with.
struct MemberCode: Sendable {
    let member: Member
    let code: String
    /// Unlocks by itself when it is opened.
    let link: String
    /// The id of the bundle that it opens; that is no secret.
    let bundle: String

    init(_ member: Member, keys: SiteKeys, baseURL: String) {
        self.member = member
        let unlockCode = keys.unlockCode(member: member.id, generation: member.generation)
        code = unlockCode.printed()
        bundle = unlockCode.bundleID.hex
        link = baseURL + "unlock/#" + code
    }

    /// Codes as a table for a mail merge or for the pool of a shop.
    static func csv(_ codes: [MemberCode]) -> [UInt8] {
        var printer = CSVPrinter()
        printer.print(["id", "name", "email", "tier", "courses", "until", "code", "link"])
        for code in codes {
            let member = code.member
            printer.print([
                member.id, member.name, member.email, member.tier ?? "",
                member.courses.map(\.course).joined(separator: " "), member.until?.description ?? "",
                code.code,
                code.link,
            ])
        }
        return printer.bytes
    }
}

/// Files with codes in them: for their owner alone, and never where they would be published.
enum SecretFile {
    static func write(_ bytes: [UInt8], to path: String, in project: ProjectOptions) throws {
        try check(path, in: project)
        try FileSystem.write(bytes, to: path, mode: 0o600, durable: true)
    }

    /// Refuses a path inside `content/`, `layouts/` or `site/`, also by way of a link.
    static func check(_ path: String, in project: ProjectOptions) throws {
        guard let name = project.published(path) else { return }
        throw DiagnosticError(
            .error(
                "'\(path)' is inside '\(name)/', where codes could be published",
                hint: "write it outside of content/, layouts/ and site/"))
    }
}

extension ProjectOptions {
    /// Which of the folders that are published a file would be written into, also by way of a link; nil for none.
    func published(_ file: String) -> String? {
        // Not the file's own link, which is replaced when it is written.
        let folder = FileSystem.resolved(
            URL(filePath: file).standardizedFileURL.deletingLastPathComponent().path(percentEncoded: false))
        return ["content", "layouts", "site"].first {
            FileSystem.isBelow(folder, FileSystem.resolved(path($0)))
        }
    }
}
