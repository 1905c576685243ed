import Diagnostics

/// Checks templates against the schema of what they will be given.
struct TemplateChecker {
    /// A template's text and the place to name in errors.
    struct Source: Sendable {
        var file: String
        var bytes: [UInt8]
        var nodes: [TemplateNode]

        /// Whether the author wrote it.
        var isOverride: Bool { file.hasPrefix(ThemeFiles.folder + "/") }
    }

    private let templates: [String: Source]
    private(set) var diagnostics: [Diagnostic] = []
    private var seen: Set<Diagnostic> = []

    init(templates: [String: Source]) {
        self.templates = templates
    }

    /// Checks the template `name` and every partial it reaches.
    mutating func check(_ name: String, against schema: TemplateSchema) {
        guard let template = templates[name] else { return }
        check(template.nodes, in: template, stack: [schema], including: [name])
    }

    private mutating func check(
        _ nodes: [TemplateNode], in source: Source, stack: [TemplateSchema], including: [String]
    ) {
        for node in nodes {
            switch node {
            case .text:
                break
            case .variable(let name, _):
                _ = resolve(name, in: source, stack: stack)
            case .section(let name, let inverted, let children):
                let value = resolve(name, in: source, stack: stack)
                var inner = stack
                if !inverted, let value {
                    switch value {
                    case .list(let element): inner.append(element)
                    case .object, .text: inner.append(value)
                    case .flag, .files: break
                    }
                }
                check(children, in: source, stack: inner, including: including)
            case .partial(let name):
                checkPartial(name, in: source, stack: stack, including: including)
            case .parent(let name, let children):
                checkPartial(name, in: source, stack: stack, including: including)
                checkBlocks(children, of: name, in: source)
                check(children, in: source, stack: stack, including: including)
            case .block(_, let children):
                check(children, in: source, stack: stack, including: including)
            }
        }
    }

    private mutating func checkPartial(
        _ name: TemplateName, in source: Source, stack: [TemplateSchema], including: [String]
    ) {
        guard let template = templates[name.text] else {
            report(
                "there is no layout '\(name.text)'", name, in: source,
                hint: suggestion(
                    for: name.text,
                    among: templates.keys.filter { !$0.hasPrefix(Directives.folder) }.sorted(),
                    from: "layouts are"))
            return
        }
        guard !including.contains(name.text) else {
            report("'\(name.text)' includes itself", name, in: source, hint: nil)
            return
        }
        check(template.nodes, in: template, stack: stack, including: including + [name.text])
    }

    /// What fills a block that the parent has not would be printed nowhere. A frame of the author's own may do
    /// without blocks that the theme's layouts fill.
    private mutating func checkBlocks(
        _ children: [TemplateNode], of parent: TemplateName, in source: Source
    ) {
        guard source.isOverride, let template = templates[parent.text] else { return }
        let there = blocks(in: template.nodes, reached: [parent.text])
        for case .block(let name, _) in children where !there.contains(name.text) {
            report(
                "'\(parent.text)' has no block '\(name.text)'", name, in: source,
                hint: suggestion(for: name.text, among: there.sorted(), from: "its blocks are"))
        }
    }

    /// The blocks that whoever takes these nodes for its parent can fill.
    ///
    /// - Parameter reached: templates that were looked into on the way here.
    private func blocks(in nodes: [TemplateNode], reached: Set<String>) -> Set<String> {
        var names: Set<String> = []
        for node in nodes {
            switch node {
            case .text, .variable: break
            case .section(_, _, let children): names.formUnion(blocks(in: children, reached: reached))
            case .block(let name, let children):
                names.insert(name.text)
                names.formUnion(blocks(in: children, reached: reached))
            case .parent(let name, let children):
                names.formUnion(blocks(in: children, reached: reached))
                names.formUnion(blocks(inTemplate: name.text, reached: reached))
            case .partial(let name): names.formUnion(blocks(inTemplate: name.text, reached: reached))
            }
        }
        return names
    }

    private func blocks(inTemplate name: String, reached: Set<String>) -> Set<String> {
        guard let template = templates[name], !reached.contains(name) else { return [] }
        return blocks(in: template.nodes, reached: reached.union([name]))
    }

    /// The schema of `name`, looked up as Mustache does: the first part anywhere in the stack, the rest in it.
    private mutating func resolve(
        _ name: TemplateName, in source: Source, stack: [TemplateSchema]
    ) -> TemplateSchema? {
        guard let head = name.parts.first else { return stack.last }
        let reach = stack.reversed()
        var value: TemplateSchema?
        for case .object(let fields) in reach {
            if let found = fields[head] {
                value = found.schema
                break
            }
        }
        guard var value else {
            let names = reach.reduce(into: Set<String>()) { names, level in
                if case .object(let fields) = level { names.formUnion(fields.keys) }
            }
            report(
                "there is no variable '\(head)' here", name, in: source,
                hint: suggestion(for: head, among: names.sorted(), from: "there are"))
            return nil
        }
        if case .files(let names) = value {
            guard names.contains(name.rest) else {
                let isReader = { (name: String) in name.hasPrefix("reader/") }
                let near = names.filter { isReader($0) == isReader(name.rest) }.sorted()
                report(
                    "there is no asset '\(name.rest)'", name, in: source,
                    hint: suggestion(for: name.rest, among: near, from: "there are"))
                return nil
            }
            return .text
        }
        var path = head
        for part in name.parts.dropFirst() {
            guard case .object(let fields) = value, let next = fields[part] else {
                var hint = "'\(path)' has no parts"
                if case .object(let fields) = value {
                    hint = suggestion(for: part, among: fields.keys.sorted(), from: "'\(path)' has")
                }
                report("there is no variable '\(path).\(part)'", name, in: source, hint: hint)
                return nil
            }
            path += "." + part
            value = next.schema
        }
        return value
    }

    private mutating func report(
        _ message: String, _ name: TemplateName, in source: Source, hint: String?
    ) {
        let diagnostic = Diagnostic.error(
            message, offset: name.offset, length: name.text.count, in: source.bytes, file: source.file,
            hint: hint)
        if seen.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
    }
}

extension Diagnostic {
    /// An error at a byte offset of a text.
    static func error(
        _ message: String, offset: Int, length: Int, in bytes: [UInt8], file: String, hint: String?
    ) -> Diagnostic {
        let before = bytes.prefix(max(0, offset))
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let lineEnd = bytes[lineStart...].firstIndex(of: 0x0A) ?? bytes.count
        let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
        let column =
            String(decoding: bytes[lineStart..<max(lineStart, before.count)], as: UTF8.self).count + 1
        return .error(
            message, at: SourceLocation(file: file, line: line, column: column, length: length),
            excerpt: String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self), hint: hint)
    }
}
