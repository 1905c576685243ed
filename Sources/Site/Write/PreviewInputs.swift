import Diagnostics
import Files
import Membership
import Sealing

/// What makes a build a preview: it reads the project as any other build, and leaves no trace in its records.
public struct PreviewInputs: Sendable {
    /// Whom a preview can be looked at as.
    public enum Visitor: Sendable, Hashable {
        /// A member of the roster, with what the dates, courses and standing of that row open.
        case member(String)
        /// An active member of a tier, with no course of their own.
        case tier(String)
    }

    /// Someone who gets a bundle in this preview alone, under a code that nobody else has.
    public struct Guest: Sendable {
        public var visitor: Visitor
        public var code: UnlockCode

        public init(_ visitor: Visitor, code: UnlockCode) {
            self.visitor = visitor
            self.code = code
        }
    }

    /// Where the preview keeps its own ledger, which only names the files that it wrote.
    public var records: String
    public var guest: Guest?

    public init(records: String, guest: Guest? = nil) {
        self.records = records
        self.guest = guest
    }

    /// How long a preview waits for a command that is changing the project.
    static let patience = Duration.seconds(5)
}

extension PreviewInputs.Guest {
    /// The guest's bundle; nil with a diagnostic when the site has no such member or tier.
    func holder(_ roster: Roster, tiers: TierList) -> (holder: BundleHolder?, diagnostics: [Diagnostic]) {
        switch visitor {
        case .member(let id):
            guard let member = roster[id] else {
                let near = didYouMean(id, among: roster.members.map(\.id)).map { "did you mean '\($0)'?" }
                return (nil, [.error("there is no member '\(id)'", hint: near)])
            }
            return (BundleHolder(member: member, passphraseCodes: [code]), [])
        case .tier(let id):
            guard tiers.ids.contains(id) else {
                let hint = suggestion(for: id, among: tiers.ids, from: "sealpress.yml has")
                return (nil, [.error("unknown tier '\(id)'", hint: hint)])
            }
            return (BundleHolder(member: Member(id: "preview", tier: id), passphraseCodes: [code]), [])
        }
    }
}

extension Ledger {
    /// What a preview records: its own files, and nothing of what the real builds did.
    static func ofPreview(_ inputs: PreviewInputs) throws(DiagnosticError) -> Ledger {
        var ledger = Ledger()
        ledger.outputs = try read(inputs.records)?.outputs ?? [:]
        return ledger
    }
}
