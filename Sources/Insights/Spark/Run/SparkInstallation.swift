import Diagnostics
import Files

/// A Spark 4 installation, found by the variable SPARK_HOME.
public struct SparkInstallation: Sendable, Hashable {
    /// The whole path of `spark-sql`.
    public let program: String

    public static let variable = "SPARK_HOME"

    /// - Throws: a `DiagnosticError` when there is none.
    public init(environment: [String: String]) throws {
        guard let home = environment[Self.variable], !home.isEmpty else {
            throw DiagnosticError(
                .error(
                    "Spark is not found: \(Self.variable) is not set",
                    hint:
                        "set it to the folder of a Spark 4 installation; pip install pyspark serves, docs/content/insights/spark.md says how"
                ))
        }
        program = home + "/bin/spark-sql"
        guard try FileSystem.status(program)?.kind == .file else {
            throw DiagnosticError(
                .error(
                    "there is no '\(program)'",
                    hint:
                        "\(Self.variable) names the folder of a Spark 4 installation, with bin/spark-sql in it"
                ))
        }
    }
}
