import Files
import Foundation
import Site

/// What was answered within the last day, in the project's `.sealpress/`; it names the links of drafts, too, and stays private.
struct AnswerCache: Sendable {
    static let path = ".sealpress/links.json"
    private static let format = "sealpress-links/1"
    private static let day = 86_400

    private struct Entry: Sendable {
        /// When it was asked, in seconds since 1970.
        var asked: Int
        var answer: LinkAnswer
    }

    private let file: String
    private let now: Int
    private var entries: [String: Entry] = [:]

    /// Reads what is still fresh; a file that is damaged or of another format counts as none.
    init(root: String, now: Date) {
        file = root + "/" + Self.path
        self.now = Int(now.timeIntervalSince1970)
        guard let bytes = try? FileSystem.read(file),
            case .object(let object)? = try? JSONValue(parsing: bytes),
            object["format"] == .string(Self.format), case .object(let links)? = object["links"]
        else { return }
        for field in links.fields {
            guard case .object(let link) = field.value, case .integer(let asked)? = link["asked"],
                asked <= self.now, asked > self.now - Self.day, let answer = Self.answer(link)
            else { continue }
            entries[field.key] = Entry(asked: asked, answer: answer)
        }
    }

    subscript(address: String) -> LinkAnswer? { entries[address]?.answer }

    mutating func note(_ answer: LinkAnswer, for address: String) {
        entries[address] = Entry(asked: now, answer: answer)
    }

    /// - Throws: `FileError`.
    func save() throws(FileError) {
        let links = entries.mapValues { entry -> JSONValue in
            var fields: JSONObject = ["asked": .integer(entry.asked)]
            switch entry.answer {
            case .found: fields.append("answer", "found")
            case .moved(let target):
                fields.append("answer", "moved")
                fields.append("detail", .string(target))
            case .missing(let reason):
                fields.append("answer", "missing")
                fields.append("detail", .string(reason))
            case .unclear: return .null
            }
            return .object(fields)
        }
        let value: JSONValue = ["format": .string(Self.format), "links": .object(JSONObject(sorted: links))]
        try FileSystem.makeFolder(String(file.dropLast("/links.json".utf8.count)))
        try FileSystem.write(Array((value.text() + "\n").utf8), to: file, mode: 0o600)
    }

    private static func answer(_ link: JSONObject) -> LinkAnswer? {
        guard case .string(let word)? = link["answer"] else { return nil }
        guard case .string(let detail)? = link["detail"] else { return word == "found" ? .found : nil }
        return switch word {
        case "moved": .moved(to: detail)
        case "missing": .missing(reason: detail)
        default: nil
        }
    }
}
