import Diagnostics
import Files
import Membership
import Sealing

/// A passphrase as of the last build.
struct PublishedPassphrase: Sendable, Hashable {
    /// The id of its bundle: other words have another.
    var bundle: String
    /// What it opened, sorted.
    var grants: [Grant]
}

/// Warns of a passphrase that was changed or taken away while those who typed it keep its keys.
enum PassphraseRules {
    static func check(
        _ ledger: Ledger?, holders: [BundleHolder], schedule: EpochSchedule, keys: SiteKeys
    ) -> [Diagnostic] {
        // Under another root key all ids are others, and all keys too.
        guard let ledger, ledger.publicKey == keys.publicKey.base64 else { return [] }
        let now = Dictionary(
            holders.compactMap { holder in
                holder.passphraseCodes?.first.map { (holder.member.id, $0.bundleID.hex) }
            }
        ) { first, _ in first }
        return ledger.passphrases.sorted { byUTF8($0.key, $1.key) }.compactMap { name, old in
            guard now[name] != old.bundle else { return nil }
            let open = old.grants.filter { schedule.counters[$0] <= ledger.published.counters[$0] }
            guard !open.isEmpty else { return nil }
            let list = open.map { "'\($0)'" }.joined(separator: ", ")
            return .warning(
                "the passphrase '\(name)' was \(now[name] == nil ? "taken away" : "changed"), but whoever typed the old one keeps the keys of \(list)",
                hint:
                    "to shut them out, raise \(open.count == 1 ? "its counter" : "their counters") in \(Workplace.countersPath)"
            )
        }
    }
}

extension [BundleHolder] {
    /// What the ledger remembers of the passphrases.
    func publishedPassphrases(_ entitlements: Entitlements) -> [String: PublishedPassphrase] {
        Dictionary(
            compactMap { holder in
                holder.passphraseCodes?.first.map {
                    let grants = entitlements.grantsInHand(of: holder.member)
                    return (holder.member.id, PublishedPassphrase(bundle: $0.bundleID.hex, grants: grants))
                }
            }
        ) { first, _ in first }
    }
}

extension PublishedPassphrase {
    /// `{"bundle":"…","grants":["tier:basic"]}`
    var json: JSONValue {
        ["bundle": .string(bundle), "grants": .array(grants.map { .string("\($0)") })]
    }

    init?(_ value: JSONValue) {
        guard case .object(let object) = value, let bundle = object["bundle"]?.string,
            case .array(let grants)? = object["grants"]
        else { return nil }
        self.bundle = bundle
        self.grants = grants.compactMap { $0.string.flatMap { Grant($0) } }
        guard self.grants.count == grants.count else { return nil }
    }
}
