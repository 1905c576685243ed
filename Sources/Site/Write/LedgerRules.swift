import Content
import Diagnostics
import Foundation
import Membership
import Sealing

/// What must not be undone: epochs and counters never go back, ids and generations are never reused.
enum LedgerRules {
    static func check(_ ledger: Ledger?, roster: Roster, schedule: EpochSchedule, inputs: BuildInputs) -> [Diagnostic] {
        guard let ledger else { return [] }
        var faults = ledger.published.faults(of: schedule, at: inputs.date)
        if let signed = ledger.publicKey, signed != inputs.keys.publicKey.base64 {
            faults.append(
                .error(
                    "the root key is not the one that this site was last built with",
                    hint: "restore the right key with 'sealpress keys restore', or remove \(Ledger.path) to begin anew: "
                        + "all codes handed out will then stop working"))
        }
        for (id, used) in ledger.members.sorted(by: { $0.key < $1.key }) {
            let row = SourceLocation(file: Workplace.rosterPath, line: 1)
            guard let member = roster[id] else {
                faults.append(
                    .error(
                        "the member '\(id)' is gone from the roster", at: row,
                        hint: "those who leave stay in the roster with the status 'left', so that no id is used twice"))
                continue
            }
            if member.generation < used {
                faults.append(
                    .error(
                        "the generation of '\(id)' is \(member.generation), but \(used) was already used", at: row,
                        hint: "generations are never lowered: an old code would open again"))
            } else if member.generation > used {
                let unraised = grantsOf(member, schedule).filter { ledger.published.counters[$0] >= schedule.counters[$0] }
                if !unraised.isEmpty {
                    faults.append(
                        .error(
                            "'\(id)' has a new code, but the keys of the old one still open new text", at: row,
                            hint: "raise in epochs.yml: " + unraised.map { "\($0)" }.joined(separator: ", ")))
                }
            }
        }
        return faults
    }

    /// The grants of the member's tier and courses that the counters can shut.
    private static func grantsOf(_ member: Member, _ schedule: EpochSchedule) -> [Grant] {
        (member.tier.map { [Grant.tier($0)] } ?? []) + member.courses.map { .course($0.course) }
    }
}

extension Ledger {
    /// The ledger after a build.
    func recording(
        roster: Roster, schedule: EpochSchedule, date: Date, rendered: [RenderedPage], keys: SiteKeys
    ) -> Ledger {
        var ledger = self
        ledger.published = published.after(schedule, at: date)
        ledger.publicKey = keys.publicKey.base64
        for member in roster.members { ledger.members[member.id] = max(member.generation, members[member.id] ?? 0) }
        ledger.paragraphs = [:]
        for page in rendered {
            guard !page.fingerprints.isEmpty else { continue }
            ledger.paragraphs[page.page.route.path] = PublicTextRecord.text(of: page.fingerprints)
        }
        return ledger
    }
}

/// Warns of text that was public in the last build and is sealed in this one.
enum SealedOnceMore {
    static func check(_ ledger: Ledger?, rendered: [RenderedPage], inputs: BuildInputs) -> [Diagnostic] {
        guard let ledger, !ledger.paragraphs.isEmpty, rendered.contains(where: { !$0.body.sections.isEmpty }) else {
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
                let text = page.page.text(ofSection: section.id)
                guard !before.isDisjoint(with: PublicTextRecord.fingerprints(of: text)) else { continue }
                warnings.append(
                    page.page.document.source.warning(
                        "text of this section was public until now", at: section.location,
                        hint: "sealing it now hides it from new readers only: copies, caches and archives remain"))
            }
        }
        return warnings
    }
}

extension SourcePage {
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
