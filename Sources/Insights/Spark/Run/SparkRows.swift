import Diagnostics
import Files

/// The rows of a table that Spark wrote as CSV files.
struct SparkRows {
    let folder: String
    let table: SparkTable

    /// - Parameter body: is given the fields of a row, in the order of the table's columns.
    /// - Throws: a `DiagnosticError` or `FileError`, and what the body throws.
    func forEach(_ body: ([String]) throws -> Void) throws {
        for entry in try FileSystem.list(folder) where entry.kind == .file && isPart(entry.path) {
            let path = folder + "/" + entry.path
            let bytes = try FileSystem.read(path)
            if bytes.isEmpty { continue }
            var faults: [Diagnostic] = []
            let rows = CSVTable(parsing: bytes, file: path, diagnostics: &faults)
            guard faults.isEmpty else { throw DiagnosticError(faults) }
            guard rows.columns == table.columns else {
                throw DiagnosticError(
                    .error(
                        "'\(path)' has other columns than the table \(table.rawValue)",
                        hint: "it has \(rows.columns.joined(separator: ", "))"))
            }
            for row in 0..<rows.rowCount {
                try body(rows.columns.indices.map { rows.text(row: row, column: $0) })
            }
        }
    }

    private func isPart(_ path: String) -> Bool { path.hasPrefix("part-") && !path.contains("/") }
}
