import Diagnostics
import Files
import Foundation
import Membership
import Sealing

/// Replaces the root key of a project, step by step, so that a kill between any two leaves a project that builds:
/// with the old key before the switch, with the new one after it.
public struct ReplacingKeys {
    private let root: String
    private let date: Date
    private let lock: FileLock

    /// Takes the build's lock, so that no build sees half of it.
    ///
    /// - Throws: `DiagnosticError`.
    public init(root: String, date: Date, clock: Date) throws {
        self.root = root
        self.date = date
        lock = try Workplace.lock(root: root, since: clock)
    }

    /// The overlap that is under way with this root key.
    public func overlap(of keys: SiteKeys) throws -> Day? {
        guard
            let until = try Ledger.read(root)?.replacements.last(where: { $0.new == keys.publicKey.base64 })?
                .overlapUntil, until >= Day(of: date, in: .gmt)
        else { return nil }
        return until
    }

    /// Checks that this is the site's root key, and that all sealed files open with it.
    ///
    /// - Returns: what the sealed files hold, by name.
    public func check(_ old: SiteKeys) throws -> [(name: String, bytes: [UInt8])] {
        if let ledger = try Ledger.read(root), let signed = ledger.publicKey, signed != old.publicKey.base64 {
            throw DiagnosticError(
                ledger.replacements.contains { $0.old == signed && $0.new == old.publicKey.base64 }
                    ? .error(
                        "the root key was replaced before, and no build has used the new one yet",
                        hint: "build first, then replace it")
                    : .error(
                        "the root key is not the one that this site was last built with",
                        hint: "restore the right key with 'sealpress keys restore'"))
        }
        let files = PrivateFiles(root: root) { [old] }
        return try PrivateFiles.names.compactMap { name in
            try files.sealed(name).map { (name, $0) }
        }
    }

    /// Records the replacement in the ledger; until the key file changes, builds with the old key go on.
    public func record(from old: SiteKeys, to new: SiteKeys, overlapUntil: Day?, isPublished: Bool) throws {
        var ledger = try Ledger.read(root) ?? Ledger()
        ledger.publicKey = ledger.publicKey ?? old.publicKey.base64
        // One that was begun and never finished has no key any more.
        ledger.replacements.removeAll { $0.old == old.publicKey.base64 }
        ledger.replacements.append(
            try KeyReplacement(
                from: old, to: new, date: date, overlapUntil: overlapUntil, isPublished: isPublished))
        try ledger.write(root)
    }

    /// Ends the overlap of the current key.
    ///
    /// - Returns: whether there was one.
    public func finish(_ keys: SiteKeys) throws -> Bool {
        guard var ledger = try Ledger.read(root),
            let index = ledger.replacements.lastIndex(where: { $0.new == keys.publicKey.base64 }),
            ledger.replacements[index].overlapUntil != nil
        else { return false }
        ledger.replacements[index].overlapUntil = nil
        try ledger.write(root)
        return true
    }

    /// Seals under the new key what `check` opened.
    public func seal(_ opened: [(name: String, bytes: [UInt8])], with new: SiteKeys) throws {
        let files = PrivateFiles(root: root) { [new] }
        for (name, bytes) in opened { try files.seal(bytes, as: name) }
    }

    /// Lets builds in again.
    public func release() {
        lock.release()
    }
}
