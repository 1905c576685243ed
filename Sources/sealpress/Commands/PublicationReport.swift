import Files
import Publishing

/// What a publication did, or would do, for people and for machines.
struct PublicationReport {
    private let plan: PublicationPlan
    private let outcome: String?
    private let place: String
    private let isDryRun: Bool

    init(_ publication: Publication, to place: String, isDryRun: Bool) {
        plan = publication.plan
        outcome = publication.outcome
        self.place = place
        self.isDryRun = isDryRun
    }

    private var sent: Int { plan.sends.reduce(0) { $0 + $1.paths.count } }

    var text: String {
        if plan.isEmpty { return "\(place) is up to date: \(plan.unchanged) files." }
        var lines: [String] = []
        if isDryRun {
            lines += plan.sends.flatMap { step in step.paths.map { "send \($0)" } }
            lines += plan.removals.map { "remove \($0)" }
        }
        let parts = plan.sends.map { "\($0.paths.count) \($0.step.noun)" }.joined(separator: ", ")
        lines.append(
            (isDryRun ? "Would send" : "Sent") + " \(sent) files (\(size))"
                + (parts.isEmpty ? "" : ": \(parts)") + (isDryRun ? "; would remove" : "; removed")
                + " \(plan.removals.count), \(plan.unchanged) unchanged.")
        if let outcome { lines.append("Published as \(outcome).") }
        return lines.joined(separator: "\n")
    }

    var json: String {
        var fields: [JSONObject.Field] = [
            JSONObject.Field("ok", true), JSONObject.Field("to", .string(place)),
            JSONObject.Field("dryRun", .bool(isDryRun)), JSONObject.Field("sent", .integer(sent)),
            JSONObject.Field("bytes", .integer(plan.bytes)),
            JSONObject.Field("removed", .integer(plan.removals.count)),
            JSONObject.Field("unchanged", .integer(plan.unchanged)),
            JSONObject.Field(
                "steps",
                .array(
                    plan.sends.map { step in
                        [
                            "step": .string(step.step.rawValue),
                            "files": .array(step.paths.map { .string($0) }),
                        ]
                    })),
            JSONObject.Field("removals", .array(plan.removals.map { .string($0) })),
        ]
        if let outcome { fields.append(JSONObject.Field("outcome", .string(outcome))) }
        return JSONValue.object(JSONObject(fields)).text()
    }

    private var size: String {
        switch plan.bytes {
        case ..<10_000: "\(plan.bytes) bytes"
        case ..<10_000_000: "\(plan.bytes / 1000) kB"
        default: "\(plan.bytes / 1_000_000) MB"
        }
    }
}

extension PublicationStep {
    /// What its files are called.
    var noun: String {
        switch self {
        case .sealed: "sealed"
        case .bundles: "bundles"
        case .assets: "assets"
        case .pages: "pages"
        case .manifest: "manifest"
        }
    }
}
