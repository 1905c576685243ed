import Diagnostics
import Files
import Site

/// A build's summary, for people and for machines.
enum BuildReport {
    static func text(
        _ summary: BuildSummary, _ times: [(stage: BuildStage, duration: Duration)], output: String
    ) -> String {
        let total = times.reduce(Duration.zero) { $0 + $1.duration }
        var text =
            "Built \(count(summary.pages, "page")) with \(count(summary.sealedSections, "sealed section"))"
        if summary.sealedAssets > 0 { text += " and \(count(summary.sealedAssets, "sealed file"))" }
        text += ", \(count(summary.bundles, "bundle")), into \(output) in \(seconds(total))."
        if summary.reused > 0 {
            text += "\n\(count(summary.reused, "page")) taken over from the last build."
        }
        text +=
            "\nFiles: \(summary.written) written, \(summary.unchanged) unchanged, \(summary.removed) removed."
        let waiting = [
            summary.drafts > 0 ? count(summary.drafts, "draft") : nil,
            summary.scheduled > 0 ? "\(count(summary.scheduled, "page")) dated later" : nil,
        ].compactMap(\.self)
        if let advice = summary.advice {
            text += "\nAdvice for \(count(advice.members, "member"))"
            if advice.droppedPlaces > 0 {
                text += ", \(count(advice.droppedPlaces, "place")) left out: gone, or not open to the member"
            }
            text += "."
        }
        if !waiting.isEmpty { text += "\nLeft out: \(waiting.joined(separator: ", "))." }
        if !summary.hadLedger {
            text +=
                "\nThere was no ledger of earlier builds, as in a first one: no epoch, id or generation was compared."
        }
        text +=
            "\nTime: " + times.map { "\($0.stage.rawValue) \(seconds($0.duration))" }.joined(separator: ", ")
            + "."
        return text
    }

    static func json(_ summary: BuildSummary, _ times: [(stage: BuildStage, duration: Duration)]) -> String {
        var value: JSONObject = [
            "ok": true, "pages": .integer(summary.pages), "sealedSections": .integer(summary.sealedSections),
            "sealedAssets": .integer(summary.sealedAssets), "bundles": .integer(summary.bundles),
            "drafts": .integer(summary.drafts), "scheduled": .integer(summary.scheduled),
            "written": .integer(summary.written), "unchanged": .integer(summary.unchanged),
            "removed": .integer(summary.removed), "reused": .integer(summary.reused),
            "hadLedger": .bool(summary.hadLedger),
            "milliseconds": .object(
                JSONObject(
                    times.map {
                        JSONObject.Field($0.stage.rawValue, .integer(Int($0.duration / .milliseconds(1))))
                    })),
        ]
        if let advice = summary.advice {
            value.append("advisedMembers", .integer(advice.members))
            value.append("droppedPlaces", .integer(advice.droppedPlaces))
        }
        value.append("diagnostics", .array(summary.warnings.map { .object($0.jsonFields) }))
        return JSONValue.object(value).text()
    }

    static func failure(_ diagnostics: [Diagnostic]) -> String {
        let value: JSONValue = [
            "ok": false, "diagnostics": .array(diagnostics.sorted().map { .object($0.jsonFields) }),
        ]
        return value.text()
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = Int(duration / .milliseconds(1))
        if milliseconds < 1000 { return "\(milliseconds) ms" }
        return "\(milliseconds / 1000).\(milliseconds / 100 % 10) s"
    }
}
