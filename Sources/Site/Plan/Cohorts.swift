import Content
import Diagnostics
import Files
import Membership
import Sealing

/// Where `passphrase:` stands, on a tier or a course.
public struct PassphraseUse: Sendable {
    /// The passphrase's name; the words are elsewhere.
    public var name: Located<String>
    /// One of the two is set.
    public var tier: String?
    public var course: String?
}

/// Those who share a passphrase: one more bundle, opened by it.
struct Cohort: Sendable {
    /// As a member of the roster would stand there, with the passphrase's name for an id.
    var member: Member
    var passphrase: Passphrase
}

enum Cohorts {
    /// The example that made passphrases known (xkcd 936).
    private static let firstGuess = "correct horse battery staple"

    /// Every passphrase that a tier or a course names, with its words, sorted by name.
    ///
    /// - Parameter roster: nil when it has faults of its own.
    static func read(
        configuration: SiteConfiguration, structure: SiteStructure, roster: Roster?, inputs: BuildInputs
    ) throws -> (cohorts: [Cohort], diagnostics: [Diagnostic]) {
        var faults = Faults()
        let uses =
            configuration.passphrases
            + structure.courses.compactMap { course in
                course.passphrase.map { PassphraseUse(name: $0, course: course.id) }
            }
        let byName = Dictionary(grouping: uses, by: \.name.value)
        let file = try words(names: byName.keys.sorted(), inputs: inputs, &faults)
        var cohorts: [Cohort] = []
        for (name, uses) in byName.sorted(by: { byUTF8($0.key, $1.key) }) {
            guard let place = uses.first?.name.location else { continue }
            if roster?[name] != nil {
                faults.add([
                    .error(
                        "the passphrase '\(name)' has the id of a member", at: place,
                        hint: "give the passphrase another name")
                ])
            }
            guard let entry = file.entries[name] else {
                guard inputs.hasRootKey else { continue }
                faults.add([
                    .error(
                        "there are no words for the passphrase '\(name)'", at: place,
                        hint:
                            "write '\(name): …' into \(Workplace.passphrasesPath), or set \(PassphraseFile.variable(for: name))"
                    )
                ])
                continue
            }
            do {
                let passphrase = try Passphrase(entry.words)
                if try passphrase == Passphrase(Self.firstGuess) {
                    faults.add([
                        .error(
                            "the passphrase '\(name)' is the one that everybody tries first",
                            at: entry.location, hint: "draw words of your own by dice")
                    ])
                }
                if let twin = cohorts.first(where: { $0.passphrase == passphrase }) {
                    faults.add([
                        .error(
                            "the passphrases '\(twin.member.id)' and '\(name)' are the same words",
                            at: entry.location, hint: "choose other words, or one name for both")
                    ])
                }
                let tiers = uses.compactMap { $0.tier }
                let highest = configuration.tiers.ids.last { tiers.contains($0) }
                cohorts.append(
                    Cohort(
                        member: Member(
                            id: name, tier: highest,
                            courses: Set(uses.compactMap(\.course)).sorted().map { CourseAccess($0) },
                            status: .lifetime),
                        passphrase: passphrase))
            } catch let error as PassphraseError {
                let place = entry.location == nil ? "\(entry.place): " : ""
                faults.add([
                    .error(
                        "\(place)the passphrase '\(name)' is too weak or not usable: \(error)",
                        at: entry.location,
                        hint:
                            "four words or more, drawn from a long list by dice: everyone can try to guess it"
                    )
                ])
            }
        }
        for name in file.entries.keys.sorted() where byName[name] == nil {
            faults.add([
                .warning(
                    "no tier and no course has 'passphrase: \(name)'", at: file.entries[name]?.location,
                    hint: byName.isEmpty
                        ? "write it beside a tier in sealpress.yml, or into a course's front matter"
                        : suggestion(for: name, among: byName.keys.sorted(), from: "those in use are"))
            ])
        }
        return (cohorts, faults.all)
    }

    private static func words(
        names: [String], inputs: BuildInputs, _ faults: inout Faults
    ) throws -> PassphraseFile {
        let path = inputs.root + "/" + Workplace.passphrasesPath
        if let mode = try FileSystem.status(path)?.mode, mode & 0o077 != 0 {
            faults.add([
                .error(
                    "others can read the passphrases in '\(Workplace.passphrasesPath)'",
                    hint: "chmod 600 '\(path)'")
            ])
        }
        let bytes = try faults.attempt { try inputs.privateFiles.readAgreed(Workplace.passphrasesPath) }
        return PassphraseFile(bytes ?? nil, variables: inputs.passphrases, names: names, &faults)
    }
}
