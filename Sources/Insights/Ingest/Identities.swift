import AccessLogs
import GRDB

extension IngestRun {
    /// Remembers which ids are whose.
    ///
    /// - Returns: whether that is not what it was when days were counted last, so that those that can be are to be counted
    ///   anew: a member came, pages were built, or a run had no root key. Not where all members or all sections are
    ///   gone: days that were counted with them are the better ones.
    func hasNewIdentities() throws -> Bool {
        let seed = UInt64(bitPattern: Int64(try seed()))
        let members = options.members.fingerprint(seed: seed)
        let sections = ByteHash.sum(options.sections.lazy.map { "\($0.key) \($0.value)" }, seed: seed)
        let isKnown = try [remember("members", members), remember("sections", sections)]
        let isLost = zip(isKnown, [members, sections]).contains { $0.0.before != 0 && $0.1 == 0 }
        return isKnown.contains { $0.isNew } && !isLost
    }

    private func remember(_ name: String, _ value: UInt64) throws -> (before: Int, isNew: Bool) {
        let value = Int(Int64(bitPattern: value))
        let before = try setting(name) { 0 }
        try db.execute(sql: "UPDATE settings SET value = ? WHERE name = ?", arguments: [value, name])
        return (before, before != value)
    }
}
