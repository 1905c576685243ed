import Diagnostics
import Mustache

/// The layouts of a site: the default theme's, with the author's own in front, checked and ready to render.
struct Layouts: Sendable {
    private let library: MustacheLibrary
    private let names: Set<String>

    /// One template as text.
    struct File: Sendable {
        /// The name without `.mustache`, as partials refer to it: `article`, `partials/head`.
        var name: String
        /// The path to name in errors.
        var path: String
        var bytes: [UInt8]
    }

    /// Layouts that pages are rendered with, before falling back to `default`.
    static let pageKinds = PageKind.allCases.map(\.rawValue)

    /// - Parameters:
    ///   - files: every template; of two with one name the later wins.
    ///   - strings: the names of the theme's strings.
    /// - Returns: the layouts, or nil and what is wrong with them.
    static func load(_ files: [File], strings: [String]) -> (layouts: Layouts?, diagnostics: [Diagnostic]) {
        var sources: [String: TemplateChecker.Source] = [:]
        var diagnostics: [Diagnostic] = []
        let byName = Dictionary(files.map { ($0.name, $0) }) { _, later in later }
        for file in byName.values {
            do throws(TemplateSyntaxError) {
                let syntax = try TemplateSyntax(file.bytes)
                sources[file.name] = TemplateChecker.Source(
                    file: file.path, bytes: file.bytes, nodes: syntax.nodes)
            } catch {
                diagnostics.append(
                    .error(
                        error.message, offset: error.offset, length: error.length, in: file.bytes,
                        file: file.path, hint: error.hint))
            }
        }
        var checker = TemplateChecker(templates: sources)
        let pageSchema = TemplateSchema.page(strings: strings)
        for name in byName.keys.sorted() where !name.hasPrefix("partials/") {
            checker.check(name, against: pageSchema)
        }
        checker.check(noticePartial, against: .notice(strings: strings))
        diagnostics += checker.diagnostics
        guard diagnostics.isEmpty else { return (nil, diagnostics) }

        var templates: [String: MustacheTemplate] = [:]
        for (name, file) in byName {
            do {
                templates[name] = try MustacheTemplate(string: withoutPartialIndentation(file.bytes))
            } catch let error as MustacheTemplate.ParserError {
                diagnostics.append(
                    .error(
                        "the layout cannot be read: \(error.error)",
                        at: SourceLocation(
                            file: file.path, line: error.context.lineNumber,
                            column: error.context.columnNumber),
                        excerpt: error.context.line))
            } catch {
                diagnostics.append(.error("the layout cannot be read: \(error)", at: SourceLocation(file: file.path, line: 1)))
            }
        }
        guard diagnostics.isEmpty else { return (nil, diagnostics) }
        return (Layouts(library: MustacheLibrary(templates: templates), names: Set(templates.keys)), [])
    }

    /// The page's HTML.
    ///
    /// - Returns: nil when there is neither a layout of the kind nor `default`.
    func render(_ kind: PageKind, _ object: TemplateObject) -> String? {
        library.render(object, withTemplate: names.contains(kind.rawValue) ? kind.rawValue : "default")
    }

    /// The notice that stands where a sealed section will be.
    func renderNotice(_ object: TemplateObject) -> String? {
        library.render(object, withTemplate: Self.noticePartial)
    }

    static let noticePartial = "partials/notice"

    /// The template with lines that hold only `{{> partial}}` moved to the margin.
    ///
    /// Mustache indents every line of such a partial: it would shift the text of `<pre>`, and costs more than
    /// all else in rendering.
    private static func withoutPartialIndentation(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                let text = line.drop { $0 == " " || $0 == "\t" }
                return text.hasPrefix("{{>") || text.hasPrefix("{{<") || text.hasPrefix("{{$") ? text : line
            }
            .joined(separator: "\n")
    }
}
