import Diagnostics
import Files
import Importing

/// What an import did, for people and for programs.
struct ContentImportReport {
    let plan: ImportPlan
    let outcome: ImportOutcome
    let isDry: Bool
    /// The name of the configuration, where it is new.
    let configuration: String?
    let project: ProjectSettings?

    private var folders: [String] {
        // The first two folders below content/ tell where things went.
        Set(
            plan.files.filter(\.isPage).map { file in
                let parts = file.path.split(separator: "/").dropLast()
                return parts.prefix(parts.dropFirst().first == "courses" ? 3 : 2).joined(separator: "/")
            }
        ).sorted()
    }

    /// Sections that `sealpress.yml` would have to name for their lists.
    private var missingSections: [String] {
        guard let project else { return [] }
        return plan.settings.sections.filter { !project.sections.contains($0) }
    }

    private var remarks: [String] {
        var remarks = plan.notes
        if !missingSections.isEmpty {
            remarks.append(
                "for lists of these folders add to sealpress.yml: sections: [\(missingSections.joined(separator: ", "))]"
            )
        }
        if let configuration {
            remarks.append(
                "\(configuration) is new: look it over, then sealpress keys init and sealpress build")
        }
        return remarks
    }

    var text: String {
        let pages = Self.count(plan.pageCount, "page")
        let verb = isDry ? "would be written" : "written"
        var lines = [
            "\(pages) of \(plan.kind.name) → \(folders.joined(separator: ", "))",
            "\(Self.count(outcome.written.count, "file")) \(verb), \(outcome.unchanged.count) as they were, "
                + "\(outcome.kept.count) kept",
        ]
        lines += outcome.kept.map { "kept: \($0) is there with other content (--force overwrites it)" }
        lines += remarks.map { "note: \($0)" }
        lines.append(
            plan.diagnostics.isEmpty
                ? "everything was mapped"
                : "\(Self.count(plan.diagnostics.count, "place")) could not be mapped as \(plan.diagnostics.count == 1 ? "it was" : "they were"): listed above"
        )
        return lines.joined(separator: "\n")
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// Fields in the order of the text: kind, pages, lists of files, remarks, and every place that was not mapped.
    var json: String {
        func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
        let unmapped = plan.diagnostics.map { diagnostic in
            var fields = JSONObject()
            if let place = diagnostic.location {
                fields.append("file", .string(place.file))
                fields.append("line", .integer(place.line))
                fields.append("column", .integer(place.column))
            }
            fields.append("message", .string(diagnostic.message))
            if let hint = diagnostic.hint { fields.append("hint", .string(hint)) }
            return JSONValue.object(fields)
        }
        return JSONValue.object([
            "kind": .string(plan.kind.rawValue), "pages": .integer(plan.pageCount), "dryRun": .bool(isDry),
            "written": list(outcome.written), "unchanged": list(outcome.unchanged),
            "kept": list(outcome.kept),
            "notes": list(remarks), "unmapped": .array(unmapped),
        ]).text()
    }
}
