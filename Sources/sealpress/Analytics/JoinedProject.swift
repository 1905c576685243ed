import Diagnostics
import Insights

extension JoinedTables {
    /// What the project keeps beside the logs; files that are not there have no rows.
    ///
    /// - Throws: a `DiagnosticError` with the faults of all files.
    init(_ project: RosterProject) throws {
        var diagnostics: [Diagnostic] = []
        let costs = CostsFile.parse(
            try project.bytes(of: "costs.csv") ?? [], file: "costs.csv", &diagnostics)
        var comments: [Comment] = []
        for file in ["comments.csv", "comments.ndjson"] {
            comments += CommentsFile.parse(
                try project.bytes(of: file) ?? [], file: file, timeZone: project.timeZone, &diagnostics)
        }
        guard diagnostics.isEmpty else { throw DiagnosticError(diagnostics) }
        self.init(
            members: try project.roster().members, payments: try PaymentsInProject(project).file.payments,
            costs: costs, comments: comments)
    }
}
