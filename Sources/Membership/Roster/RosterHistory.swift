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

        init(_ member: Member, grants: [Grant]) {
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
    public func after(_ roster: Roster, under entitlements: Entitlements) -> RosterHistory {
        var next = self
        for member in roster.members {
            next.entries[member.id] = Entry(member, grants: entitlements.grantsInHand(of: member))
        }
        return next
    }

    /// What is wrong with a roster after what was published, sorted by member: ids that are gone,
    /// generations lowered, and codes replaced or revoked without new keys.
    ///
    /// - Parameters:
    ///   - tiers: the site's tiers, for what lies below the tier of an old code.
    ///   - counters: those of this build.
    ///   - published: those of the last build.
    public func faults(
        of roster: Roster, tiers: TierList, counters: EpochCounters, published: EpochCounters
    ) -> [Diagnostic] {
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
            let open = held(entry, tiers: tiers).filter { counters[$0] <= published[$0] }
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

    /// The grants of an old code: its tier with all below it, its courses and drips.
    private func held(_ entry: Entry, tiers: TierList) -> [Grant] {
        let tiers = entry.tier.map { tiers.upTo($0).map { Grant.tier($0.id) } } ?? []
        return (tiers + entry.courses.compactMap { Grant("course:\($0)") }).sorted()
    }
}

extension RosterHistory {
    /// `{"ann":{"generation":2,"tier":"premium","courses":["x","x/drip-7"],"revoked":true},…}`, by id;
    /// a field at its default (1, none, none, false) is left out.
    public var json: JSONValue {
        var object = JSONObject()
        for (id, entry) in entries.sortedByUTF8(\.key) {
            var fields = JSONObject()
            if entry.generation != 1 { fields.append("generation", .integer(entry.generation)) }
            if let tier = entry.tier { fields.append("tier", .string(tier)) }
            if !entry.courses.isEmpty {
                fields.append("courses", .array(entry.courses.map(JSONValue.string)))
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
        isRevoked = json["revoked"] == nil ? false : try json.bool("revoked")
        guard json["courses"] != nil else { return }
        for value in try json.array("courses") {
            guard case .string(let course) = value, Grant("course:\(course)") != nil else {
                throw .wrongKind(key: "courses", expected: "courses", found: value.text())
            }
            courses.append(course)
        }
    }
}
