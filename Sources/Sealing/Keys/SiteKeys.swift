/// Everything that is derived from one root key: `derive(label, parts…, n)` of docs/content/internals/format.md.
///
/// The keys that many files share are derived once, here. Grant keys are for the caller to keep, in
/// ``Recipients`` and in bundles.
public struct SiteKeys: Sendable {
    let root: RootKey
    let content: SecretBytes
    let sealedSalt: SecretBytes
    let bundleSalt: SecretBytes
    let signingKey: SigningKey

    /// - Throws: ``SealingError/libraryUnavailable``.
    public init(root: RootKey) throws {
        try Sodium.start()
        self.root = root
        content = Self.derivation(root, "content", count: 32).finish()
        sealedSalt = Self.derivation(root, "salt-sealed", count: 32).finish()
        bundleSalt = Self.derivation(root, "salt-bundle", count: 32).finish()
        signingKey = SigningKey(
            seed: Self.derivation(root, "sign", count: 32).finish(),
            id: Array(Self.derivation(root, "sign-id", count: 16).finishPublic().prefix(8)))
    }

    /// The public half of the site's signing key.
    public var publicKey: MinisignPublicKey { signingKey.publicKey }

    /// The key of one grant in one epoch.
    public func grantKey(_ grant: GrantEpoch) -> GrantKey {
        var hash = Self.derivation(root, "grant", count: GrantKey.count)
        hash.appendPart(grant.grant)
        hash.appendPart(grant.epoch)
        return GrantKey(secret: hash.finish())
    }

    /// A member's unlock code.
    ///
    /// - Parameters:
    ///   - member: The member's id.
    ///   - generation: Which code of this member; raised when a code has leaked. It enters as a decimal.
    public func unlockCode(member: String, generation: Int) -> UnlockCode {
        var hash = Self.derivation(root, "member", count: UnlockCode.count)
        hash.appendPart(member)
        hash.appendPart(String(generation))
        return UnlockCode(secret: hash.finish())
    }

    /// The id of a page's sealed section.
    public func sectionID(route: String, section: String) -> SealedID {
        var hash = Self.derivation(root, "id", count: 16)
        hash.appendPart("section")
        hash.appendPart(route)
        hash.appendPart(section)
        return SealedID(bytes: hash.finishPublic())
    }

    /// The id of a sealed image or file.
    public func assetID(path: String) -> SealedID {
        var hash = Self.derivation(root, "id", count: 16)
        hash.appendPart("asset")
        hash.appendPart(path)
        return SealedID(bytes: hash.finishPublic())
    }

    /// The id of a file of a sealed search index.
    ///
    /// - Parameters:
    ///   - grants: what opens it: every `GRANT@EPOCH`, sorted by bytes, joined by newlines.
    ///   - name: which of the index's files it is.
    public func searchID(grants: String, name: String) -> SealedID {
        var hash = Self.derivation(root, "id", count: 16)
        hash.appendPart("search")
        hash.appendPart(grants)
        hash.appendPart(name)
        return SealedID(bytes: hash.finishPublic())
    }

    /// How this site's passphrases become secrets.
    public var passphraseSettings: PassphraseSettings {
        PassphraseSettings(
            salt: derivation("salt-passphrase", count: PassphraseSettings.saltCount).finishPublic())
    }

    /// The beginning of a hash that nobody without the root key can make: for what a build keeps for the next one.
    ///
    /// What goes in can hold secrets; the hash tells nothing of them.
    public func snapshotHash() -> KeyedHash {
        derivation("snapshot", count: 32)
    }

    /// The beginning of a derivation; more parts may follow.
    func derivation(_ label: String, count: Int) -> KeyedHash {
        Self.derivation(root, label, count: count)
    }

    private static func derivation(_ root: RootKey, _ label: String, count: Int) -> KeyedHash {
        var hash = KeyedHash(key: root.secret, outputCount: count)
        hash.appendPart("sealpress/1")
        hash.appendPart(label)
        return hash
    }
}
