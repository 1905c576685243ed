import AccessLogs
import Diagnostics
import Files
import Foundation
import Insights

/// What a run of `ingest` did, for people and for machines.
struct IngestReportText {
    let report: IngestReport
    let duration: Duration

    private var seconds: Double { duration / .seconds(1) }

    var text: String {
        let total = report.total
        var lines: [String] = []
        for file in report.files {
            let former = file.formerName.map { ", read before as \($0)" } ?? ""
            lines.append("\(file.name): \(state(file))\(former)")
        }
        lines.append(
            "Read \(Self.count(total.lines, "line")) in \(String(format: "%.2f", seconds)) s: "
                + "\(Self.number(total.kept)) kept, of these \(Self.number(total.botAgents)) by programs; "
                + "\(Self.number(total.malformed)) malformed, \(Self.number(total.outOfRange)) out of range, "
                + "\(Self.number(total.skipped)) headers and empty lines.")
        if total.elsewhere > 0 {
            lines.append(
                "Outside the site (other hosts or paths): \(Self.count(total.elsewhere, "request")).")
        }
        if total.garbled > 0 {
            lines.append("No requests of HTTP at all: \(Self.count(total.garbled, "line")).")
        }
        lines.append(
            "Facts: \(Self.count(report.days, "day")) counted anew, with \(Self.count(report.visits, "visit"))."
        )
        return lines.joined(separator: "\n")
    }

    private func state(_ file: IngestReport.File) -> String {
        switch file.state {
        case .new: "\(format(file)), \(Self.count(file.tally.lines, "line"))"
        case .grown: "\(format(file)), \(Self.count(file.tally.lines, "new line"))"
        case .unchanged: "nothing new"
        case .shorter: "shorter than when it was read; nothing new"
        case .empty: "no lines"
        }
    }

    /// A string of one's own is too long for a line that tells of a file.
    private func format(_ file: IngestReport.File) -> String {
        file.format.contains("$") ? "log_format" : file.format
    }

    var warnings: [Diagnostic] {
        var warnings: [Diagnostic] = []
        for file in report.files {
            for (fault, line) in file.faultyLines {
                warnings.append(
                    .warning("the line \(fault.explanation)", at: SourceLocation(file: file.name, line: line))
                )
            }
            if file.hasUnfinishedLine {
                warnings.append(
                    .warning(
                        "the last line of '\(file.name)' has no end yet", hint: "it is read when it has one"))
            }
        }
        if report.lateDays > 0 {
            warnings.append(
                .warning(
                    "lines of \(Self.count(report.lateDays, "day")) came after their salts were deleted",
                    hint: "visitors who are in both parts of such a day count twice; everything else is exact"
                ))
        }
        return warnings
    }

    var json: String {
        let total = report.total
        let value: JSONValue = [
            "ok": true, "lines": .integer(total.lines), "kept": .integer(total.kept),
            "botAgents": .integer(total.botAgents), "malformed": .integer(total.malformed),
            "faults": Self.faults(total.faults), "outOfRange": .integer(total.outOfRange),
            "skipped": .integer(total.skipped), "garbled": .integer(total.garbled),
            "elsewhere": .integer(total.elsewhere), "days": .integer(report.days),
            "lateDays": .integer(report.lateDays), "visits": .integer(report.visits),
            "milliseconds": .integer(Int(duration / .milliseconds(1))),
            "files": .array(report.files.map(Self.value)),
        ]
        return value.text()
    }

    private static func value(_ file: IngestReport.File) -> JSONValue {
        [
            "name": .string(file.name), "state": .string(file.state.rawValue), "format": .string(file.format),
            "formerName": file.formerName.map(JSONValue.string) ?? .null, "lines": .integer(file.tally.lines),
            "kept": .integer(file.tally.kept), "malformed": .integer(file.tally.malformed),
            "faultyLines": .array(
                file.faultyLines.map { ["fault": .string($0.fault.name), "line": .integer($0.line)] }),
            "unfinishedLine": .bool(file.hasUnfinishedLine),
        ]
    }

    private static func faults(_ faults: [LineFault: Int]) -> JSONValue {
        .object(
            JSONObject(
                LineFault.allCases.compactMap { fault in
                    faults[fault].map { JSONObject.Field(fault.name, .integer($0)) }
                }))
    }

    /// `1 line`, `1,234,567 lines`
    static func count(_ value: Int, _ noun: String) -> String {
        "\(number(value)) \(noun)\(value == 1 ? "" : "s")"
    }

    /// `1,234,567`
    static func number(_ value: Int) -> String {
        var digits = Array(String(value.magnitude))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return (value < 0 ? "-" : "") + String(digits)
    }
}

/// How far a run is, on one line of a terminal.
struct IngestProgressLine {
    let console: Console
    let start: ContinuousClock.Instant

    func show(_ progress: IngestProgress) {
        let seconds = max(0.001, (ContinuousClock.now - start) / .seconds(1))
        let perSecond = IngestReportText.number(Int(Double(progress.lines) / seconds))
        let megabytes = Self.megabytes(progress.bytes)
        guard progress.phase == .reading else {
            console.progress("\(IngestReportText.number(progress.lines)) lines read, counting visits …")
            return
        }
        guard progress.totalBytes > 0, progress.bytes > 0 else {
            console.progress("\(megabytes) MB, \(perSecond) lines/s")
            return
        }
        let left = seconds * Double(max(0, progress.totalBytes - progress.bytes)) / Double(progress.bytes)
        console.progress(
            "\(megabytes) of \(Self.megabytes(progress.totalBytes)) MB, \(perSecond) lines/s, \(Int(left.rounded(.up))) s left"
        )
    }

    private static func megabytes(_ bytes: Int) -> String { IngestReportText.number(bytes / 1_000_000) }
}
