import ArgumentParser
import Diagnostics
import Site

/// How a check prints what it found.
enum CheckFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, sarif, github

    func print(_ report: CheckReport, project: ProjectOptions, quiet: Bool, to console: Console) {
        switch self {
        case .text:
            for finding in report.findings { console.print(CheckText.text(of: finding, in: console)) }
            if !quiet { console.print(CheckText.summary(report)) }
        case .json: console.print(CheckJSON.text(report))
        case .sarif: console.print(SARIFLog.text(report.findings, folder: project.folder))
        case .github:
            for finding in report.findings {
                console.print(GitHubAnnotation.text(of: finding, folder: project.folder))
            }
            if !quiet { console.print(CheckText.summary(report)) }
        }
    }
}

extension Diagnostic {
    /// The file as seen from where the command runs, for tools that know nothing of `--root`.
    func file(below folder: String) -> String? {
        location.map { folder == "." ? $0.file : folder + "/" + $0.file }
    }
}
