/// Prints a checked template.
///
/// Every name was resolved against the schema when the layouts were loaded, so none can be missing here. This is
/// ours because it is what a build does most: swift-mustache spent 3 s of 8 s of processor time on the 10,000
/// pages of the benchmark, nearly all of it in dynamic casts, and keeps no places for errors.
struct LayoutRenderer {
    private let templates: [String: TemplateChecker.Source]
    /// The values in reach, innermost last.
    private var stack: [TemplateValue]
    /// What the callers of a parent template put in place of its blocks.
    private var blocks: [String: Block] = [:]
    private(set) var output: [UInt8] = []

    /// A block's nodes, and the template whose bytes they refer to.
    private struct Block {
        var nodes: [TemplateNode]
        var source: [UInt8]
    }

    init(templates: [String: TemplateChecker.Source], object: TemplateObject) {
        self.templates = templates
        stack = [.object(object)]
        output.reserveCapacity(16 << 10)
    }

    mutating func render(_ name: String) {
        guard let template = templates[name] else { return }
        render(template.nodes, template.bytes)
    }

    private mutating func render(_ nodes: [TemplateNode], _ source: [UInt8]) {
        for node in nodes {
            switch node {
            case .text(let range):
                output += source[range]
            case .variable(let name, let escaped):
                print(value(name), escaped: escaped)
            case .section(let name, let inverted, let children):
                inverted ? renderInverted(name, children, source) : renderSection(name, children, source)
            case .partial(let name):
                render(name.text)
            case .parent(let name, let children):
                renderParent(name, children, source)
            case .block(let name, let children):
                if let block = blocks[name.text] {
                    render(block.nodes, block.source)
                } else {
                    render(children, source)
                }
            }
        }
    }

    private mutating func renderSection(_ name: TemplateName, _ children: [TemplateNode], _ source: [UInt8]) {
        let value = value(name)
        switch value {
        case .absent, .flag(false):
            break
        case .flag(true):
            render(children, source)
        case .list(let elements):
            for element in elements {
                stack.append(.object(element))
                render(children, source)
                stack.removeLast()
            }
        case .values(let elements):
            for element in elements {
                stack.append(element)
                render(children, source)
                stack.removeLast()
            }
        case .object, .text, .markup, .texts:
            stack.append(value)
            render(children, source)
            stack.removeLast()
        }
    }

    private mutating func renderInverted(_ name: TemplateName, _ children: [TemplateNode], _ source: [UInt8])
    {
        let isFalse =
            switch value(name) {
            case .absent, .flag(false): true
            case .list(let elements): elements.isEmpty
            case .values(let elements): elements.isEmpty
            default: false
            }
        if isFalse { render(children, source) }
    }

    /// Prints another template; the outermost caller's blocks win, so that layouts can build on layouts.
    private mutating func renderParent(_ name: TemplateName, _ children: [TemplateNode], _ source: [UInt8]) {
        let outer = blocks
        for case .block(let block, let nodes) in children where outer[block.text] == nil {
            blocks[block.text] = Block(nodes: nodes, source: source)
        }
        render(name.text)
        blocks = outer
    }

    /// The first part of the name anywhere in the stack, innermost first, and the rest in what it stands for.
    private func value(_ name: TemplateName) -> TemplateValue {
        guard let head = name.parts.first else { return stack.last ?? .absent }
        for case .object(let object) in stack.reversed() {
            guard var value = object[head] else { continue }
            if case .texts(let texts) = value { return .optional(texts[name.rest]) }
            for part in name.parts.dropFirst() {
                guard case .object(let object) = value, let next = object[part] else { return .absent }
                value = next
            }
            return value
        }
        return .absent
    }

    private mutating func print(_ value: TemplateValue, escaped: Bool) {
        switch value {
        case .absent, .list, .values, .object, .texts: break
        case .flag(let flag): output += (flag ? "true" : "false").utf8
        case .markup(let bytes): output += bytes
        case .text(let text): if escaped { output.appendEscaped(text) } else { output += text.utf8 }
        }
    }
}
