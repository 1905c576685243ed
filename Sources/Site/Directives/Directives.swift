import Content
import Diagnostics

/// The directives of a site: what its templates in `layouts/directives/` take.
struct Directives: Sendable {
    /// Where their templates are, beside layouts and partials.
    static let folder = "directives/"

    /// By name.
    let signatures: [String: DirectiveSignature]
    /// The attributes that each template names, also where they come to nothing.
    private let names: [String: Set<String>]

    /// - Parameters:
    ///   - strings: the names of the theme's strings.
    ///   - tiers: the tiers' ids, which no directive may take.
    static func read(
        _ templates: Templates, strings: [String], tiers: [String]
    ) -> (directives: Directives, diagnostics: [Diagnostic]) {
        var signatures: [String: DirectiveSignature] = [:]
        var names: [String: Set<String>] = [:]
        var diagnostics: [Diagnostic] = []
        for template in templates.faulty where template.hasPrefix(folder) {
            signatures[String(template.dropFirst(folder.count))] = .unread
        }
        var judged: Set<String> = []
        for (template, source) in templates.sources.sorted(by: { $0.key < $1.key })
        where template.hasPrefix(folder) {
            let name = String(template.dropFirst(folder.count))
            if let fault = fault(inName: name, tiers: tiers) {
                // A tier goes before what the theme brings along.
                if source.isOverride {
                    diagnostics.append(
                        .error(
                            fault.message, at: SourceLocation(file: source.file, line: 1), hint: fault.hint))
                }
                continue
            }
            let uses = DirectiveUses(
                of: template, in: templates.sources, schema: TemplateSchema.directiveFields(strings: strings))
            for reached in uses.templates where judged.insert(reached).inserted {
                diagnostics += templates.sources[reached].map(faults(inText:)) ?? []
            }
            signatures[name] = DirectiveSignature(uses.uses)
            names[name] = uses.names
        }
        return (Directives(signatures: signatures, names: names), diagnostics)
    }

    private static func fault(inName name: String, tiers: [String]) -> (message: String, hint: String)? {
        if tiers.contains(name) {
            return (
                "'\(name)' is a tier, so cannot be a directive",
                "'::: \(name)' seals what is in it: give the file another name"
            )
        }
        if name == publicTier || name == "arm" {
            return (
                "'\(name)' cannot be a directive",
                "'::: \(name)' has a meaning already: give the file another name"
            )
        }
        guard isIdentifier(name) else {
            return (
                "'\(name)' cannot be a directive",
                "names are lower-case letters, digits and '-', and the file is in layouts/directives/ itself"
            )
        }
        return nil
    }

    /// What stands in pages among Markdown has to be text as pages are.
    private static func faults(inText source: TemplateChecker.Source) -> [Diagnostic] {
        do throws(DiagnosticError) {
            _ = try SourceText(path: source.file, bytes: source.bytes)
            return []
        } catch {
            return error.diagnostics
        }
    }

    /// What each directive's template sees, by the template's name.
    func schemas(strings: [String], data: AuthorData) -> [String: TemplateSchema] {
        let fields = TemplateSchema.directiveFields(strings: strings, data: data)
        return Dictionary(
            uniqueKeysWithValues: names.map { name, attributes in
                let own = attributes.union([DirectiveSignature.body]).map {
                    ($0, TemplateSchema.attribute($0))
                }
                return (Self.folder + name, .object(fields.merging(own) { field, _ in field }))
            })
    }
}
