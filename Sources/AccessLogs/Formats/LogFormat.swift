/// How the lines of a log look. A new format of text lines is one row in ``all``.
public struct LogFormat: Sendable, Hashable {
    enum Layout: Sendable, Hashable {
        case template(LineTemplate)
        case json(JSONLine)
        /// The columns come from the file itself.
        case columns(ColumnLine?, isCloudFront: Bool)
    }

    /// As `--format` takes it; of a `log_format` string the string itself.
    public let name: String
    var layout: Layout

    /// nginx's and Apache's combined format, in nginx's notation.
    static let combined =
        #"$remote_addr $ident $remote_user [$time_local] "$request" $status $body_bytes_sent "#
        + #""$http_referer" "$http_user_agent""#

    /// Every known format, the first that fits best is taken.
    public static let all: [LogFormat] = [
        // Before `combined`, which would take the host for the address and the address for a name.
        text("vhost", "$host " + combined),
        text("combined", combined),
        text(
            "common", #"$remote_addr $ident $remote_user [$time_local] "$request" $status $body_bytes_sent"#),
        text("main", combined + #" "$http_x_forwarded_for""#),
        LogFormat(name: "caddy", layout: .json(.caddy)),
        LogFormat(name: "cloudflare", layout: .json(.cloudflare)),
        LogFormat(name: "cloudfront", layout: .columns(nil, isCloudFront: true)),
        LogFormat(name: "w3c", layout: .columns(nil, isCloudFront: false)),
    ].compactMap(\.self)

    private static func text(_ name: String, _ template: String) -> LogFormat? {
        (try? LineTemplate(template)).map { LogFormat(name: name, layout: .template($0)) }
    }

    /// The format of that name, or of a `log_format` string, or of the whole directive.
    ///
    /// - Throws: ``LineTemplate/Problem``.
    /// - Returns: nil for a name that is none.
    public static func named(_ text: String) throws(LineTemplate.Problem) -> LogFormat? {
        if text.contains("$") {
            let format = LogFormatDirective(text)?.format ?? text
            return LogFormat(name: format, layout: .template(try LineTemplate(format)))
        }
        return all.first { $0.name == text }
    }

    /// Whether lines that begin with `#` are headers.
    public var hasHeaders: Bool {
        if case .columns = layout { true } else { false }
    }

    /// The format as a `#Fields` line changes it.
    ///
    /// - Returns: nil when the line has not all that is needed, or is another format's.
    public func applying(header: ByteSlice) -> LogFormat? {
        guard case .columns(_, let isCloudFront) = layout, let columns = ColumnLine(header: header),
            columns.isCloudFront == isCloudFront
        else { return nil }
        return LogFormat(name: name, layout: .columns(columns, isCloudFront: isCloudFront))
    }

    /// The format that most of the first lines have, and more than half of them. Of two that hardly differ in this the
    /// earlier is taken: a broken line of `vhost` can pass for one of `combined`.
    ///
    /// - Parameter beginning: the first bytes of a file; a last line without end is not looked at, unless it is
    ///   the only one.
    /// - Returns: nil when there is none. The format knows the columns that the beginning names.
    public static func detect(_ beginning: ByteSlice) -> LogFormat? {
        let lines = firstLines(beginning)
        var best: (format: LogFormat, hits: Int)?
        for candidate in all {
            var parser = LineParser(format: candidate)
            var hits = 0
            var tried = 0
            for line in lines {
                var fields = LineFields(empty: line)
                switch parser.parse(line, &fields) {
                case .skipped: continue
                case .fields: hits += 1
                case .fault: break
                }
                tried += 1
            }
            let isHeaderOnly = tried == 0 && parser.format.hasColumns
            guard hits * 2 > tried || isHeaderOnly else { continue }
            if best.map({ hits > $0.hits + tried / 10 }) ?? true { best = (parser.format, hits) }
        }
        return best?.format
    }

    private var hasColumns: Bool {
        if case .columns(.some, _) = layout { true } else { false }
    }

    private static func firstLines(_ beginning: ByteSlice) -> [ByteSlice] {
        var lines: [ByteSlice] = []
        var start = 0
        while start < beginning.count, lines.count < 40 {
            guard let end = beginning.firstIndex(of: 0x0A, from: start) else {
                if lines.isEmpty { lines.append(beginning.from(start)) }
                break
            }
            lines.append(beginning[start..<end])
            start = end + 1
        }
        return lines
    }
}
