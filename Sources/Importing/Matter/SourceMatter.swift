import Content
import Diagnostics

/// The front matter of a source file, whatever it is written in, and where the body begins.
struct SourceMatter {
    /// A mapping; nil where there is none.
    var node: YAMLNode?
    var body: Range<Int>
    /// Why the front matter could not be read.
    var diagnostics: [Diagnostic] = []

    /// Reads YAML between lines `---`, TOML between lines `+++`, or a JSON object at the very top.
    init(_ source: SourceText) {
        let bytes = source.bytes
        body = 0..<bytes.count
        if bytes.has("---", at: 0) {
            read(source, fence: "---") { (range) throws(DiagnosticError) in
                try YAML.parse(source, range, firstLine: 2)
            }
        } else if bytes.has("+++", at: 0) {
            read(source, fence: "+++") { (range) throws(DiagnosticError) in try TOML.parse(source, range) }
        } else if bytes.has("{\n", at: 0) || bytes.has("{\"", at: 0) {
            readJSON(source)
        }
        if let found = node {
            guard case .mapping = found.content else {
                node = nil
                return
            }
        }
    }

    private mutating func read(
        _ source: SourceText, fence: StaticString,
        _ parse: (Range<Int>) throws(DiagnosticError) -> YAMLNode?
    ) {
        let bytes = source.bytes
        guard bytes.trimmed(3..<bytes.lineEnd(from: 3)).isEmpty else { return }
        let start = min(bytes.count, bytes.lineEnd(from: 3) + 1)
        var position = start
        while position < bytes.count {
            let end = bytes.lineEnd(from: position)
            if bytes.has(fence, at: position), bytes.trimmed(position + 3..<max(end, position + 3)).isEmpty {
                body = min(bytes.count, end + 1)..<bytes.count
                do throws(DiagnosticError) {
                    node = try parse(start..<position)
                } catch {
                    diagnostics = error.diagnostics.map(Self.asWarning)
                }
                return
            }
            position = end + 1
        }
    }

    private mutating func readJSON(_ source: SourceText) {
        let bytes = source.bytes
        var depth = 0
        var position = 0
        var isText = false
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\\") where isText: position += 1
            case UInt8(ascii: "\""): isText.toggle()
            case UInt8(ascii: "{") where !isText: depth += 1
            case UInt8(ascii: "}") where !isText:
                depth -= 1
                guard depth == 0 else { break }
                // YAML holds all of JSON, and its reader knows where everything stands.
                if let found = try? YAML.parse(source, 0..<position + 1, firstLine: 1) {
                    node = found
                    body = min(bytes.count, bytes.lineEnd(from: position + 1) + 1)..<bytes.count
                }
                return
            default: break
            }
            position += 1
        }
    }

    /// A fault of the source keeps nothing from being imported.
    private static func asWarning(_ fault: Diagnostic) -> Diagnostic {
        Diagnostic(
            .warning, "the front matter cannot be read: " + fault.message, at: fault.location,
            excerpt: fault.excerpt, hint: fault.hint)
    }
}
