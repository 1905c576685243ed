import Content
import Diagnostics
import Files
import Foundation
import Membership
import Sealing

/// What must not be undone: epochs and counters never go back, ids and generations are never reused.
enum LedgerRules {
    /// - Parameter roster: nil when it has faults of its own: rows that could not be read are not missing.
    static func check(
        _ ledger: Ledger?, roster: Roster?, entitlements: Entitlements, inputs: BuildInputs
    ) -> [Diagnostic] {
        guard let ledger else { return signedByAnother(inputs) }
        var faults = ledger.published.faults(of: entitlements.schedule, at: inputs.date)
        let current = inputs.keys.publicKey.base64
        if let signed = ledger.publicKey, signed != current, !ledger.allows(current, after: signed) {
            let isReplaced = ledger.replacements.contains { $0.old == current }
            faults.append(
                isReplaced
                    ? .error(
                        "this root key was replaced by another one, which the site was built with since",
                        hint: "use the new key: in CI, give SEALPRESS_KEY its new value")
                    : .error(
                        "the root key is not the one that this site was last built with",
                        hint:
                            "restore the right key with 'sealpress keys restore', or remove \(Ledger.path) to begin anew: "
                            + "all codes handed out will then stop working"))
        }
        if let roster {
            faults += ledger.history.faults(
                of: roster, under: entitlements, published: ledger.published.counters)
        }
        return faults
    }
}

extension LedgerRules {
    /// Without a ledger the published signature still tells whether the site was built with another root key.
    private static func signedByAnother(_ inputs: BuildInputs) -> [Diagnostic] {
        let path = inputs.output + "/" + Manifest.path
        guard inputs.hasRootKey, let manifest = try? FileSystem.read(path),
            let signature = try? FileSystem.readText(
                inputs.output + "/" + Manifest.signaturePath, limit: 1 << 16)
        else { return [] }
        let verdicts = [inputs.keys, inputs.previousKeys].compactMap(\.self).map { keys in
            Result { try keys.publicKey.verify(manifest, signature: signature) }
        }
        // A signature that was damaged is made anew.
        guard verdicts.allSatisfy({ $0.isOfAnotherKey }) else { return [] }
        return [
            .error(
                "the root key is not the one that the site in '\(inputs.output)' was built with",
                hint: "restore the right key with 'sealpress keys restore', or write to another folder: "
                    + "all codes handed out will then stop working")
        ]
    }

    /// What a build without a ledger says where something tells that there were builds before.
    static func withoutLedger(
        _ ledger: Ledger?, roster: Roster, counters: EpochCounters, outcome: WriteStage.Outcome
    ) -> [Diagnostic] {
        let isKnownToBeLater =
            !counters.raised.isEmpty
            || roster.members.contains { $0.generation > 1 || !$0.status.isGovernedByDates }
        guard outcome.foundUnknownFiles || (ledger == nil && isKnownToBeLater) else { return [] }
        return [
            .warning(
                "there is no ledger of earlier builds of this folder: nothing was removed, and no epoch or "
                    + "generation could be compared",
                hint: "keep \(Ledger.path) between builds")
        ]
    }
}

extension Result where Failure == any Error {
    fileprivate var isOfAnotherKey: Bool {
        if case .failure(SignatureError.wrongKey) = self { true } else { false }
    }
}

extension Ledger {
    /// Whether the root key of the last build was replaced by this one.
    fileprivate func allows(_ key: String, after signed: String) -> Bool {
        replacements.contains { $0.old == signed && $0.new == key && $0.isAuthentic }
    }

    /// The ledger after a build.
    func recording(
        roster: Roster, holders: [BundleHolder], entitlements: Entitlements, date: Date,
        rendered: [RenderedPage], keys: SiteKeys
    ) -> Ledger {
        var ledger = self
        ledger.published = published.after(entitlements.schedule, at: date)
        ledger.passphrases = holders.publishedPassphrases(entitlements)
        ledger.publicKey = keys.publicKey.base64
        ledger.history = history.after(roster, under: entitlements, published: published)
        ledger.paragraphs = [:]
        for page in rendered {
            guard !page.fingerprints.isEmpty else { continue }
            ledger.paragraphs[page.page.route.path] = PublicTextRecord.text(of: page.fingerprints)
        }
        return ledger
    }
}

extension Ledger {
    /// Notes the open text of pages that were edited.
    ///
    /// - Returns: false where that is not all that is to be said: text that was public until now is sealed.
    mutating func replaceParagraphs(of pages: [RenderedPage]) -> Bool {
        var gone: Set<UInt64> = []
        for page in pages {
            let route = page.page.route.path
            gone.formUnion(paragraphs[route].map { PublicTextRecord.fingerprints(in: $0) } ?? [])
            paragraphs[route] =
                page.fingerprints.isEmpty ? nil : PublicTextRecord.text(of: page.fingerprints)
        }
        for page in pages { gone.subtract(page.fingerprints) }
        return pages.allSatisfy { page in
            page.body.sections.allSatisfy { section in
                let text = page.page.value.text(ofSection: section.id)
                return gone.isDisjoint(with: PublicTextRecord.fingerprints(of: text))
            }
        }
    }
}

/// Warns of text that was public in the last build and is sealed in this one.
enum SealedOnceMore {
    static func check(_ ledger: Ledger?, rendered: [RenderedPage], inputs: BuildInputs) -> [Diagnostic] {
        guard let ledger, !ledger.paragraphs.isEmpty, rendered.contains(where: { !$0.body.sections.isEmpty })
        else {
            return []
        }
        var before = Set(ledger.paragraphs.values.flatMap { PublicTextRecord.fingerprints(in: $0) })
        // What is still public somewhere is no news.
        for page in rendered where !before.isEmpty {
            before.subtract(page.fingerprints)
        }
        guard !before.isEmpty else { return [] }
        var warnings: [Diagnostic] = []
        for page in rendered {
            for section in page.body.sections {
                let text = page.page.value.text(ofSection: section.id)
                guard !before.isDisjoint(with: PublicTextRecord.fingerprints(of: text)) else { continue }
                warnings.append(
                    page.page.document.source.warning(
                        "text of this section was public until now", at: section.location,
                        hint:
                            "sealing it now hides it from new readers only: copies, caches and archives remain"
                    ))
            }
        }
        return warnings
    }
}

extension SourcePageFields {
    /// The Markdown of the parts that everyone may read.
    var openText: [UInt8] {
        text { $0 == .open }
    }

    /// The Markdown of one sealed section.
    func text(ofSection id: String) -> [UInt8] {
        text { if case .sealed(_, id) = $0 { true } else { false } }
    }

    private func text(where isWanted: (BodyPart.Access) -> Bool) -> [UInt8] {
        var text: [UInt8] = []
        for part in document.parts(pageTier: tier).parts where isWanted(part.access) {
            for case .text(let run) in part.pieces {
                text += document.source.bytes[run.range]
                text.append(0x0A)
            }
        }
        return text
    }
}
