import Content
import Diagnostics

/// Every template of a site, parsed: the default theme's, with the author's own in front.
struct Templates: Sendable {
    /// One template as text.
    struct File: Sendable {
        /// The name without `.mustache`, as partials refer to it: `article`, `partials/head`.
        var name: String
        /// The path to name in errors.
        var path: String
        var bytes: [UInt8]
    }

    /// By name.
    let sources: [String: TemplateChecker.Source]
    /// The names of those that could not be parsed.
    let faulty: Set<String>

    /// - Parameter files: every template; of two with one name the later wins.
    /// - Returns: also what is wrong with their syntax.
    static func parse(_ files: [File]) -> (templates: Templates, diagnostics: [Diagnostic]) {
        var sources: [String: TemplateChecker.Source] = [:]
        var faulty: Set<String> = []
        var diagnostics: [Diagnostic] = []
        for file in Dictionary(files.map { ($0.name, $0) }, uniquingKeysWith: { $1 }).values {
            // A byte order mark or a `\r` would stand in the pages.
            let text: SourceText
            do throws(DiagnosticError) {
                text = try SourceText(path: file.path, bytes: file.bytes)
            } catch {
                faulty.insert(file.name)
                diagnostics += error.diagnostics
                continue
            }
            do throws(TemplateSyntaxError) {
                sources[file.name] = TemplateChecker.Source(
                    file: file.path, bytes: text.bytes, nodes: try TemplateSyntax(text.bytes).nodes)
            } catch {
                faulty.insert(file.name)
                diagnostics.append(
                    .error(
                        error.message, offset: error.offset, length: error.length, in: text.bytes,
                        file: file.path, hint: error.hint))
            }
        }
        return (Templates(sources: sources, faulty: faulty), diagnostics)
    }
}
