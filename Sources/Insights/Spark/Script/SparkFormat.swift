import Diagnostics

/// The log formats that the generated script reads.
public enum SparkFormat: String, Sendable, Hashable, CaseIterable {
    case combined, common, vhost, main, caddy, cloudflare, cloudfront

    /// - Parameter name: as `ingest --format` takes it; nil when it was left out.
    /// - Throws: a `DiagnosticError` that names a format which Spark is not given.
    public init(named name: String?) throws(DiagnosticError) {
        let known = Self.allCases.map(\.rawValue)
        guard let name else {
            throw DiagnosticError(
                .error(
                    "the logs' format must be named for Spark, which does not look at first lines",
                    hint: "--format \(known.joined(separator: "|"))"))
        }
        guard let format = Self(rawValue: name) else {
            let what = name.contains("$") ? "a log_format of your own" : "the format '\(name)'"
            throw DiagnosticError(
                .error(
                    "Spark does not read \(what)",
                    hint: "it reads \(known.joined(separator: ", ")); leave out --engine spark for the others"
                ))
        }
        self = format
    }

    /// Whether lines that begin with `#` are headers.
    var hasHeaders: Bool { self == .cloudfront }

    /// The statements that make the view `read_lines` from `raw_lines`.
    var statements: String {
        switch self {
        case .combined, .common, .vhost, .main: SparkTextLines(self).statements
        case .caddy: SparkJSONLines.caddy.statements
        case .cloudflare: SparkJSONLines.cloudflare.statements
        case .cloudfront: SparkCloudFrontLines.statements
        }
    }
}
