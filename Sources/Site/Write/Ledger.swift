import Diagnostics
import Files
import Foundation
import Membership
import Sealing

/// What earlier builds did, as far as later ones must know: `.sealpress/ledger.json`.
///
/// It stands outside the site and is private. It names the only files a build may delete, the highest epochs and
/// counters ever published, every member id and generation ever used, and which paragraphs were public.
public struct Ledger: Sendable, Hashable {
    /// Below the project's root.
    public static let path = ".sealpress/ledger.json"
    static let format = "sealpress-ledger/1"

    /// Files that builds wrote, by output folder; each list sorted.
    var outputs: [String: [String]] = [:]
    /// The newest epoch and the highest counters published.
    var published = PublishedEpochs()
    /// Every member id and generation ever used, and what their codes could open.
    var history = RosterHistory()
    /// Fingerprints of public paragraphs, by route (`PublicTextRecord`).
    var paragraphs: [String: String] = [:]
    /// The passphrases of the last build, by name.
    var passphrases: [String: PublishedPassphrase] = [:]
    /// Every replacement of the root key, oldest first.
    var replacements: [KeyReplacement] = []
    /// The public key that signed the site, as minisign writes it; another one is another root key.
    var publicKey: String?

    init() {}

    /// - Throws: one diagnostic when the file is there and no ledger of this version.
    static func read(_ root: String) throws(DiagnosticError) -> Ledger? {
        let file = root + "/" + path
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try FileSystem.read(file)
        } catch {
            if error.isMissing { return nil }
            throw DiagnosticError(error.diagnostic)
        }
        let value = try? JSONValue(parsing: bytes)
        if case .object(let object)? = value, let format = object["format"]?.string,
            let version = SiteFormat.version(in: Array(format.utf8)), version > SiteFormat.version
        {
            throw DiagnosticError(
                .error(
                    "this ledger is of format version \(version), which this version of sealpress does not know",
                    at: SourceLocation(file: path, line: 1),
                    hint: "it was written by a newer sealpress: update this one; nothing was changed"))
        }
        guard let value, let ledger = Ledger(value) else {
            throw DiagnosticError(
                .error(
                    "this is no ledger that this version of sealpress can read",
                    at: SourceLocation(file: path, line: 1),
                    hint:
                        "restore it from a backup; without it a build deletes nothing and cannot check epochs"
                ))
        }
        return ledger
    }

    private init?(_ value: JSONValue) {
        guard case .object(let object) = value, object["format"] == .string(Self.format) else { return nil }
        for field in object["outputs"]?.fields ?? [] {
            guard case .array(let files) = field.value else { return nil }
            let paths = files.compactMap(\.string)
            guard paths.count == files.count else { return nil }
            outputs[field.key] = paths
        }
        guard case .object(let epochs)? = object["published"],
            let published = try? PublishedEpochs(json: epochs)
        else { return nil }
        self.published = published
        if let members = object["members"] {
            guard case .object(let members) = members, let history = try? RosterHistory(json: members) else {
                return nil
            }
            self.history = history
        }
        for field in object["paragraphs"]?.fields ?? [] {
            guard let text = field.value.string else { return nil }
            paragraphs[field.key] = text
        }
        for field in object["passphrases"]?.fields ?? [] {
            guard let passphrase = PublishedPassphrase(field.value) else { return nil }
            passphrases[field.key] = passphrase
        }
        if let list = object["replacements"] {
            guard case .array(let list) = list else { return nil }
            replacements = list.compactMap { KeyReplacement($0) }
            guard replacements.count == list.count else { return nil }
        }
        publicKey = object["publicKey"]?.string
    }

    /// Indented, a line for each entry, so that nightly commits of it stay small.
    var bytes: [UInt8] {
        JSONValue.fields(
            ("format", .string(Self.format)),
            ("publicKey", .optional(publicKey)),
            (
                "replacements",
                replacements.isEmpty ? JSONValue?.none : JSONValue.array(replacements.map(\.json))
            ),
            ("published", published.json),
            ("members", history.json),
            (
                "passphrases",
                passphrases.isEmpty
                    ? JSONValue?.none : JSONValue.object(JSONObject(sorted: passphrases.mapValues(\.json)))
            ),
            ("outputs", .object(JSONObject(sorted: outputs.mapValues { .array($0.map { .string($0) }) }))),
            ("paragraphs", .object(JSONObject(sorted: paragraphs.mapValues { .string($0) })))
        ).bytes(.indented) + [0x0A]
    }

    /// Writes the ledger when it differs from what is on disk.
    func write(_ root: String) throws(FileError) {
        try FileSystem.makeFolder(root + "/.sealpress")
        try FileSystem.writeIfChanged(bytes, to: root + "/" + Self.path, mode: 0o600, durable: true)
    }
}

extension JSONValue {
    /// The fields of an object; none of anything else.
    fileprivate var fields: [JSONObject.Field] {
        if case .object(let object) = self { object.fields } else { [] }
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
