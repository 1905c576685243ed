import Diagnostics
import Files
import Foundation
import Membership
import Sealing

/// One root key taking the place of another, as the ledger remembers it.
public struct KeyReplacement: Sendable, Hashable {
    /// The public keys, as minisign writes them in one line.
    public var old: String
    public var new: String
    /// The old key's signature of the new public key's file.
    var signature: String
    /// Whether readers are told. After a leak anyone could sign such a statement, so none is made.
    var isPublished: Bool
    /// The last day on which the old codes open bundles; nil when they do not.
    public var overlapUntil: Day?

    /// Below the site: where those who have the old public key find the new one.
    static func statementPath(ofKey id: String) -> String { "_sealpress/keys/\(id).pub" }

    /// - Throws: `SealingError`.
    init(from old: SiteKeys, to new: SiteKeys, date: Date, overlapUntil: Day?, isPublished: Bool) throws {
        self.old = old.publicKey.base64
        self.new = new.publicKey.base64
        self.overlapUntil = overlapUntil
        self.isPublished = isPublished
        let day = Moment(date, in: .gmt).day
        signature = try old.sign(
            Array(new.publicKey.text.utf8), trustedComment: "sealpress/1 successor date:\(day)")
    }

    /// Whether the old key did sign the new one.
    var isAuthentic: Bool {
        guard let old = try? MinisignPublicKey(parsing: old), let new = try? MinisignPublicKey(parsing: new)
        else { return false }
        return (try? Self.comment(old: old, file: Array(new.text.utf8), signature: signature)) != nil
    }

    /// Checks that a signature is of a successor, and not of a manifest.
    @discardableResult
    private static func comment(old: MinisignPublicKey, file: [UInt8], signature: String) throws -> String {
        let comment = try old.verify(file, signature: signature)
        guard comment.hasPrefix("sealpress/1 successor ") else { throw SignatureError.wrongComment }
        return comment
    }

    /// The files that tell readers, by path.
    var statement: [(path: String, text: String)] {
        guard isPublished, let old = try? MinisignPublicKey(parsing: old),
            let new = try? MinisignPublicKey(parsing: new)
        else { return [] }
        let path = Self.statementPath(ofKey: old.idText)
        return [(path, new.text), (path + ".minisig", signature)]
    }

    /// The key that took the place of `key`, as the site's files say and `key` has signed; nil without such files.
    ///
    /// - Throws: `SignatureError` when there are files and `key` did not sign them.
    static func successor(of key: MinisignPublicKey, in folder: String) throws -> MinisignPublicKey? {
        let path = folder + "/" + statementPath(ofKey: key.idText)
        guard try FileSystem.status(path) != nil else { return nil }
        let file = try FileSystem.read(path, limit: 4096)
        try comment(
            old: key, file: file, signature: try FileSystem.readText(path + ".minisig", limit: 1 << 16))
        return try MinisignPublicKey(parsing: String(decoding: file, as: UTF8.self))
    }
}

extension KeyReplacement {
    /// `{"old":"RW…","new":"RW…","signature":"…","published":true,"until":"2026-12-21"}`; without overlap no `until`.
    var json: JSONValue {
        .fields(
            ("old", .string(old)), ("new", .string(new)), ("signature", .string(signature)),
            ("published", .bool(isPublished)), ("until", .optional(overlapUntil?.description)))
    }

    init?(_ value: JSONValue) {
        guard case .object(let object) = value, let old = object["old"]?.string,
            let new = object["new"]?.string, let signature = object["signature"]?.string,
            case .bool(let isPublished)? = object["published"]
        else { return nil }
        var until: Day?
        if let text = object["until"] {
            guard let day = text.string.flatMap({ Day($0) }) else { return nil }
            until = day
        }
        (self.old, self.new, self.signature) = (old, new, signature)
        (self.isPublished, overlapUntil) = (isPublished, until)
    }
}
