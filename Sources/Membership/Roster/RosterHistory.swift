import Diagnostics
import Files

/// Every member id and generation that a site ever published, and what their codes could open, as its
/// ledger remembers them.
public struct RosterHistory: Sendable, Hashable {
    /// A member as of the last build.
    public struct Entry: Sendable, Hashable {
        public var generation: Int
        /// The tier whose keys, with those of all tiers below, the code may hold.
        public var tier: String?
        /// The courses and drips whose keys the code may hold: grants without their `course:`.
        public var courses: [String]
        public var isRevoked: Bool
        /// Keys that the member held in an earlier build, lost since by a change of the row, and that still open
        /// something: an old code, or a stored bundle, has them yet. Sorted.
        public var former: [GrantEpoch]

        init(_ member: Member, grants: [Grant], former: [GrantEpoch]) {
            self.former = former
            generation = member.generation
            tier = grants.contains { $0.course == nil } ? member.tier : nil
            courses = grants.filter { $0.course != nil }.map { String($0.description.dropFirst(7)) }
            isRevoked = member.status == .revoked
        }
    }

    /// By member id.
    public private(set) var entries: [String: Entry]

    public init() {
        entries = [:]
    }

    /// What the ledger remembers after a build with this roster. No id is ever forgotten.
    ///
    /// - Parameter published: the epochs and counters of the last build.
    public func after(
        _ roster: Roster, under entitlements: Entitlements, published: PublishedEpochs = PublishedEpochs()
    ) -> RosterHistory {
        var next = self
        next.entries.reserveCapacity(roster.members.count)
        for member in roster.members {
            let grants = entitlements.grantsInHand(of: member)
            var former: [GrantEpoch] = []
            if let entry = entries[member.id] {
                let held = held(entry, tiers: entitlements.catalogue.tiers)
                // Most rows never lose anything.
                if !entry.former.isEmpty || held != grants {
                    let lost = held.map { GrantEpoch($0, published.epoch(of: $0)) }
                    former = Set(entry.former + lost).filter {
                        !grants.contains($0.grant)
                            && entitlements.schedule.opensAnything($0, at: entitlements.date)
                    }.sorted()
                }
            }
            next.entries[member.id] = Entry(member, grants: grants, former: former)
        }
        return next
    }

    /// Every grant of which the codes of a member may hold a key that is still good, sorted: what `revoke` and
    /// `reissue` raise beside what the row says.
    public func grantsHeld(by id: String, under entitlements: Entitlements) -> [Grant] {
        guard let entry = entries[id] else { return [] }
        let former = former(entry, under: entitlements)
        return Set(held(entry, tiers: entitlements.catalogue.tiers) + former).sorted()
    }

    /// What is wrong with a roster after what was published, sorted by member: ids that are gone,
    /// generations lowered, and codes replaced or revoked without new keys.
    ///
    /// - Parameters:
    ///   - entitlements: those of this build.
    ///   - published: the counters of the last build.
    public func faults(
        of roster: Roster, under entitlements: Entitlements, published: EpochCounters
    ) -> [Diagnostic] {
        let counters = entitlements.schedule.counters
        var faults: [Diagnostic] = []
        for (id, entry) in entries.sortedByUTF8(\.key) {
            guard let member = roster[id] else {
                faults.append(
                    .error(
                        "member '\(id)' was published and is no longer in the roster",
                        hint: "keep the row with the status 'left': an id is never given to anyone else"))
                continue
            }
            if member.generation < entry.generation {
                faults.append(
                    .error(
                        "member '\(id)' has generation \(member.generation), but \(entry.generation) was published",
                        hint: "generations are never lowered: the older code would open again"))
                continue
            }
            let isReissued = member.generation > entry.generation
            let isRevoked = member.status == .revoked && !entry.isRevoked
            guard isReissued || isRevoked else { continue }
            let held = held(entry, tiers: entitlements.catalogue.tiers).filter {
                counters[$0] <= published[$0]
            }
            let open = Set(held + former(entry, under: entitlements)).sorted()
            if open.isEmpty { continue }
            let what = isRevoked ? "was revoked" : "has a new code"
            let list = open.map { "'\($0)'" }.joined(separator: ", ")
            faults.append(
                .error(
                    "member '\(id)' \(what), but the old keys still open \(list)",
                    hint: "raise \(open.count == 1 ? "its counter" : "their counters") in epochs.yml"))
        }
        return faults
    }

    /// The grants that were lost, but of which old keys still open something.
    private func former(_ entry: Entry, under entitlements: Entitlements) -> [Grant] {
        entry.former.filter { entitlements.schedule.opensAnything($0, at: entitlements.date) }.map(\.grant)
    }

    /// The grants of an old code: its tier with all below it, its courses and drips.
    private func held(_ entry: Entry, tiers: TierList) -> [Grant] {
        let tiers = entry.tier.map { tiers.upTo($0).map { Grant.tier($0.id) } } ?? []
        return (tiers + entry.courses.compactMap { Grant("course:\($0)") }).sorted()
    }
}

extension RosterHistory {
    /// `{"ann":{"generation":2,"tier":"basic","courses":["x","x/drip-7"],"former":["tier:premium@2026-11"],
    /// "revoked":true},…}`, by id; a field at its default (1, none, none, none, false) is left out.
    public var json: JSONValue {
        var object = JSONObject()
        for (id, entry) in entries.sortedByUTF8(\.key) {
            var fields = JSONObject()
            if entry.generation != 1 { fields.append("generation", .integer(entry.generation)) }
            if let tier = entry.tier { fields.append("tier", .string(tier)) }
            if !entry.courses.isEmpty {
                fields.append("courses", .array(entry.courses.map(JSONValue.string)))
            }
            if !entry.former.isEmpty {
                fields.append("former", .array(entry.former.map { .string($0.text) }))
            }
            if entry.isRevoked { fields.append("revoked", true) }
            object.append(id, .object(fields))
        }
        return .object(object)
    }

    public init(json: JSONObject) throws(JSONError) {
        entries = [:]
        for field in json.fields {
            guard case .object(let object) = field.value else {
                throw .wrongKind(key: field.key, expected: "an object", found: field.value.kind)
            }
            entries[field.key] = try Entry(json: object)
        }
    }
}

extension RosterHistory.Entry {
    fileprivate init(json: JSONObject) throws(JSONError) {
        generation = json["generation"] == nil ? 1 : try json.integer("generation")
        tier = json["tier"] == nil ? nil : try json.string("tier")
        courses = []
        former = []
        isRevoked = json["revoked"] == nil ? false : try json.bool("revoked")
        for value in json["former"] == nil ? [] : try json.array("former") {
            guard case .string(let text) = value, let grant = GrantEpoch(text) else {
                throw .wrongKind(
                    key: "former", expected: "keys such as tier:premium@2026-11", found: value.text())
            }
            former.append(grant)
        }
        guard json["courses"] != nil else { return }
        for value in try json.array("courses") {
            guard case .string(let course) = value, Grant("course:\(course)") != nil else {
                throw .wrongKind(key: "courses", expected: "courses", found: value.text())
            }
            courses.append(course)
        }
    }
}
