import Content

/// Which names of a directive's template are its attributes, and how they are used.
///
/// An attribute is a name that stands for nothing else. Inside a section of the author's data it is one only where
/// it is one outside, too: what such data has is not known before all pages are read.
struct DirectiveUses {
    private(set) var uses: [DirectiveSignature.Use] = []
    /// Every attribute that is named, also in blocks of a parent that are replaced and so print nothing.
    private(set) var names: Set<String> = []
    /// The templates that writing it reaches.
    private(set) var templates: Set<String> = []

    /// - Parameters:
    ///   - name: of the template.
    ///   - schema: the names that every directive sees; of data and parameters none is known.
    init(of name: String, in sources: [String: TemplateChecker.Source], schema: [String: TemplateField]) {
        var walk = Walk(sources: sources, schema: schema, doubtful: [])
        _ = walk.uses(ofTemplate: name)
        walk.doubtful = walk.certain
        uses = walk.uses(ofTemplate: name)
        names = walk.certain
        templates = walk.templates
    }

    private struct Walk {
        let sources: [String: TemplateChecker.Source]
        let schema: [String: TemplateField]
        /// Names that are taken for attributes where it is unknown what there is.
        var doubtful: Set<String>
        var certain: Set<String> = []
        var templates: Set<String> = []
        /// Around the node at hand, innermost last.
        private var frames: [Frame] = []
        private var including: [String] = []
        private var blocks: [String: [TemplateNode]] = [:]

        init(
            sources: [String: TemplateChecker.Source], schema: [String: TemplateField], doubtful: Set<String>
        ) {
            self.sources = sources
            self.schema = schema
            self.doubtful = doubtful
        }

        enum Frame {
            case fields([String: TemplateField])
            case unknown
            case attribute(String)
            case value
        }

        private enum Meaning {
            case attribute(String)
            case known(TemplateSchema)
            case unknown
        }

        mutating func uses(ofTemplate name: String) -> [DirectiveSignature.Use] {
            guard let source = sources[name], !including.contains(name) else { return [] }
            templates.insert(name)
            including.append(name)
            defer { including.removeLast() }
            return uses(in: source.nodes)
        }

        private mutating func uses(in nodes: [TemplateNode]) -> [DirectiveSignature.Use] {
            nodes.flatMap { node -> [DirectiveSignature.Use] in
                switch node {
                case .text: return []
                case .variable(let name, _):
                    guard case .attribute(let attribute) = meaning(of: name) else { return [] }
                    return [.printed(attribute)]
                case .section(let name, let inverted, let children):
                    return uses(inSection: name, inverted, children)
                case .partial(let name): return uses(ofTemplate: name.text)
                case .parent(let name, let children):
                    let outer = blocks
                    defer { blocks = outer }
                    for case .block(let block, let nodes) in children where outer[block.text] == nil {
                        blocks[block.text] = nodes
                    }
                    return uses(ofTemplate: name.text)
                case .block(let name, let children):
                    let own = uses(in: children)
                    guard let replacement = blocks[name.text] else { return own }
                    return uses(in: replacement)
                }
            }
        }

        private mutating func uses(
            inSection name: TemplateName, _ inverted: Bool, _ children: [TemplateNode]
        ) -> [DirectiveSignature.Use] {
            let meaning = meaning(of: name)
            let outer = frames
            defer { frames = outer }
            switch meaning {
            case .attribute(let attribute):
                if !inverted { frames.append(.attribute(attribute)) }
                return [.asked(attribute, inverted: inverted, uses: uses(in: children))]
            case .known(let schema):
                if !inverted { frames += frame(of: schema) }
            case .unknown:
                if !inverted { frames.append(.unknown) }
            }
            return uses(in: children)
        }

        private func frame(of schema: TemplateSchema) -> [Frame] {
            switch schema {
            case .flag, .files: return []
            case .text: return [.value]
            case .list(let element): return frame(of: element)
            // Of the author's data no name is known.
            case .object(let fields): return [fields.isEmpty ? .unknown : .fields(fields)]
            }
        }

        /// What a name stands for, looked up as templates do.
        private mutating func meaning(of name: TemplateName) -> Meaning {
            guard let head = name.parts.first else {
                if case .attribute(let attribute)? = frames.last { return .attribute(attribute) }
                return .unknown
            }
            var isDoubtful = false
            for frame in frames.reversed() {
                switch frame {
                case .fields(let fields):
                    if let value = fields[head] { return part(of: value.schema, name) }
                case .unknown: isDoubtful = true
                case .attribute, .value: break
                }
            }
            if let value = schema[head] { return part(of: value.schema, name) }
            guard name.parts.count == 1 else { return .unknown }
            if isDoubtful { return doubtful.contains(head) ? .attribute(head) : .unknown }
            certain.insert(head)
            return .attribute(head)
        }

        private func part(of value: TemplateSchema, _ name: TemplateName) -> Meaning {
            var value = value
            for part in name.parts.dropFirst() {
                guard case .object(let fields) = value, let next = fields[part] else { return .unknown }
                value = next.schema
            }
            return .known(value)
        }
    }
}
