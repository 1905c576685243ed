import Files

/// What a simulation made, for people and for machines.
struct SimulationReport {
    let folder: String
    let plan: SimulationPlan
    let lines: Int

    var text: String {
        let truth = plan.truth
        let number = IngestReportText.number
        var text = """
            Simulated \(plan.start) to \(plan.through) in '\(folder)': \(number(truth?.members ?? 0)) members, \
            \(number(truth?.memberVisits ?? 0)) visits of theirs, \(number(truth?.strangers ?? 0)) of strangers, \
            \(number(truth?.payments ?? 0)) payments, \(number(truth?.comments ?? 0)) comments.
            \(number(lines)) lines of access logs are in \(folder)/\(SimulatedProject.logs)/.
            """
        if plan.through < plan.last {
            text +=
                "\nIt pauses until ingest and insights --date \(plan.through) are done: --resume goes on to \(plan.last)."
        }
        return text
    }

    var json: String {
        let truth = plan.truth
        let value: JSONValue = [
            "ok": true, "simulated": true, "folder": .string(folder), "start": .string(plan.start),
            "through": .string(plan.through), "last": .string(plan.last),
            "members": .integer(truth?.members ?? 0),
            "memberVisits": .integer(truth?.memberVisits ?? 0), "strangers": .integer(truth?.strangers ?? 0),
            "payments": .integer(truth?.payments ?? 0), "comments": .integer(truth?.comments ?? 0),
            "exposures": .integer(truth?.exposures ?? 0), "lines": .integer(lines),
        ]
        return value.text()
    }
}
